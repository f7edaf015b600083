from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.model import RecordType
from genomics.publishing.manifest import (
    FORMAT_VERSION,
    MANIFEST,
    Manifest,
    ManifestError,
    damaged_files,
    list_files,
    read_manifest,
    write_manifest,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "search").mkdir()
    (tmp_path / "records.sqlite").write_bytes(b"records")
    (tmp_path / "search" / "words").write_bytes(b"words")
    return tmp_path


def manifest_of(folder: Path) -> Manifest:
    return Manifest(
        generation="20261122T150000Z-0123abcd",
        built=datetime(2026, 11, 22, 15, tzinfo=UTC),
        format_version=FORMAT_VERSION,
        content_digest="0123abcd",
        fingerprint="f",
        counts={RecordType.PAGE: 2},
        files=list_files(folder),
    )


def test_a_manifest_is_read_as_it_was_written(folder: Path) -> None:
    manifest = manifest_of(folder)
    write_manifest(folder, manifest)
    assert read_manifest(folder) == manifest
    assert sorted(manifest.files) == ["records.sqlite", "search/words"]
    assert damaged_files(folder, manifest) == {}


def test_every_kind_of_damage_is_named(folder: Path) -> None:
    manifest = manifest_of(folder)
    (folder / "records.sqlite").write_bytes(b"recordz")
    (folder / "search" / "words").write_bytes(b"word")
    assert damaged_files(folder, manifest) == {
        "records.sqlite": "is damaged: its checksum differs",
        "search/words": "has 4 bytes instead of 5",
    }
    (folder / "records.sqlite").unlink()
    assert damaged_files(folder, manifest)["records.sqlite"] == "is missing"


def test_a_file_below_something_that_is_no_folder_cannot_be_read(folder: Path) -> None:
    manifest = manifest_of(folder)
    (folder / "search" / "words").unlink()
    (folder / "search").rmdir()
    (folder / "search").write_bytes(b"")
    assert "cannot be read" in damaged_files(folder, manifest)["search/words"]


def test_a_manifest_that_is_missing_says_so(folder: Path) -> None:
    with pytest.raises(ManifestError, match=r"manifest\.json cannot be read"):
        read_manifest(folder)


def test_a_manifest_of_another_format_is_not_misread(folder: Path) -> None:
    write_manifest(folder, replace(manifest_of(folder), format_version=FORMAT_VERSION + 1))
    with pytest.raises(ManifestError, match="another version"):
        read_manifest(folder)


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_flipped_bit_in_a_manifest_goes_unnoticed(
    tmp_path_factory: pytest.TempPathFactory, place: float, bit: int
) -> None:
    folder = tmp_path_factory.mktemp("manifest")
    manifest = manifest_of(folder)
    write_manifest(folder, manifest)
    content = bytearray((folder / MANIFEST).read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    (folder / MANIFEST).write_bytes(content)
    with pytest.raises(ManifestError):
        read_manifest(folder)
