"""What happened to an index folder: what was published, taken back and brought back, with the editors' notes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from genomics.content.model import RecordType
from genomics.publishing.files import write_atomically
from genomics.publishing.manifest import Manifest

HISTORY = "HISTORY"
MOST_KEPT = 500
"""Entries kept: at twenty builds a day, a month of them."""

_log = logging.getLogger(__name__)


class Step(StrEnum):
    """What made a generation the current one."""

    PUBLISHED = "published"
    BACK = "rolled back to"
    FORWARD = "brought forward"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """A moment from which readers saw that generation. `changes` counts records by `added`, `changed`, `removed`."""

    moment: datetime
    step: Step
    generation: str
    counts: Mapping[RecordType, int]
    note: str = ""
    changes: Mapping[str, int] = field(default_factory=dict)


def entry_of(manifest: Manifest, step: Step, changes: Mapping[str, int] | None = None) -> HistoryEntry:
    """The entry for a generation that has just become the current one."""
    return HistoryEntry(
        moment=datetime.now(UTC),
        step=step,
        generation=manifest.generation,
        counts=manifest.counts,
        note=manifest.note,
        changes=changes or {},
    )


def read_history(index_dir: Path) -> tuple[HistoryEntry, ...]:
    """All entries, oldest first; lines that cannot be read are left out. Raises OSError but where there is no file."""
    return tuple(entry for entry in map(_decoded, _lines(index_dir)) if entry)


def add_to_history(index_dir: Path, entry: HistoryEntry) -> None:
    """Notes what has happened. Only whoever holds the lock may call it."""
    try:
        lines = [*_lines(index_dir), msgspec.json.encode(entry)][-MOST_KEPT:]
        write_atomically(index_dir / HISTORY, b"".join(line + b"\n" for line in lines))
    except OSError as error:
        # Readers have the generation already: a missing line in the history is no reason to call that a failure.
        _log.warning("The history could not be written: %s", error)


def _lines(index_dir: Path) -> list[bytes]:
    try:
        return (index_dir / HISTORY).read_bytes().splitlines()
    except FileNotFoundError:
        return []


def _decoded(line: bytes) -> HistoryEntry | None:
    try:
        return msgspec.json.decode(line, type=HistoryEntry)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
