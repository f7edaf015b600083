"""The timeline: what happened when, drawn on one line and told by decade, for one topic where a reader asks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from flask import Blueprint, request

from genomics.content.model import Event
from genomics.publishing.site import Site
from genomics.web.frame import Head, crumbs, own_words, render
from genomics.web.labels import value_label
from genomics.web.localisation import current_language, direction_of, gettext, localised, short_day
from genomics.web.sites import current_site
from genomics.web.sources import SourceView, host_of, source_view

_ = gettext
blueprint = Blueprint("timeline", __name__)

MOST_EVENTS = 40
"""How many events a page tells; of more, the older decades have a page of their own."""
LONGEST_GAP = 4
"""Years without events after which the line grows no longer."""


@dataclass(frozen=True, slots=True)
class EventView:
    """One event, the pages that it comes from, and how they were checked, with the editors' `note` on that.

    `gap` is the number of years since the event before, at most LONGEST_GAP; 0 for another event of the same year.
    """

    year: int
    gap: int
    title: str
    html: str
    sources: tuple[SourceView, ...]
    checked: str
    note: str


@dataclass(frozen=True, slots=True)
class Span:
    """The years, both included, that one page tells of."""

    first: int
    last: int

    def holds(self, event: Event) -> bool:
        return self.first <= event.year <= self.last


@dataclass(frozen=True, slots=True)
class DecadeLink:
    """The way to a decade, on this page or on another one."""

    label: str
    href: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The years that one page tells of, after a word on where they lie; the page that is shown has no address."""

    place: str
    years: str
    href: str


@dataclass(frozen=True, slots=True)
class Decade:
    """The events of ten years; `start` is the first of them."""

    start: int
    label: str
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """An event on the line: how far along it is, such as `40%`, and the how manieth of its year, from 0."""

    along: str
    level: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a decade on the line."""

    along: str
    label: str


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A topic that events carry, and how many do."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """All events on one line, from the beginning of the first decade to the end of the last one."""

    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]


@blueprint.get("/timeline")
def timeline() -> str:
    site = current_site()
    topic = request.args.get("topic", "")
    told = spans(site.timeline, topic)
    until = request.args.get("until", "")
    span = next((span for span in told if str(span.last) == until), told[0])
    chosen = [event for event in site.timeline if _is_about(event, topic) and span.holds(event)]
    head = Head(
        title=own_words(_("Timeline")),
        description=_("Milestones of human genomics in global health, decade by decade."),
        crumbs=crumbs(),
        canonical="/timeline" if topic else _address_of("", told, span),
    )
    return render(
        "timeline.html",
        head,
        line=line_of(site.timeline, chosen),
        decades=decades(site, chosen),
        ways=_ways(site, topic, told, span),
        parts=_parts(topic, told, span) if len(told) > 1 else [],
        topics=_topics(site, topic),
        chosen=value_label(site, "topic", topic) if topic else "",
    )


def decades(site: Site, events: Iterable[Event]) -> list[Decade]:
    """Events by decade, the earliest first."""
    in_order = sorted(events, key=lambda event: event.year)
    before = [in_order[0].year - 1, *(event.year for event in in_order)] if in_order else []
    views = [_view(site, event, event.year - year) for event, year in zip(in_order, before, strict=False)]
    return [
        Decade(start, _("%(decade)ss") % {"decade": start}, tuple(found))
        for start, found in groupby(views, key=lambda view: view.year // 10 * 10)
    ]


def spans(events: Iterable[Event], topic: str) -> list[Span]:
    """What each page tells of, the newest first; never a part of a decade. There is at least one."""
    counts = Counter(event.year // 10 * 10 for event in events if _is_about(event, topic))
    made: list[Span] = []
    told = 0
    for start in sorted(counts, reverse=True):
        told += counts[start]
        if made and told <= MOST_EVENTS:
            made[-1] = Span(start, made[-1].last)
        else:
            made.append(Span(start, start + 9))
            told = counts[start]
    return made or [Span(0, 0)]


def line_of(events: Iterable[Event], chosen: Container[Event]) -> Line:
    """The line of all events, those that are told marked; time runs as the page's language is read."""
    in_order = sorted(events, key=lambda event: event.year)
    if not in_order:
        return Line((), ())
    start, end = in_order[0].year // 10 * 10, in_order[-1].year // 10 * 10 + 10
    is_mirrored = direction_of(current_language()) == "rtl"

    def along(year: float) -> str:
        share = (year - start) / (end - start)
        return f"{1 - share if is_mirrored else share:.2%}"

    dots = tuple(
        Dot(along(year + 0.5), level, event in chosen)
        for year, same_year in groupby(in_order, key=lambda event: event.year)
        for level, event in enumerate(same_year)
    )
    return Line(dots, tuple(Tick(along(year), str(year)) for year in range(start, end, 10)))


def _ways(site: Site, topic: str, told: list[Span], here: Span) -> list[DecadeLink]:
    """The decades that have events on the topic, each with where it is told."""
    starts = sorted({event.year // 10 * 10 for event in site.timeline if _is_about(event, topic)})
    pages = {start: next(span for span in told if span.first <= start <= span.last) for start in starts}
    return [
        DecadeLink(
            _("%(decade)ss") % {"decade": start},
            f"#from-{start}" if span == here else localised(f"{_address_of(topic, told, span)}#from-{start}"),
            is_here=span == here,
        )
        for start, span in pages.items()
    ]


def _parts(topic: str, told: list[Span], here: Span) -> list[Part]:
    """What all pages tell of, the page that is shown first."""
    others = [
        Part(
            _("Earlier:") if span.last < here.first else _("Later:"),
            _years(told, span),
            localised(_address_of(topic, told, span)),
        )
        for span in told
        if span != here
    ]
    return [Part(_("Shown:"), _years(told, here), ""), *others]


def _years(told: list[Span], span: Span) -> str:
    return _("%(year)s to today") % {"year": span.first} if span == told[0] else f"{span.first}–{span.last}"


def _address_of(topic: str, told: list[Span], span: Span) -> str:
    """Where one of the pages that tell of a topic is."""
    asked = {"topic": topic, "until": "" if span == told[0] else str(span.last)}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/timeline?{query}" if query else "/timeline"


def _is_about(event: Event, topic: str) -> bool:
    return not topic or topic in event.topics


def _topics(site: Site, chosen: str) -> list[TopicChoice]:
    """The topics that events carry, in the vocabulary's order."""
    counts = Counter(topic for event in site.timeline for topic in event.topics)
    known = [entry.id for entry in site.vocabularies.topics]
    order = dict.fromkeys((*known, *sorted(counts)))
    return [
        TopicChoice(topic, value_label(site, "topic", topic), counts[topic], topic == chosen)
        for topic in order
        if counts[topic]
    ]


def _view(site: Site, event: Event, gap: int) -> EventView:
    named = (replace(source, title=source.title or host_of(source.url)) for source in event.sources)
    return EventView(
        year=event.year,
        gap=min(gap, LONGEST_GAP),
        title=event.title,
        html=event.html,
        sources=tuple(source_view(site, source) for source in named),
        checked=_checked(event),
        note=event.source_note,
    )


def _checked(event: Event) -> str:
    if event.checked == "known":
        return _("not yet checked against its source")
    return _("read %(date)s") % {"date": short_day(event.read)} if event.read else ""
