"""Sets of document numbers as ascending arrays: what they share, and what each member of any of them is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]
_Integer = TypeVar("_Integer", np.int32, np.int64)
FEW = 8
"""Where others are so many times as many, documents are looked up one by one rather than in a list of all."""
_Number = TypeVar("_Number", np.float32, np.float64)


@dataclass(frozen=True, slots=True)
class Union:
    """All members of several sets, ascending.

    What the sets hold, end to end, are entries: `order` are their places so that those of one member stand together,
    and `starts` says where each member's begin.
    """

    members: NDArray[np.int32]
    order: Places
    starts: Places

    @classmethod
    def of(cls, sets: Sequence[NDArray[np.int32]]) -> Union:
        """The union of sets, at least one."""
        if len(sets) == 1:
            places = np.arange(len(sets[0]))
            return cls(sets[0], places, places)
        entries = np.concatenate(sets)
        # Ascending arrays end to end are merged rather than sorted.
        order = entries.argsort(kind="stable")
        entries = entries.take(order)
        starts = _firsts(entries).nonzero()[0]
        return cls(entries.take(starts), order, starts)

    def sums(self, values: NDArray[_Number]) -> NDArray[_Number]:
        """The sum for every member of the values of its entries."""
        if len(self.starts) == len(values):
            return values.take(self.order)
        sums: NDArray[_Number] = np.add.reduceat(values.take(self.order), self.starts)
        return sums

    def most(self, values: NDArray[_Number]) -> NDArray[_Number]:
        """The largest for every member of the values of its entries."""
        if len(self.starts) == len(values):
            return values.take(self.order)
        most: NDArray[_Number] = np.maximum.reduceat(values.take(self.order), self.starts)
        return most


def shared(sets: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    """The documents that sets, at least one, have in common."""
    return reduce(lambda few, many: few[among(few, many)], sorted(sets, key=len))


def among(members: NDArray[np.int32], documents: NDArray[np.int32]) -> Mask:
    """Which members of a set of documents are among others."""
    if len(members) * FEW < len(documents) or not len(documents):
        return are_in(members, documents)
    listed = np.zeros(max(members[-1], documents[-1]) + 1, dtype=np.bool_)
    listed[documents] = True
    return listed.take(members)


def are_in(members: NDArray[_Integer], others: NDArray[_Integer]) -> Mask:
    """Which members are in an ascending array. Quick where there are few, however long and large the others are."""
    if not len(others):
        return np.zeros(len(members), dtype=np.bool_)
    found: Mask = others.take(others.searchsorted(members), mode="clip") == members
    return found


def distinct(ascending: NDArray[_Integer]) -> NDArray[_Integer]:
    """The values of an ascending array, each once."""
    return ascending[_firsts(ascending)]


def _firsts(ascending: NDArray[_Integer]) -> Mask:
    """Where a value stands for the first time."""
    firsts = np.empty(len(ascending), dtype=np.bool_)
    firsts[:1] = True
    np.not_equal(ascending[1:], ascending[:-1], out=firsts[1:])
    return firsts
