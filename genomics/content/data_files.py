"""One YAML file -> what it holds (a vocabulary, the timeline, genes, pins, redirects, site text), and its faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from genomics.content.fields import (
    COUNTRY_FIELDS,
    EVENT_FIELDS,
    GENE_FIELDS,
    LINK_FIELDS,
    PIN_FIELDS,
    REDIRECT_FIELDS,
    SEARCH_FIELDS,
    SITE_FIELDS,
    SYNONYM_FIELDS,
    TRANSLATED_WORDS_FIELDS,
    VOCABULARY_FIELDS,
    FieldTable,
)
from genomics.content.model import (
    CheckedLink,
    Event,
    ExampleSearch,
    Gene,
    LinkState,
    Pin,
    Redirect,
    SiteText,
    SynonymGroup,
    TranslatedWords,
)
from genomics.content.notes import Notes
from genomics.content.records import check_sources, check_timing
from genomics.content.vocabulary import Entry, Vocabulary
from genomics.content.yaml_source import ListNode, MappingNode, Node, read_yaml


@dataclass(frozen=True, slots=True)
class PlacedRedirect:
    """A redirect and the lines of its two addresses."""

    redirect: Redirect
    start_line: int
    target_line: int


def read_vocabulary(content: str, notes: Notes) -> Vocabulary:
    """The vocabulary of a file of plain entries."""
    return _vocabulary(content, VOCABULARY_FIELDS, notes)


def read_countries(content: str, notes: Notes) -> Vocabulary:
    """The vocabulary of countries, which have regions and adjectives."""
    return _vocabulary(content, COUNTRY_FIELDS, notes)


def read_timeline(content: str, notes: Notes) -> tuple[Event, ...]:
    """The events by year, those of one year in the order of the file."""
    events = []
    for node, values in _entries(content, EVENT_FIELDS, notes):
        check_sources(node, values, notes)
        check_timing(node, values, notes)
        if {"year", "title", "html"} <= values.keys():
            events.append(Event(**values))
    return tuple(sorted(events, key=lambda event: event.year))


def read_genes(content: str, notes: Notes) -> tuple[Gene, ...]:
    """The genes in the order of the file."""
    genes = []
    seen: dict[str, int] = {}
    for node, values in _entries(content, GENE_FIELDS, notes):
        check_sources(node, values, notes)
        if "symbol" not in values or not _is_first(values["symbol"], node.line_of("symbol"), "gene", seen, notes):
            continue
        genes.append(Gene(**values))
    return tuple(genes)


def read_synonyms(content: str, notes: Notes) -> tuple[SynonymGroup, ...]:
    """The groups of synonyms in the order of the file."""
    groups = []
    for node, values in _entries(content, SYNONYM_FIELDS, notes):
        names = {field.name for field in node.fields}
        if names & {"terms"} and names & {"from", "to"}:
            advice = "Write either terms, or from and to."
            notes.fault(node.line, 'The group has "terms" and also "from" or "to".', advice)
        elif names & {"from", "to"} and not names >= {"from", "to"}:
            notes.fault(node.line, 'The group has only one of "from" and "to".', "Add the other.")
        elif not names & {"terms", "from"}:
            notes.fault(node.line, "The group has no terms.", 'Add "terms: [first, second]".')
        elif len(values.get("terms", ())) == 1:
            notes.fault(node.line_of("terms"), "The group has a single term.", "Add another name for it.")
        groups.append(SynonymGroup(**values))
    return tuple(groups)


def read_translated_words(content: str, notes: Notes) -> tuple[TranslatedWords, ...]:
    """The groups of words that mean the same, in the order of the file."""
    groups = []
    for node, words in _entries(content, TRANSLATED_WORDS_FIELDS, notes):
        if len(node.fields) < 2:
            notes.fault(node.line, "The group has words in fewer than two languages.", "Add another language.")
        groups.append(TranslatedWords(words))
    return tuple(groups)


def read_links(content: str, notes: Notes) -> tuple[CheckedLink, ...]:
    """What the last checks of outgoing links found, in the order of the file."""
    links = []
    seen: dict[str, int] = {}
    for node, values in _entries(content, LINK_FIELDS, notes):
        if {"url", "state", "since"} <= values.keys() and _is_first(
            values["url"], node.line_of("url"), "link", seen, notes
        ):
            links.append(CheckedLink(**values | {"state": LinkState(values["state"])}))
    return tuple(links)


def read_pins(content: str, notes: Notes) -> tuple[Pin, ...]:
    """The pinned queries in the order of the file; each spelling stands once in it, whatever its case."""
    pins = []
    seen: dict[str, int] = {}
    for node, values in _entries(content, PIN_FIELDS, notes):
        line = node.line_of("query")
        queries = tuple(
            query
            for query in values.get("queries", ())
            if _has_letters(query, line, notes) and _is_first(query.casefold(), line, "query", seen, notes)
        )
        if queries and values.get("records"):
            pins.append(Pin(**values | {"queries": queries}))
    return tuple(pins)


def _has_letters(query: str, line: int, notes: Notes) -> bool:
    if any(map(str.isalnum, query)):
        return True
    notes.fault(line, f'The query "{query}" has no letters.', "Write what readers type, or remove it.")
    return False


def read_redirects(content: str, notes: Notes) -> tuple[PlacedRedirect, ...]:
    """The redirects in the order of the file, with their lines."""
    redirects = []
    seen: dict[str, int] = {}
    for node, values in _entries(content, REDIRECT_FIELDS, notes):
        if not {"start", "target"} <= values.keys():
            continue
        line = node.line_of("from")
        if _is_first(values["start"], line, "redirect from", seen, notes):
            redirects.append(PlacedRedirect(Redirect(**values), line, node.line_of("to")))
    return tuple(redirects)


def read_site_text(content: str, notes: Notes) -> SiteText:
    """The texts and menus of the whole site."""
    node = _root(content, notes)
    if node is None:
        return SiteText()
    if not isinstance(node, MappingNode):
        notes.fault(node.line, "The file is not made of fields.", "Begin with name: and go on as in content/README.md.")
        return SiteText()
    values = SITE_FIELDS.read(node, notes)
    searches = values.pop("searches", None)
    if searches is not None:
        values["searches"] = tuple(ExampleSearch(**found) for found in _searches(searches, notes))
    return SiteText(**values)


def _searches(node: Node, notes: Notes) -> Iterator[dict[str, Any]]:
    for _, values in _read_entries(node, SEARCH_FIELDS, notes):
        if "q" in values:
            yield values


def _vocabulary(content: str, table: FieldTable, notes: Notes) -> Vocabulary:
    entries = {}
    seen: dict[str, int] = {}
    for node, values in _entries(content, table, notes):
        if "id" not in values or not _is_first(values["id"], node.line_of("id"), "entry", seen, notes):
            continue
        values.setdefault("label", {})
        entries[values["id"]] = Entry(**values)
    return Vocabulary(entries)


def _is_first(name: str, line: int, noun: str, seen: dict[str, int], notes: Notes) -> bool:
    if name not in seen:
        seen[name] = line
        return True
    notes.fault(line, f'The {noun} "{name}" stands twice, first on line {seen[name]}.', "Keep one.")
    return False


def _entries(content: str, table: FieldTable, notes: Notes) -> Iterator[tuple[MappingNode, dict[str, Any]]]:
    node = _root(content, notes)
    if node is not None:
        yield from _read_entries(node, table, notes)


def _read_entries(node: Node, table: FieldTable, notes: Notes) -> Iterator[tuple[MappingNode, dict[str, Any]]]:
    if not isinstance(node, ListNode):
        notes.fault(node.line, "This is not a list of entries.", 'Begin every entry with "- ".')
        return
    for item in node.items:
        if isinstance(item, MappingNode):
            yield item, table.read(item, notes)
        else:
            first = next(iter(table.fields))
            notes.fault(item.line, "The entry has no fields.", f'Write "- {first}: …".')


def _root(content: str, notes: Notes) -> Node | None:
    node, problems = read_yaml(content)
    notes.problems += problems
    if node is None and not problems:
        notes.fault(1, "The file holds nothing.", "Fill it in, or remove it.")
    return node
