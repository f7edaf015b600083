from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.library import Library
from genomics.content.reader import read_library
from genomics.content.stamping import (
    UnknownTranslationError,
    named,
    notices,
    stamp,
    stamped,
    translated_files,
)
from tests.conftest import WriteFolder
from tests.content.samples import TODAY, messages

FILES = {
    "pages/home.md": "---\ntitle: Home\n---\n",
    "pages/home.fr.md": "---\ntitle: Accueil\n---\n",
    "pages/about.md": "---\ntitle: About us\n---\n\nWe collect tools.\n",
    "pages/about.fr.md": "---\ntitle: À propos\n---\n\nNous rassemblons des outils.\n",
    "glossary/allele.md": "---\ntitle: Allele\n---\n\nOne of the forms of a gene.\n",
    "glossary/allele.ar.md": "---\r\ntitle: أليل\r\noriginal: 00000000\r\n---\r\n\r\nأحد أشكال الجين.\r\n",
}


def read(folder: Path) -> Library:
    return read_library(folder, today=TODAY)


def told(folder: Path) -> list[str]:
    return [str(notice) for notice in notices(folder, translated_files(read(folder)))]


def test_a_translation_of_another_revision_is_told_with_its_line_and_the_value_to_write(
    write_folder: WriteFolder,
) -> None:
    folder = write_folder(FILES)
    assert messages(folder) == []
    assert told(folder) == [
        (
            "glossary/allele.ar.md:3: The English original has changed since this translation was made. "
            'Look the translation through, then write "original: d451d054".'
        )
    ]


def test_what_is_stamped_is_fresh_until_its_original_changes(write_folder: WriteFolder) -> None:
    folder = write_folder(FILES)
    stamp(folder, translated_files(read(folder)))
    assert told(folder) == []
    (folder / "pages/about.md").write_text("---\ntitle: About us\nkeywords: [tools]\n---\n\nWe  collect\ntools.\n")
    assert told(folder) == []
    (folder / "pages/about.md").write_text("---\ntitle: About us\n---\n\nWe collect tools and courses.\n")
    assert [line.split(":")[0] for line in told(folder)] == ["pages/about.fr.md"]


def test_stamping_leaves_everything_else_as_it_was(write_folder: WriteFolder) -> None:
    folder = write_folder(FILES)
    path = folder / "pages/about.fr.md"
    path.chmod(0o640)
    changed = stamp(folder, translated_files(read(folder)))
    assert [file.path for file in changed] == ["glossary/allele.ar.md", "pages/about.fr.md", "pages/home.fr.md"]
    arabic = (folder / "glossary/allele.ar.md").read_bytes().decode()
    assert arabic == FILES["glossary/allele.ar.md"].replace("00000000", "d451d054")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("original: ")] == FILES["pages/about.fr.md"].splitlines()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stamp(folder, translated_files(read(folder))) == []
    assert sorted(path.name for path in folder.rglob(".*")) == []


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("fr/about", "pages/about.fr.md"),
        ("/fr/about", "pages/about.fr.md"),
        ("pages/about.fr.md", "pages/about.fr.md"),
        ("fr", "pages/home.fr.md"),
        ("ar/glossary/allele", "glossary/allele.ar.md"),
    ],
)
def test_a_translation_is_named_by_its_address_or_its_file(write_folder: WriteFolder, name: str, path: str) -> None:
    files = translated_files(read(write_folder(FILES)))
    assert [file.path for file in named(files, [name, name])] == [path]


def test_a_name_that_stands_for_nothing_is_answered_with_the_nearest(write_folder: WriteFolder) -> None:
    files = translated_files(read(write_folder(FILES)))
    with pytest.raises(UnknownTranslationError, match=r'no translation "fr/abuot"\. Write "fr/about"'):
        named(files, ["fr/about", "fr/abuot"])
    with pytest.raises(UnknownTranslationError, match="Write its address, such as fr/about, or its file"):
        named(files, ["zzzz"])


TEXT = st.text(st.characters(exclude_categories=("Cs",))).map(lambda text: text.replace("\r", ""))


@given(text=TEXT, line_end=st.sampled_from(["\n", "\r\n"]), has_one=st.booleans())
def test_a_stamp_goes_into_the_front_matter_and_nowhere_else(text: str, line_end: str, has_one: bool) -> None:
    front = ["---", "title: X", *(["original: 00000000"] if has_one else []), "---", ""]
    after = line_end.join(["---", "title: X", "original: d451d054", "---", ""]) + text
    assert stamped(line_end.join(front) + text, "d451d054") == after
