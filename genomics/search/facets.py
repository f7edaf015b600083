"""Which records carry which value of each filter, as flat arrays: filters are masks and counts are bin counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from genomics.search.documents import Document
from genomics.search.request import FILTERS

Mask = NDArray[np.bool_]
NO_YEAR = -1
VALUES = "facets.json"
YEARS = "years.npy"


@dataclass(frozen=True, slots=True)
class FacetArrays:
    """The values of one filter: `codes[i]` (a place in `values`) is carried by document `owners[i]`."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]
    owners: NDArray[np.int32]

    def mask(self, chosen: Iterable[str], size: int) -> Mask:
        """The documents that carry any of the chosen values, out of `size`."""
        numbers = [self.values.index(value) for value in chosen if value in self.values]
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.owners[np.isin(self.codes, numbers)]] = True
        return mask

    def holders(self, value: str) -> NDArray[np.int32]:
        """The documents that carry the value, ascending."""
        if value not in self.values:
            return np.empty(0, np.int32)
        return np.unique(self.owners[self.codes == self.values.index(value)])

    def counts(self, matches: Mask) -> dict[str, int]:
        """How many of the matching documents carry each value, without values that none carries."""
        found = np.bincount(self.codes[matches[self.owners]], minlength=len(self.values))
        return {value: int(count) for value, count in zip(self.values, found, strict=True) if count}


def write_facets(documents: Sequence[Document], folder: Path) -> None:
    """Writes the arrays of every filter, and the documents' years."""
    values_by_name: dict[str, list[str]] = {}
    for name in FILTERS:
        pairs = [(value, owner) for owner, doc in enumerate(documents) for value in doc.facets.get(name, ())]
        values = sorted({value for value, _ in pairs})
        codes = {value: code for code, value in enumerate(values)}
        np.save(folder / f"facet_{name}_codes.npy", np.array([codes[value] for value, _ in pairs], dtype=np.int32))
        np.save(folder / f"facet_{name}_owners.npy", np.array([owner for _, owner in pairs], dtype=np.int32))
        values_by_name[name] = values
    (folder / VALUES).write_bytes(msgspec.json.encode(values_by_name))
    years = [NO_YEAR if document.year is None else document.year for document in documents]
    np.save(folder / YEARS, np.array(years, dtype=np.int16))


def open_facets(folder: Path) -> Mapping[str, FacetArrays]:
    """The arrays of every filter, memory-mapped."""
    values = msgspec.json.decode((folder / VALUES).read_bytes(), type=dict[str, tuple[str, ...]])
    return {
        name: FacetArrays(
            values[name],
            np.load(folder / f"facet_{name}_codes.npy", mmap_mode="r", allow_pickle=False),
            np.load(folder / f"facet_{name}_owners.npy", mmap_mode="r", allow_pickle=False),
        )
        for name in FILTERS
    }
