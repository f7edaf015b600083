"""What was kept from the last reading as bytes, for a process that reads the same folder later."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from genomics.content.cache import KeptFile, ParsedFile, ReadCache
from genomics.content.folder import type_of_data
from genomics.content.model import RECORD_CLASSES, Diagram, Translation
from genomics.content.notes import Days, Reference
from genomics.content.source_files import Signature, SourceFile

PARSING_PACKAGES = ("markdown-it-py", "msgspec", "pyyaml")
CHECKSUM_BYTES = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class _SavedFile:
    file: SourceFile
    digest: str
    signature: Signature | None
    references: tuple[Reference, ...]
    value: msgspec.Raw


@dataclass(frozen=True, slots=True)
class _Saved:
    version: str
    days: Days
    files: list[_SavedFile]


def to_bytes(kept: ReadCache) -> bytes:
    """Everything that was read without faults."""
    encode = msgspec.msgpack.Encoder().encode
    files = [
        _SavedFile(one.parsed.file, one.digest, one.signature, one.parsed.references, msgspec.Raw(encode(value)))
        for one in kept.files
        if (value := one.parsed.value) is not None and not one.parsed.faults
    ]
    body = encode(_Saved(_version(), kept.days, files)) if kept.days else b""
    return hashlib.sha256(body).digest() + body


def from_bytes(data: bytes) -> ReadCache:
    """What was kept; nothing where the bytes are damaged or were written by other code."""
    checksum, body = data[:CHECKSUM_BYTES], memoryview(data)[CHECKSUM_BYTES:]
    if hashlib.sha256(body).digest() != checksum:
        return ReadCache()
    try:
        saved = msgspec.msgpack.decode(body, type=_Saved)
        return ReadCache(saved.days, map(_kept, saved.files)) if saved.version == _version() else ReadCache()
    except msgspec.DecodeError:
        # Another version may have had other fields.
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


@cache
def _decoder(wanted: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(wanted)


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
