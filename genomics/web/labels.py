"""What the site calls things, in the page's language: kinds of record, filters and their values."""

from __future__ import annotations

from genomics.content.model import RecordType
from genomics.publishing.site import Card, Site
from genomics.search.request import NOT_STATED, Sort
from genomics.web.localisation import current_language, gettext, language_name
from genomics.web.phrases import Phrase

_ = gettext

EXPLAINED = "explained"
"""The part of the initiative pages that has an index page and a place in the menu."""


def type_plural(record_type: str) -> str:
    """What records of a type are called together."""
    labels = {
        RecordType.PAGE: _("Pages"),
        RecordType.RESOURCE: _("Resources"),
        RecordType.COLLABORATOR: _("Collaborators"),
        RecordType.TERM: _("Glossary terms"),
    }
    return labels.get(RecordType(record_type), record_type) if record_type in list(RecordType) else record_type


def type_singular(record_type: str) -> str:
    """What one record of a type is called."""
    labels = {
        RecordType.PAGE: _("Page"),
        RecordType.RESOURCE: _("Resource"),
        RecordType.COLLABORATOR: _("Collaborator"),
        RecordType.TERM: _("Glossary term"),
    }
    return labels[RecordType(record_type)]


def filter_label(name: str) -> str:
    """What a filter of the search is called."""
    labels = {
        "type": _("Type of record"),
        "topic": _("Topic"),
        "audience": _("For whom"),
        "region": _("WHO region"),
        "country": _("Country"),
        "language": _("Language"),
        "access": _("Access"),
        "kind": _("Kind of resource or organization"),
        "year_from": _("From year"),
        "year_to": _("To year"),
    }
    return labels.get(name, name)


def value_label(site: Site, name: str, value: str) -> str:
    """What one value of a filter is called."""
    if value in ("", NOT_STATED):
        return _("Not stated")
    if name == "type":
        return type_plural(value)
    if name == "language":
        return spoken_language(site, value)
    language = current_language()
    words = site.vocabularies
    holders = {
        "topic": words.topics,
        "audience": words.audiences,
        "region": words.regions,
        "country": words.countries,
        "access": words.access,
    }
    if name == "kind":
        return words.kind_label(value, language)
    return holders[name].label(value, language) if name in holders else value


def kind_plural(site: Site, kind: str) -> str:
    """What resources or collaborators of a kind are called together."""
    return site.vocabularies.kind_plural(kind, current_language())


def spoken_language(site: Site, code: str) -> str:
    """What a language is called: by the vocabulary, else by Babel."""
    if code in site.vocabularies.languages.entries:
        return site.vocabularies.languages.label(code, current_language())
    return language_name(code)


def sort_label(sort: Sort) -> str:
    """What an order of results is called."""
    return {Sort.RELEVANCE: _("best match"), Sort.TITLE: _("title"), Sort.YEAR: _("newest")}[sort]


def reason_label(field: str) -> str:
    """Why a record answers a part of the query: where in it the words were found, or which of its facts fits."""
    labels = {
        "title": _("in the name"),
        "names": _("also called"),
        "identifiers": _("identifier"),
        "keywords": _("keyword"),
        "details": _("among its facts"),
        "gene": _("caused by the gene"),
        "record": _("is"),
        "related": _("related to"),
        "kind": _("kind"),
        "look_up": _("genes can be looked up there"),
        "headings": _("in a heading"),
        "summary": _("in the summary"),
        "body": _("in the text"),
        "pinned": _("chosen by the editors for"),
    }
    return labels.get(field) or filter_label(field).lower()


def part_label(part: str) -> str:
    """The heading under which initiative pages of one part are listed."""
    labels = {
        "initiative": _("The initiative"),
        EXPLAINED: _("Genomics explained"),
        "help": _("Help and information"),
    }
    return labels.get(part, _("More pages"))


def section_label(address: str) -> str:
    """What the site calls one of its own lists, by address; empty for other addresses."""
    labels = {
        "/": _("Home"),
        f"/{EXPLAINED}": _("Genomics explained"),
        "/topics": _("Topics"),
        "/resources": _("Tools and resources"),
        "/collaborators": _("Collaborations"),
        "/glossary": _("Glossary"),
        "/timeline": _("Timeline"),
        "/map": _("Collaborators on a map"),
        "/countries": _("Countries"),
        "/regions": _("WHO regions"),
        "/search": _("Search"),
    }
    return labels.get(address, "")


def card_title(card: Card) -> Phrase:
    """A record's title in the page's language where there is one."""
    language = current_language()
    return Phrase(card.titles[language], language) if card.titles.get(language) else Phrase(card.titles["en"])


def card_summary(card: Card) -> Phrase:
    """A record's summary in the page's language where there is one."""
    language = current_language()
    return Phrase(card.summaries[language], language) if card.summaries.get(language) else Phrase(card.summary)
