"""Every component in one place, for who works on the site: `/styleguide`, on machines of one's own only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app
from markupsafe import Markup

from genomics.config import Settings
from genomics.search.results import Stretch
from genomics.web.card_views import CardView, Group
from genomics.web.charts import Chart, Counted, bars
from genomics.web.diagrams import DiagramView, StepView
from genomics.web.facets import Chip, FacetChoice, FacetView, FilterPanel, YearForm
from genomics.web.frame import Head, own_words, render
from genomics.web.localisation import day
from genomics.web.phrases import Link, Phrase
from genomics.web.presenters import (
    HitView,
    PageLink,
    Pages,
    ReadingView,
    ReasonView,
    SortView,
    SuggestionView,
    WordView,
)
from genomics.web.record_views import Beside, Fact, SourceBox, Text, TranslationNote
from genomics.web.sources import SourceView
from genomics.web.static_files import FOLDER

OWN_MACHINES = ("127.0.0.1", "localhost", "::1")
TOKENS = Path("site.css")
_COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6})")

blueprint = Blueprint("styleguide", __name__)


@dataclass(frozen=True, slots=True)
class Component:
    """A macro, what it is for, and what it is shown with. `file` is in `templates/macros/`, without its ending."""

    file: str
    name: str
    purpose: str
    params: Any
    is_list_item: bool = False

    def html(self) -> Markup:
        """The component as a page of the present language shows it."""
        return component(self.file, self.name, self.params)


@dataclass(frozen=True, slots=True)
class Token:
    """A colour by its name in the style sheets; `colour` is that of the light scheme."""

    name: str
    colour: str


def install(app: Flask, settings: Settings) -> None:
    """Adds the page where the site is served to one's own machine only."""
    if urlsplit(settings.base_url).hostname in OWN_MACHINES:
        app.register_blueprint(blueprint)


@blueprint.get("/styleguide")
def styleguide() -> str:
    head = Head(title=own_words("Styleguide"), may_be_indexed=False)
    return render("styleguide.html", head, components=components(), tokens=colours())


def component(file: str, name: str, params: Any) -> Markup:
    """What a macro of `templates/macros/` makes of its `params`, within the context of a page."""
    context: dict[str, Any] = {"frame": {"contact": "editors@example.org"}}
    current_app.update_template_context(context)
    module = current_app.jinja_env.get_template(f"macros/{file}.html").make_module(context)
    return Markup(getattr(module, name)(params))  # noqa: S704 -- a macro has escaped what it was given


def colours() -> tuple[Token, ...]:
    """The colours that the style sheet names, in its order, as the light scheme has them."""
    sheet = (FOLDER / TOKENS).read_text(encoding="utf-8")
    light = sheet[: sheet.index("@media")]
    return tuple(Token(name, colour) for name, colour in _COLOUR.findall(light))


def components() -> tuple[Component, ...]:
    """Every macro that shows something by itself, each with what it needs at most."""
    return (
        Component(
            "search_box", "search_box", "The way into the search", {"id": "q-1", "query": "HBB", "is_big": False}
        ),
        Component("search_box", "search_box", "On the home page", {"id": "q-2", "query": "", "is_big": True}),
        Component("words", "kind", "What a record is, recognised before it is read", _CARD),
        Component("words", "phrase", "Words of another language", Phrase("données génétiques", "fr")),
        Component("words", "prose", "A text, marked where it is not in the page's language", _TEXT),
        Component("words", "translation_note", "What readers of a translation have to know", _translation()),
        Component("records", "card", "A record in a list", _CARD, is_list_item=True),
        Component("records", "group", "Records of a type, and the way to the rest", _GROUP),
        Component("records", "fact_list", "A record's facts", _FACTS),
        Component("records", "source_box", "Where a record comes from", _SOURCE),
        Component("records", "beside", "Links beside a record", Beside("Related", _LINKS)),
        Component("results", "hit", "A search result", _HIT, is_list_item=True),
        Component("results", "sorting", "Orders of a list", (SortView("best match", ""), SortView("newest", "#"))),
        Component("results", "paging", "Pages of a list", _PAGES),
        Component("results", "reading", "How a query was read", _READING),
        Component("results", "spelling", "Another spelling", SuggestionView("alelle", "allele", "#")),
        Component("charts", "chart", "Numbers to be compared", _CHART),
        Component("diagrams", "diagram", "How something goes", _DIAGRAM),
        Component("filters", "filters", "All filters of a list", _PANEL),
        Component("filters", "chips", "What is set", _PANEL),
    )


def _translation() -> TranslationNote:
    return TranslationNote(
        Phrase("About the initiative"), "#", day(date(2026, 11, 22)), is_stale=True, is_partial=False
    )


_TEXT = Text("<p>A <a href='#'>gene</a> is a stretch of DNA.</p>", "en")
_CARD = CardView(
    "resource", "Database", Phrase("ClinVar"), "#", Phrase("A free archive of variants."), "Geneva, Switzerland"
)
_GROUP = Group("resource", "Resources", (_CARD, _CARD), 14, "#")
_LINKS = (Link(Phrase("Gene"), "#", 12), Link(Phrase("Разнообразие", "ru"), "#"))
_FACTS = (Fact("Topics", _LINKS), Fact("Year", (Link(Phrase("2013", ""), ""),)))
_SOURCE = SourceBox(
    "The sources were read on 22 November 2026.",
    (
        SourceView("https://example.org/a", "A history", "a copy", ""),
        SourceView("https://example.org/b", "", "", "Not found since 1 November 2026."),
    ),
    "some details were read in a copy",
    "#",
)
_HIT = HitView(
    type="collaborator",
    kind="Collaborator · Network",
    title=Phrase("Réseau Drépano", "fr"),
    href="#",
    heading="Members",
    snippet=(Stretch("A network for ", False), Stretch("sickle cell", True), Stretch(" disease.", False)),
    snippet_language="en",
    reasons=(ReasonView("in the name", ("Drépano",)), ReasonView("keyword", ("sickle cell",))),
    facts=("Benin", "2013"),
    is_unread=True,
    is_pinned=False,
)
_PAGES = Pages((PageLink(1, "#"), PageLink(None, ""), PageLink(4, ""), PageLink(5, "#")), "#", "#")
_READING = ReadingView(
    words=(WordView("newborn screening", (Link(Phrase("Screening"), "#"),)),),
    also=("neonatal screening", "Guthrie test"),
    excluded=("cancer",),
    ignored=("the",),
    unknown_numbers=("10.1000/0",),
    is_shortened=True,
    is_exact=False,
    other_way="#",
    is_worth_saying=True,
)
_CHOICES = (FacetChoice("Screening", 126, "#", True), FacetChoice("Rare diseases", 37, "#", False))
_CHART = Chart("Records by topic", bars((Counted("Screening", "#", 126), Counted("Rare diseases", "#", 37))))
_STEP = StepView("gene", Phrase("Gene"), Phrase("A stretch of DNA."))
_DIAGRAM = DiagramView(
    "sample", Phrase("From chromosome to protein"), Phrase("First one thing, then two."), ((_STEP,), (_STEP, _STEP))
)
_PANEL = FilterPanel(
    facets=(FacetView("topic", "Topic", _CHOICES, _CHOICES[1:], True),),
    chips=(Chip("Topic: Screening", "#"), Chip("From year: 2020", "#")),
    clear="#",
    first_page="#",
    years=YearForm("#", 2020, None, (("q", "newborn"),)),
)
