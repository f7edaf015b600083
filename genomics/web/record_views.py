"""A record as its page shows it: title, text, facts, sources and the ways to other records, in the page's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from genomics.content.model import (
    ORIGINAL_LANGUAGE,
    SITE_LANGUAGES,
    Body,
    Collaborator,
    Page,
    Record,
    RecordType,
    Resource,
    Term,
)
from genomics.publishing.site import Site
from genomics.search.request import SearchRequest
from genomics.web.documents import form_of
from genomics.web.frame import own_words
from genomics.web.labels import card_title, spoken_language, type_singular, value_label
from genomics.web.localisation import current_language, day, gettext, localised
from genomics.web.phrases import Link, Phrase
from genomics.web.presenters import SEARCH
from genomics.web.sources import SourceView, host_of, lost, source_view

_ = gettext

HOME = f"{RecordType.PAGE}/home"
MOST_LINKS_BESIDE = 12
DEEPEST_HEADING_IN_CONTENTS = 3

_NOT_WRITTEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """Safe HTML and the language that it is in."""

    html: str
    lang: str

    def __bool__(self) -> bool:
        return bool(self.html)


@dataclass(frozen=True, slots=True)
class TranslationNote:
    """What a translation was made from, where that is, and the day of that version; empty where it is not known.

    `is_stale`: the original has changed since. `is_partial`: the text is in the original's language still.
    """

    original: Phrase
    href: str
    date: str
    is_stale: bool
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's table of contents."""

    anchor: str
    words: str
    level: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a record's facts. `values` with an empty address are plain words."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SourceBox:
    """Where a record comes from: a sentence on how it was checked, and the places it was read at.

    `archived` is the address of a copy, where the record has no address of its own.
    """

    statement: str
    sources: tuple[SourceView, ...]
    note: str
    archived: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A list of links beside a record."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WayOut:
    """The address that a record describes. `host` is where it leads; `lost` says since when it does not any more."""

    href: str
    host: str
    lost: str
    archived: str


@dataclass(frozen=True, slots=True)
class NoWayOut:
    """That no address is known at which a resource can be opened, and where one can read about it."""

    read_about: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """Everything that a record's page shows of the record itself."""

    key: str
    type: str
    kind: str
    title: Phrase
    local_name: str
    also: tuple[Phrase, ...]
    summary: Phrase
    text: Text
    translation: TranslationNote | None
    contents: tuple[Heading, ...]
    way_out: WayOut | None
    no_way_out: NoWayOut | None
    facts: tuple[Fact, ...]
    names: tuple[Phrase, ...]
    source: SourceBox
    beside: tuple[Beside, ...]
    json_address: str


def record_view(site: Site, record: Record) -> RecordView:
    """The view of any record."""
    body, body_language = _body(record)
    return RecordView(
        key=record.key,
        type=str(record.type),
        kind=kind_words(site, record),
        title=title_of(record),
        local_name=record.local_name if isinstance(record, Collaborator) else "",
        also=_also(record),
        summary=_summary(record),
        text=Text(body.html, body_language),
        translation=_translation_note(record),
        contents=_contents(body),
        way_out=_way_out(site, record),
        no_way_out=_no_way_out(record),
        facts=_facts(site, record),
        names=_names(record),
        source=_source_box(site, record),
        beside=_beside(site, record),
        json_address=form_of(record.address, ".json"),
    )


def title_of(record: Record) -> Phrase:
    """The record's title in the page's language where there is one."""
    language = current_language()
    is_translated = language in record.translations or (isinstance(record, Term) and language in record.names)
    return Phrase(record.title_in(language), language if is_translated else ORIGINAL_LANGUAGE)


def _also(record: Record) -> tuple[Phrase, ...]:
    """Other names in the page's language, in English where it has none.

    A name that differs from a title or another name by case, hyphens or ae only is for the search, not for readers.
    """
    language = current_language()
    translation = record.translations.get(language)
    own = translation.also if translation else ()
    titles = {_spelt_alike(record.title), _spelt_alike(record.title_in(language))}
    names: dict[str, str] = {}
    for name in own or record.also:
        names.setdefault(_spelt_alike(name), name)
    shown = [name for alike, name in names.items() if alike not in titles]
    return tuple(Phrase(name, language if own else ORIGINAL_LANGUAGE) for name in shown)


def _spelt_alike(name: str) -> str:
    """What all spellings of a name have in common."""
    return _NOT_WRITTEN.sub("", name.casefold()).replace("ae", "e")


def kind_words(site: Site, record: Record) -> str:
    """What kind of thing a record is: the label of its kind, else of its type."""
    if isinstance(record, Resource | Collaborator):
        return site.vocabularies.kind_label(record.kind, current_language())
    return type_singular(record.type)


def _source_box(site: Site, record: Record) -> SourceBox:
    views = tuple(source_view(site, source) for source in record.sources)
    has_own_address = isinstance(record, Resource | Collaborator) and record.url
    archived = "" if has_own_address else record.archived
    return SourceBox(_checked(record), views, record.source_note, archived)


def _checked(record: Record) -> str:
    if record.checked == "known":
        return _("From general knowledge; its source has not yet been read.")
    if record.checked == "seen" and record.read:
        return _("The sources were read on %(date)s.") % {"date": day(record.read)}
    if record.checked == "seen":
        return _("The sources were read.")
    return ""


def _body(record: Record) -> tuple[Body, str]:
    translation = record.translations.get(current_language())
    if translation and translation.body.html:
        return translation.body, translation.lang
    return record.body, ORIGINAL_LANGUAGE


def _summary(record: Record) -> Phrase:
    translation = record.translations.get(current_language())
    if translation and translation.summary:
        return Phrase(translation.summary, translation.lang)
    return Phrase(record.summary)


def _translation_note(record: Record) -> TranslationNote | None:
    """What is to be said of the translation that the page shows; None where it shows the original."""
    translation = record.translations.get(current_language())
    if translation is None:
        return None
    translated = day(translation.translates) if translation.translates else ""
    return TranslationNote(
        Phrase(record.title),
        localised(record.address, ORIGINAL_LANGUAGE),
        translated,
        is_stale=record.has_changed_since(translation),
        is_partial=bool(record.body.html and not translation.body.html),
    )


def _contents(body: Body) -> tuple[Heading, ...]:
    return tuple(
        Heading(section.anchor, section.heading, section.level)
        for section in body.sections
        if section.anchor and section.level <= DEEPEST_HEADING_IN_CONTENTS
    )


def _way_out(site: Site, record: Record) -> WayOut | None:
    if not isinstance(record, Resource | Collaborator) or not record.url:
        return None
    return WayOut(record.url, host_of(record.url), lost(site, record.url), record.archived)


def _no_way_out(record: Record) -> NoWayOut | None:
    if not isinstance(record, Resource) or record.can_be_opened:
        return None
    return NoWayOut(
        tuple(Link(Phrase(source.title or host_of(source.url), ""), source.url) for source in record.sources)
    )


def _names(record: Record) -> tuple[Phrase, ...]:
    if not isinstance(record, Term):
        return ()
    names = {language: record.title_in(language) for language in SITE_LANGUAGES if language in record.names}
    return tuple(Phrase(name, language) for language, name in ({ORIGINAL_LANGUAGE: record.title} | names).items())


def _facts(site: Site, record: Record) -> tuple[Fact, ...]:
    match record:
        case Resource():
            own = _resource_facts(site, record)
        case Collaborator():
            own = _collaborator_facts(site, record)
        case Term():
            own = _identifier_facts(record.identifiers)
        case _:
            own = []
    shared = [
        Fact(_("Topics"), tuple(_labelled(site, "topic", topic, f"/topics/{topic}") for topic in record.topics)),
        Fact(_("For whom"), tuple(_searched(site, "audience", audience) for audience in record.audiences)),
        *own,
    ]
    return tuple(fact for fact in shared if fact.values)


def _resource_facts(site: Site, resource: Resource) -> list[Fact]:
    languages = tuple(_words(spoken_language(site, code)) for code in resource.languages)
    return [
        Fact(_("Published by"), _plain(resource.publisher)),
        Fact(_("Provided by"), _record_links(site, [f"collaborator/{name}" for name in resource.provided_by])),
        Fact(_("Year"), _plain(resource.year)),
        Fact(_("Access"), _if_stated(site, "access", resource.access) if resource.can_be_opened else ()),
        Fact(_("Languages"), languages or (_words(_("Not stated")),)),
        *_place_facts(site, resource.country, resource.who_region),
        *_identifier_facts(resource.identifiers),
    ]


def _collaborator_facts(site: Site, collaborator: Collaborator) -> list[Fact]:
    return [
        Fact(_("Acronym"), _plain(collaborator.acronym)),
        Fact(_("City"), _plain(collaborator.city)),
        *_place_facts(site, collaborator.country, collaborator.who_region),
        Fact(_("Founded"), _plain(collaborator.founded)),
        Fact(_("Tie to WHO"), (Link(Phrase(collaborator.who_status), ""),) if collaborator.who_status else ()),
    ]


def _place_facts(site: Site, country: str, region: str) -> list[Fact]:
    return [
        Fact(_("Country"), (_labelled(site, "country", country, f"/countries/{country}"),) if country else ()),
        Fact(_("WHO region"), (_labelled(site, "region", region, f"/regions/{region}"),) if region else ()),
    ]


def _identifier_facts(identifiers: Mapping[str, str]) -> list[Fact]:
    return [Fact(_identifier_label(name), (_identifier(name, value),)) for name, value in identifiers.items()]


def _identifier_label(name: str) -> str:
    labels = {
        "doi": "DOI",
        "isbn": "ISBN",
        "issn": "ISSN",
        "pmid": "PubMed",
        "document": _("Document number"),
        "omim": "OMIM",
        "orpha": "ORPHAcode",
        "icd10": "ICD-10",
        "icd11": "ICD-11",
    }
    return labels.get(name, name)


def _identifier(name: str, value: str) -> Link:
    resolvers = {
        "doi": "https://doi.org/",
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
        "omim": "https://omim.org/entry/",
    }
    href = resolvers[name] + quote(value, safe="/:;()") if name in resolvers else ""
    return Link(Phrase(value, ""), href)


def _plain(value: str | int | None) -> tuple[Link, ...]:
    return (Link(Phrase(str(value), ""), ""),) if value else ()


def _words(text: str) -> Link:
    return Link(own_words(text), "")


def _if_stated(site: Site, name: str, value: str) -> tuple[Link, ...]:
    return (_words(value_label(site, name, value)),)


def _labelled(site: Site, name: str, value: str, address: str) -> Link:
    return Link(own_words(value_label(site, name, value)), localised(address))


def _searched(site: Site, name: str, value: str) -> Link:
    label = own_words(value_label(site, name, value))
    return Link(label, SEARCH.address_of(SearchRequest().with_filter(name, value)))


def _beside(site: Site, record: Record) -> tuple[Beside, ...]:
    connections = site.connections(record.key)
    see_also = [f"term/{name}" for name in record.see_also] if isinstance(record, Term) else []
    mentioned = _("Used in") if isinstance(record, Term) else _("Mentioned in")
    lists = (
        (_("See also"), see_also),
        (_("Provides"), connections.provides),
        (_("Related"), [key for key in connections.related if key not in see_also]),
        (_("Terms on this page"), connections.terms),
        (mentioned, connections.mentioned_in),
    )
    views = (Beside(title, _record_links(site, keys)[:MOST_LINKS_BESIDE]) for title, keys in lists)
    return (*_siblings(site, record), *(view for view in views if view.links))


def _siblings(site: Site, record: Record) -> tuple[Beside, ...]:
    """The other pages of an initiative page's part."""
    if not isinstance(record, Page) or not record.part:
        return ()
    cards = [
        card for card in site.cards(record.type) if card.part == record.part and card.key not in (record.key, HOME)
    ]
    links = tuple(Link(card_title(card), localised(card.address)) for card in sorted(cards, key=lambda c: c.order))
    return (Beside(_("More in this part"), links),) if links else ()


def _record_links(site: Site, keys: tuple[str, ...] | list[str]) -> tuple[Link, ...]:
    cards = (site.card(key) for key in dict.fromkeys(keys))
    return tuple(Link(card_title(card), localised(card.address)) for card in cards if card)
