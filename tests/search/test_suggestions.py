"""Names offered to somebody who is still typing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.search.engine import SearchIndex
from genomics.search.suggestions import MOST
from tests.search.samples import KNOWING, open_library, search


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return open_library(tmp_path_factory.mktemp("index"), KNOWING)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("sick", "Sickle-cell disease"),
        ("cell dis", "Sickle-cell disease"),
        ("drépano", "drepanocytosis"),
        ("DREPANO", "drepanocytosis"),
        ("серпов", "серповидноклеточная анемия"),
        ("镰", "镰状细胞病"),
        ("الكري", "داء الكريات المنجلية"),
        ("hb", "HBB"),
        ("nig", "Nigeria"),
        ("hbv", "HbVar"),
        ("newbron", "Newborn screening course"),
    ],
)
def test_the_beginning_of_any_word_is_enough(index: SearchIndex, typed: str, text: str) -> None:
    assert text in [name.text for name in index.suggest(typed)]


def test_the_readers_language_is_offered_first(index: SearchIndex) -> None:
    assert index.suggest("drepano", "fr")[0].text == "drépanocytose"


def test_every_suggestion_has_results_and_none_comes_twice(index: SearchIndex) -> None:
    for typed in ("s", "si", "a", "al", "ha", "ne", "ni", "qa", "wa", "on", "pr", "ge"):
        names = index.suggest(typed)
        assert len(names) <= MOST
        assert len({name.text.casefold() for name in names}) == len(names)
        for name in names:
            assert search(index, name.text).total > 0, name


def test_a_gene_that_no_record_knows_is_not_suggested(index: SearchIndex) -> None:
    assert "WAS" not in [name.text for name in index.suggest("was")]


@given(st.text(max_size=100))
def test_no_text_makes_a_suggestion_fail(index: SearchIndex, q: str) -> None:
    assert len(index.suggest(q)) <= MOST
