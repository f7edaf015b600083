"""The timeline: what happened when, by decade."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from flask import Blueprint

from genomics.content.model import Event
from genomics.web.frame import Head, crumbs, own_words, render
from genomics.web.localisation import gettext, short_day
from genomics.web.phrases import Link, Phrase
from genomics.web.sites import current_site

_ = gettext
blueprint = Blueprint("timeline", __name__)


@dataclass(frozen=True, slots=True)
class EventView:
    """One event, the pages that it comes from, and how they were checked."""

    year: int
    title: str
    html: str
    sources: tuple[Link, ...]
    checked: str


@dataclass(frozen=True, slots=True)
class Decade:
    """The events of ten years; `start` is the first of them."""

    start: int
    label: str
    events: tuple[EventView, ...]


@blueprint.get("/timeline")
def timeline() -> str:
    head = Head(
        title=own_words(_("Timeline")),
        description=_("Milestones of human genomics in global health, decade by decade."),
        crumbs=crumbs(),
    )
    return render("timeline.html", head, decades=decades(current_site().timeline))


def decades(events: tuple[Event, ...]) -> list[Decade]:
    """Events by decade, the earliest first."""
    in_order = sorted(events, key=lambda event: event.year)
    return [
        Decade(start, _("%(decade)ss") % {"decade": start}, tuple(_view(event) for event in found))
        for start, found in groupby(in_order, key=lambda event: event.year // 10 * 10)
    ]


def _view(event: Event) -> EventView:
    sources = tuple(Link(Phrase(source.title or _host(source.url), ""), source.url) for source in event.sources)
    return EventView(event.year, event.title, event.html, sources, _checked(event))


def _host(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def _checked(event: Event) -> str:
    if event.checked == "known":
        return _("source not yet read")
    return _("read %(date)s") % {"date": short_day(event.read)} if event.read else ""
