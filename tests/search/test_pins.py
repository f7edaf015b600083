"""What the editors put first for a query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from genomics.content import clock
from genomics.content.model import Pin
from genomics.search.engine import SearchIndex
from genomics.search.pins import open_pins, write_pins
from genomics.search.results import Reason
from tests.search.samples import KNOWING, keys, open_library, search

PINS = (
    Pin(queries=("Où commencer ?", "first steps"), records=("page/who-and-genomics", "term/allele")),
    Pin(queries=("haemoglobin",), records=("term/allele",), until=clock.present() + timedelta(days=1)),
    Pin(queries=("thalassaemia",), records=("term/allele",), until=clock.present() - timedelta(days=1)),
    Pin(queries=("sickle cells",), records=("term/gone", "term/allele")),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterable[SearchIndex]:
    opened = open_library(tmp_path_factory.mktemp("index"), replace(KNOWING, pins=PINS))
    yield opened
    opened.close()


@pytest.mark.parametrize("q", ["first steps", "First-Steps", "ou commencer", "OÙ COMMENCER?"])
def test_pinned_records_come_first_in_the_editors_order(index: SearchIndex, q: str) -> None:
    results = search(index, q)
    assert keys(results)[:2] == ["page/who-and-genomics", "term/allele"]
    assert [hit.pinned for hit in results.hits[:3]] == [True, True, *[False] * (len(results.hits[:3]) - 2)]
    assert results.hits[0].reasons[0] == Reason("pinned", (q,))
    assert not results.reading.refused
    assert results.suggestion is None


def test_the_rest_of_the_list_follows_as_ever(index: SearchIndex) -> None:
    pinned, plain = search(index, "haemoglobin"), search(index, "haemoglobin disorders of")
    assert keys(pinned)[0] == "term/allele"
    assert "page/haemoglobin-disorders" in keys(pinned)[1:]
    assert not any(hit.pinned for hit in plain.hits)


def test_american_spelling_is_the_same_query(index: SearchIndex) -> None:
    assert keys(search(index, "hemoglobin")) == keys(search(index, "haemoglobin"))


@pytest.mark.parametrize(
    "q", ["thalassaemia", "first step-by-step", "first -steps", '"first steps"', "haemoglobins are"]
)
def test_nothing_is_pinned_after_its_last_day_or_for_other_words(index: SearchIndex, q: str) -> None:
    assert not any(hit.pinned for hit in search(index, q).hits)


def test_a_record_that_is_gone_is_passed_over(index: SearchIndex) -> None:
    assert keys(search(index, "sickle cells"))[0] == "term/allele"


def test_a_readers_filter_holds_for_pinned_records_too(index: SearchIndex) -> None:
    assert keys(search(index, "first steps", type="term")) == ["term/allele"]
    assert "term/allele" not in keys(search(index, "haemoglobin", type="page"))


def test_counts_take_in_what_is_pinned(index: SearchIndex) -> None:
    results = search(index, "first steps", page_size=100)
    assert results.total == len(results.hits)
    for value in results.facet("type").values:
        assert value.count == sum(hit.type == value.value for hit in results.hits)


def test_a_pin_lasts_to_the_end_of_its_last_day(tmp_path: Path) -> None:
    write_pins([Pin(queries=("genes",), records=("term/gene",), until=datetime(2026, 5, 2, tzinfo=UTC))], tmp_path)
    pins = open_pins(tmp_path)
    assert pins.keys_for("Genes", datetime(2026, 5, 1, 23, 59, tzinfo=UTC)) == ("term/gene",)
    assert pins.keys_for("Genes", datetime(2026, 5, 2, tzinfo=UTC)) == ()
