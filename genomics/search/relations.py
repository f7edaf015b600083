"""Which records belong together: what the editors set beside one another, in either direction.

Two records belong together where one names the other under `related` or `see_also`, is provided by it, or links to it
in a page's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from genomics.search.arrays import open_array
from genomics.search.documents import Document

RELATIONS = "relations.npy"

Numbers = NDArray[np.int32]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Passed:
    """What documents pass on: the documents that take something, ascending, how much, and who gave each first."""

    documents: Numbers
    amounts: Scores
    givers: Numbers


class Relations:
    """The relations of an index: pairs of document numbers, both ways, by the first and then by the second.

    Safe for threads: only read.
    """

    def __init__(self, folder: Path, size: int) -> None:
        pairs: NDArray[np.int32] = open_array(folder / RELATIONS)
        self._firsts, self._seconds = pairs[0], pairs[1]
        if pairs.size and int(pairs.max()) >= size:
            raise ValueError(f"{RELATIONS} does not belong to the documents beside it")

    def passed_on(self, givers: Numbers, amounts: Scores) -> Passed:
        """What all that belongs with these documents takes, when each gives its amount to every one of them."""
        begins, ends = self._firsts.searchsorted(givers), self._firsts.searchsorted(givers, side="right")
        takers = [self._seconds[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]
        taking, counts = np.concatenate([*takers, self._seconds[:0]]), ends - begins
        documents, first, places = np.unique(taking, return_index=True, return_inverse=True)
        taken = np.bincount(places, np.repeat(amounts, counts), len(documents)).astype(np.float64, copy=False)
        return Passed(documents, taken, np.repeat(givers, counts)[first])


def write_relations(documents: Sequence[Document], folder: Path) -> None:
    """Writes the pairs of document numbers; what is named and is no document is left out."""
    numbers = {document.key: number for number, document in enumerate(documents)}
    pairs = {
        pair
        for number, document in enumerate(documents)
        for other in map(numbers.get, document.related)
        if other is not None and other != number
        for pair in ((number, other), (other, number))
    }
    np.save(folder / RELATIONS, np.ascontiguousarray(np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2).T))
