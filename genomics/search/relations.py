"""Which records the editors set beside which: what a record names under `related` and `see_also`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from genomics.search.arrays import open_array
from genomics.search.documents import Document

RELATIONS = "relations.npy"

LEADING = 3
SHARPNESS = 4
SHARE = 0.2
"""What a record gains that the very best one names, as a share of the best score. The LEADING best give so, each by
(its score / the best score) ** SHARPNESS."""

Scores = NDArray[np.float64]


class Relations:
    """The relations of an index: the numbers of those that name, ascending, and of those they name.

    Safe for threads: only read.
    """

    def __init__(self, folder: Path, size: int) -> None:
        pairs: NDArray[np.int32] = open_array(folder / RELATIONS)
        self._naming, self._named = pairs[0], pairs[1]
        if pairs.size and int(pairs.max()) >= size:
            raise ValueError(f"{RELATIONS} does not belong to the documents beside it")

    def gains(self, documents: NDArray[np.int32], scores: Scores) -> Scores:
        """What each of these documents, at least one, gains by being named by the best of them."""
        gains = np.zeros(len(documents))
        if not len(self._named):
            return gains
        order = (-scores).argsort(kind="stable")[:LEADING]
        best = scores[order[0]]
        # Numbers of another type would have the whole array converted first.
        leading = documents[order]
        firsts, lasts = self._naming.searchsorted(leading), self._naming.searchsorted(leading, side="right")
        for first, last, score in zip(firsts.tolist(), lasts.tolist(), scores[order].tolist(), strict=True):
            if first < last:
                share = SHARE * best * (score / best) ** SHARPNESS
                gains[np.isin(documents, self._named[first:last]) & (gains < share)] = share
        return gains


def write_relations(documents: Sequence[Document], folder: Path) -> None:
    """Writes the pairs of document numbers; what is named and is no document is left out."""
    numbers = {document.key: number for number, document in enumerate(documents)}
    pairs = [
        (number, numbers[key])
        for number, document in enumerate(documents)
        for key in document.related
        if key in numbers
    ]
    np.save(folder / RELATIONS, np.ascontiguousarray(np.array(pairs, dtype=np.int32).reshape(-1, 2).T))
