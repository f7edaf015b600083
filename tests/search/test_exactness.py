"""Answers against judges that take no shortcut, and under threads that take turns as often as they can."""

from __future__ import annotations

from collections import Counter

import pytest

from genomics.search.documents import Document, documents_of
from genomics.search.request import SearchRequest
from genomics.search.writer import build_index
from tests.benchmarks.exactness import Judges, in_threads, make_requests
from tests.benchmarks.synthetic import make_library

RECORDS = 300
REQUESTS = 120
SEARCHES = 600


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(documents_of(make_library(RECORDS)))


@pytest.fixture(scope="module")
def judges(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Judges:
    folder = tmp_path_factory.mktemp("exactness")
    build_index(make_library(RECORDS), folder)
    return Judges(documents, folder)


@pytest.fixture(scope="module")
def requests(documents: list[Document]) -> list[SearchRequest]:
    return make_requests(documents, REQUESTS)


def test_rankings_matches_and_counts_are_those_of_the_judges(judges: Judges, requests: list[SearchRequest]) -> None:
    assert {request: found for request in requests if (found := list(judges.complaints(request)))} == {}


def test_the_requests_are_of_every_kind_and_most_find_something(judges: Judges, requests: list[SearchRequest]) -> None:
    kinds = Counter(("-" in request.q, request.q.count(chr(34)), bool(request.filters)) for request in requests)
    assert len(kinds) >= 7
    assert sum(judges.index.search(request).total > 0 for request in requests) > REQUESTS / 2


def test_many_threads_get_the_answers_that_one_gets(judges: Judges, requests: list[SearchRequest]) -> None:
    outcome = in_threads(judges.index, requests, SEARCHES)
    assert (outcome.wrong, outcome.failed) == (0, 0)
