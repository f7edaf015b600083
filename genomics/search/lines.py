"""A file of one JSON text a line, read one line at a time: memory-mapped, so that workers share what they read."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Generic, TypeVar, overload

import msgspec
import numpy as np
from numpy.typing import NDArray

from genomics.search.arrays import open_array
from genomics.search.results import SearchUnavailableError

Item = TypeVar("Item")


class LineFile(Sequence[Item], Generic[Item]):
    """What `write_lines` wrote into a file, by number. Safe for threads.

    Opening raises OSError or ValueError where the file or its offsets are missing or damaged, reading
    SearchUnavailableError where a line is damaged.
    """

    def __init__(self, path: Path, item: type[Item]) -> None:
        self._ends: NDArray[np.int64] = open_array(_offsets_of(path))
        size = path.stat().st_size
        if size != self._ends[-1]:
            raise ValueError(f"{path.name} does not belong to {_offsets_of(path).name}")
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
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
            return self._decoder.decode(self.line(place))
        except msgspec.DecodeError as error:
            raise SearchUnavailableError(f"The search index cannot be read ({error}).") from error

    def line(self, place: int) -> bytes:
        """The line of that number, counted from 0, as it was written."""
        return self._bytes[self._ends[place] : self._ends[place + 1]]


def write_lines(items: Iterable[object], path: Path) -> None:
    """Writes each item as a line, and the byte offsets of the lines beside it."""
    encoder = msgspec.json.Encoder()
    with path.open("wb") as file:
        lengths = [file.write(encoder.encode(item) + b"\n") for item in items]
    np.save(_offsets_of(path), np.cumsum([0, *lengths], dtype=np.int64))


def _offsets_of(path: Path) -> Path:
    return path.with_suffix(".npy")
