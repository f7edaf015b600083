"""Records as the search sees them, and the file that holds what is needed to present a hit."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np

from genomics.content.library import Library
from genomics.content.model import ORIGINAL_LANGUAGE, Collaborator, Page, Record, Resource, Term
from genomics.content.vocabulary import Vocabularies, Vocabulary

NOT_STATED = "not-stated"
"""The value of a facet for records that could state it and do not, so that no filter loses them silently."""

TEXTS = "documents.jsonl"
OFFSETS = "documents.npy"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text in one language; `anchor` and `heading` name its section, where it has one."""

    lang: str
    text: str
    anchor: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One record as it is searched and shown in results. Texts are by language, facet values by facet."""

    key: str
    type: str
    address: str
    titles: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    summaries: Mapping[str, str] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    identifiers: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year: int | None = None
    is_read: bool = False
    """Whether the record's sources were read."""

    def texts(self) -> Iterable[tuple[str, str, str]]:
        """(field, language, text) of everything that is searched; several values stand on lines of their own."""
        for lang, title in self.titles.items():
            yield "title", lang, title
        for name, values in (("names", self.names), ("keywords", self.keywords), ("labels", self.labels)):
            for lang, texts in values.items():
                yield name, lang, "\n".join(texts)
        for lang, summary in self.summaries.items():
            yield "summary", lang, summary
        for lang in {passage.lang for passage in self.passages}:
            own = [passage for passage in self.passages if passage.lang == lang]
            yield "headings", lang, "\n".join(passage.heading for passage in own if passage.heading)
            yield "body", lang, "\n".join(passage.text for passage in own)
        yield "identifiers", ORIGINAL_LANGUAGE, "\n".join(self.identifiers)


def documents_of(library: Library) -> Iterable[Document]:
    """Every record of the library as a document, in the library's order."""
    return (_document(record, library.vocabularies) for record in library.records.values())


def write_documents(documents: Sequence[Document], folder: Path) -> None:
    """Writes the documents as one JSON text a line, and the byte offsets of the lines."""
    encoder = msgspec.json.Encoder()
    offsets = np.zeros(len(documents) + 1, dtype=np.int64)
    with (folder / TEXTS).open("wb") as file:
        for number, document in enumerate(documents):
            file.write(encoder.encode(document) + b"\n")
            offsets[number + 1] = file.tell()
    np.save(folder / OFFSETS, offsets)


class DocumentFile:
    """The documents of an index by number, read from disk one at a time. Safe for threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / TEXTS
        self._offsets = np.load(folder / OFFSETS, mmap_mode="r", allow_pickle=False)
        self._decoder = msgspec.json.Decoder(Document)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @cached_property
    def _bytes(self) -> mmap.mmap | bytes:
        with self._path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""

    def __getitem__(self, number: int) -> Document:
        start, end = self._offsets[number], self._offsets[number + 1]
        return self._decoder.decode(self._bytes[start:end])


def _document(record: Record, vocabularies: Vocabularies) -> Document:
    return Document(
        key=record.key,
        type=record.type,
        address=record.address,
        titles=_titles(record),
        names=_names(record),
        summaries=_summaries(record),
        keywords=_keywords(record),
        labels=_labels(record, vocabularies),
        passages=tuple(_passages(record)),
        identifiers=tuple(record.identifiers.values()) if isinstance(record, Resource) else (),
        facets=facets_of(record),
        year=record.year if isinstance(record, Resource) else None,
        is_read=record.checked != "known",
    )


def _summaries(record: Record) -> dict[str, str]:
    own = {lang: translation.summary for lang, translation in record.translations.items()}
    return {lang: text for lang, text in ({ORIGINAL_LANGUAGE: record.summary} | own).items() if text}


def _keywords(record: Record) -> dict[str, tuple[str, ...]]:
    own = {lang: translation.keywords for lang, translation in record.translations.items()}
    return {lang: words for lang, words in ({ORIGINAL_LANGUAGE: record.keywords} | own).items() if words}


def _titles(record: Record) -> dict[str, str]:
    titles = {ORIGINAL_LANGUAGE: record.title}
    if isinstance(record, Term):
        titles |= record.names
    return titles | {lang: translation.title for lang, translation in record.translations.items()}


def _names(record: Record) -> dict[str, tuple[str, ...]]:
    also = record.also
    if isinstance(record, Collaborator):
        also = (*filter(None, (record.acronym, record.local_name)), *also)
    own = {lang: translation.also for lang, translation in record.translations.items()}
    return {lang: names for lang, names in ({ORIGINAL_LANGUAGE: also} | own).items() if names}


def _passages(record: Record) -> Iterable[Passage]:
    bodies = {ORIGINAL_LANGUAGE: record.body}
    bodies |= {lang: translation.body for lang, translation in record.translations.items()}
    for lang, body in bodies.items():
        for section in body.sections:
            if section.text or section.heading:
                yield Passage(lang, section.text, section.anchor, section.heading)
    if isinstance(record, Collaborator) and record.who_status:
        yield Passage(ORIGINAL_LANGUAGE, record.who_status)


def facets_of(record: Record) -> dict[str, tuple[str, ...]]:
    """The values that a record carries of each filter."""
    facets: dict[str, tuple[str, ...]] = {
        "type": (record.type,),
        "topic": record.topics,
        "audience": record.audiences,
    }
    if isinstance(record, (Resource, Collaborator)):
        facets |= {"kind": (record.kind,), "region": (record.who_region,), "country": (record.country,)}
    if isinstance(record, Resource):
        facets |= {"language": record.languages or (NOT_STATED,), "access": (record.access or NOT_STATED,)}
    if isinstance(record, (Page, Term)):
        facets |= {"language": (ORIGINAL_LANGUAGE, *record.translations)}
    return {name: tuple(value for value in values if value) for name, values in facets.items() if any(values)}


def _labels(record: Record, vocabularies: Vocabularies) -> dict[str, tuple[str, ...]]:
    """What a record's facts are called, by language: its kind, topics, audiences, place and publisher."""
    labels: dict[str, list[str]] = {ORIGINAL_LANGUAGE: []}
    if isinstance(record, Resource) and record.publisher:
        labels[ORIGINAL_LANGUAGE].append(record.publisher)
    if isinstance(record, Collaborator) and record.city:
        labels[ORIGINAL_LANGUAGE].append(record.city)
    for vocabulary, values in _chosen(record, vocabularies):
        for value in values:
            for lang, label in vocabulary.get(value).label.items():
                labels.setdefault(lang, []).append(label)
    return {lang: tuple(texts) for lang, texts in labels.items() if texts}


def _chosen(record: Record, vocabularies: Vocabularies) -> Iterable[tuple[Vocabulary, Iterable[str]]]:
    yield vocabularies.topics, record.topics
    yield vocabularies.audiences, record.audiences
    if isinstance(record, (Resource, Collaborator)):
        kinds = vocabularies.resource_kinds if isinstance(record, Resource) else vocabularies.collaborator_kinds
        yield kinds, (record.kind,)
        yield vocabularies.countries, tuple(filter(None, (record.country,)))
        yield vocabularies.regions, tuple(filter(None, (record.who_region,)))
