"""The map of collaborators: under every filter its marks, its list and the directory hold the same collaborators."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from genomics import create_app
from genomics.content.model import SITE_LANGUAGES
from genomics.web import map_page
from tests.web.conftest import FILES, publish
from tests.web.pages import PageReader

VOCABULARIES = {name: text for name, text in FILES.items() if name.startswith("vocabularies/")}
DUBAI = "country: AE\ncity: Dubai\nlatitude: 25.2\nlongitude: 55.3\nwho_region: EMR\n"
COLLABORATORS = {
    "one": f"kind: network\ntopics: [screening]\n{DUBAI}",
    "two": f"kind: ngo\ntopics: [screening, rare-diseases]\n{DUBAI}",
    "in-a-suburb": "kind: ngo\ncountry: AE\ncity: Sharjah\nlatitude: 25.35\nlongitude: 55.4\nwho_region: EMR\n",
    "without-coordinates": "kind: ngo\ntopics: [rare-diseases]\ncountry: AE\ncity: Dubai\nwho_region: EMR\n",
    "in-lagos": "kind: network\ncountry: NG\ncity: Lagos\nlatitude: 6.52\nlongitude: 3.37\nwho_region: AFR\n",
    "in-abuja": "kind: ngo\ncountry: NG\ncity: Abuja\nlatitude: 9.06\nlongitude: 7.49\nwho_region: AFR\n",
    "without-city": "kind: ngo\ntopics: [screening]\ncountry: NG\nwho_region: AFR\n",
    "everywhere": "kind: network\nwho_region: GLOBAL\n",
}
VALUES = {
    "kind": ("", "network", "ngo"),
    "topic": ("", "screening", "rare-diseases"),
    "region": ("", "EMR", "AFR", "GLOBAL"),
    "country": ("", "AE", "NG"),
}


@pytest.fixture(scope="module")
def map_client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site of a few collaborators in a few cities."""
    files = {"glossary/allele.md": FILES["glossary/gene.md"]}
    files |= {f"collaborators/{name}.md": f"---\ntitle: {name}\n{facts}---\n" for name, facts in COLLABORATORS.items()}
    return create_app(publish(tmp_path_factory.mktemp("map"), VOCABULARIES | files)).test_client()


def marks_of(html: str) -> dict[str, str]:
    """The name of each mark, by the anchor that it leads to."""
    return dict(re.findall(r'<a href="#(place-\d+)"><title>([^<]*)</title>', html))


def places_of(html: str) -> dict[str, list[str]]:
    """The collaborators in each place of the list, by the place's anchor."""
    sections = re.findall(r'<section id="(place-\d+)"(.*?)</section>', html, re.DOTALL)
    return {anchor: re.findall(r'href="/collaborators/([^"?]+)"', text) for anchor, text in sections}


def not_on_the_map(html: str) -> list[str]:
    return re.findall(
        r'href="/collaborators/([^"?]+)"', html.partition('class="elsewhere"')[2].partition("</section>")[0]
    )


def directory_of(html: str) -> set[str]:
    return set(re.findall(r'<h4><a href="/collaborators/([^"]+)"', html))


@pytest.mark.parametrize(
    "choice", list(product(*VALUES.values())), ids=lambda choice: "-".join(filter(None, choice)) or "all"
)
def test_map_list_and_directory_hold_the_same_under_every_filter(
    map_client: FlaskClient, choice: tuple[str, ...]
) -> None:
    query = {name: value for name, value in zip(VALUES, choice, strict=True) if value}
    html = map_client.get("/map", query_string=query).text
    marks, places, elsewhere = marks_of(html), places_of(html), not_on_the_map(html)
    assert set(marks) == set(places)
    for anchor, names in places.items():
        assert names
        assert marks[anchor].endswith(f": {len(names)} collaborator{'s' if len(names) > 1 else ''}")
    listed = [name for names in places.values() for name in names] + elsewhere
    assert len(listed) == len(set(listed))
    assert set(listed) == directory_of(map_client.get("/collaborators", query_string=query).text)
    total = f"{len(listed)} collaborator{'' if len(listed) == 1 else 's'}<"
    assert total in html


def test_one_mark_stands_for_all_of_a_city_and_its_neighbours(map_client: FlaskClient) -> None:
    html = map_client.get("/map?country=AE").text
    assert [name.replace("Dubai, Sharjah", "Sharjah, Dubai") for name in marks_of(html).values()] == [
        "Sharjah, Dubai, United Arab Emirates: 4 collaborators"
    ]
    assert set(places_of(html)[next(iter(marks_of(html)))]) == {"one", "two", "in-a-suburb", "without-coordinates"}
    assert re.search(r'<circle class="many"/><text>4</text>', html)


def test_marks_keep_their_names_under_filters(map_client: FlaskClient) -> None:
    whole = marks_of(map_client.get("/map").text)
    for anchor, name in marks_of(map_client.get("/map?kind=ngo").text).items():
        assert whole[anchor].split(",")[-1].split(":")[0] == name.split(",")[-1].split(":")[0]


def test_those_without_a_place_are_listed_and_said_to_be_off_the_map(map_client: FlaskClient) -> None:
    html = map_client.get("/map").text
    assert set(not_on_the_map(html)) == {"without-city", "everywhere"}
    assert "Their records name no city." in html
    assert "Not on the map" not in map_client.get("/map?country=AE").text


def test_a_region_is_shown_enlarged_and_a_topic_is_not(map_client: FlaskClient) -> None:
    boxes = {
        query: PageReader(map_client.get(f"/map?{query}").text).all("svg")[1]["viewbox"]
        for query in ("", "topic=screening", "region=AFR", "country=AE")
    }
    assert boxes[""] == boxes["topic=screening"] == "0 0 2000 870"
    assert len({boxes[""], boxes["region=AFR"], boxes["country=AE"]}) == 3


def test_every_region_that_has_places_can_be_enlarged_under_the_other_filters(map_client: FlaskClient) -> None:
    html = map_client.get("/map?kind=ngo&region=AFR").text
    enlarge = html.partition('class="enlarge"')[2].partition("</nav>")[0]
    assert PageReader(enlarge).links == ["/map?region=AFR&kind=ngo", "/map?region=EMR&kind=ngo"]


def test_the_map_says_that_it_draws_no_borders_in_every_language(map_client: FlaskClient) -> None:
    notes = set()
    for language in SITE_LANGUAGES:
        html = map_client.get("/map" if language == "en" else f"/{language}/map").text
        notes.add(PageReader(html).text("figcaption"))
        assert marks_of(html).keys() == places_of(html.replace(f'href="/{language}/', 'href="/')).keys()
    assert len(notes) == len(SITE_LANGUAGES)


def test_no_collaborator_is_said_and_there_is_a_way_on(map_client: FlaskClient) -> None:
    html = map_client.get("/map?kind=network&topic=rare-diseases").text
    assert "No collaborator fits all of these filters." in html
    assert 'href="/map"' in html


def test_directory_and_map_lead_to_each_other_under_the_same_filters(map_client: FlaskClient) -> None:
    assert (
        "/map?topic=screening&region=EMR"
        in PageReader(map_client.get("/collaborators?topic=screening&region=EMR").text).links
    )
    assert (
        "/collaborators?topic=screening&region=EMR"
        in PageReader(map_client.get("/map?topic=screening&region=EMR").text).links
    )


def test_many_collaborators_are_first_shown_by_place_and_each_place_leads_to_their_names(
    map_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_page, "FEW", 3)
    html = map_client.get("/map").text
    marked = dict(re.findall(r'<a href="(/map\?country=[A-Z]+#place-\d+)"><title>[^<]*: (\d+) ', html))
    listed = dict(re.findall(r'<a href="(/map\?country=[A-Z]+#place-\d+)">[^<]*</a> <span class="count">(\d+)<', html))
    assert marked == listed
    assert len(marked) == 3
    elsewhere = html.partition('class="elsewhere"')[2].partition("</section>")[0]
    counted = re.findall(r'<a href="([^"]+)">([^<]*)</a> <span class="count">(\d+)<', elsewhere)
    assert counted == [
        ("/map?country=NG", "Nigeria", "1"),
        ("/map?region=GLOBAL", "The whole world", "1"),
    ]
    assert [not_on_the_map(map_client.get(href).text) for href, _label, _count in counted] == [
        ["without-city"],
        ["everywhere"],
    ]
    for href, count in listed.items():
        address, _, anchor = href.partition("#")
        assert len(places_of(map_client.get(address).text)[anchor]) == int(count)


@pytest.mark.parametrize("few", [3, 50], ids=["overview", "names"])
def test_places_stand_under_their_countries(map_client: FlaskClient, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(map_page, "FEW", few)
    listed = map_client.get("/map").text.partition('id="places"')[2].partition('class="elsewhere"')[0]
    words = [word.strip() for word in re.findall(r">([^<>]+)<", listed) if word.strip()]
    own = [word for word in words if word not in COLLABORATORS and not word.startswith(("Network", "Nongov"))]
    assert [word for word in own if not word.isdigit()] == [
        "Nigeria",
        "Abuja",
        "Lagos",
        "United Arab Emirates",
        "Sharjah, Dubai",
    ]
    assert PageReader(listed).texts["h3"] == ["Nigeria", "United Arab Emirates"]


def test_a_place_without_a_city_is_named_by_its_country(tmp_path: Path) -> None:
    facts = "kind: ngo\ncountry: NG\nlatitude: 6.5\nlongitude: 3.4\nwho_region: AFR\n"
    files = {"collaborators/somewhere.md": f"---\ntitle: Somewhere\n{facts}---\n"}
    files["glossary/allele.md"] = FILES["glossary/gene.md"]
    html = create_app(publish(tmp_path, VOCABULARIES | files)).test_client().get("/map").text
    assert PageReader(html).texts["h4"] == ["Nigeria"]


def test_those_of_no_known_region_are_found_in_the_directory_of_the_same_language_and_filters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_page, "FEW", 0)
    files = {"collaborators/somewhere.md": "---\ntitle: Somewhere\nkind: ngo\n---\n"}
    files["glossary/allele.md"] = FILES["glossary/gene.md"]
    html = create_app(publish(tmp_path, VOCABULARIES | files)).test_client().get("/fr/map?kind=ngo").text
    elsewhere = html.partition('class="elsewhere"')[2].partition("</section>")[0]
    assert PageReader(elsewhere).links == ["/fr/collaborators?kind=ngo"]


def test_a_site_without_collaborators_has_an_empty_map(tmp_path: Path) -> None:
    client = create_app(publish(tmp_path, {"pages/first.md": "---\ntitle: First page\n---\n"})).test_client()
    html = client.get("/map").text
    assert marks_of(html) == {}
    assert "0 collaborators" in html
    assert "/map" not in client.get("/sitemap.xml").text
