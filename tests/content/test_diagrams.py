"""Files of diagrams, and what an editor is told about them; the shipped ones in every language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from genomics.config import PROJECT_FOLDER
from genomics.content.diagrams import read_diagram
from genomics.content.model import SITE_LANGUAGES, Diagram
from genomics.content.notes import Days, Notes
from genomics.content.reader import read_library
from tests.conftest import WriteFolder
from tests.content.samples import Case, Files, every, messages, page

TODAY = date(2026, 11, 22)
WHOLE = """title: {en: How it goes, fr: Comment}
description: {en: First this then that.}
steps:
  - picture: gene
    label: {en: First}
    text: {en: This.}
  - - picture: care
      label: {en: Then}
    - picture: dose
      label: {en: Or}
"""
SHIPPED = sorted((PROJECT_FOLDER / "content" / "diagrams").glob("*.yaml"))


def diagram(text: str = WHOLE, name: str = "flow.yaml") -> Files:
    return {**page(), f"diagrams/{name}": text}


def placed(front: str) -> Files:
    """The page `about` with a heading, which places a diagram."""
    return {**diagram(), **page(front, "Text.\n\n## The mandate\n\nMore.\n")}


def test_a_diagram_has_rows_of_one_step_or_of_several() -> None:
    notes = Notes(Days(TODAY, TODAY))
    found = read_diagram("flow", WHOLE, notes)
    assert notes.problems == []
    assert found.title == {"en": "How it goes", "fr": "Comment"}
    assert [[step.picture for step in row] for row in found.rows] == [["gene"], ["care", "dose"]]
    assert found.rows[0][0].text == {"en": "This."}


def test_a_page_names_its_diagram_and_where_it_stands(write_folder: WriteFolder) -> None:
    library = read_library(write_folder(placed("diagrams: {flow: the-mandate}\n")), today=TODAY)
    assert library.records["page/about"].diagrams == {"flow": "the-mandate"}  # type: ignore[attr-defined]
    assert list(library.diagrams) == ["flow"]


FAULTS = [
    Case(
        "a picture that is not there",
        diagram(WHOLE.replace("picture: gene", "picture: genes")),
        'diagrams/flow.yaml:4: There is no picture "genes". Write "gene", the nearest there is.',
    ),
    Case(
        "no English label",
        diagram(WHOLE.replace("label: {en: First}", "label: {fr: First}")),
        'diagrams/flow.yaml:5: The field "label" has no English text. Add one: "en: …".',
    ),
    Case(
        "no steps",
        diagram(WHOLE.split("steps:")[0]),
        'diagrams/flow.yaml:1: The field "steps" is missing. Add a line "steps: …".',
    ),
    Case(
        "steps that are no list",
        diagram(WHOLE.split("steps:")[0] + "steps: none\n"),
        'diagrams/flow.yaml:3: The field "steps" is not a list of steps. Begin every step with "- picture: …".',
    ),
    Case(
        "a step without fields",
        diagram(WHOLE + "  - care\n"),
        'diagrams/flow.yaml:11: A step has no fields. Write "picture: …" and "label: {en: …}".',
    ),
    Case(
        "a single step side by side",
        diagram(WHOLE + "  - - picture: care\n      label: {en: Alone}\n"),
        "diagrams/flow.yaml:11: Of 1 steps side by side no phone can show a row. Put two to 4 steps side by side.",
    ),
    Case(
        "a list instead of fields",
        diagram("- picture: gene\n"),
        "diagrams/flow.yaml:1: The file is not made of fields. Begin with title: and go on as in content/README.md.",
    ),
    Case(
        "an unknown field",
        diagram(WHOLE.replace("text:", "texts:")),
        'diagrams/flow.yaml:6: A step has no field "texts". Write "text", the nearest there is.',
    ),
    Case(
        "a file of another kind",
        diagram(name="flow.svg"),
        "diagrams/flow.svg:1: The file's name does not end with .yaml. "
        "Name it <id>.yaml, or remove it: only .yaml files belong here.",
    ),
    Case(
        "a name that is no id",
        diagram(name="the flow.yaml"),
        'diagrams/the flow.yaml:1: "the flow" cannot be an id. '
        "Name the file with letters a to z, digits and hyphens only.",
    ),
    Case(
        "a page that names a diagram that is not there",
        placed("diagrams: {flaw: the-mandate}\n"),
        'pages/about.md:3: There is no diagram "flaw". Write "flow", the nearest there is.',
    ),
    Case(
        "a page that places a diagram at no heading of its own",
        placed("diagrams: {flow: the-mandat}\n"),
        'pages/about.md:3: This text has no heading "#the-mandat". Write "#the-mandate", the nearest there is.',
    ),
    Case(
        "a page that says no place",
        placed("diagrams: [flow]\n"),
        'pages/about.md:3: The field "diagrams" holds a list. Write it as {gene-to-protein: the-heading}.',
    ),
]


@every(FAULTS)
def test_an_editor_is_told_what_is_wrong(write_folder: WriteFolder, case: Case) -> None:
    assert messages(write_folder(case.files)) == [case.message]


def test_a_diagram_with_a_fault_is_not_also_called_missing(write_folder: WriteFolder) -> None:
    folder = write_folder({**placed("diagrams: {flow: the-mandate}\n"), "diagrams/flow.yaml": b"\xff"})
    assert [message.split(":")[0] for message in messages(folder)] == ["diagrams/flow.yaml"]


def shipped(path: Path) -> Diagram:
    notes = Notes(Days(TODAY, TODAY))
    found = read_diagram(path.stem, path.read_text(encoding="utf-8"), notes)
    assert notes.problems == []
    return found


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_word_of_a_shipped_diagram_is_there_in_six_languages(path: Path) -> None:
    found = shipped(path)
    steps = [step for row in found.rows for step in row]
    texts = [found.title, found.description, *(step.label for step in steps), *(step.text for step in steps)]
    assert [text for text in texts if set(text) != set(SITE_LANGUAGES)] == []
    for language in ("ar", "zh", "ru"):
        assert [text[language] for text in texts if text[language].isascii()] == []


def test_every_shipped_diagram_has_its_place_on_one_page() -> None:
    library = read_library(PROJECT_FOLDER / "content")
    named = [name for record in library.records.values() for name in getattr(record, "diagrams", ())]
    assert sorted(named) == [path.stem for path in SHIPPED]
    assert len(named) >= 6
