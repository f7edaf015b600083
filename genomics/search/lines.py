"""A file of one JSON text a line, read one line at a time: memory-mapped, so that workers share what they read."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Generic, TypeVar, overload

import msgspec
import numpy as np

from genomics.search.results import SearchUnavailableError

Item = TypeVar("Item")
_NEWLINE = ord("\n")


class LineFile(Sequence[Item], Generic[Item]):
    """What `write_lines` wrote into a file, by number. Safe for threads.

    Reading raises SearchUnavailableError where a line is damaged.
    """

    def __init__(self, path: Path, item: type[Item]) -> None:
        size = path.stat().st_size
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        ends = np.flatnonzero(np.frombuffer(self._bytes, dtype=np.uint8) == _NEWLINE) + 1
        self._ends = np.concatenate([[0], ends])
        self._decoder = msgspec.json.Decoder(item)

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, number: int) -> Item: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Item]: ...

    def __getitem__(self, number: int | slice) -> Item | Sequence[Item]:
        if isinstance(number, slice):
            return [self[place] for place in range(len(self))[number]]
        # A range knows which numbers there are.
        place = range(len(self))[number]
        try:
            return self._decoder.decode(self._bytes[self._ends[place] : self._ends[place + 1]])
        except msgspec.DecodeError as error:
            raise SearchUnavailableError(f"The search index cannot be read ({error}).") from error


def write_lines(items: Iterable[object], path: Path) -> None:
    """Writes each item as a line."""
    encoder = msgspec.json.Encoder()
    path.write_bytes(b"".join(encoder.encode(item) + b"\n" for item in items))
