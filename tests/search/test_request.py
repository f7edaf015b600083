"""What an address asks for, whatever stands in it."""

from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from genomics.search.request import FILTERS, MAX_CHARACTERS, MAX_PAGE_SIZE, MAX_VALUES, SearchRequest, Sort

NAMES = (*FILTERS, "q", "year_from", "year_to", "exact", "sort", "page", "page_size", "other")
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=80)))


@given(PAIRS)
def test_any_address_gives_a_request_that_its_own_address_gives_again(pairs: list[tuple[str, str]]) -> None:
    request = SearchRequest.from_args(pairs)
    again = SearchRequest.from_args(parse_qsl(request.query_string(), keep_blank_values=True))
    assert again == request


@given(PAIRS)
def test_a_request_is_capped_whatever_is_asked(pairs: list[tuple[str, str]]) -> None:
    request = SearchRequest.from_args(pairs)
    assert len(request.q) <= MAX_CHARACTERS
    assert 1 <= request.page_size <= MAX_PAGE_SIZE
    assert request.page >= 1
    assert all(len(request.values(name)) <= MAX_VALUES for name in FILTERS)
    assert request.q == " ".join(request.q.split())


@given(PAIRS, st.sampled_from(FILTERS), st.from_regex(r"\A[a-z-]{1,20}\Z"))
def test_a_filter_that_was_added_can_be_taken_away(pairs: list[tuple[str, str]], name: str, value: str) -> None:
    request = SearchRequest.from_args([pair for pair in pairs if pair[0] != name])
    narrowed = request.with_filter(name, value)
    assert narrowed.values(name) == (value,)
    assert narrowed.page == 1
    assert narrowed.without(name, value).filters == request.filters


def test_a_long_query_is_cut_and_says_so() -> None:
    request = SearchRequest.from_args([("q", "gene " * 1000)])
    assert request.shortened
    assert len(request.q) <= MAX_CHARACTERS
    assert not SearchRequest.from_args([("q", "gene")]).shortened


def test_exact_words_go_with_filters_and_pages() -> None:
    request = SearchRequest.from_args([("q", "gene"), ("exact", "1"), ("type", "term"), ("page", "3")])
    assert (request.exact, request.page) == (True, 3)
    assert request.without("type").exact
    assert request.with_page(2).query_string() == "q=gene&exact=1&type=term&page=2"
    assert request.with_exact(False) == SearchRequest.from_args([("q", "gene"), ("type", "term")])


def test_values_may_be_repeated_and_are_kept_once() -> None:
    request = SearchRequest.from_args([("topic", "ethics"), ("type", "page"), ("topic", "policy"), ("topic", "ethics")])
    assert request.filters == (("type", "page"), ("topic", "ethics"), ("topic", "policy"))


def test_what_cannot_be_used_is_ignored() -> None:
    request = SearchRequest.from_args(
        [("page", "-3"), ("page_size", "many"), ("sort", "random"), ("year_from", "19x9"), ("region", " ")]
    )
    assert request == SearchRequest()


def test_numbers_are_brought_within_bounds() -> None:
    request = SearchRequest.from_args([("page_size", "100000"), ("page", "0"), ("year_to", "9999")])
    assert (request.page_size, request.page, request.year_to) == (MAX_PAGE_SIZE, 1, 2100)


def test_control_characters_and_broken_letters_do_no_harm() -> None:
    assert SearchRequest.from_args([("q", "  gene\x00\ttherapy\u2028 ")]).q == "gene therapy"
    assert SearchRequest.from_args([("q", "gene\ud800")]).q == "gene"


def test_the_two_forms_of_an_accent_are_one_query() -> None:
    assert SearchRequest.from_args([("q", "ge\u0301ne")]).q == SearchRequest.from_args([("q", "g\u00e9ne")]).q


def test_a_change_of_order_or_page_keeps_words_and_filters() -> None:
    request = SearchRequest.from_args([("q", "gene"), ("topic", "ethics"), ("page", "3")])
    assert request.with_page(2).query_string() == "q=gene&topic=ethics&page=2"
    assert request.with_sort(Sort.YEAR).query_string() == "q=gene&topic=ethics&sort=year"
    assert request.without("topic").query_string() == "q=gene"
    assert request.without_filters().query_string() == "q=gene"
