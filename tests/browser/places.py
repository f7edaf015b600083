"""One address for every kind of page of the shipped content, and the guises in which readers meet it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from genomics.content.model import SITE_LANGUAGES
from tests.browser.chromium import DESKTOP

PLACES = {
    "home": "/",
    "page": "/about",
    "resources": "/resources",
    "resource": "/resources/clinvar",
    "collaborators": "/collaborators",
    "collaborator": "/collaborators/h3africa",
    "map": "/map",
    "map-enlarged": "/map?region=EUR",
    "glossary": "/glossary",
    "term": "/glossary/allele",
    "explained": "/explained",
    "topics": "/topics",
    "topic": "/topics/haemoglobinopathies",
    "countries": "/countries",
    "country": "/countries/QA",
    "regions": "/regions",
    "region": "/regions/EMR",
    "timeline": "/timeline",
    "timeline-before": "/timeline?until=1999",
    "timeline-of-a-topic": "/timeline?topic=ethics",
    "diagram-of-ways": "/pharmacogenomics",
    "diagram-of-inheritance": "/haemoglobin-disorders",
    "search": "/search?q=newborn+screening",
    "search-filtered": "/search?q=screening&type=resource&region=EUR",
    "search-refused": "/search?q=xqzvkw",
    "not-found": "/resources/nothing-of-that-name",
}
GUISES: dict[str, dict[str, Any]] = {
    "light": {"viewport": DESKTOP, "color_scheme": "light"},
    "dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    # A window of 1,280 by 1,024 pixels at 400 %.
    "zoomed": {"viewport": {"width": 320, "height": 256}, "color_scheme": "light"},
    "forced": {"viewport": DESKTOP, "color_scheme": "dark", "forced_colors": "active"},
}
"""Options for a browser: how wide the window is, and which colours the reader's system asks for."""


@dataclass(frozen=True, slots=True)
class View:
    """A kind of page in a language and a guise."""

    place: str
    language: str
    guise: str
    options: dict[str, Any] = field(compare=False)

    @property
    def address(self) -> str:
        """Its path."""
        return address_in(self.language, PLACES[self.place])


def views_in_turn(language: str, guise: str) -> list[View]:
    """A quarter of a language's views: so that with all languages each kind of page is seen in each guise."""
    first = list(SITE_LANGUAGES).index(language)
    names = list(GUISES)
    return [
        View(place, language, guise, GUISES[guise])
        for turn, place in enumerate(PLACES, start=first)
        if names[turn % len(names)] == guise
    ]


def views_across() -> list[View]:
    """Every kind of page once, all languages and guises among them."""
    return [
        View(place, SITE_LANGUAGES[turn % len(SITE_LANGUAGES)], *list(GUISES.items())[turn % len(GUISES)])
        for turn, place in enumerate(PLACES)
    ]


def address_in(language: str, path: str) -> str:
    """The address of a page in one of the site's languages."""
    return path if language == "en" else f"/{language}{path}".rstrip("/")
