"""Numbers by which things are known elsewhere, in every usual writing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.model import Gene, Page, Resource, Term
from genomics.search.engine import SearchIndex
from genomics.search.numbers import numbers_in
from tests.search.samples import KNOWING, body, keys, open_library, search

RECORDS = (
    Resource(id="book", title="A book", kind="publication", identifiers={"isbn": "92 4 159259 1"}),
    Resource(id="article", title="An article", kind="publication", identifiers={"doi": "10.1016/J.Xgen(21).5"}),
    Resource(id="resolution", title="A resolution", kind="publication", identifiers={"document": "WHA57.13"}),
    Resource(id="decision", title="A decision", kind="publication", identifiers={"document": "EB118.R1"}),
    Resource(
        id="journal", title="A journal", kind="publication", identifiers={"issn": "0378-5955", "pmid": "16096208"}
    ),
    Resource(id="omim", title="OMIM", kind="database", body=body("A catalogue of genes, known by numbers.")),
    Page(id="history", title="History", body=body("The Assembly adopted resolution WHA57.13 on genomics.")),
    Term(
        id="thalassaemia",
        title="Thalassaemia",
        body=body("A disorder of haemoglobin."),
        identifiers={"omim": "273500", "orpha": "846", "icd10": "D56.0", "icd11": "3A50.0"},
    ),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterable[SearchIndex]:
    content = replace(
        KNOWING,
        records={**KNOWING.records, **{record.key: record for record in RECORDS}},
        genes=(*KNOWING.genes, Gene(symbol="ABC1", hgnc_id="HGNC:1100", conditions=("thalassaemia",))),
    )
    opened = open_library(tmp_path_factory.mktemp("index"), content)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (("9241592591", "ISBN 92-4-159259-1", "9789241592598", "978-92-4-159259-8",
          "978 92 4 159259 8", "ISBN-13: 978-92-4-159259-8", "isbn:9241592591"), "resource/book"),
        (("10.1016/j.xgen(21).5", "10.1016/J.XGEN(21).5", "https://doi.org/10.1016/j.xgen(21).5",
          "doi:10.1016/j.xgen(21).5", "DOI 10.1016/j.xgen(21).5.", "dx.doi.org/10.1016/j.xgen(21).5",
          "(10.1016/j.xgen(21).5)"), "resource/article"),
        (("WHA57.13", "WHA 57.13", "wha57.13", "WHA57/13", "WHA 57 13", "resolution WHA57.13"), "resource/resolution"),
        (("EB118.R1", "EB 118.R1", "eb118.r1", "EB118 R1", "EB118/R1"), "resource/decision"),
        (("0378-5955", "ISSN 0378-5955", "PMID 16096208", "pmid:16096208", "16096208"), "resource/journal"),
        (("OMIM 273500", "OMIM:273500", "OMIM #273500", "MIM 273500", "omim:273500", "ORPHA:846", "ORPHA 846",
          "ORPHAcode: 846", "ICD-10 D56.0", "ICD10: D56.0", "D56.0", "d56.0", "ICD-11 3A50.0", "3A50.0",
          "HGNC:1100", "HGNC 1100", "hgnc: 1100"), "term/thalassaemia"),
    ],
)  # fmt: skip
def test_the_record_that_holds_a_number_comes_first_however_it_is_written(
    index: SearchIndex, written: tuple[str, ...], key: str
) -> None:
    assert [(q, keys(search(index, q))[:1]) for q in written if keys(search(index, q))[:1] != [key]] == []


def test_a_page_that_speaks_of_a_resolution_is_found_by_any_writing(index: SearchIndex) -> None:
    assert (
        keys(search(index, "WHA 57.13")) == keys(search(index, "WHA57.13")) == ["resource/resolution", "page/history"]
    )


@pytest.mark.parametrize(
    "q",
    ["OMIM 603903", "MIM:603903", "ORPHA:999", "ICD-10 Z99.9", "Z99.9", "10.9999/nothing.here", "WHA99.99",
     "978-92-4-005285-7", "HGNC:99999", "https://doi.org/10.9999/sickle-cell"],
)  # fmt: skip
def test_a_number_that_no_record_holds_is_said_to_be_unknown(index: SearchIndex, q: str) -> None:
    results = search(index, q)
    assert results.reading.refused
    assert [(part.text, part.ignored) for part in results.reading.parts] == [(q, "unknown-identifier")]
    assert results.suggestion is None


def test_beside_an_unknown_number_the_words_still_count(index: SearchIndex) -> None:
    results = search(index, "thalassaemia OMIM 603903")
    assert keys(results)[0] == "term/thalassaemia"
    assert [part.ignored for part in results.reading.parts] == [None, "unknown-identifier"]


@pytest.mark.parametrize("q", ["2015-2019", "1234567890", "tel 022 791 2111", "B12 vitamin", "1 2 3 4 5 6 7 8 9 0"])
def test_other_numbers_are_words(q: str) -> None:
    assert list(numbers_in(q)) == []


@given(st.text(max_size=80))
def test_numbers_stand_where_they_are_said_to_stand(text: str) -> None:
    end = 0
    for number in numbers_in(text):
        assert end <= number.start < number.end <= len(text)
        assert number.text
        end = number.end


def test_a_conditions_numbers_are_a_reason(index: SearchIndex) -> None:
    hit = search(index, "OMIM 273500").hits[0]
    assert [(reason.field, reason.words) for reason in hit.reasons] == [("identifiers", ("OMIM 273500",))]
