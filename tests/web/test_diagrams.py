"""Diagrams on initiative pages: in their place whatever the language, drawn, named and told in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from genomics import create_app
from genomics.config import PROJECT_FOLDER
from genomics.content.markup import render
from genomics.content.model import ORIGINAL_LANGUAGE, PICTURES, Diagram, Page
from genomics.web.diagrams import illustrated
from genomics.web.record_views import Text
from tests.web.conftest import FILES, publish
from tests.web.pages import PageReader


class SiteOfDiagrams:
    """As much of a site as the placing of diagrams asks for."""

    def __init__(self, *names: str) -> None:
        self.diagrams = {name: Diagram(name, {"en": name}, {"en": name}, ()) for name in names}


def order(html: str, *marks: str) -> list[str]:
    """Those of the marks that the page has, in the order in which it has them."""
    return sorted((mark for mark in marks if mark in html), key=html.index)


def test_a_diagram_stands_after_the_section_that_the_page_names(client: FlaskClient) -> None:
    html = client.get("/about").text
    marks = ('id="the-mandate"', "Four texts are its basis", 'id="diagram-steps"', 'id="resolutions"')
    assert order(html, *marks) == list(marks)


def test_a_translation_has_the_diagram_in_the_same_place_and_in_its_language(client: FlaskClient) -> None:
    html = client.get("/fr/about").text
    marks = ('id="le-mandat"', "Quatre textes", 'id="diagram-steps"', 'id="sa-place"')
    assert order(html, *marks) == list(marks)
    figure = html[html.index("<figure") : html.index("</figure>")]
    assert "Comment cela se passe" in figure
    assert "Une voie" in figure
    assert "En mots." in figure


def test_words_that_are_not_translated_are_marked_as_english(client: FlaskClient) -> None:
    html = client.get("/ar/about").text
    assert "كيف يجري الأمر" in html
    assert '<bdi lang="en" dir="ltr">One way</bdi>' in html
    assert re.search(r'<p lang="en" dir="ltr">In words\.</p>', html)


def test_a_diagram_is_a_named_figure_and_its_drawings_say_nothing_twice(client: FlaskClient) -> None:
    page = PageReader(client.get("/about").text)
    (figure,) = page.all("figure")
    assert figure["aria-labelledby"] == "diagram-steps"
    drawings = [drawing for drawing in page.all("svg") if drawing.get("class") == "picture"]
    assert len(drawings) == len(PICTURES) + 2
    assert all(drawing["aria-hidden"] == "true" for drawing in drawings)
    assert "The diagram in words" in page.texts["summary"]


def test_a_page_without_a_diagram_asks_for_no_style_of_diagrams(client: FlaskClient) -> None:
    assert "diagrams." not in client.get("/how-to-search").text
    assert "diagrams." in client.get("/about").text


def test_there_is_a_drawing_for_every_picture_that_editors_can_name() -> None:
    drawn = {path.stem for path in (PROJECT_FOLDER / "templates" / "pictures").glob("*.svg")}
    assert drawn == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_drawings_are_small_and_take_their_colours_from_the_style_sheet(name: str) -> None:
    drawing = (PROJECT_FOLDER / "templates" / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
    assert len(drawing) < 1600
    assert "style=" not in drawing
    assert not re.search(r'(fill|stroke)="', drawing)
    style = (PROJECT_FOLDER / "static" / "diagrams.css").read_text(encoding="utf-8")
    used = {word for words in re.findall(r'class="([^"]*)"', drawing) for word in words.split()} - {"picture"}
    assert {word for word in used if f".{word}" not in style} == set()


def test_a_page_says_which_diagrams_it_has_to_programs(client: FlaskClient) -> None:
    assert client.get("/about.json").json["diagrams"] == ["steps"]


TEXTS = st.lists(st.sampled_from(["## A\n\n", "### B\n\n", "words\n\n", "- a list\n\n"]), max_size=12).map(
    lambda parts: "## First\n\n" + "".join(parts)
)


@given(TEXTS, TEXTS, st.data())
def test_no_part_of_a_text_is_lost_or_moved_by_its_diagrams(original: str, other: str, data: st.DataObject) -> None:
    body = render(original).body
    anchors = [section.anchor for section in body.sections if section.anchor]
    chosen = data.draw(st.lists(st.sampled_from(anchors), max_size=3))
    diagrams = {f"d{number}": anchor for number, anchor in enumerate(chosen)}
    page = Page(id="about", title="About", body=body, diagrams=diagrams)
    site = SiteOfDiagrams(*diagrams)
    for html in (body.html, render(other).body.html):
        stretches = illustrated(site, page, Text(html, ORIGINAL_LANGUAGE))  # type: ignore[arg-type]
        assert "".join(stretch.text.html for stretch in stretches) == html
        shown = [view.id for stretch in stretches for view in stretch.diagrams]
        assert sorted(shown) == sorted(diagrams)


def test_a_translation_with_fewer_sections_has_the_diagram_at_its_end(tmp_path: Path) -> None:
    files = FILES | {"pages/about.fr.md": "---\ntitle: À propos\n---\n\nPeu de mots.\n"}
    html = create_app(publish(tmp_path, files)).test_client().get("/fr/about").text
    assert order(html, "Peu de mots.", 'id="diagram-steps"') == ["Peu de mots.", 'id="diagram-steps"']
