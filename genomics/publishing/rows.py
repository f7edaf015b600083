"""What a library becomes in the records file: one row per record, one per tag, and the parts that all pages share."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

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
        records=tuple(
            _record_row(record, position, library.connections.get(record.key, Connections()))
            for position, record in enumerate(ordered)
        ),
        tags=tags,
        shared=msgspec.json.encode(_shared(library, tags)),
        files={path: digest for path, digest in library.digests.items() if path != link_history.FILE},
    )


def digest_of(rows: Rows) -> str:
    """A SHA-256 that is the same exactly for the same content."""
    digest = hashlib.sha256()
    for part in _parts(rows):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def counts_of(library: Library) -> dict[RecordType, int]:
    """How many records there are of each type, zeros included."""
    found = Counter(record.type for record in library.records.values())
    return {record_type: found[record_type] for record_type in RecordType}


def card_of(record: Record) -> Card:
    """What lists show of a record."""
    summaries = {ORIGINAL_LANGUAGE: record.summary}
    summaries |= {lang: translation.summary for lang, translation in record.translations.items()}
    common = Card(
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
        read=record.read.isoformat() if record.read else "",
    )
    return _with_own_fields(common, record)


def _with_own_fields(card: Card, record: Record) -> Card:
    if isinstance(record, Page):
        return replace(card, part=record.part, order=record.order)
    if isinstance(record, Resource):
        return replace(
            card,
            kind=record.kind,
            country=record.country,
            who_region=record.who_region,
            year=record.year,
            access=record.access,
            languages=record.languages,
        )
    if isinstance(record, Collaborator):
        return replace(
            card,
            kind=record.kind,
            acronym=record.acronym,
            country=record.country,
            city=record.city,
            latitude=record.latitude,
            longitude=record.longitude,
            who_region=record.who_region,
        )
    return card


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


def _parts(rows: Rows) -> Iterable[bytes]:
    for row in rows.records:
        yield from (row.key.encode(), row.record, row.card, row.connections)
    for tag in rows.tags:
        yield from (tag.name.encode(), tag.value.encode(), tag.key.encode())
    yield rows.shared
