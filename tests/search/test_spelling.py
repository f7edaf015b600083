"""Misspelt queries."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.model import Page, Term
from genomics.search.engine import SearchIndex
from tests.search.samples import body, keys, open_index, search


@pytest.mark.parametrize(
    ("typed", "meant", "first"),
    [
        ("sickel cell", "sickle cell", "term/sickle-cell-disease"),
        ("thalasemia", "thalassaemia", "resource/hbvar"),
        ("newbron screnning", "newborn screening", "resource/newborn-course"),
        ("drepanocitose", "drepanocytose", "term/sickle-cell-disease"),
        ("серповиноклеточная", "серповидноклеточная", "term/sickle-cell-disease"),
    ],
)
def test_a_clear_misspelling_is_mended_and_said(index: SearchIndex, typed: str, meant: str, first: str) -> None:
    results = search(index, typed)
    assert results.suggestion is not None
    assert (results.suggestion.q, results.suggestion.applied) == (meant, True)
    assert results.reading.q == meant
    assert results.request.q == typed
    assert keys(results)[0] == first


@pytest.mark.parametrize(
    "q", ["HBC", "HBB2", "CYP2C91", "WHOO", "sickle cell", "haemoglobin", "Nigeria", "QATR", "sickLe", "HeLp"]
)
def test_symbols_acronyms_and_known_words_are_never_touched(index: SearchIndex, q: str) -> None:
    assert search(index, q).suggestion is None


def test_another_spelling_has_the_ending_that_was_typed(tmp_path: Path) -> None:
    texts = ["наследственных болезней " * 3, "наследственные болезни", "наследственными болезнями"]
    pages = [Page(id=f"p{number}", title=f"Page {number}", body=body(text)) for number, text in enumerate(texts)]
    index = open_index(tmp_path, *pages)
    for typed, meant in (
        ("наследствинные болезни", "наследственные болезни"),
        ("наследствинными болезнями", "наследственными болезнями"),
        ("наследствинных болезней", "наследственных болезней"),
    ):
        suggestion = search(index, typed).suggestion
        assert suggestion is not None
        assert suggestion.q == meant


def test_a_name_as_it_stands_is_the_better_spelling(tmp_path: Path) -> None:
    term = Term(id="haemophilia", title="Haemophilia", names={"ru": "гемофилия"}, body=body("A disorder."))
    page = Page(id="page", title="Page", body=body(*["лечение гемофилии"] * 4))
    suggestion = search(open_index(tmp_path, term, page), "гемофили").suggestion
    assert suggestion is not None
    assert suggestion.q == "гемофилия"


@pytest.mark.parametrize("q", ["xqzjkw", "lorem ipsum dolor", "zzzz yyyy xxxx wwww vvvv"])
def test_nonsense_is_not_mended_into_something(index: SearchIndex, q: str) -> None:
    results = search(index, q)
    assert results.suggestion is None
    assert results.reading.refused


@given(st.text(alphabet="abcdeghilmnoprstuy ", min_size=4, max_size=24))
def test_a_suggestion_always_has_results(index: SearchIndex, q: str) -> None:
    suggestion = search(index, q).suggestion
    assert suggestion is None or search(index, suggestion.q).total > 0
