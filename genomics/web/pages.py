"""The home page and the initiative's own pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from genomics.content.model import ORIGINAL_LANGUAGE, ExampleSearch, Page, RecordType
from genomics.content.vocabulary import Entry
from genomics.publishing.site import Card, Site
from genomics.search.request import SearchRequest
from genomics.web.card_views import CardView, card_view
from genomics.web.charts import Bar, Counted, bars
from genomics.web.diagrams import illustrated
from genomics.web.documents import document
from genomics.web.frame import Head, absolute, crumbs, own_words, render
from genomics.web.labels import EXPLAINED, card_title, part_label, value_label
from genomics.web.localisation import current_language, day, gettext, localised, ngettext, number
from genomics.web.phrases import Link, Phrase, pick
from genomics.web.presenters import SEARCH
from genomics.web.record_views import Text, record_view
from genomics.web.responses import json_answer
from genomics.web.sites import current_site, record_or_404

_ = gettext
blueprint = Blueprint("pages", __name__)

HOME = "home"
PARTS = ("initiative", EXPLAINED, "help")
NEWEST_SHOWN = 4
OWN_EXAMPLES = 4
EXAMPLES_SHOWN = OWN_EXAMPLES + 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on the home page, what it counts, and where that is listed."""

    value: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic on the home page."""

    label: str
    summary: Phrase
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class PartView:
    """The initiative pages under one heading."""

    name: str
    label: str
    pages: tuple[CardView, ...]


@blueprint.get("/")
def home() -> str:
    site = current_site()
    language = current_language()
    record = site.record(f"{RecordType.PAGE}/{HOME}")
    name = pick(site.text.name, language)
    lead = pick(site.text.lead, language)
    view = record_view(site, record) if record else None
    return render(
        "home.html",
        Head(title=name, description=lead.text, canonical="/", has_search_box=False),
        heading=pick(site.text.heading, language) or name,
        lead=lead,
        searches=[_example(search) for search in examples(site.text.searches, language)],
        text=view.text if view else Text("", ORIGINAL_LANGUAGE),
        translation=view.translation if view else None,
        figures=_figures(site),
        topics=topic_cards(site),
        audiences=[_audience(site, entry.id, count) for entry, count in _counted(site, "audience")],
        regions=_region_bars(site),
        newest=[_dated_link(card) for card in newest_resources(site)],
        parts=parts_of(site),
    )


@blueprint.get(f"/{HOME}")
def home_by_its_name() -> ResponseReturnValue:
    return redirect(localised("/"), 301)


@blueprint.get(f"/{EXPLAINED}")
def explained() -> str:
    parts = parts_of(current_site())
    return render(
        "explained.html",
        Head(
            title=own_words(part_label(EXPLAINED)),
            description=_("What genomics is and what it means for health, in plain words."),
            crumbs=crumbs(),
        ),
        explained=[page for part in parts if part.name == EXPLAINED for page in part.pages],
        others=[part for part in parts if part.name != EXPLAINED],
    )


@blueprint.get("/<page_id>")
def page(page_id: str) -> str:
    site = current_site()
    record = record_or_404(RecordType.PAGE, page_id)
    view = record_view(site, record)
    if not isinstance(record, Page):
        raise TypeError(f"{record.key} is no page")
    return render(
        "page.html",
        Head(title=view.title, description=view.summary.text, crumbs=_way_to(record)),
        record=view,
        stretches=illustrated(site, record, view.text),
        part=part_label(record.part) if record.part else "",
        reviewed=day(record.reviewed) if record.reviewed else "",
    )


@blueprint.get("/<page_id>.json")
def page_as_json(page_id: str) -> ResponseReturnValue:
    record = record_or_404(RecordType.PAGE, page_id)
    return json_answer(document(record, absolute(record.address)))


def _way_to(record: Page) -> tuple[Link, ...]:
    return crumbs(f"/{EXPLAINED}") if record.part == EXPLAINED else crumbs()


def examples(searches: Sequence[ExampleSearch], language: str) -> list[ExampleSearch]:
    """The example searches for readers of a language: up to four in it, then others, up to five in all."""
    own = [search for search in searches if search.lang == language]
    others = [search for search in searches if search.lang != language]
    return [*own[:OWN_EXAMPLES], *others][:EXAMPLES_SHOWN]


def topic_cards(site: Site) -> list[TopicCard]:
    """The topics that records carry, in the vocabulary's order, with how many do."""
    language = current_language()
    return [
        TopicCard(entry.label_in(language), pick(entry.summary, language), localised(f"/topics/{entry.id}"), count)
        for entry, count in _counted(site, "topic")
    ]


def parts_of(site: Site) -> list[PartView]:
    """The initiative pages by part, those without a part last; empty parts left out."""
    cards = sorted((card for card in site.cards(RecordType.PAGE) if card.id != HOME), key=lambda card: card.order)
    names = dict.fromkeys((*PARTS, *(card.part for card in cards)))
    views = (
        PartView(name, part_label(name), tuple(card_view(site, card) for card in cards if card.part == name))
        for name in names
    )
    return [view for view in views if view.pages]


def newest_resources(site: Site) -> list[Card]:
    """The resources that came out last, the newest first."""
    dated = [card for card in site.cards(RecordType.RESOURCE) if card.year]
    return sorted(dated, key=lambda card: card.year or 0, reverse=True)[:NEWEST_SHOWN]


def _dated_link(card: Card) -> Link:
    return Link(card_title(card), localised(card.address), note=str(card.year))


def _counted(site: Site, name: str) -> list[tuple[Entry, int]]:
    """The entries of a vocabulary that records carry, with how many do; unlisted values after the listed ones."""
    words = {
        "topic": site.vocabularies.topics,
        "audience": site.vocabularies.audiences,
        "region": site.vocabularies.regions,
    }[name]
    counts = site.tag_counts(name)
    known = [entry.id for entry in words]
    others = sorted(value for value in counts if value not in words.entries)
    return [(words.get(value), counts[value]) for value in (*known, *others) if counts.get(value)]


def _example(search: ExampleSearch) -> Link:
    return Link(Phrase(search.q, search.lang), SEARCH.address_of(SearchRequest(q=search.q)))


def _figures(site: Site) -> list[Figure]:
    counts = site.counts
    countries = len(site.tag_counts("country"))
    listed = (
        (counts.get(RecordType.RESOURCE, 0), _resources, "/resources"),
        (counts.get(RecordType.COLLABORATOR, 0), _collaborators, "/collaborators"),
        (counts.get(RecordType.TERM, 0), _terms, "/glossary"),
        (countries, _countries, "/countries"),
        (len(site.tag_counts("topic")), _topics, "/topics"),
    )
    return [Figure(number(value), label(value), localised(address)) for value, label, address in listed if value]


def _resources(count: int) -> str:
    return ngettext("tool or resource", "tools and resources", count)


def _collaborators(count: int) -> str:
    return ngettext("collaborator", "collaborators", count)


def _terms(count: int) -> str:
    return ngettext("term explained", "terms explained", count)


def _countries(count: int) -> str:
    return ngettext("country", "countries", count)


def _topics(count: int) -> str:
    return ngettext("topic", "topics", count)


def _audience(site: Site, audience: str, count: int) -> Link:
    label = own_words(value_label(site, "audience", audience))
    return Link(label, SEARCH.address_of(SearchRequest().with_filter("audience", audience)), count)


def _region_bars(site: Site) -> tuple[Bar, ...]:
    return bars(
        Counted(entry.label_in(current_language()), localised(f"/regions/{entry.id}"), count)
        for entry, count in _counted(site, "region")
    )
