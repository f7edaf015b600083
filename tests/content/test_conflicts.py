"""Files in which two versions stand side by side."""

from __future__ import annotations

import pytest

from genomics.content.conflicts import conflicts
from tests.content.samples import HOME, Case, page, told_of_each

SAYS = (
    "Two versions of this file were merged and not settled. "
    "Keep one of the two versions between the markers and remove the markers."
)
BOTH = "<<<<<<< HEAD\n{mine}=======\n{theirs}>>>>>>> spring\n"

CASES = [
    Case(
        "two versions of a field",
        page(BOTH.format(mine="order: 1\n", theirs="order: 2\n")),
        f"pages/about.md:3: {SAYS}",
    ),
    Case(
        "two versions of a paragraph",
        page(body="\n" + BOTH.format(mine="One.\n", theirs="Two.\n")),
        f"pages/about.md:5: {SAYS}",
    ),
    Case(
        "two versions of a whole file",
        {"pages/about.md": BOTH.format(mine="---\ntitle: A\n---\n", theirs="---\ntitle: B\n---\n")},
        f"pages/about.md:1: {SAYS}",
    ),
    Case(
        "two versions of an entry",
        {**HOME, "genes.yaml": "- symbol: HBB\n" + BOTH.format(mine="- symbol: A\n", theirs="- symbol: B\n")},
        f"genes.yaml:2: {SAYS}",
    ),
    Case("a last marker left over", page(body="\nOne.\n>>>>>>> spring\n"), f"pages/about.md:6: {SAYS}"),
    Case("a middle marker left over", page("order: 1\n=======\n"), f"pages/about.md:4: {SAYS}"),
    Case(
        "a middle marker left over between entries",
        {**HOME, "genes.yaml": "- symbol: HBB\n=======\n- symbol: CFTR\n"},
        f"genes.yaml:2: {SAYS}",
    ),
]


test_an_editor_is_told_of = told_of_each(CASES)


def test_every_unsettled_place_is_named() -> None:
    text = BOTH.format(mine="a\n", theirs="b\n")
    assert [problem.line for problem in conflicts(f"{text}between\n{text}")] == [1, 7]


@pytest.mark.parametrize("text", ["Methods\n=======\n", "> > > > > > > deep\n", "a <<<<<<< b\n", "<<<<<<<<\n"])
def test_other_texts_hold_no_conflict(text: str) -> None:
    assert conflicts(text) == []
