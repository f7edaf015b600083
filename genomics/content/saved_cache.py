"""What was kept from the last reading, in a file for a process that reads the same folder later."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from genomics.content.cache import KeptFile, ParsedFile, ReadCache
from genomics.content.folder import type_of_data
from genomics.content.model import RECORD_CLASSES, Diagram, Translation
from genomics.content.notes import Days, Reference
from genomics.content.source_files import Signature, SourceFile

PARSING_PACKAGES = ("markdown-it-py", "msgspec", "pyyaml")


@dataclass(frozen=True, slots=True)
class _Head:
    version: str
    days: Days | None


@dataclass(frozen=True, slots=True)
class _SavedFile:
    file: SourceFile
    digest: str
    signature: Signature | None
    references: tuple[Reference, ...]
    value: msgspec.Raw


def save(kept: ReadCache, target: BinaryIO) -> None:
    """Writes everything that was read without faults: a line for each file, and the checksum of all. Raises OSError."""
    checksum = hashlib.sha256()
    for part in _parts(kept):
        line = msgspec.json.encode(part) + b"\n"
        checksum.update(line)
        target.write(line)
    target.write(checksum.hexdigest().encode())


def load(source: BinaryIO) -> ReadCache:
    """What was saved; nothing where the bytes are damaged or were written by other code. Raises OSError."""
    try:
        return _loaded(source)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ReadCache()


def _parts(kept: ReadCache) -> Iterator[_Head | _SavedFile]:
    yield _Head(_version(), kept.days)
    for one in kept.files:
        parsed = one.parsed
        if parsed.value is not None and not parsed.faults:
            value = msgspec.Raw(msgspec.json.encode(parsed.value))
            yield _SavedFile(parsed.file, one.digest, one.signature, parsed.references, value)


def _loaded(source: BinaryIO) -> ReadCache:
    checksum = hashlib.sha256()
    first = source.readline()
    head = msgspec.json.decode(first, type=_Head)
    if head.version != _version():
        return ReadCache()
    checksum.update(first)
    files: list[KeptFile] = []
    for line in source:
        if not line.endswith(b"\n"):
            # Nothing is used before this: whatever was decoded from damaged lines is dropped.
            return ReadCache(head.days, files) if line == checksum.hexdigest().encode() else ReadCache()
        checksum.update(line)
        files.append(_kept(_FILES.decode(line)))
    return ReadCache()


def _kept(saved: _SavedFile) -> KeptFile:
    value = _decoder(_type_of(saved.file)).decode(saved.value)
    return KeptFile(ParsedFile(saved.file, value, saved.references, ()), saved.digest, saved.signature)


def _type_of(file: SourceFile) -> Any:
    if file.diagram_id:
        return Diagram
    if file.record_type is None:
        return type_of_data(file.path)
    return Translation if file.lang else RECORD_CLASSES[file.record_type]


_FILES = msgspec.json.Decoder(_SavedFile)


@cache
def _decoder(wanted: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(wanted)


@cache
def _version() -> str:
    """Changes whenever the same file could be read as something else."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for package in PARSING_PACKAGES:
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()


_version()  # Taken when this module is imported: a process that still runs older code keeps its older version.
