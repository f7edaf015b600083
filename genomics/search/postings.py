"""The postings of a finished Whoosh index as flat arrays, written once and memory-mapped by every worker.

For each token the arrays hold the documents that have it, its *impact* in each and its positions. An impact is the
BM25F term weight without the idf (Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009):

    w      = sum over fields f of  weight_f * tf_f / (1 - b_f + b_f * length_f / average length_f)
    impact = w * (k1 + 1) / (k1 + w)

Lengths count tokens, and an average is taken over the documents that have the field in that language.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from genomics.content.model import SITE_LANGUAGES
from genomics.search.arrays import open_array
from genomics.search.schema import FIELDS
from genomics.search.segments import Column, Table
from genomics.search.sets import are_in, distinct, shared

_Number = TypeVar("_Number", np.int32, np.int64, np.float64)

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

POSITION_BITS = 25
"""A position is kept as text number << POSITION_BITS | position, so that no phrase spans two texts of a document.

A text's number is its field's place in FIELDS * (number of languages) + its language's place in SITE_LANGUAGES.
"""

PLACE_BITS = 32
"""Bits of a place in a document: its text's number and a position."""

TOKENS = "tokens.txt"
_ARRAYS = ("starts", "documents", "impacts", "position_starts", "positions", "spans")


@dataclass(frozen=True, slots=True)
class Posting:
    """The documents of one token, ascending, and its impact in each."""

    documents: NDArray[np.int32]
    impacts: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Places:
    """Where tokens stand: one row for each place.

    `tokens` and `documents` are numbers in the lists that were asked for, `texts` numbers of texts (see POSITION_BITS),
    `spans` the offsets of a token's first character in its text and of the one after its last.
    """

    tokens: NDArray[np.int64]
    documents: NDArray[np.int64]
    texts: NDArray[np.int32]
    positions: NDArray[np.int32]
    spans: NDArray[np.int32]


NO_ROWS = np.empty(0, np.int64)
EMPTY = Posting(np.empty(0, np.int32), np.empty(0, np.float32))


class PostingArrays:
    """All postings of an index, opened from the folder that `write_postings` filled. Safe for threads: only read."""

    def __init__(self, folder: Path) -> None:
        tokens = (folder / TOKENS).read_text(encoding="utf-8")
        self._numbers = {token: number for number, token in enumerate(tokens.split("\n"))} if tokens else {}
        arrays = {name: open_array(_path(folder, name)) for name in _ARRAYS}
        self._starts: NDArray[np.int64] = arrays["starts"]
        self._documents: NDArray[np.int32] = arrays["documents"]
        self._impacts: NDArray[np.float32] = arrays["impacts"]
        self._position_starts: NDArray[np.int64] = arrays["position_starts"]
        self._positions: NDArray[np.int32] = arrays["positions"]
        self._spans: NDArray[np.int32] = arrays["spans"]
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

    @cached_property
    def frequencies(self) -> NDArray[np.int64]:
        """How many documents hold each token, by the token's number."""
        return np.diff(self._starts)

    def numbers_in_main_language(self, size: int) -> NDArray[np.int64]:
        """The numbers of the tokens of that language in which most of the `size` documents are, ascending."""
        languages = np.array([token.partition(":")[0] for token in self._numbers])
        best, most = np.empty(0, np.int64), 0
        for language in np.unique(languages):
            numbers = np.flatnonzero(languages == language)
            in_language = np.zeros(size, dtype=np.bool_)
            in_language[self.gathered(numbers)[0]] = True
            if (count := int(np.count_nonzero(in_language))) > most:
                best, most = numbers, count
        return best

    def gathered(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The documents of all these tokens, token after token, and the tokens' impacts in them."""
        counts = self.frequencies[numbers]
        ends = np.cumsum(counts)
        places = np.repeat(self._starts[numbers] - (ends - counts), counts) + np.arange(counts.sum())
        return self._documents[places], self._impacts[places]

    def frequency(self, token: str) -> int:
        """How many documents hold the token."""
        number = self._numbers.get(token)
        return 0 if number is None else int(self._starts[number + 1] - self._starts[number])

    def phrase(self, tokens: Sequence[tuple[str, int]]) -> NDArray[np.int32]:
        """The documents in which the tokens stand at these offsets from one another, ascending."""
        names = dict.fromkeys(token for token, _ in tokens)
        if not all(map(self.frequency, names)):
            return EMPTY.documents
        documents = shared([self.posting(token).documents for token in names])
        if len(tokens) == 1 or not len(documents):
            return documents
        places = self.places_by_token(names, documents)
        firsts, *others = sorted((places[token] - offset for token, offset in tokens), key=len)
        for other in others:
            firsts = firsts[are_in(firsts, other)]
        return documents[distinct(firsts >> PLACE_BITS)]

    def places_by_token(self, tokens: Collection[str], documents: NDArray[np.int32]) -> Mapping[str, NDArray[np.int64]]:
        """Every place of each token in these documents, ascending: tokens stand side by side where these differ by 1.

        A place is the document's place in `documents` << PLACE_BITS | the place in the document.
        """
        owners, rows = self._rows(tokens, documents)
        counts, gathered = self._gathered(np.concatenate(rows))
        places = (np.concatenate(owners) << PLACE_BITS).repeat(counts) + self._positions.take(gathered)
        by_token = {}
        first_row = first = 0
        for token, own in zip(tokens, rows, strict=True):
            last_row = first_row + len(own)
            last = first + int(counts[first_row:last_row].sum())
            by_token[token] = places[first:last]
            first_row, first = last_row, last
        return by_token

    def places(self, tokens: Collection[str], documents: NDArray[np.int32]) -> Places:
        """Every place of any of the tokens in these documents, token after token."""
        owners, rows = self._rows(tokens, documents)
        counts, gathered = self._gathered(np.concatenate([*rows, NO_ROWS]))
        positions = self._positions[gathered]
        return Places(
            tokens=np.arange(len(rows)).repeat([len(own) for own in rows]).repeat(counts),
            documents=np.concatenate([*owners, NO_ROWS]).repeat(counts),
            texts=positions >> POSITION_BITS,
            positions=positions & ((1 << POSITION_BITS) - 1),
            spans=self._spans[gathered],
        )

    def _rows(
        self, tokens: Collection[str], documents: NDArray[np.int32]
    ) -> tuple[list[NDArray[np.int64]], list[NDArray[np.int64]]]:
        """For each token the places of those of the documents that hold it, and where its postings of them are."""
        owners, rows = [], []
        for token in tokens:
            number = self._numbers.get(token)
            if number is None:
                owners.append(NO_ROWS)
                rows.append(NO_ROWS)
                continue
            first, last = self._starts[number], self._starts[number + 1]
            own = self._documents[first:last]
            places = own.searchsorted(documents)
            holders = (own.take(places, mode="clip") == documents).nonzero()[0]
            owners.append(holders)
            rows.append(first + places[holders])
        return owners, rows

    def table(self) -> Table:
        """The table that these arrays were written from, its rows by token, document and text."""
        per_posting = np.diff(self._position_starts)
        postings = np.repeat(np.arange(len(per_posting), dtype=np.int32), per_posting)
        texts = self._positions >> POSITION_BITS
        first = np.ones(len(texts), dtype=np.bool_)
        first[1:] = (postings[1:] != postings[:-1]) | (texts[1:] != texts[:-1])
        starts = np.flatnonzero(first)
        tokens = np.repeat(np.arange(len(self.frequencies), dtype=np.int32), self.frequencies)
        positions = self._positions & ((1 << POSITION_BITS) - 1)
        return Table(
            names=tuple(self._numbers),
            tokens=tokens[postings[starts]],
            documents=self._documents[postings[starts]],
            fields=texts[starts],
            counts=np.diff(starts, append=len(texts)).astype(np.int32),
            places=np.column_stack((positions, self._spans)),
        )

    def _gathered(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many positions each of these postings has, and where all of them are, end to end."""
        begins = self._position_starts.take(rows)
        counts = self._position_starts.take(rows + 1) - begins
        ends = counts.cumsum()
        return counts, (begins - (ends - counts)).repeat(counts) + np.arange(ends[-1] if len(ends) else 0)


def idf(frequency: int, size: int) -> float:
    """BM25's inverse document frequency, in the form that is never negative, of a word in so many of `size` documents:

    ln(1 + (N - n + 0.5) / (n + 0.5))
    """
    return math.log1p((size - frequency + 0.5) / (frequency + 0.5))


def write_postings(table: Table, size: int, folder: Path) -> None:
    """Writes the arrays of a table of `size` documents, one after another: each is as large as a third of the table."""
    weights = _field_weights(table, size)
    order = _order(table, size)
    starts = _starts(table, order)
    _save(folder, "impacts", _impacts(_sum(weights[order], starts)))
    del weights
    tokens = table.tokens[order[starts]]
    _save(folder, "starts", np.searchsorted(tokens, np.arange(len(table.names) + 1)).astype(np.int64))
    _save(folder, "documents", table.documents[order[starts]].astype(np.int32))
    counts = table.counts[order]
    _save(folder, "position_starts", np.concatenate([[0], np.cumsum(_sum(counts, starts), dtype=np.int64)]))
    del starts, tokens
    places = _places(table, order, counts)
    texts = np.repeat(table.fields[order] << POSITION_BITS, counts)
    texts |= table.places[places, 0]
    _save(folder, "positions", texts.astype(np.int32, copy=False))
    _save(folder, "spans", table.places[places, 1:])
    (folder / TOKENS).write_text("\n".join(table.names), encoding="utf-8")


def _order(table: Table, size: int) -> NDArray[np.int64]:
    """The rows by token, document and text."""
    texts = len(FIELDS) * len(SITE_LANGUAGES)
    # The rows of an earlier index come in this order already, which a stable sort makes use of.
    keys = table.tokens.astype(np.int64)
    for column, numbers in ((table.documents, size), (table.fields, texts)):
        keys *= numbers
        keys += column
    return np.argsort(keys, kind="stable")


def _starts(table: Table, order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where in that order another posting begins."""
    tokens, documents = table.tokens[order], table.documents[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (tokens[1:] != tokens[:-1]) | (documents[1:] != documents[:-1])
    return np.flatnonzero(first)


def _impacts(weights: NDArray[np.float64]) -> NDArray[np.float32]:
    """w * (k1 + 1) / (k1 + w); the weights are used up."""
    impacts = weights * (K1 + 1)
    weights += K1
    impacts /= weights
    return impacts.astype(np.float32)


def _places(table: Table, order: NDArray[np.int64], counts: Column) -> NDArray[np.int64]:
    """Where the places of the rows are, row after row in that order; `counts` are those of the rows in it."""
    shifts = np.cumsum(table.counts, dtype=np.int64)[order]
    shifts -= np.cumsum(counts, dtype=np.int64)
    places = np.repeat(shifts, counts)
    places += np.arange(len(places))
    return places


def _save(folder: Path, name: str, array: NDArray[np.generic]) -> None:
    np.save(_path(folder, name), array)


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
            own_weights = FIELD_WEIGHTS[field] * counts
            own_weights /= norms[documents]
            weights[own] = own_weights
    return weights


def _sum(values: NDArray[_Number], starts: NDArray[np.int64]) -> NDArray[_Number]:
    return np.add.reduceat(values, starts) if len(starts) else values[:0]


def _path(folder: Path, name: str) -> Path:
    return folder / f"postings_{name}.npy"
