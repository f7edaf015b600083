"""A search for a gene brings along where genes can be looked up."""

from __future__ import annotations

from pathlib import Path

import pytest

from genomics.content.library import Library
from genomics.content.model import Gene, Resource, Term
from genomics.search.engine import SearchIndex
from genomics.search.results import Reason
from tests.search.samples import body, keys, open_library, search

ANY = Resource(id="any", title="Catalogue", kind="database", look_up=("gene",), body=body("Variants in people."))
OWN = Resource(id="own", title="Guidelines", kind="guideline", look_up=("iron",), body=body("What to prescribe."))
OTHER = Resource(id="other", title="Registry", kind="database", body=body("People who are followed."))
IRON = Term(id="iron", title="Iron overload", body=body("Too much iron in the body."))
CLEFT = Term(id="cleft", title="Cleft lip", body=body("A gap in the lip."))
GENES = (Gene(symbol="HFE", conditions=("iron",)), Gene(symbol="IRF6", conditions=("cleft",)))


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    records = {record.key: record for record in (ANY, OWN, OTHER, IRON, CLEFT)}
    return open_library(tmp_path, Library(records=records, genes=GENES))


def test_what_has_the_genes_of_its_condition_comes_before_what_has_any(index: SearchIndex) -> None:
    assert keys(search(index, "HFE")) == ["term/iron", "resource/own", "resource/any"]
    assert keys(search(index, "IRF6")) == ["term/cleft", "resource/any"]


def test_what_holds_none_of_the_words_says_that_genes_can_be_looked_up_there(index: SearchIndex) -> None:
    reasons = {hit.key: hit.reasons for hit in search(index, "HFE").hits}
    assert reasons["resource/any"] == reasons["resource/own"] == (Reason("look_up", ()),)


def test_what_holds_the_words_says_where(index: SearchIndex) -> None:
    reasons = {hit.key: hit.reasons for hit in search(index, "HFE prescribe").hits}
    assert reasons["resource/own"] == (Reason("body", ("prescribe",)),)


@pytest.mark.parametrize("q", ["iron", "cleft lip", "catalogue of HLA"])
def test_where_no_gene_is_asked_for_nothing_is_brought_along(index: SearchIndex, q: str) -> None:
    assert not [hit for hit in search(index, q).hits if Reason("look_up", ()) in hit.reasons]


@pytest.mark.parametrize("q", ['"HFE"', "HFE -rain"])
def test_operators_are_taken_at_their_word(index: SearchIndex, q: str) -> None:
    assert not {"resource/any", "resource/own"} & set(keys(search(index, q)))


def test_filters_hold_for_what_is_brought_along(index: SearchIndex) -> None:
    assert keys(search(index, "HFE", kind="guideline")) == ["resource/own"]
