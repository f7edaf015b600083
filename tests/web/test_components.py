"""The components of the pages: what HTML each makes of its parameters, and the page that shows them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import nodes

from genomics import create_app
from genomics.config import PROJECT_FOLDER, Settings
from genomics.web.phrases import Link, Phrase
from genomics.web.record_views import SourceBox
from genomics.web.styleguide import colours, component, components
from tests.web.pages import PageReader

MACROS = PROJECT_FOLDER / "templates" / "macros"
PARTS_OF_OTHERS = {
    *("archived_copy", "bar_list", "choice", "facet", "language_of", "link_to", "passage", "note_on_source"),
    *("sheet", "source", "step", "untranslated", "word_list", "years"),
}
"""Macros that only other components or the frame use."""
NEED_A_PAGE = {"contents", "results_list"}
"""Macros that lay out a whole page, which the tests of the pages hold."""


@pytest.fixture(scope="module")
def own_app(settings: Settings) -> Flask:
    """The site as it is served to one's own machine."""
    return create_app(replace(settings, site_url="http://127.0.0.1:8000"))


@pytest.fixture
def english(own_app: Flask) -> Iterator[None]:
    with own_app.test_request_context("/"):
        yield


@pytest.fixture
def arabic(own_app: Flask) -> Iterator[None]:
    with own_app.test_request_context("/", environ_overrides={"genomics.language": "ar"}):
        yield


def html(file: str, name: str, params: Any) -> str:
    """A component's HTML in one line, without the room between its elements."""
    return " ".join(component(file, name, params).split()).replace("> <", "><")


def macros(app: Flask) -> list[nodes.Macro]:
    """Every macro there is."""
    sources = (path.read_text(encoding="utf-8") for path in MACROS.glob("*.html"))
    return [macro for source in sources for macro in app.jinja_env.parse(source).find_all(nodes.Macro)]


def example(name: str) -> str:
    """A component as the styleguide shows it first."""
    found = next(item for item in components() if item.name == name)
    return html(found.file, found.name, found.params)


def test_every_macro_takes_its_parameters_as_one(own_app: Flask) -> None:
    wrong = [macro.name for macro in macros(own_app) if [argument.name for argument in macro.args] != ["params"]]
    assert wrong == []


def test_the_styleguide_shows_every_component_in_every_language(own_app: Flask) -> None:
    names = {macro.name for macro in macros(own_app)}
    with own_app.test_request_context("/"):
        assert {item.name for item in components()} == names - PARTS_OF_OTHERS - NEED_A_PAGE
    for address in ("/styleguide", "/ar/styleguide", "/zh/styleguide"):
        page = PageReader(own_app.test_client().get(address).text)
        assert page.unbalanced == []
        assert len(page.all("section")) >= len(components())
        assert page.all("rect")[0] == {"width": "100%", "height": "56", "fill": f"var(--{colours()[0].name})"}


def test_readers_of_the_public_site_find_no_styleguide(client: FlaskClient) -> None:
    assert client.get("/styleguide").status_code == 404


@pytest.mark.usefixtures("english")
def test_a_search_box_is_a_labelled_form_that_works_by_itself() -> None:
    box = PageReader(html("search_box", "search_box", {"id": "q", "query": '"a" & b', "is_big": False}))
    (form,) = box.all("form")
    assert (form["role"], form["action"], form["method"]) == ("search", "/search", "get")
    assert form["data-names"] == "/api/v1/suggest"
    (field,) = box.all("input")
    assert (field["id"], field["name"], field["value"]) == ("q", "q", '"a" & b')
    assert box.all("label") == [{"for": "q"}]
    assert box.text("label") == "Search the whole site"
    assert box.all("button") == [{"type": "submit"}]


@pytest.mark.usefixtures("arabic")
def test_an_arabic_search_box_asks_in_arabic() -> None:
    box = PageReader(html("search_box", "search_box", {"id": "q", "query": "", "is_big": True}))
    (form,) = box.all("form")
    assert (form["action"], form["data-names"]) == ("/ar/search", "/ar/api/v1/suggest")
    assert form["data-label"] == "اقتراحات"


@pytest.mark.usefixtures("english")
def test_a_phrase_is_marked_where_it_is_of_another_language() -> None:
    assert html("words", "phrase", Phrase("Gene & co")) == "Gene &amp; co"
    assert html("words", "phrase", Phrase("جين", "ar")) == '<bdi lang="ar" dir="rtl">جين</bdi>'
    assert html("words", "phrase", Phrase("HBB", "")) == "<bdi>HBB</bdi>"


@pytest.mark.usefixtures("arabic")
def test_english_is_marked_on_an_arabic_page() -> None:
    assert html("words", "phrase", Phrase("Gene")) == '<bdi lang="en" dir="ltr">Gene</bdi>'
    assert html("words", "phrase", Phrase("جين", "ar")) == "جين"
    text = PageReader(example("prose"))
    assert text.all("div") == [{"class": "prose", "lang": "en", "dir": "ltr"}]
    assert text.all("p")[0] == {"class": "untranslated"}


@pytest.mark.usefixtures("english")
def test_a_kind_is_a_word_and_never_a_colour_alone() -> None:
    assert example("kind") == '<p class="kind is-resource">Database</p>'


@pytest.mark.usefixtures("english")
def test_a_card_leads_to_its_record() -> None:
    assert example("card") == (
        '<li class="card is-resource"><p class="kind is-resource">Database</p><h3><a href="#">ClinVar</a></h3>'
        '<p class="place">Geneva, Switzerland</p><p>A free archive of variants.</p></li>'
    )


@pytest.mark.usefixtures("english")
def test_a_group_tells_how_many_there_are_and_where_the_rest_is() -> None:
    group = example("group")
    assert group.startswith(
        '<section class="group" aria-labelledby="group-resource">'
        '<h2 id="group-resource">Resources <span class="count">14</span></h2>'
    )
    assert group.endswith('<p class="rest"><a href="#">All 14: Resources</a></p></section>')


@pytest.mark.usefixtures("english")
def test_facts_are_a_list_of_terms_and_values() -> None:
    facts = example("fact_list")
    assert "<div><dt>Year</dt><dd><bdi>2013</bdi></dd></div>" in facts
    assert '<a href="#"><bdi lang="ru" dir="ltr">Разнообразие</bdi></a>' in facts
    assert html("records", "fact_list", ()) == ""


@pytest.mark.usefixtures("english")
def test_a_source_is_named_by_its_title_and_else_by_its_address() -> None:
    source = example("source_box")
    assert 'href="https://example.org/a" rel="external" dir="auto" class="titled">A history</a>' in source
    assert '<span class="note" lang="en" dir="ltr">(a copy)</span>' in source
    assert 'dir="auto">https://example.org/b</a>' in source
    assert '<a href="mailto:editors@example.org">Suggest a correction</a>' in source
    assert html("records", "source_box", SourceBox("", (), "", "")) == ""


@pytest.mark.usefixtures("english")
def test_links_beside_a_record_have_a_heading() -> None:
    beside = html("records", "beside", {"title": "Related", "links": (Link(Phrase("Gene"), "/glossary/gene", 12),)})
    assert beside == (
        '<section class="aside"><h2>Related</h2><ul><li><a href="/glossary/gene">Gene</a>'
        '<span class="count">12</span></li></ul></section>'
    )


@pytest.mark.usefixtures("english")
def test_a_hit_says_what_it_is_where_the_words_stand_and_why_it_is_here() -> None:
    hit = example("hit")
    assert '<p class="kind is-collaborator">Collaborator · Network</p>' in hit
    assert '<bdi lang="fr" dir="ltr">Réseau Drépano</bdi>' in hit
    assert "A network for <mark>sickle cell</mark> disease." in hit
    assert '<p class="why">in the name <b><bdi>Drépano</bdi></b>; keyword <b><bdi>sickle cell</bdi></b></p>' in hit
    assert '<ul class="meta" aria-label="Facts"><li>Benin</li>' in hit
    assert "<li>not yet checked against its source</li>" in hit


@pytest.mark.usefixtures("arabic")
def test_a_hit_in_another_language_is_marked_on_an_arabic_page() -> None:
    hit = PageReader(example("hit"))
    assert {"class": "snippet", "lang": "en", "dir": "ltr"} in hit.all("p")
    assert {"lang": "en"} in hit.all("bdi")


@pytest.mark.usefixtures("english")
def test_the_current_order_and_the_current_page_are_no_links() -> None:
    assert '<b aria-current="true">best match</b>' in example("sorting")
    paging = example("paging")
    assert '<b aria-current="page"><span class="visually-hidden">Page </span>4</b>' in paging
    assert '<span aria-hidden="true">…</span>' in paging
    assert 'rel="prev"' in paging
    assert 'rel="next"' in paging


@pytest.mark.usefixtures("english")
def test_a_reading_says_what_was_done_and_offers_the_exact_words() -> None:
    reading = example("reading")
    for sentence in (
        'Showing results for <b><bdi>newborn screening</bdi></b> (<a href="#">Screening</a>).',
        "Also searched: <bdi>neonatal screening</bdi>, <bdi>Guthrie test</bdi>.",
        "Left out what has: <bdi>cancer</bdi>.",
        '<a class="exact" rel="nofollow" href="#">Search for exactly these words</a>',
    ):
        assert sentence in reading
    assert example("spelling").endswith('Did you mean <a href="#"><bdi>allele</bdi></a>?</p>')


@pytest.mark.usefixtures("english")
def test_filters_are_one_closed_disclosure_that_tells_how_many_are_set() -> None:
    filters = example("filters")
    assert filters.startswith(
        '<details class="filters"><summary><span>Filters</span><span class="set">2 set</span></summary>'
    )
    page = PageReader(filters)
    assert {"name": "q", "value": "newborn", "type": "hidden"} in page.all("input")
    assert [link for link in page.all("a") if link.get("aria-current") == "true"] == [
        {"href": "#", "aria-current": "true"}
    ]


@pytest.mark.usefixtures("english")
def test_what_is_set_can_be_taken_off() -> None:
    chips = example("chips")
    assert '<span class="visually-hidden">Remove filter: </span>Topic: Screening</a>' in chips


@pytest.mark.usefixtures("english")
def test_a_translation_names_its_original_and_its_date() -> None:
    assert example("translation_note") == (
        '<p class="translation">Unofficial translation of <a href="#" hreflang="en">About the initiative</a> '
        "as it stood on 22 November 2026. "
        "<strong>The English original has changed since this translation was made.</strong></p>"
    )
