"""The search for programs, as its contract has it."""

from __future__ import annotations

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from genomics.search.results import Stretch
from genomics.web.api import marked
from tests.web.conftest import HOSTILE, SITE_URL

KEYS = {
    "total",
    "page",
    "page_size",
    "pages",
    "reading",
    "results",
    "facets",
    "suggestion",
    "ways_on",
    "generation",
}


def test_parts_of_a_query_say_why_they_do_not_count(client: FlaskClient) -> None:
    parts = client.get("/api/v1/search?q=the+allele").json["reading"]["parts"]
    assert [(part["text"], part["ignored"]) for part in parts] == [("the", "common"), ("allele", "")]


def test_an_answer_has_everything_that_the_contract_names(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=sickle+cell")
    answer = response.json
    assert response.mimetype == "application/json"
    assert set(answer) == KEYS
    assert answer["total"] == len(answer["results"]) > 0
    assert (answer["page"], answer["page_size"], answer["pages"]) == (1, 10, 1)
    assert answer["reading"]["q"] == "sickle cell"
    assert answer["reading"]["refused"] is False
    assert {"kind", "text", "ignored"} <= set(answer["reading"]["parts"][0])
    hit = next(hit for hit in answer["results"] if hit["key"] == "resource/clinvar")
    assert set(hit) == {
        "key",
        "title",
        "url",
        "type",
        "language",
        "score",
        "pinned",
        "snippet",
        "snippet_language",
        "reasons",
    }
    assert hit["url"] == f"{SITE_URL}/resources/clinvar"
    assert "<mark>" in hit["snippet"]
    assert {"field", "words", "text"} == set(hit["reasons"][0])
    assert answer["generation"] == client.get("/healthz").json["generation"]


def test_the_api_and_the_page_give_the_same_records(client: FlaskClient) -> None:
    for query in ("q=allele", "q=sickle+cell&type=term", "type=collaborator&sort=title", "year_from=2000"):
        answer = client.get(f"/api/v1/search?{query}").json
        page = client.get(f"/search?{query}").text
        for hit in answer["results"]:
            assert f'href="{hit["url"].removeprefix(SITE_URL)}"' in page


def test_facets_count_and_say_what_is_chosen(client: FlaskClient) -> None:
    facets = client.get("/api/v1/search?type=resource&topic=screening").json["facets"]
    types = {value["value"]: value for value in facets["type"]}
    assert types["resource"] == {"value": "resource", "label": "Resources", "count": 1, "chosen": True}
    assert types["collaborator"]["chosen"] is False
    assert {value["label"] for value in facets["access"]} == {"Open"}


def test_labels_follow_the_language_of_the_address(client: FlaskClient) -> None:
    facets = client.get("/fr/api/v1/search").json["facets"]
    assert {"Base de données", "Réseau"} <= {value["label"] for value in facets["kind"]}


def test_letters_of_all_languages_stay_as_they_are(client: FlaskClient) -> None:
    assert "allèle" in client.get("/fr/api/v1/search?q=all%C3%A8le").get_data(as_text=True)


def test_page_size_goes_up_to_a_hundred(client: FlaskClient) -> None:
    assert client.get("/api/v1/search?page_size=2").json["pages"] > 1
    assert len(client.get("/api/v1/search?page_size=2").json["results"]) == 2
    assert client.get("/api/v1/search?page_size=5000").json["page_size"] == 100


def test_nothing_found_is_said_with_ways_on(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=zzzqqqxxx").json
    assert (answer["total"], answer["results"], answer["reading"]["refused"]) == (0, [], True)
    narrowed = client.get("/api/v1/search?q=sickle&year_from=1990&year_to=1991").json
    assert narrowed["total"] == 0
    for way in narrowed["ways_on"]:
        assert way["label"]
        again = client.get(way["url"].replace(f"{SITE_URL}/search", "/api/v1/search")).json
        assert again["total"] == way["total"] > 0
    assert narrowed["ways_on"]


def test_snippets_are_safe_html(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search", query_string={"q": "hostile"}).json
    assert answer["total"] >= 1
    assert all("<script" not in hit["snippet"] for hit in answer["results"])
    assert client.get("/api/v1/search", query_string={"q": HOSTILE}).status_code == 200


@given(st.lists(st.builds(Stretch, st.text(max_size=20), st.booleans()), max_size=6))
def test_a_snippet_has_no_tags_but_its_marks(stretches: list[Stretch]) -> None:
    html = marked(tuple(stretches))
    without_marks = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in without_marks
    assert ">" not in without_marks
    assert html.count("<mark>") == sum(stretch.marked for stretch in stretches)
