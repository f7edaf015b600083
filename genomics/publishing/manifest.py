"""The manifest of a generation: what it was built from, what it holds, and the checksum of every file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from genomics.content.model import RecordType
from genomics.publishing.files import sha256_of

MANIFEST = "manifest.json"
FORMAT_VERSION = 1
"""Counts up whenever `records.sqlite` is laid out differently, so that an old one is not misread."""


class ManifestError(Exception):
    """A manifest that is missing or cannot be trusted; the message says which."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file's length in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Gone:
    """An address at which a record of that English title stood in an earlier generation."""

    address: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`files` is by path relative to the generation's folder; `counts` tells how many records there are of a type.

    `content_digest` is the same for the same records and texts; `fingerprint` names the version of the search; `note`
    is what the editor had to say; `gone` is carried from generation to generation.
    """

    generation: str
    built: datetime
    format_version: int
    content_digest: str
    fingerprint: str
    counts: Mapping[RecordType, int]
    files: Mapping[str, FileEntry]
    note: str = ""
    gone: tuple[Gone, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sealed:
    sha256: str
    manifest: msgspec.Raw


def list_files(folder: Path) -> dict[str, FileEntry]:
    """Every file below the folder but the manifest. Raises OSError."""
    return {
        path.relative_to(folder).as_posix(): FileEntry(path.stat().st_size, sha256_of(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST
    }


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest with a checksum of its own. Raises OSError."""
    body = msgspec.json.encode(manifest)
    sealed = _Sealed(hashlib.sha256(body).hexdigest(), msgspec.Raw(body))
    (folder / MANIFEST).write_bytes(msgspec.json.encode(sealed))


def read_manifest(folder: Path) -> Manifest:
    """The manifest in that folder. Raises ManifestError where it is missing, damaged or of another format."""
    try:
        sealed = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=_Sealed)
    except OSError as error:
        raise ManifestError(f"{MANIFEST} cannot be read: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ManifestError(f"{MANIFEST} is damaged") from error
    if hashlib.sha256(sealed.manifest).hexdigest() != sealed.sha256:
        raise ManifestError(f"{MANIFEST} is damaged")
    try:
        manifest = msgspec.json.decode(sealed.manifest, type=Manifest)
    except msgspec.ValidationError as error:
        raise ManifestError(f"{MANIFEST} was written by another version of the site") from error
    if manifest.format_version != FORMAT_VERSION:
        raise ManifestError(f"{MANIFEST} was written by another version of the site")
    return manifest


def damaged_files(folder: Path, manifest: Manifest) -> dict[str, str]:
    """What is wrong with each file that is not as it was when the generation was built, by path."""
    wrong = {name: _fault(folder / name, entry) for name, entry in manifest.files.items()}
    return {name: fault for name, fault in wrong.items() if fault}


def _fault(path: Path, entry: FileEntry) -> str:
    try:
        size = path.stat().st_size
        if size != entry.size:
            return f"has {size} bytes instead of {entry.size}"
        return "" if sha256_of(path) == entry.sha256 else "is damaged: its checksum differs"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
