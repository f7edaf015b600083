"""The postings of a finished Whoosh index as flat arrays, written once and memory-mapped by every worker.

For each token the arrays hold the documents that have it, its *impact* in each and its positions. An impact is the
BM25F term weight without the idf (Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009):

    w      = sum over fields f of  weight_f * tf_f / (1 - b_f + b_f * length_f / average length_f)
    impact = w * (k1 + 1) / (k1 + w)

Lengths count tokens, and an average is taken over the documents that have the field in that language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from genomics.content.model import SITE_LANGUAGES
from genomics.search.schema import FIELDS
from genomics.search.segments import Table, read_table

_Number = TypeVar("_Number", np.int64, np.float64)

K1 = 1.2
FIELD_WEIGHTS: Mapping[str, float] = {
    "title": 4.0,
    "names": 3.0,
    "summary": 2.0,
    "headings": 1.5,
    "keywords": 2.0,
    "details": 1.0,
    "identifiers": 3.0,
    "body": 1.0,
}
FIELD_LENGTH_SHARE: Mapping[str, float] = {
    "title": 0.3,
    "names": 0.1,
    "summary": 0.4,
    "headings": 0.4,
    "keywords": 0.2,
    "details": 0.2,
    "identifiers": 0.0,
    "body": 0.75,
}
"""b of each field: how much a long field is held against a document."""

POSITION_BITS = 27
"""A position is kept as field number << POSITION_BITS | position, so that no phrase spans two fields."""

TOKENS = "tokens.txt"
_ARRAYS = ("starts", "documents", "impacts", "position_starts", "positions")


@dataclass(frozen=True, slots=True)
class Posting:
    """The documents of one token, ascending, and its impact in each."""

    documents: NDArray[np.int32]
    impacts: NDArray[np.float32]


EMPTY = Posting(np.empty(0, np.int32), np.empty(0, np.float32))


class PostingArrays:
    """All postings of an index, opened from the folder that `write_postings` filled. Safe for threads: only read."""

    def __init__(self, folder: Path) -> None:
        tokens = (folder / TOKENS).read_text(encoding="utf-8")
        self._numbers = {token: number for number, token in enumerate(tokens.split("\n"))} if tokens else {}
        arrays = {name: np.load(_path(folder, name), mmap_mode="r", allow_pickle=False) for name in _ARRAYS}
        self._starts: NDArray[np.int64] = arrays["starts"]
        self._documents: NDArray[np.int32] = arrays["documents"]
        self._impacts: NDArray[np.float32] = arrays["impacts"]
        self._position_starts: NDArray[np.int64] = arrays["position_starts"]
        self._positions: NDArray[np.int32] = arrays["positions"]
        if len(self._starts) != len(self._numbers) + 1:
            raise ValueError(f"{TOKENS} does not belong to the arrays beside it")

    def __contains__(self, token: str) -> bool:
        return token in self._numbers

    def posting(self, token: str) -> Posting:
        """The documents that hold the token; empty for a token that none holds."""
        number = self._numbers.get(token)
        if number is None:
            return EMPTY
        part = slice(self._starts[number], self._starts[number + 1])
        return Posting(self._documents[part], self._impacts[part])

    def frequency(self, token: str) -> int:
        """How many documents hold the token."""
        number = self._numbers.get(token)
        return 0 if number is None else int(self._starts[number + 1] - self._starts[number])

    def phrase(self, tokens: Sequence[tuple[str, int]]) -> NDArray[np.int64]:
        """The documents in which the tokens stand at these offsets from one another, ascending."""
        if not tokens or any(token not in self._numbers for token, _ in tokens):
            return np.empty(0, np.int64)
        places = [self._places(token) - offset for token, offset in tokens]
        common = reduce(np.intersect1d, places)
        return np.unique(common >> 32)

    def _places(self, token: str) -> NDArray[np.int64]:
        """Every place of a token as document << 32 | field and position."""
        number = self._numbers[token]
        first, last = self._starts[number], self._starts[number + 1]
        bounds = self._position_starts[first : last + 1]
        documents = np.repeat(self._documents[first:last].astype(np.int64), np.diff(bounds))
        return (documents << 32) | self._positions[bounds[0] : bounds[-1]]


def write_postings(reader: IndexReader, numbers: NDArray[np.int64], folder: Path) -> None:
    """Writes the arrays of everything that the Whoosh reader holds. `numbers` are ours by the reader's."""
    table = read_table(reader, numbers)
    fields = table.fields // len(SITE_LANGUAGES)
    order = np.lexsort((fields, table.documents, table.tokens))
    tokens, documents, counts = table.tokens[order], table.documents[order], table.counts[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (tokens[1:] != tokens[:-1]) | (documents[1:] != documents[:-1])
    starts = np.flatnonzero(first)
    weights = _sum(_field_weights(table, reader.doc_count())[order], starts)
    position_ends = np.cumsum(table.counts)[order]
    gathered = np.repeat(position_ends - np.cumsum(counts), counts) + np.arange(counts.sum())
    in_fields = np.repeat(fields[order].astype(np.int32) << POSITION_BITS, counts)
    arrays: dict[str, NDArray[np.generic]] = {
        "starts": np.searchsorted(tokens[starts], np.arange(len(table.names) + 1)).astype(np.int64),
        "documents": documents[starts].astype(np.int32),
        "impacts": (weights * (K1 + 1) / (K1 + weights)).astype(np.float32),
        "position_starts": np.concatenate([[0], np.cumsum(_sum(counts, starts))]).astype(np.int64),
        "positions": (table.positions[gathered] | in_fields).astype(np.int32),
    }
    for name, array in arrays.items():
        np.save(_path(folder, name), array)
    (folder / TOKENS).write_text("\n".join(table.names), encoding="utf-8")


def _field_weights(table: Table, size: int) -> NDArray[np.float64]:
    """weight_f * tf_f / (1 - b_f + b_f * length_f / average length_f) of each row."""
    weights = np.zeros(len(table.documents))
    for place, field in enumerate(FIELDS):
        for index in range(len(SITE_LANGUAGES)):
            own = table.fields == place * len(SITE_LANGUAGES) + index
            counts, documents = table.counts[own], table.documents[own]
            lengths = np.bincount(documents, weights=counts, minlength=size)
            if not lengths.any():
                continue
            share = FIELD_LENGTH_SHARE[field]
            norms = 1 - share + share * lengths / lengths[lengths > 0].mean()
            weights[own] = FIELD_WEIGHTS[field] * counts / norms[documents]
    return weights


def _sum(values: NDArray[_Number], starts: NDArray[np.int64]) -> NDArray[_Number]:
    return np.add.reduceat(values, starts) if len(starts) else values[:0]


def _path(folder: Path, name: str) -> Path:
    return folder / f"postings_{name}.npy"
