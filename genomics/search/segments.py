"""A finished Whoosh index as a table: one row for each token of a field of a document, segment by segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from genomics.content.model import SITE_LANGUAGES
from genomics.search.schema import FIELDS, PLACE, field_name

REMEMBERED_DOCUMENTS = 20_000
"""Documents of the largest segment whose table a building process keeps for its next build."""
REMEMBERED_SEGMENTS = 16


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by column, and the places of all rows end to end.

    `tokens` are numbers in `names`, `documents` the reader's numbers, `fields` numbers in FIELDS * SITE_LANGUAGES;
    `counts` are places per row. A place is a position, where the token begins in the field's text and where it ends.
    """

    names: tuple[str, ...]
    tokens: NDArray[np.int64]
    documents: NDArray[np.int64]
    fields: NDArray[np.int64]
    counts: NDArray[np.int64]
    places: NDArray[np.int32]


_remembered: dict[str, Table] = {}


def read_table(reader: IndexReader, numbers: NDArray[np.int64]) -> Table:
    """Everything that the reader holds, with our document numbers by the reader's; those that are -1 are left out."""
    tables = [
        _within(_segment_table(leaf), numbers[base : base + leaf.doc_count_all()])
        for leaf, base in reader.leaf_readers()
        if leaf.doc_count_all()
    ]
    names = sorted(set().union(*(table.names for table in tables)))
    places = {name: place for place, name in enumerate(names)}
    tokens = [np.array([places[name] for name in table.names], dtype=np.int64)[table.tokens] for table in tables]
    return _without_unused(
        Table(
            names=tuple(names),
            tokens=_joined(tokens),
            documents=_joined([table.documents for table in tables]),
            fields=_joined([table.fields for table in tables]),
            counts=_joined([table.counts for table in tables]),
            places=np.concatenate([np.empty((0, 3), np.int32), *(table.places for table in tables)]),
        )
    )


def _segment_table(reader: IndexReader) -> Table:
    """The table of one segment. Segments never change, so what was read once holds for every later build."""
    name = reader.segment().segment_id()
    if name in _remembered:
        return _remembered[name]
    table = _read_segment(reader)
    if reader.doc_count_all() <= REMEMBERED_DOCUMENTS:
        while len(_remembered) >= REMEMBERED_SEGMENTS:
            del _remembered[next(iter(_remembered))]
        _remembered[name] = table
    return table


def _read_segment(reader: IndexReader) -> Table:
    names: dict[str, int] = {}
    rows: list[tuple[int, int, int, int]] = []
    places: list[bytes] = []
    for number, field in _indexed_fields():
        for text in reader.lexicon(field):
            token = names.setdefault(text.decode("utf-8"), len(names))
            matcher = reader.postings(field, text)
            while matcher.is_active():
                value = matcher.value()
                places.append(value)
                rows.append((token, matcher.id(), number, len(value) // PLACE.size))
                matcher.next()
    tokens, documents, fields, counts = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    flat = np.frombuffer(b"".join(places), dtype="<u4").astype(np.int32).reshape(-1, 3)
    return Table(tuple(names), tokens, documents, fields, counts, flat)


def _indexed_fields() -> Iterator[tuple[int, str]]:
    for place, field in enumerate(FIELDS):
        for index, lang in enumerate(SITE_LANGUAGES):
            yield place * len(SITE_LANGUAGES) + index, field_name(field, lang)


def _within(table: Table, numbers: NDArray[np.int64]) -> Table:
    """The rows of documents that are still there, under our numbers."""
    documents = numbers[table.documents]
    kept = documents >= 0
    return Table(
        names=table.names,
        tokens=table.tokens[kept],
        documents=documents[kept],
        fields=table.fields[kept],
        counts=table.counts[kept],
        places=table.places[np.repeat(kept, table.counts)],
    )


def _without_unused(table: Table) -> Table:
    """The table without names that no row has any more."""
    used, tokens = np.unique(table.tokens, return_inverse=True)
    names = tuple(table.names[place] for place in used)
    return Table(names, tokens, table.documents, table.fields, table.counts, table.places)


def _joined(arrays: Sequence[NDArray[np.generic]]) -> NDArray[np.int64]:
    return np.concatenate([np.empty(0, np.int64), *arrays]).astype(np.int64)
