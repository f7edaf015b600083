"""What a library becomes in the records file: one row per record, one per tag, and the parts that all pages share."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from genomics.content import link_history
from genomics.content.library import Connections, Library
from genomics.content.model import LOST, ORIGINAL_LANGUAGE, Collaborator, Page, Record, RecordType, Resource
from genomics.content.ordering import sort_key
from genomics.publishing.records import Card, RecordRow, Rows, Shared, TagRow
from genomics.search.documents import facets_of

TAGS = ("topic", "country", "region", "audience", "kind")


def rows_of(library: Library) -> Rows:
    """The rows that hold the whole library, in the order of the English titles."""
    ordered = sorted(library.records.values(), key=lambda record: (sort_key(record.title), record.key))
    tags = tuple(tag for position, record in enumerate(ordered) for tag in _tags(record, position))
    return Rows(
        records=_RecordRows(ordered, library.connections),
        tags=tags,
        shared=msgspec.json.encode(_shared(library, tags)),
        files={path: digest for path, digest in library.digests.items() if path != link_history.FILE},
    )


@dataclass(frozen=True, slots=True)
class _RecordRows:
    """The rows of these records, each made when it is its turn: together they are as large as all content."""

    records: Sequence[Record]
    connections: Mapping[str, Connections]

    def __iter__(self) -> Iterator[RecordRow]:
        for position, record in enumerate(self.records):
            yield _record_row(record, position, self.connections.get(record.key, Connections()))


@dataclass(frozen=True, slots=True)
class Digests:
    """SHA-256s: of all content, the same exactly for the same content, and of each record by key."""

    content: str
    records: Mapping[str, str]


def digests_of(rows: Rows) -> Digests:
    """The digests of these rows."""
    digest = hashlib.sha256()
    records = {}
    for row in rows.records:
        records[row.key] = row.digest
        digest.update(_framed(row.key.encode(), row.record, row.card, row.connections))
    for tag in rows.tags:
        digest.update(_framed(tag.name.encode(), tag.value.encode(), tag.key.encode()))
    digest.update(_framed(rows.shared))
    return Digests(digest.hexdigest(), records)


def counts_of(library: Library) -> dict[RecordType, int]:
    """How many records there are of each type, zeros included."""
    found = Counter(record.type for record in library.records.values())
    return {record_type: found[record_type] for record_type in RecordType}


def card_of(record: Record) -> Card:
    """What lists show of a record."""
    summaries = {ORIGINAL_LANGUAGE: record.summary}
    summaries |= {lang: translation.summary for lang, translation in record.translations.items()}
    return Card(
        key=record.key,
        type=record.type,
        id=record.id,
        address=record.address,
        titles=record.titles,
        summary=record.summary,
        summaries={lang: summary for lang, summary in summaries.items() if summary},
        topics=record.topics,
        audiences=record.audiences,
        checked=record.checked,
        **_own_fields(record),
    )


def _own_fields(record: Record) -> dict[str, Any]:
    """The fields of a card that only records of this type have."""
    if isinstance(record, Page):
        return {"part": record.part, "order": record.order}
    if isinstance(record, Resource):
        return {
            "kind": record.kind,
            "country": record.country,
            "who_region": record.who_region,
            "year": record.year,
            "access": record.access,
            "languages": record.languages,
        }
    if isinstance(record, Collaborator):
        return {
            "kind": record.kind,
            "acronym": record.acronym,
            "country": record.country,
            "city": record.city,
            "latitude": record.latitude,
            "longitude": record.longitude,
            "who_region": record.who_region,
        }
    return {}


def _record_row(record: Record, position: int, connections: Connections) -> RecordRow:
    encoded = msgspec.json.encode(record)
    return RecordRow(
        key=record.key,
        type=record.type,
        position=position,
        digest=hashlib.sha256(encoded).hexdigest(),
        record=encoded,
        card=msgspec.json.encode(card_of(record)),
        connections=msgspec.json.encode(connections),
    )


def _tags(record: Record, position: int) -> Iterable[TagRow]:
    # The same values as the search's filters, so that a topic's page and its filter never disagree.
    facets = facets_of(record)
    for name in TAGS:
        for value in dict.fromkeys(facets.get(name, ())):
            yield TagRow(name, value, position, record.key)


def _shared(library: Library, tags: Iterable[TagRow]) -> Shared:
    return Shared(
        vocabularies=library.vocabularies,
        text=library.site,
        timeline=library.timeline,
        redirects=library.redirects,
        genes=library.genes,
        synonyms=library.synonyms,
        translated_words=library.translated_words,
        pins=library.pins,
        lost_links={link.url: link.since for link in library.links if link.state in LOST},
        diagrams=library.diagrams,
        counts=counts_of(library),
        tag_counts=_tag_counts(tags),
    )


def _tag_counts(tags: Iterable[TagRow]) -> Mapping[str, Mapping[str, int]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in TAGS}
    for tag in tags:
        counts[tag.name][tag.value] += 1
    return counts


def _framed(*parts: bytes) -> bytes:
    """The parts end to end, each after its length: no other parts give the same."""
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)
