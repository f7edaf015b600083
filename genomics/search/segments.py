"""A finished Whoosh index as a table: one row for each token of a field of a document, segment by segment."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from genomics.content.model import SITE_LANGUAGES
from genomics.search.schema import FIELDS, KEY, PLACE, field_name

Column = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by column, and the places of all rows end to end.

    `tokens` are numbers in `names`, `documents` numbers of documents, `fields` numbers in FIELDS * SITE_LANGUAGES;
    `counts` are places per row. A place is a position, where the token begins in the field's text and where it ends.
    """

    names: tuple[str, ...]
    tokens: Column
    documents: Column
    fields: Column
    counts: Column
    places: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An index that this one was made from: its table, the keys of its documents by number, its segments' names."""

    table: Table
    keys: Sequence[str]
    segments: frozenset[str]


def read_table(reader: IndexReader, places: Mapping[str, int], earlier: Earlier | None = None) -> Table:
    """Everything that the reader holds; `places` are our numbers of the documents, by key.

    Segments never change: the rows of those that the earlier index has too are taken from its table.
    """
    tables: list[Table] = []
    fresh: set[str] = set()
    for leaf, _ in reader.leaf_readers():
        if earlier and leaf.segment().segment_id() in earlier.segments:
            continue
        keys = _keys(leaf)
        fresh.update(keys.values())
        tables.append(_numbered(_read_segment(leaf), {number: places[key] for number, key in keys.items()}))
    if earlier:
        kept = {number: places[key] for number, key in enumerate(earlier.keys) if key in places and key not in fresh}
        tables.insert(0, _numbered(earlier.table, kept))
    return _joined(tables)


def _keys(reader: IndexReader) -> dict[int, str]:
    """The key of every document that is still there, by the reader's number."""
    return {number: reader.stored_fields(number)[KEY] for number in reader.all_doc_ids()}


def _read_segment(reader: IndexReader) -> Table:
    names: dict[str, int] = {}
    tokens, documents, fields, counts = (array("i") for _ in range(4))
    places = bytearray()
    for number, field in _indexed_fields():
        for text in reader.lexicon(field):
            token = names.setdefault(text.decode("utf-8"), len(names))
            matcher = reader.postings(field, text)
            while matcher.is_active():
                value = matcher.value()
                places += value
                tokens.append(token)
                documents.append(matcher.id())
                fields.append(number)
                counts.append(len(value) // PLACE.size)
                matcher.next()
    return Table(
        names=tuple(names),
        tokens=np.frombuffer(tokens, dtype=np.int32),
        documents=np.frombuffer(documents, dtype=np.int32),
        fields=np.frombuffer(fields, dtype=np.int32),
        counts=np.frombuffer(counts, dtype=np.int32),
        places=np.frombuffer(places, dtype="<i4").reshape(-1, 3),
    )


def _indexed_fields() -> Iterator[tuple[int, str]]:
    for place, field in enumerate(FIELDS):
        for index, lang in enumerate(SITE_LANGUAGES):
            yield place * len(SITE_LANGUAGES) + index, field_name(field, lang)


def _numbered(table: Table, numbers: Mapping[int, int]) -> Table:
    """The rows of the documents that have one of these new numbers, under it."""
    by_old = np.full(max(numbers, default=-1) + 2, -1, dtype=np.int32)
    by_old[list(numbers)] = list(numbers.values())
    documents = by_old.take(table.documents, mode="clip")
    if len(documents) and documents.min() >= 0:
        return replace(table, documents=documents)
    kept = documents >= 0
    return Table(
        names=table.names,
        tokens=table.tokens[kept],
        documents=documents[kept],
        fields=table.fields[kept],
        counts=table.counts[kept],
        places=table.places[np.repeat(kept, table.counts)],
    )


def _joined(tables: Sequence[Table]) -> Table:
    """All rows of the tables, with the names that any of these has, in order."""
    names = sorted(set().union(*(_used(table) for table in tables)))
    places = {name: place for place, name in enumerate(names)}
    numbers = [np.array([places.get(name, -1) for name in table.names], dtype=np.int32) for table in tables]
    return Table(
        names=tuple(names),
        tokens=_column([own[table.tokens] for own, table in zip(numbers, tables, strict=True)]),
        documents=_column([table.documents for table in tables]),
        fields=_column([table.fields for table in tables]),
        counts=_column([table.counts for table in tables]),
        places=_column([table.places for table in tables]).reshape(-1, 3),
    )


def _used(table: Table) -> Iterator[str]:
    """The names that some row has."""
    counts = np.bincount(table.tokens, minlength=len(table.names))
    return (table.names[number] for number in np.flatnonzero(counts))


def _column(parts: Sequence[Column]) -> Column:
    # A single one is not copied: all postings of a large index come in one.
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.empty(0, np.int32)
