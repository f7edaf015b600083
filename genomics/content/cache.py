"""What is kept from one reading of a folder to the next, so that only changed files are parsed again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from genomics.content.errors import Fault
from genomics.content.notes import Days, Reference
from genomics.content.source_files import Signature, SourceFile

SETTLED_NANOSECONDS = 2_000_000_000
"""A file that was saved so shortly before it was read may be saved again within the same tick of a coarse clock."""


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What one file gives by itself.

    `value` is a record, a translation, a vocabulary or what else the file holds; None where nothing can be used.
    """

    file: SourceFile
    value: Any
    references: tuple[Reference, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A parsed file, the SHA-256 of its bytes, and the signature by which it is known to be unchanged, if by any."""

    parsed: ParsedFile
    digest: str
    signature: Signature | None


class ReadCache:
    """Kept by whoever reads the same folder again and again: unchanged files are not parsed and rendered again.

    Holds the files of the last reading only. Not to be shared by threads.
    """

    def __init__(self, days: Days | None = None, kept: Iterable[KeptFile] = ()) -> None:
        self.days = days
        self.has_changed = False
        """Whether a reading has found other files than were kept."""
        self._kept = {one.parsed.file.path: one for one in kept}
        self._used: dict[str, KeptFile] = {}

    @property
    def files(self) -> Iterable[KeptFile]:
        """All files of the last reading."""
        return self._kept.values()

    @contextmanager
    def reading(self, days: Days) -> Iterator[None]:
        """Surrounds one reading of the folder."""
        # A date that was no fault yesterday is none today, but one that was may be none any more.
        is_later = self.days is not None and self.days.today <= days.today and self.days.latest <= days.latest
        self._kept = {path: one for path, one in self._kept.items() if is_later and not one.parsed.faults}
        self.days = days
        self._used = {}
        yield
        self.has_changed |= len(self._used) != len(self._kept)
        self._kept = self._used

    def unchanged(self, path: str, signature: Signature | None) -> KeptFile | None:
        """The file as it was read last, where its signature shows that nobody has saved it since."""
        kept = self._kept.get(path)
        if kept is None or signature is None or kept.signature != signature:
            return None
        self._used[path] = kept
        return kept

    def keep(self, path: str, signature: Signature | None, digest: str, parse: Callable[[], ParsedFile]) -> KeptFile:
        """The parsed file, from the last reading where its bytes are the same. The signature is from before reading."""
        before = self._kept.get(path)
        parsed = before.parsed if before and before.digest == digest else parse()
        self._used[path] = KeptFile(parsed, digest, _if_settled(signature))
        self.has_changed = True
        return self._used[path]


def _if_settled(signature: Signature | None) -> Signature | None:
    if signature is None or max(signature.modified, signature.changed) + SETTLED_NANOSECONDS > time.time_ns():
        return None
    return signature
