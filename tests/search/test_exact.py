"""The search for the words exactly as they were typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from genomics.content.model import Page, Pin
from genomics.search.engine import SearchIndex
from tests.search.samples import KNOWING, body, keys, open_library, search

SPELLINGS = Page(id="spellings", title="Spelling", body=body("Hemoglobin in American English. DNA 分析 of Œdipus."))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterable[SearchIndex]:
    records = {**KNOWING.records, SPELLINGS.key: SPELLINGS}
    pins = (Pin(queries=("carries",), records=("term/allele",)),)
    opened = open_library(tmp_path_factory.mktemp("index"), replace(KNOWING, records=records, pins=pins))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("Hemoglobin", {"page/spellings"}),
        ("haemoglobin", {"page/haemoglobin-disorders", "resource/hbvar"}),
        ("drepanocytosis", {"term/sickle-cell-disease"}),
        ("drépanocytose", {"term/sickle-cell-disease"}),
        ("drepanocytose", set()),
        ("variants", {"resource/hbvar"}),
        ("allele", {"term/allele"}),
        ("alleles", set()),
        ("分析", {"page/spellings"}),
        ("镰状细胞", {"term/sickle-cell-disease"}),
        ('"heel prick"', {"page/haemoglobin-disorders"}),
        ('"heel  pricks"', set()),
        ("newborn -nurses", {"collaborator/sickle-in-africa", "page/haemoglobin-disorders"}),
        ("10.1234/abc.5", {"resource/newborn-course"}),
    ],
)
def test_only_records_that_hold_the_words_as_typed_are_found(index: SearchIndex, q: str, found: set[str]) -> None:
    results = search(index, q, exact=1)
    assert set(keys(results)) == found
    assert results.reading.exact
    assert not any(part.meanings or part.expansions for part in results.reading.parts)


def test_all_words_have_to_be_there(index: SearchIndex) -> None:
    assert keys(search(index, "newborn nurses", exact=1)) == ["resource/newborn-course"]


def test_exact_words_are_neither_corrected_nor_pinned(index: SearchIndex) -> None:
    results = search(index, "alelle", exact=1)
    assert (results.suggestion, results.total) == (None, 0)
    assert [way.name for way in results.ways_on][:1] == ["not-exact"]
    assert keys(search(index, "carries", exact=1)) == ["page/haemoglobin-disorders"]


def test_filters_and_counts_go_with_exact_words(index: SearchIndex) -> None:
    results = search(index, "haemoglobin", exact=1, type="page")
    assert keys(results) == ["page/haemoglobin-disorders"]
    assert {value.value: value.count for value in results.facet("type").values} == {"page": 1, "resource": 1}


def test_no_words_exactly_are_everything(index: SearchIndex) -> None:
    assert search(index, "", exact=1).total == search(index).total
