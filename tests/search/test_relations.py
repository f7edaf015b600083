"""Which records belong together, as the editors set them beside one another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from genomics.content.library import Connections, Library
from genomics.content.model import Collaborator, Page, Resource, Term
from genomics.search.documents import documents_of
from genomics.search.relations import RELATIONS, Relations, write_relations

LIBRARY = Library(
    records={
        record.key: record
        for record in (
            Collaborator(id="lab", title="Laboratory", kind="network"),
            Page(id="guide", title="Guide", related=("resource/gone",)),
            Resource(id="tool", title="Tool", kind="tool", provided_by=("lab",)),
            Term(id="allele", title="Allele", see_also=("gene",)),
            Term(id="gene", title="Gene"),
        )
    },
    connections={"term/allele": Connections(mentioned_in=("page/guide",))},
)
LAB, GUIDE, TOOL, ALLELE, GENE = range(5)


@pytest.fixture
def relations(tmp_path: Path) -> Relations:
    write_relations(list(documents_of(LIBRARY)), tmp_path)
    return Relations(tmp_path, len(LIBRARY.records))


@pytest.mark.parametrize(("one", "other"), [(TOOL, LAB), (GUIDE, ALLELE), (ALLELE, GENE)])
def test_records_that_are_provided_linked_or_named_belong_with_each_other(
    relations: Relations, one: int, other: int
) -> None:
    for giver, taker in ((one, other), (other, one)):
        assert taker in relations.passed_on(np.array([giver], np.int32), np.ones(1)).documents


def test_what_several_give_to_one_adds_up_and_the_first_is_its_giver(relations: Relations) -> None:
    passed = relations.passed_on(np.array([GENE, GUIDE], np.int32), np.array([2.0, 1.0]))
    assert (passed.documents.tolist(), passed.amounts.tolist()) == ([ALLELE], [3.0])
    assert passed.givers.tolist() == [GENE]


def test_who_belongs_with_nothing_passes_nothing_on(tmp_path: Path) -> None:
    write_relations(list(documents_of(Library(records={"term/gene": LIBRARY.records["term/gene"]}))), tmp_path)
    passed = Relations(tmp_path, 1).passed_on(np.array([0], np.int32), np.ones(1))
    assert (len(passed.documents), len(passed.amounts), len(passed.givers)) == (0, 0, 0)


def test_relations_of_another_index_are_refused(relations: Relations, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=RELATIONS):
        Relations(tmp_path, size=1)
