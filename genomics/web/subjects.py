"""Topics, countries and regions: a list of each, and a page for each with everything that carries it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from genomics.content.ordering import sort_key
from genomics.content.vocabulary import Entry, Vocabulary
from genomics.publishing.site import Card, Site
from genomics.search.request import SearchRequest
from genomics.web.card_views import Group, groups_by_type
from genomics.web.charts import Chart, Counted, bars, by_decade, by_region, by_topic
from genomics.web.frame import Head, crumbs, own_words, render
from genomics.web.labels import value_label
from genomics.web.localisation import current_language, gettext, localised, ngettext, number
from genomics.web.pages import TopicCard, topic_cards
from genomics.web.phrases import Link, Phrase, pick
from genomics.web.presenters import SEARCH
from genomics.web.sites import current_site

_ = gettext
blueprint = Blueprint("subjects", __name__)

FEWEST_TO_COMPARE = 5
"""Below as many records a reader sees all of them at once: a chart tells nothing, a filter finds nothing."""


@dataclass(frozen=True, slots=True)
class RegionGroup:
    """The countries of a WHO region that records carry; an empty address for areas that belong to none."""

    label: str
    href: str
    countries: tuple[Link, ...]


@blueprint.get("/topics")
def topics() -> str:
    head = Head(
        title=own_words(_("Topics")),
        description=_("What there is on each topic: pages, resources, collaborators and terms."),
        crumbs=crumbs(),
    )
    site = current_site()
    chart = bars(sorted(_bars_of_topics(site), key=lambda item: -item.count))
    return render("topics.html", head, topics=topic_cards(site), bars=chart)


@blueprint.get("/topics/<topic>")
def topic(topic: str) -> str:
    site = current_site()
    entry = _entry_or_404(site, site.vocabularies.topics, "topic", topic)
    others = [card for card in topic_cards(site) if card.href != localised(f"/topics/{topic}")]
    return _subject_page(site, entry, "topic", "/topics", beside=_topic_links(others), beside_title=_("Other topics"))


@blueprint.get("/countries")
def countries() -> str:
    site = current_site()
    groups = _countries_by_region(site)
    count = sum(len(group.countries) for group in groups)
    return render(
        "countries.html",
        Head(
            title=own_words(_("Countries")),
            description=_("Resources and collaborators by country, in the six WHO regions."),
            crumbs=crumbs(),
        ),
        groups=groups,
        count=ngettext("%(number)s country", "%(number)s countries", count) % {"number": number(count)},
    )


@blueprint.get("/countries/<code>")
def country(code: str) -> ResponseReturnValue:
    if code != code.upper():
        return redirect(localised(f"/countries/{code.upper()}"), 301)
    site = current_site()
    if not site.tag_counts("country").get(code):
        abort(404)
    entry = site.vocabularies.countries.get(code)
    region = [_region_link(site, entry.region)] if entry.region else []
    return _subject_page(site, entry, "country", "/countries", beside=region, beside_title=_("For the whole region"))


@blueprint.get("/regions")
def regions() -> str:
    site = current_site()
    counts = site.tag_counts("region")
    known = [entry.id for entry in site.vocabularies.regions]
    codes = [code for code in (*known, *sorted(set(counts) - set(known))) if counts.get(code)]
    groups = {group.href: group for group in _countries_by_region(site)}
    listed = [(_region_link(site, code), groups.get(localised(f"/regions/{code}"))) for code in codes]
    return render(
        "regions.html",
        Head(
            title=own_words(_("WHO regions")),
            description=_("Resources and collaborators in each of the WHO regions."),
            crumbs=crumbs(),
        ),
        regions=listed,
        bars=bars(Counted(link.label.text, link.href, link.count or 0) for link, _group in listed),
    )


@blueprint.get("/regions/<code>")
def region(code: str) -> ResponseReturnValue:
    if code != code.upper():
        return redirect(localised(f"/regions/{code.upper()}"), 301)
    site = current_site()
    entry = _entry_or_404(site, site.vocabularies.regions, "region", code)
    own = next((group for group in _countries_by_region(site) if group.href == localised(f"/regions/{code}")), None)
    beside = list(own.countries) if own else []
    return _subject_page(site, entry, "region", "/regions", beside=beside, beside_title=_("Countries"))


def _subject_page(site: Site, entry: Entry, name: str, parent: str, *, beside: list[Link], beside_title: str) -> str:
    cards = site.tagged(name, entry.id)
    count = len(cards)
    label = value_label(site, name, entry.id)
    summary = pick(entry.summary, current_language())
    groups: tuple[Group, ...] = groups_by_type(site, cards, name, entry.id)
    return render(
        "subject.html",
        Head(title=own_words(label), description=summary.text or _description(label), crumbs=crumbs(parent)),
        label=label,
        summary=summary,
        introduction=entry.introduction,
        groups=groups,
        count=ngettext("%(number)s record", "%(number)s records", count) % {"number": number(count)},
        search_within=SEARCH.address_of(SearchRequest().with_filter(name, entry.id)),
        beside=beside,
        beside_title=beside_title,
        is_worth_filtering=count >= FEWEST_TO_COMPARE,
        charts=_charts(site, cards, name, entry.id) if count >= FEWEST_TO_COMPARE else [],
    )


def _charts(site: Site, cards: Sequence[Card], name: str, value: str) -> list[Chart]:
    """What there is on a subject, seen from the sides that it is not itself."""
    here = SearchRequest().with_filter(name, value)
    side = by_region(site, cards, here) if name == "topic" else by_topic(site, cards, here)
    return [chart for chart in (side, by_decade(cards, here)) if len(chart.bars) > 1]


def _bars_of_topics(site: Site) -> list[Counted]:
    return [Counted(card.label, card.href, card.count) for card in topic_cards(site)]


def _description(label: str) -> str:
    return _("Pages, resources, collaborators and terms: %(subject)s.") % {"subject": label}


def _entry_or_404(site: Site, vocabulary: Vocabulary, name: str, value: str) -> Entry:
    """What the vocabulary says of a value; an unlisted one counts where a record carries it. Raises NotFound."""
    if value not in vocabulary.entries and not site.tag_counts(name).get(value):
        abort(404)
    return vocabulary.get(value)


def _topic_links(cards: list[TopicCard]) -> list[Link]:
    return [Link(Phrase(card.label, current_language()), card.href, card.count) for card in cards]


def _region_link(site: Site, code: str) -> Link:
    label = own_words(value_label(site, "region", code))
    return Link(label, localised(f"/regions/{code}"), site.tag_counts("region").get(code, 0))


def _countries_by_region(site: Site) -> list[RegionGroup]:
    """The countries that records carry, by WHO region, both in the order of their names in the page's language."""
    counts = site.tag_counts("country")
    region_of = {code: site.vocabularies.countries.get(code).region for code, count in counts.items() if count}
    known = [entry.id for entry in site.vocabularies.regions]
    order = [code for code in dict.fromkeys((*known, *sorted(region_of.values()))) if code in region_of.values()]
    return [
        _region_group(site, code, [country for country, own in region_of.items() if own == code])
        for code in sorted(order, key=lambda code: code == "")
    ]


def _region_group(site: Site, region: str, codes: list[str]) -> RegionGroup:
    counts = site.tag_counts("country")
    links = [
        Link(own_words(value_label(site, "country", code)), localised(f"/countries/{code}"), counts[code])
        for code in codes
    ]
    label = value_label(site, "region", region) if region else _("Outside the WHO regions")
    href = localised(f"/regions/{region}") if region and site.tag_counts("region").get(region) else ""
    return RegionGroup(label, href, tuple(sorted(links, key=lambda link: sort_key(link.label.text))))
