"""Names offered to somebody who is still typing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.model import Page, Record, Term
from genomics.search.engine import SearchIndex
from genomics.search.suggestions import MOST
from tests.search.samples import body, open_index, search


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
        ("nwborn", "Newborn screening course"),
        ("كريات", "داء الكريات المنجلية"),
        ("والكر", "داء الكريات المنجلية"),
    ],
)
def test_the_beginning_of_any_word_is_enough(index: SearchIndex, typed: str, text: str) -> None:
    assert text in [name.text for name in index.suggest(typed)]


@pytest.mark.parametrize("typed", ["فقر الدم", "فقر الد", "فقر دم", "الدم المنجلي", "فقر الدم المنجلي"])
def test_an_article_before_a_short_word_is_no_obstacle(tmp_path: Path, typed: str) -> None:
    index = open_index(tmp_path, Term(id="x", title="Sickle-cell disease", names={"ar": "فقر الدم المنجلي"}))
    assert [name.text for name in index.suggest(typed, "ar")] == ["فقر الدم المنجلي"]


def test_the_readers_language_is_offered_first(index: SearchIndex) -> None:
    assert index.suggest("drepano", "fr")[0].text == "drépanocytose"


def test_every_suggestion_has_results_and_none_comes_twice(index: SearchIndex) -> None:
    for typed in ("s", "si", "a", "al", "ha", "ne", "ni", "qa", "wa", "on", "pr", "ge"):
        names = index.suggest(typed)
        assert len(names) <= MOST
        assert len({name.text.casefold() for name in names}) == len(names)
        for name in names:
            assert search(index, name.text).total > 0, name


def test_a_thing_is_offered_by_one_name_in_a_language_that_is_read(index: SearchIndex) -> None:
    for typed in ("sickle", "drepano", "hb", "nig", "gen"):
        for lang in ("en", "fr", "ar"):
            names = index.suggest(typed, lang)
            keys = [name.key for name in names if name.key]
            assert len(set(keys)) == len(keys)
            own = [name for name in names if name.lang in (lang, "en")]
            assert own in ([], list(names))


def test_of_names_that_begin_alike_the_one_of_most_records_comes_first(tmp_path: Path) -> None:
    records: list[Record] = [Term(id=name, title=f"Cell {name}", body=body("Text.")) for name in ("line", "division")]
    records += [Page(id=f"page-{number}", title="On cell division", body=body("Text.")) for number in range(3)]
    assert [name.text for name in open_index(tmp_path, *records).suggest("cell")][:2] == ["Cell division", "Cell line"]


def test_a_gene_that_no_record_knows_is_not_suggested(index: SearchIndex) -> None:
    assert "WAS" not in [name.text for name in index.suggest("was")]


@given(st.text(max_size=100))
def test_no_text_makes_a_suggestion_fail(index: SearchIndex, q: str) -> None:
    assert len(index.suggest(q)) <= MOST
