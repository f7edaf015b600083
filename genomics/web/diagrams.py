"""Initiative pages with their diagrams: the text in stretches, each followed by the diagrams that belong there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from genomics.content.model import Body, Diagram, DiagramStep, Page
from genomics.publishing.site import Site
from genomics.web.localisation import current_language
from genomics.web.phrases import Phrase, pick
from genomics.web.record_views import Text

_HEADING = re.compile(r'(?=<h[2-4] id=")')


@dataclass(frozen=True, slots=True)
class StepView:
    """A picture with words to it."""

    picture: str
    label: Phrase
    text: Phrase


@dataclass(frozen=True, slots=True)
class DiagramView:
    """A diagram in the page's language. A row has one step, or several that stand side by side."""

    id: str
    title: Phrase
    description: Phrase
    rows: tuple[tuple[StepView, ...], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a page's text, and the diagrams after it."""

    text: Text
    diagrams: tuple[DiagramView, ...]


def illustrated(site: Site, page: Page, text: Text) -> tuple[Stretch, ...]:
    """The page's text in stretches; a single one where the page has no diagram.

    Diagrams are placed by headings of the original text. A translation has them after the section in the same place,
    or at its end where it has fewer sections.
    """
    sections = _sections(text.html)
    after: dict[int, list[DiagramView]] = {}
    for diagram_id, place in _places(page.body, page.diagrams).items():
        diagram = site.diagrams.get(diagram_id)
        if diagram:
            after.setdefault(min(place, len(sections) - 1), []).append(_view(diagram))
    stretches, start = [], 0
    for place in sorted(after):
        html = "".join(sections[start : place + 1])
        stretches.append(Stretch(Text(html, text.lang), tuple(after[place])))
        start = place + 1
    rest = "".join(sections[start:])
    return (*stretches, Stretch(Text(rest, text.lang), ())) if rest or not stretches else tuple(stretches)


def _sections(html: str) -> list[str]:
    """What precedes the first heading, then a piece for each heading."""
    # A tag is never text: angle brackets in text are escaped.
    return _HEADING.split(html)


def _places(body: Body, diagrams: Mapping[str, str]) -> dict[str, int]:
    """The number of the section that each diagram follows."""
    anchors = [section.anchor for section in body.sections if section.anchor]
    return {diagram_id: anchors.index(anchor) + 1 for diagram_id, anchor in diagrams.items() if anchor in anchors}


def _view(diagram: Diagram) -> DiagramView:
    language = current_language()
    rows = tuple(tuple(_step(step) for step in row) for row in diagram.rows)
    return DiagramView(diagram.id, pick(diagram.title, language), pick(diagram.description, language), rows)


def _step(step: DiagramStep) -> StepView:
    language = current_language()
    return StepView(step.picture, pick(step.label, language), pick(step.text, language))
