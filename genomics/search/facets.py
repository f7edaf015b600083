"""Which records carry which value of each filter, as flat arrays: filters are masks and counts are bin counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from genomics.search.arrays import open_array
from genomics.search.documents import Document
from genomics.search.request import FILTERS
from genomics.search.sets import Mask, among

NO_YEAR = -1
VALUES = "facets.json"
YEARS = "years.npy"
USUAL_SHARE = 0.1
"""Share of the documents that must carry so many values of a filter for these to have a column of their own."""


@dataclass(frozen=True, slots=True)
class FacetArrays:
    """The values of one filter. A code is a place in `values`, counted from 1; 0 stands for none.

    `columns[n, i]` is the code of the n-th value of document i, for as many values as many documents carry. What few
    documents carry beyond is in pairs: document `more_owners[j]` carries `more_codes[j]`.
    """

    values: tuple[str, ...]
    columns: NDArray[np.int32]
    more_codes: NDArray[np.int32]
    more_owners: NDArray[np.int32]

    def mask(self, chosen: Iterable[str]) -> Mask:
        """The documents that carry any of the chosen values."""
        codes = [self.values.index(value) + 1 for value in chosen if value in self.values]
        mask: Mask = np.asarray(np.isin(self.columns, codes).any(axis=0))
        mask[self.more_owners[np.isin(self.more_codes, codes)]] = True
        return mask

    def holders(self, value: str) -> NDArray[np.int32]:
        """The documents that carry the value, ascending."""
        return np.flatnonzero(self.mask((value,))).astype(np.int32)

    def counts(self, documents: NDArray[np.int32]) -> dict[str, int]:
        """How many of the documents, which ascend, carry each value that any of them carries, most frequent first."""
        found = np.bincount(self.more_codes[among(self.more_owners, documents)], minlength=len(self.values) + 1)
        for column in self.columns:
            found += np.bincount(column.take(documents), minlength=len(found))
        found = found[1:]
        order = np.argsort(-found, kind="stable")[: np.count_nonzero(found)]
        return {self.values[place]: count for place, count in zip(order.tolist(), found[order].tolist(), strict=True)}


def write_facets(documents: Sequence[Document], folder: Path) -> None:
    """Writes the arrays of every filter, and the documents' years."""
    values_by_name: dict[str, list[str]] = {}
    for name in FILTERS:
        carried = [document.facets.get(name, ()) for document in documents]
        values = sorted({value for own in carried for value in own})
        codes = {value: code for code, value in enumerate(values, start=1)}
        width = _usual_width(carried)
        columns = np.zeros((width, len(documents)), dtype=np.int32)
        for owner, own in enumerate(carried):
            columns[: len(own), owner] = [codes[value] for value in own[:width]]
        more = [(codes[value], owner) for owner, own in enumerate(carried) for value in own[width:]]
        np.save(folder / f"facet_{name}.npy", columns)
        np.save(folder / f"facet_{name}_more.npy", np.array(more, dtype=np.int32).reshape(-1, 2))
        values_by_name[name] = values
    (folder / VALUES).write_bytes(msgspec.json.encode(values_by_name))
    years = [NO_YEAR if document.year is None else document.year for document in documents]
    np.save(folder / YEARS, np.array(years, dtype=np.int16))


def open_facets(folder: Path) -> Mapping[str, FacetArrays]:
    """The arrays of every filter, memory-mapped."""
    values = msgspec.json.decode((folder / VALUES).read_bytes(), type=dict[str, tuple[str, ...]])
    return {name: _open(folder, name, values[name]) for name in FILTERS}


def _open(folder: Path, name: str, values: tuple[str, ...]) -> FacetArrays:
    more = open_array(folder / f"facet_{name}_more.npy")
    return FacetArrays(values, open_array(folder / f"facet_{name}.npy"), more[:, 0], more[:, 1])


def _usual_width(carried: Sequence[tuple[str, ...]]) -> int:
    """The most values that at least a USUAL_SHARE of the documents carry; at least one."""
    counts = np.bincount([len(own) for own in carried], minlength=2)
    at_least = counts[::-1].cumsum()[::-1]
    return max(1, int(np.count_nonzero(at_least[1:] >= USUAL_SHARE * len(carried))))
