"""What is kept from one reading of a folder to the next, so that only changed files are parsed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from genomics.content.errors import Fault
from genomics.content.notes import Days, Reference
from genomics.content.source_files import SourceFile


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What one file gives by itself.

    `value` is a record, a translation, a vocabulary or what else the file holds; None where nothing can be used.
    """

    file: SourceFile
    value: Any
    references: tuple[Reference, ...]
    faults: tuple[Fault, ...]


class ReadCache:
    """Kept by whoever reads the same folder again and again: unchanged files are not parsed and rendered again.

    Holds the files of the last reading only. A new day empties it, because faults depend on the day. Not to be shared
    by threads.
    """

    def __init__(self) -> None:
        self._days: Days | None = None
        self._kept: dict[tuple[str, str], ParsedFile] = {}
        self._used: dict[tuple[str, str], ParsedFile] = {}

    @contextmanager
    def reading(self, days: Days) -> Iterator[None]:
        """Surrounds one reading of the folder."""
        if self._days != days:
            self._kept = {}
        self._days = days
        self._used = {}
        yield
        self._kept = self._used

    def get(self, path: str, digest: str, parse: Callable[[], ParsedFile]) -> ParsedFile:
        """The parsed file, from the last reading where its bytes are the same."""
        parsed = self._kept.get((path, digest)) or parse()
        self._used[path, digest] = parsed
        return parsed
