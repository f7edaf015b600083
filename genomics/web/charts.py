"""Small charts of what there is: lists of bars whose numbers stand beside them as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from genomics.content.model import RecordType
from genomics.publishing.site import Card, Site
from genomics.search.request import SearchRequest
from genomics.web.labels import value_label
from genomics.web.localisation import gettext
from genomics.web.presenters import SEARCH

_ = gettext

LONGEST = 100
DECADES = 6
"""How many decades have a bar of their own; what is older shares one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart. `share` is its length in hundredths of the longest; an empty address leads nowhere."""

    label: str
    href: str
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title that says what is counted."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one bar stands for."""

    label: str
    href: str
    count: int


def bars(items: Iterable[Counted]) -> tuple[Bar, ...]:
    """Bars in the order of the items, none of them so short that it cannot be seen."""
    listed = list(items)
    most = max((item.count for item in listed), default=1)
    return tuple(
        Bar(item.label, item.href, item.count, max(1, round(LONGEST * item.count / most)) if item.count else 0)
        for item in listed
    )


def by_topic(site: Site, cards: Iterable[Card], narrowed_to: SearchRequest) -> Chart:
    """How many of the cards carry each topic, the most frequent first; links lead to these records in the search."""
    counts = Counter(topic for card in cards for topic in card.topics)
    return Chart(_("Records by topic"), bars(_values(site, "topic", counts, narrowed_to)))


def by_region(site: Site, cards: Iterable[Card], narrowed_to: SearchRequest) -> Chart:
    """In which WHO regions the cards that can have one are."""
    counts = Counter(card.who_region for card in cards if card.type in (RecordType.RESOURCE, RecordType.COLLABORATOR))
    stated = _values(site, "region", counts, narrowed_to)
    return Chart(_("Resources and collaborators by WHO region"), bars((*stated, *_not_stated(counts[""]))))


def by_decade(cards: Iterable[Card], narrowed_to: SearchRequest) -> Chart:
    """In which decades the resources among the cards were first published, the earliest first."""
    years = [card.year for card in cards if card.type is RecordType.RESOURCE]
    known = [year for year in years if year is not None]
    resources = narrowed_to.with_filter("type", RecordType.RESOURCE)
    spans = [
        Counted(label, SEARCH.address_of(replace(resources, year_from=first, year_to=last)), count)
        for label, first, last, count in _spans(known)
    ]
    return Chart(_("Resources by decade"), bars((*spans, *_not_stated(len(years) - len(known)))))


def _values(site: Site, name: str, counts: Counter[str], narrowed_to: SearchRequest) -> list[Counted]:
    found = [
        Counted(value_label(site, name, value), SEARCH.address_of(narrowed_to.with_filter(name, value)), count)
        for value, count in counts.items()
        if value
    ]
    return sorted(found, key=lambda item: (-item.count, item.label))


def _spans(years: list[int]) -> Iterable[tuple[str, int, int, int]]:
    """The label, first and last year and number of each decade that has any, the oldest ones taken together."""
    if not years:
        return
    earliest, last_start = min(years), max(years) // 10 * 10
    first_start = last_start - 10 * (DECADES - 1)
    older = sum(year < first_start for year in years)
    if older:
        yield _("Before %(year)s") % {"year": first_start}, earliest, first_start - 1, older
    for start in range(first_start, last_start + 1, 10):
        count = sum(start <= year < start + 10 for year in years)
        if count:
            yield _("%(decade)ss") % {"decade": start}, start, start + 9, count


def _not_stated(count: int) -> list[Counted]:
    return [Counted(_("Not stated"), "", count)] if count else []
