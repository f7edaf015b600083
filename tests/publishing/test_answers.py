"""What is asked again is answered alike, from a store that never grows beyond its bound."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.publishing.answers import AnswerCache
from genomics.search.request import SearchRequest
from genomics.search.results import Reading, SearchResults


def results(q: str) -> SearchResults:
    return SearchResults(SearchRequest(q), Reading(q), 0, (), (), "generation")


def asked(calls: list[str], q: str) -> Callable[[], SearchResults]:
    """Work that notes that it was done."""

    def work() -> SearchResults:
        calls.append(q)
        return results(q)

    return work


def failing() -> SearchResults:
    raise ZeroDivisionError


def test_work_is_done_once_for_one_question() -> None:
    cache, calls = AnswerCache(), list[str]()
    assert [cache.answer("q", asked(calls, "answer")) for _ in range(3)] == [results("answer")] * 3
    assert calls == ["answer"]


def test_a_failure_is_not_kept() -> None:
    cache = AnswerCache()
    with pytest.raises(ZeroDivisionError):
        cache.answer("q", failing)
    assert cache.answer("q", lambda: results("right")) == results("right")


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    size = len(msgspec.msgpack.encode(results("xxx")))
    cache, calls = AnswerCache(2 * size), list[str]()
    for q in ("one", "two", "one", "new", "one", "two"):
        cache.answer(q, asked(calls, q))
    assert calls == ["one", "two", "new", "two"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 300))), st.integers(0, 1000))
def test_the_bound_holds_whatever_is_asked(questions: list[tuple[int, int]], most: int) -> None:
    cache = AnswerCache(most)
    for key, length in questions:
        cache.answer(key, lambda length=length: results("x" * length))
        assert 0 <= cache.bytes_kept <= most


def test_threads_get_their_own_answers_and_the_bound_holds() -> None:
    cache = AnswerCache(20_000)
    keys = random.Random(1).choices(range(60), k=4_000)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda key: cache.answer(key, lambda: results(f"{key}" * 50)), keys))
    assert answers == [results(f"{key}" * 50) for key in keys]
    assert 0 < cache.bytes_kept <= 20_000
