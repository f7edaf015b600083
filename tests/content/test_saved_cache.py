"""What was read, saved and taken up again by a later process."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from genomics.content import cache as cache_module
from genomics.content import folder as folder_module
from genomics.content.cache import ReadCache
from genomics.content.reader import read_library
from genomics.content.saved_cache import load, save
from tests.conftest import WriteFolder
from tests.content.samples import TODAY
from tests.content.test_reader import CHANGES, EVERYTHING, Change, outcome


def saved(folder: Path) -> bytes:
    cache = ReadCache()
    read_library(folder, today=TODAY, cache=cache)
    target = io.BytesIO()
    save(cache, target)
    return target.getvalue()


def loaded(data: bytes) -> ReadCache:
    return load(io.BytesIO(data))


def test_what_was_saved_gives_the_same_library(write_folder: WriteFolder) -> None:
    folder = write_folder(EVERYTHING)
    cache = loaded(saved(folder))
    assert len(list(cache.files)) == len(EVERYTHING)
    assert read_library(folder, today=TODAY, cache=cache) == read_library(folder, today=TODAY)


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_after_any_change_what_was_saved_makes_no_difference(changes: Change, write_folder: WriteFolder) -> None:
    folder = write_folder(EVERYTHING)
    cache = loaded(saved(folder))
    for name, content in changes.items():
        if content is None:
            (folder / name).unlink()
        else:
            (folder / name).write_text(content)
    assert outcome(folder, cache) == outcome(folder, ReadCache())


def test_files_that_nobody_has_saved_since_are_not_even_opened(
    write_folder: WriteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "SETTLED_NANOSECONDS", 0)
    folder = write_folder(EVERYTHING)
    cache = loaded(saved(folder))
    (folder / "pages/home.md").write_text("---\ntitle: Another home\n---\n")
    opened: list[str] = []
    read = folder_module.read_file

    def noticed(place: Path, path: str) -> object:
        opened.append(path)
        return read(place, path)

    monkeypatch.setattr(folder_module, "read_file", noticed)
    library = read_library(folder, today=TODAY, cache=cache)
    assert opened == ["pages/home.md"]
    assert library.records["page/home"].title == "Another home"


def test_an_edit_is_noticed_that_leaves_length_and_time_of_a_file_as_they_were(
    write_folder: WriteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "SETTLED_NANOSECONDS", 0)
    folder = write_folder(EVERYTHING)
    page = folder / "pages/home.md"
    page.write_text("---\ntitle: Homes\n---\n")
    cache = loaded(saved(folder))
    before = page.stat()
    page.write_text("---\ntitle: House\n---\n")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert page.stat().st_mtime_ns == before.st_mtime_ns
    assert read_library(folder, today=TODAY, cache=cache).records["page/home"].title == "House"


def test_a_file_saved_just_before_it_was_read_is_read_again(write_folder: WriteFolder) -> None:
    cache = loaded(saved(write_folder(EVERYTHING)))
    assert {one.signature for one in cache.files} == {None}


def test_what_was_saved_is_forgotten_when_the_clock_goes_back(write_folder: WriteFolder) -> None:
    folder = write_folder(EVERYTHING)
    cache = loaded(saved(folder))
    earlier = TODAY.replace(year=TODAY.year - 3)
    assert outcome(folder, cache, earlier) == outcome(folder, ReadCache(), earlier)


@pytest.mark.parametrize("place", [0, 40, -1])
def test_damaged_bytes_give_nothing(place: int, write_folder: WriteFolder) -> None:
    data = bytearray(saved(write_folder(EVERYTHING)))
    data[place] ^= 1
    assert list(loaded(bytes(data)).files) == []
    assert list(loaded(bytes(data[: len(data) // 2])).files) == []
    assert list(loaded(b"").files) == []


def test_what_other_code_has_saved_gives_nothing(write_folder: WriteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(write_folder(EVERYTHING))
    monkeypatch.setattr("genomics.content.saved_cache._version", lambda: "another")
    assert list(loaded(data).files) == []
