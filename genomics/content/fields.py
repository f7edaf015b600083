"""Which fields each kind of entry has: declarative tables, and the one function that reads a mapping by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from genomics.content.identifiers import CONDITION_IDENTIFIERS, PUBLICATION_IDENTIFIERS
from genomics.content.model import PICTURES, SITE_LANGUAGES, TRANSLATION_LANGUAGES, LinkState, RecordType
from genomics.content.nearest import advice
from genomics.content.notes import Notes, Target
from genomics.content.values import (
    ValueReader,
    beginning,
    by_language,
    choice,
    choices,
    day,
    degrees,
    e_mail,
    ending,
    filled_in,
    identifiers,
    known,
    label,
    linked_addresses,
    markdown,
    matching,
    one_of,
    one_or_more_texts,
    one_text,
    placed_diagrams,
    record_keys,
    short_text,
    site_address,
    sources,
    texts,
    truth,
    web_address,
    whole_number,
    year,
)
from genomics.content.yaml_source import MappingNode

LONGEST_TITLE = 500
"""Titles of scientific publications may well have 300 characters."""
LONGEST_SUMMARY = 200


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the files, how its value is read, and the model's name for it where that differs."""

    name: str
    read: ValueReader
    required: bool = False
    attribute: str = ""


class FieldTable:
    """The fields of one kind of entry; `noun` names the kind in messages, such as "A page"."""

    def __init__(self, noun: str, *fields: Field) -> None:
        self.noun = noun
        self.fields: Mapping[str, Field] = {field.name: field for field in fields}

    def read(self, node: MappingNode, notes: Notes) -> dict[str, Any]:
        """The usable values by the model's names; a problem is noted for everything else."""
        values = {}
        for entry in node.fields:
            field = self.fields.get(entry.name)
            if field is None:
                self._note_unknown(entry.name, entry.line, notes)
                continue
            read = filled_in(field.read) if field.required else field.read
            value = read(entry.value, field.name, notes)
            if value is not None:
                values[field.attribute or field.name] = value
        self._note_missing(node, notes)
        return values

    def _note_unknown(self, name: str, line: int, notes: Notes) -> None:
        otherwise = f"Remove it: the fields are {', '.join(self.fields)}."
        notes.fault(line, f'{self.noun} has no field "{name}".', advice(name, self.fields, otherwise))

    def _note_missing(self, node: MappingNode, notes: Notes) -> None:
        present = {entry.name for entry in node.fields}
        for field in self.fields.values():
            if field.required and field.name not in present:
                notes.fault(node.line, f'The field "{field.name}" is missing.', f'Add a line "{field.name}: …".')


_CHECKED = Field("checked", one_of(("seen", "known")))
_SOURCE = Field("source", sources, attribute="sources")
_READ = Field("read", day)
_SOURCE_NOTE = Field("source_note", one_text)
_TITLE = Field("title", short_text(LONGEST_TITLE), required=True)
_SUMMARY = Field("summary", short_text(LONGEST_SUMMARY))
_ALSO = Field("also", texts)
_TOPICS = Field("topics", choices(Target.TOPIC))
_KEYWORDS = Field("keywords", texts)
_COUNTRY = Field("country", choice(Target.COUNTRY))
_REGION = Field("who_region", choice(Target.REGION))
_URL = Field("url", web_address)

_TIMING = (
    Field("draft", truth),
    Field("publish_from", beginning),
    Field("publish_until", ending),
)

_COMMON = (
    _TITLE,
    _SUMMARY,
    _ALSO,
    _TOPICS,
    Field("audiences", choices(Target.AUDIENCE)),
    _KEYWORDS,
    _SOURCE,
    _CHECKED,
    _READ,
    _SOURCE_NOTE,
    Field("archived", web_address),
    Field("related", record_keys),
    *_TIMING,
)

RECORD_FIELDS: Mapping[RecordType, FieldTable] = {
    RecordType.PAGE: FieldTable(
        "A page",
        *_COMMON,
        Field("reviewed", day),
        Field("part", one_of(("initiative", "explained", "help"))),
        Field("order", whole_number),
        Field("diagrams", placed_diagrams),
    ),
    RecordType.RESOURCE: FieldTable(
        "A resource",
        *_COMMON,
        Field("kind", choice(Target.RESOURCE_KIND), required=True),
        Field("publisher", one_text),
        _URL,
        Field("year", year),
        Field("languages", choices(Target.LANGUAGE)),
        Field("access", choice(Target.ACCESS)),
        _COUNTRY,
        _REGION,
        Field("identifiers", identifiers(PUBLICATION_IDENTIFIERS, "{doi: 10.1000/182}")),
        Field("provided_by", choices(Target.COLLABORATOR)),
        Field("look_up", choices(Target.TERM)),
    ),
    RecordType.COLLABORATOR: FieldTable(
        "A collaborator",
        *_COMMON,
        Field("kind", choice(Target.COLLABORATOR_KIND), required=True),
        Field("acronym", one_text),
        Field("local_name", one_text),
        Field("who_status", one_text),
        _COUNTRY,
        Field("city", one_text),
        Field("latitude", degrees(90)),
        Field("longitude", degrees(180)),
        _REGION,
        _URL,
        Field("founded", year),
    ),
    RecordType.TERM: FieldTable(
        "A glossary term",
        *_COMMON,
        Field("translations", by_language(one_text, TRANSLATION_LANGUAGES), attribute="names"),
        Field("see_also", choices(Target.TERM)),
        Field("identifiers", identifiers(CONDITION_IDENTIFIERS, "{omim: 123456}")),
    ),
}

TRANSLATION_FIELDS = FieldTable(
    "A translation",
    _TITLE,
    _SUMMARY,
    _ALSO,
    _KEYWORDS,
    Field("translates", day),
    Field("original", matching(r"[0-9a-f]{8}", "revision of the original", "eight digits from 0 to f")),
    *_TIMING,
)

_ID = Field("id", matching(r"[A-Za-z0-9_-]+", "id", "letters, digits and hyphens"), required=True)
_LABEL = Field("label", label, required=True)
_ENTRY = (
    _ID,
    _LABEL,
    Field("plural", by_language(one_text)),
    Field("summary", by_language(one_text)),
    Field("also", by_language(texts)),
    Field("introduction", markdown),
)
VOCABULARY_FIELDS = FieldTable("An entry", *_ENTRY)
COUNTRY_FIELDS = FieldTable(
    "A country", *_ENTRY, Field("region", choice(Target.REGION)), Field("adjective", by_language(texts))
)

EVENT_FIELDS = FieldTable(
    "An event",
    Field("year", year, required=True),
    Field("title", short_text(LONGEST_TITLE), required=True),
    Field("text", markdown, required=True, attribute="html"),
    _TOPICS,
    _SOURCE,
    _CHECKED,
    _READ,
    _SOURCE_NOTE,
    *_TIMING,
)
GENE_FIELDS = FieldTable(
    "A gene",
    Field("symbol", one_text, required=True),
    Field("name", one_text),
    Field("also", texts),
    Field("hgnc_id", matching(r"HGNC:[0-9]+", "HGNC id", "HGNC:1100")),
    Field("location", one_text),
    Field("conditions", texts),
    Field("conditions_checked", one_of(("seen", "partly", "known"))),
    _SOURCE,
    _CHECKED,
)
SYNONYM_FIELDS = FieldTable(
    "A group of synonyms",
    Field("terms", texts),
    Field("from", texts, attribute="starts"),
    Field("to", texts, attribute="finds"),
)
TRANSLATED_WORDS_FIELDS = FieldTable("A group of words", *(Field(lang, texts) for lang in SITE_LANGUAGES))
LINK_FIELDS = FieldTable(
    "A checked link",
    Field("url", web_address, required=True),
    Field("state", one_of(tuple(LinkState)), required=True),
    Field("since", day, required=True),
    Field("checked", day),
    Field("leads_to", web_address),
    Field("note", one_text),
)
PIN_FIELDS = FieldTable(
    "A pinned query",
    Field("query", one_or_more_texts, required=True, attribute="queries"),
    Field("records", record_keys, required=True),
    Field("until", ending),
    Field("note", one_text),
)
REDIRECT_FIELDS = FieldTable(
    "A redirect",
    Field("from", site_address, required=True, attribute="start"),
    Field("to", site_address, required=True, attribute="target"),
)
DIAGRAM_FIELDS = FieldTable(
    "A diagram",
    Field("title", label, required=True),
    Field("description", label, required=True),
    Field("steps", lambda node, _name, _notes: node, required=True),
)
STEP_FIELDS = FieldTable(
    "A step", Field("picture", known(PICTURES, "picture"), required=True), _LABEL, Field("text", by_language(one_text))
)
SEARCH_FIELDS = FieldTable("A search", Field("q", one_text, required=True), Field("lang", one_of(SITE_LANGUAGES)))
SITE_FIELDS = FieldTable(
    "site.yaml",
    Field("name", label),
    Field("tagline", label),
    Field("heading", label),
    Field("lead", label),
    Field("owner", label),
    Field("navigation", linked_addresses),
    Field("footer", linked_addresses),
    Field("searches", lambda node, _name, _notes: node),
    Field("contact", e_mail),
)

ALL_TABLES = (
    *RECORD_FIELDS.values(),
    TRANSLATION_FIELDS,
    VOCABULARY_FIELDS,
    COUNTRY_FIELDS,
    EVENT_FIELDS,
    GENE_FIELDS,
    SYNONYM_FIELDS,
    TRANSLATED_WORDS_FIELDS,
    LINK_FIELDS,
    PIN_FIELDS,
    REDIRECT_FIELDS,
    DIAGRAM_FIELDS,
    STEP_FIELDS,
    SEARCH_FIELDS,
    SITE_FIELDS,
)
"""Every field that an editor can write; content/README.md documents each."""
