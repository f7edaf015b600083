"""Records as the search sees them, and the file that holds what is needed to present a hit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from genomics.content.library import Library
from genomics.content.model import ORIGINAL_LANGUAGE, Collaborator, Page, Record, RecordType, Resource, Term
from genomics.search.lines import LineFile, write_lines
from genomics.search.numbers import written
from genomics.search.request import NOT_STATED

TEXTS = "documents.jsonl"
HEADS = "heads.json"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text in one language; `anchor` and `heading` name its section, where it has one."""

    lang: str
    text: str
    anchor: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What is kept in memory of every document."""

    key: str
    type: RecordType
    titles: Mapping[str, str]
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One record as it is searched and shown in results. Texts are by language, facet values by facet."""

    key: str
    type: RecordType
    address: str
    titles: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    summaries: Mapping[str, str] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    details: tuple[str, ...] = ()
    """Facts that are no filter: who publishes it, in which city it sits."""
    passages: tuple[Passage, ...] = ()
    identifiers: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    related: tuple[str, ...] = ()
    """Keys of the records that this one names, is provided by or, as a page, links to."""
    year: int | None = None
    is_read: bool = False
    """Whether the record's sources were read."""

    def texts(self) -> Iterable[tuple[str, str, str]]:
        """(field, language, text) of everything that is searched; several values stand on lines of their own."""
        for lang, title in self.titles.items():
            yield "title", lang, title
        for name, values in (("names", self.names), ("keywords", self.keywords)):
            for lang, texts in values.items():
                yield name, lang, "\n".join(texts)
        for lang, summary in self.summaries.items():
            yield "summary", lang, summary
        for lang in dict.fromkeys(passage.lang for passage in self.passages):
            own = [passage for passage in self.passages if passage.lang == lang]
            yield "headings", lang, "\n".join(passage.heading for passage in own if passage.heading)
            yield "body", lang, "\n".join(passage.text for passage in own)
        yield "details", ORIGINAL_LANGUAGE, "\n".join(self.details)
        yield "identifiers", ORIGINAL_LANGUAGE, "\n".join(self.identifiers)


def documents_of(library: Library) -> Iterable[Document]:
    """Every record of the library as a document, in the library's order."""
    linked: dict[str, list[str]] = defaultdict(list)
    for key, connections in library.connections.items():
        for page in connections.mentioned_in:
            linked[page].append(key)
    return (_document(record, linked.get(record.key, ())) for record in library.records.values())


def write_documents(documents: Sequence[Document], folder: Path) -> None:
    """Writes the documents as one JSON text a line, and the byte offsets of the lines."""
    write_lines(documents, folder / TEXTS)
    heads = [DocumentHead(doc.key, doc.type, doc.titles, doc.is_read) for doc in documents]
    (folder / HEADS).write_bytes(msgspec.json.encode(heads))


class DocumentFile(LineFile[Document]):
    """The documents of an index by number, read from disk one at a time. Safe for threads."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / TEXTS, Document)
        self._heads = folder / HEADS

    def heads(self) -> list[DocumentHead]:
        """The heads of all documents, by number."""
        return msgspec.json.decode(self._heads.read_bytes(), type=list[DocumentHead])


def _document(record: Record, linked: Iterable[str]) -> Document:
    return Document(
        key=record.key,
        type=record.type,
        address=record.address,
        titles=record.titles,
        names=_names(record),
        summaries=_summaries(record),
        keywords=_keywords(record),
        details=_details(record),
        passages=tuple(_passages(record)),
        identifiers=_identifiers(record),
        facets=facets_of(record),
        related=_related(record, linked),
        year=record.year if isinstance(record, Resource) else None,
        is_read=record.checked != "known",
    )


def _summaries(record: Record) -> dict[str, str]:
    own = {lang: translation.summary for lang, translation in record.translations.items()}
    return {lang: text for lang, text in ({ORIGINAL_LANGUAGE: record.summary} | own).items() if text}


def _keywords(record: Record) -> dict[str, tuple[str, ...]]:
    own = {lang: translation.keywords for lang, translation in record.translations.items()}
    return {lang: words for lang, words in ({ORIGINAL_LANGUAGE: record.keywords} | own).items() if words}


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


def _related(record: Record, linked: Iterable[str]) -> tuple[str, ...]:
    terms = record.see_also if isinstance(record, Term) else ()
    providers = record.provided_by if isinstance(record, Resource) else ()
    named = (
        *record.related,
        *(f"{RecordType.TERM}/{term}" for term in terms),
        *(f"{RecordType.COLLABORATOR}/{provider}" for provider in providers),
    )
    return tuple(dict.fromkeys((*named, *linked)))


def _identifiers(record: Record) -> tuple[str, ...]:
    """A publication's as they are written; a condition's with the name of their list, as short codes say little."""
    if isinstance(record, Resource):
        return tuple(record.identifiers.values())
    if isinstance(record, Term):
        return tuple(written(kind, value) for kind, value in record.identifiers.items())
    return ()


def _details(record: Record) -> tuple[str, ...]:
    if isinstance(record, Resource):
        return tuple(filter(None, (record.publisher,)))
    return tuple(filter(None, (record.city,))) if isinstance(record, Collaborator) else ()
