"""Small files of a content folder, and what an editor is told about one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from genomics.content.errors import ContentErrors
from genomics.content.reader import read_library
from tests.conftest import WriteFolder

TODAY = date(2026, 11, 22)

Files = dict[str, str | bytes]


class Case(NamedTuple):
    """A content folder with one thing wrong, and the message about it."""

    what: str
    files: Files
    message: str


def every(cases: list[Case]) -> pytest.MarkDecorator:
    """Runs a test with each case, under the name of what is wrong."""
    return pytest.mark.parametrize("case", cases, ids=[case.what for case in cases])


def told_of_each(cases: list[Case]) -> Callable[[Case, WriteFolder], None]:
    """A test for each case: the check of its folder says its message and nothing else."""

    @every(cases)
    def says_its_message(case: Case, write_folder: WriteFolder) -> None:
        assert messages(write_folder(case.files)) == [case.message]

    return says_its_message


def messages(folder: Path) -> list[str]:
    """What the check of the folder prints, one fault a line; nothing where it has no fault."""
    try:
        read_library(folder, today=TODAY)
    except ContentErrors as errors:
        return [str(fault) for fault in errors.faults]
    return []


def page(front: str = "", body: str = "", title: str = "title: About us\n") -> Files:
    """The page `about`."""
    return {"pages/about.md": f"---\n{title}{front}---\n{body}"}


def resource(front: str = "", body: str = "", kind: str = "kind: database\n") -> Files:
    """The resource `clinvar`."""
    return {"resources/clinvar.md": f"---\ntitle: ClinVar\n{kind}{front}---\n{body}"}


def collaborator(front: str = "", kind: str = "network") -> Files:
    """The collaborator `who`."""
    return {"collaborators/who.md": f"---\ntitle: WHO\nkind: {kind}\n{front}---\n"}


def term(front: str = "", body: str = "A version of a gene.\n") -> Files:
    """The glossary term `allele`."""
    return {"glossary/allele.md": f"---\ntitle: Allele\n{front}---\n{body}"}


def translation(front: str = "title: À propos\n", body: str = "", lang: str = "fr") -> Files:
    """The page `about` and its translation."""
    return {**page(), f"pages/about.{lang}.md": f"---\n{front}---\n{body}"}


HOME: Files = {"pages/home.md": "---\ntitle: Home\n---\n"}

TOPICS = "- id: screening\n  label: {en: Screening}\n- id: rare-diseases\n  label: {en: Rare diseases}\n"
COUNTRIES = "- id: QA\n  label: {en: Qatar}\n  region: EMR\n- id: 'NO'\n  label: {en: Norway}\n"
VOCABULARIES: Files = {
    "vocabularies/topics.yaml": TOPICS,
    "vocabularies/audiences.yaml": "- id: researchers\n  label: {en: Researchers}\n",
    "vocabularies/access.yaml": "- id: open\n  label: {en: Open}\n",
    "vocabularies/resource-kinds.yaml": "- id: database\n  label: {en: Database}\n",
    "vocabularies/collaborator-kinds.yaml": "- id: network\n  label: {en: Network}\n",
    "vocabularies/regions.yaml": "- id: EMR\n  label: {en: Eastern Mediterranean}\n- id: AFR\n  label: {en: Africa}\n",
    "vocabularies/countries.yaml": COUNTRIES,
    "vocabularies/languages.yaml": "- id: en\n  label: {en: English}\n",
}
