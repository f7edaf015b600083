"""Files that are out of place, and files that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from genomics.content.reader import read_library
from genomics.content.source_files import LARGEST
from tests.conftest import WriteFolder
from tests.content.samples import HOME, TODAY, TOPICS, Case, Files, messages, page, told_of_each

CASES = [
    Case(
        "a file with another ending",
        {**HOME, "pages/about.txt": "x"},
        "pages/about.txt:1: The file's name does not end with .md. Name it <id>.md, or remove it: only .md "
        "files belong here.",
    ),
    Case(
        "a file with its ending in capitals",
        {**HOME, "pages/about.MD": "x"},
        "pages/about.MD:1: The file's name does not end with .md. Name it <id>.md, or remove it: only .md "
        "files belong here.",
    ),
    Case(
        "a file in no folder",
        {**HOME, "timelines.yaml": "x"},
        'timelines.yaml:1: There is no place for this file. Rename it to "timeline.yaml".',
    ),
    Case(
        "a file in no folder that is like none",
        {**HOME, "zebra.pdf": "x"},
        "zebra.pdf:1: There is no place for this file. Remove it: only timeline.yaml, synonyms.yaml, "
        "translations.yaml, genes.yaml, pinned.yaml, redirects.yaml, site.yaml, links.yaml belong here.",
    ),
    Case(
        "a misspelt folder",
        {**HOME, "resource/clinvar.md": "x"},
        'resource:1: There is no place for this folder. Rename it to "resources".',
    ),
    Case(
        "an unknown folder",
        {**HOME, "zebra/x.md": "x"},
        "zebra:1: There is no place for this folder. Remove it: only pages, resources, collaborators, "
        "glossary, vocabularies, diagrams belong here.",
    ),
    Case(
        "a folder inside a folder",
        {**HOME, "pages/old/about.md": "x"},
        "pages/old:1: There is no place for a folder here. Move its files into pages/ itself.",
    ),
    Case(
        "an unknown vocabulary",
        {**HOME, "vocabularies/topic.yaml": "x"},
        'vocabularies/topic.yaml:1: There is no place for this file. Rename it to "topics.yaml".',
    ),
    Case(
        "an id with a space",
        {"pages/about us.md": "---\ntitle: About us\n---\n"},
        'pages/about us.md:1: "about us" cannot be an id. Name the file with letters a to z, digits and hyphens only.',
    ),
    Case(
        "an id that begins with a hyphen",
        {"pages/-about.md": "---\ntitle: About us\n---\n"},
        'pages/-about.md:1: "-about" cannot be an id. Name the file with letters a to z, digits and hyphens only.',
    ),
    Case(
        "an id with an accent",
        {"pages/café.md": "---\ntitle: Café\n---\n"},
        'pages/café.md:1: "café" cannot be an id. Name the file with letters a to z, digits and hyphens only.',
    ),
    Case(
        "a page that takes the address of the search",
        {"pages/search.md": "---\ntitle: Search\n---\n"},
        'pages/search.md:1: The site itself answers at "/search". Give the page another name.',
    ),
    Case(
        "a page that takes the address of a language",
        {"pages/FR.md": "---\ntitle: France\n---\n"},
        'pages/FR.md:1: The site itself answers at "/FR". Give the page another name.',
    ),
    Case(
        "names that differ in capitals only",
        {"pages/About.md": "---\ntitle: About us\n---\n", "pages/about.md": "---\ntitle: About us\n---\n"},
        'pages/about.md:1: The names "About.md" and "about.md" collide on case-insensitive file systems. '
        "Rename or remove one of them.",
    ),
    Case(
        "a translation into a language that the site does not have",
        {**page(), "pages/about.de.md": "---\ntitle: Über uns\n---\n"},
        'pages/about.de.md:1: The site has no language "de". End the name with .md after one of: ar, zh, fr, ru, es.',
    ),
    Case(
        "a translation into English",
        {**page(), "pages/about.en.md": "---\ntitle: About us\n---\n"},
        "pages/about.en.md:1: The original is in English already. Put the text into about.md.",
    ),
]


test_an_editor_is_told_of = told_of_each(CASES)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    advice = "Create it, or set GENOMICS_CONTENT_DIR to the right one."
    assert messages(missing) == [f"{missing}:1: There is no such content folder. {advice}"]


@pytest.mark.parametrize("files", [{}, {"vocabularies/topics.yaml": TOPICS}], ids=["empty", "vocabularies only"])
def test_a_folder_without_records_is_named(files: Files, write_folder: WriteFolder) -> None:
    folder = write_folder(files)
    advice = "Put at least one page into pages/, such as pages/home.md."
    assert messages(folder) == [f"{folder}:1: The content folder holds no records. {advice}"]


def test_notes_and_what_editing_programs_leave_behind_are_ignored(write_folder: WriteFolder) -> None:
    names = ("README.md", ".DS_Store", "pages/README.md", "pages/home.md~", "pages/#home.md#", "pages/.#home.md")
    assert messages(write_folder({**HOME, **dict.fromkeys(names, "x"), ".git/config": "x"})) == []


def test_a_link_that_leaves_the_folder_is_not_followed(write_folder: WriteFolder, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\n")
    folder = write_folder(HOME)
    (folder / "pages" / "secret.md").symlink_to(tmp_path / "secret.md")
    assert messages(folder) == [
        "pages/secret.md:1: This is a link to something outside the content folder. Put the file itself here."
    ]


def test_a_whole_folder_that_lies_elsewhere_is_not_followed(write_folder: WriteFolder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = write_folder(HOME)
    (folder / "glossary").symlink_to(tmp_path / "elsewhere")
    assert messages(folder) == [
        "glossary:1: This is a link to something outside the content folder. Put the file itself here."
    ]


def test_a_content_folder_may_itself_be_a_link(write_folder: WriteFolder, tmp_path: Path) -> None:
    link = tmp_path / "current"
    link.symlink_to(write_folder(HOME))
    assert messages(link) == []


def test_a_link_inside_the_folder_is_followed(write_folder: WriteFolder) -> None:
    folder = write_folder(HOME)
    (folder / "pages" / "start.md").symlink_to(folder / "pages" / "home.md")
    assert sorted(read_library(folder, today=TODAY).records) == ["page/home", "page/start"]


def test_a_link_to_a_file_that_is_gone_is_named(write_folder: WriteFolder) -> None:
    folder = write_folder(HOME)
    (folder / "pages" / "start.md").symlink_to(folder / "pages" / "gone.md")
    advice = "See who may read it, and whether it is there."
    assert messages(folder) == [f"pages/start.md:1: The file cannot be opened (No such file or directory). {advice}"]


def test_a_pipe_does_not_make_the_reader_wait(write_folder: WriteFolder) -> None:
    folder = write_folder(HOME)
    os.mkfifo(folder / "pages" / "pipe.md")
    assert messages(folder) == [
        "pages/pipe.md:1: This is not a regular file. Remove it, or put a text file in its place."
    ]


def test_a_name_that_is_not_utf_8_is_shown_as_far_as_it_can_be(write_folder: WriteFolder) -> None:
    folder = write_folder(HOME)
    Path(os.fsdecode(os.fsencode(folder / "pages") + b"/caf\xe9.md")).write_text("x")
    assert messages(folder) == [r"pages/caf\xe9.md:1: The name of the file is not UTF-8. Rename it."]


def test_a_file_that_is_too_large_is_not_read(write_folder: WriteFolder) -> None:
    folder = write_folder({**HOME, "pages/long.md": "---\ntitle: Long\n---\n" + "x" * LARGEST})
    assert messages(folder) == [
        "pages/long.md:1: The file is larger than 1,000,000 bytes. Split it, or remove what is not text."
    ]


def test_names_with_accents_stored_in_two_ways_collide(write_folder: WriteFolder) -> None:
    composed, decomposed = "caf\u00e9.md", "cafe\u0301.md"
    folder = write_folder({f"pages/{composed}": "---\ntitle: A\n---\n", f"pages/{decomposed}": "---\ntitle: B\n---\n"})
    collision = f'Two files have the name "{decomposed}", stored with different accents. Rename or remove one of them.'
    assert f"pages/{composed}:1: {collision}" in messages(folder)
