"""The search page: filters, chips, orders, pages and what is said about a query."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from genomics.publishing.site import Site
from genomics.search.request import SearchRequest
from genomics.search.results import (
    Facet,
    FacetValue,
    Hit,
    PartKind,
    Reading,
    ReadPart,
    SearchResults,
    Stretch,
    WhyIgnored,
)
from genomics.web.facets import facet_views
from genomics.web.presenters import SEARCH, pages_view
from tests.web.pages import PageReader


def test_the_box_keeps_the_query_and_the_count_is_announced(client: FlaskClient) -> None:
    text = client.get("/search?q=sickle+cell").text
    page = PageReader(text)
    assert next(field for field in page.all("input") if field["name"] == "q")["value"] == "sickle cell"
    assert {"role": "status"} in page.all("div")
    assert page.text("title").startswith(page.text("h1"))
    assert "results for “sickle cell”" in page.text("h1")


def test_an_empty_query_browses_everything(client: FlaskClient) -> None:
    assert PageReader(client.get("/search").text).text("h1") == "11 records"


@pytest.mark.parametrize(
    ("address", "orders", "current"),
    [
        ("/search", {"newest", "title"}, "title"),
        ("/search?type=resource&sort=year", {"newest", "title"}, "newest"),
        ("/search?q=cell", {"best match", "newest", "title"}, "best match"),
    ],
)
def test_the_order_that_is_named_is_the_order_that_is_shown(
    client: FlaskClient, address: str, orders: set[str], current: str
) -> None:
    sorting = client.get(address).text.partition('<nav class="sorting"')[2].partition("</nav>")[0]
    assert set(re.findall(r">([^<>]+)</(?:a|b)>", sorting)) == orders
    assert re.findall(r"<b [^>]*>([^<]+)</b>", sorting) == [current]


def test_a_country_of_which_there_is_nothing_is_understood_and_has_no_link(client: FlaskClient) -> None:
    links = PageReader(client.get("/fr/search?q=allele+Switzerland+Nigeria").text).links
    assert "/fr/countries/NG" in links
    assert "/fr/countries/CH" not in links


def test_a_chosen_value_can_be_taken_off_again(client: FlaskClient) -> None:
    page = PageReader(client.get("/search?q=cell&type=term&topic=screening").text)
    chosen = [link for link in page.all("a") if link.get("aria-current") == "true"]
    assert {link["href"] for link in chosen} >= {"/search?q=cell&topic=screening", "/search?q=cell&type=term"}
    assert "/search?q=cell&type=term" in page.links
    assert "/search?q=cell" in page.links


def test_filters_say_how_many_are_set(client: FlaskClient) -> None:
    summaries = PageReader(client.get("/search?type=term&topic=screening&year_from=2000").text).texts["summary"]
    assert any("Filters" in summary and "3 set" in summary for summary in summaries)


def test_the_year_form_keeps_everything_else(client: FlaskClient) -> None:
    page = PageReader(client.get("/search?q=cell&type=resource&sort=title&year_from=2000&page=2").text)
    hidden = {(field["name"], field["value"]) for field in page.all("input") if field.get("type") == "hidden"}
    assert hidden == {("q", "cell"), ("type", "resource"), ("sort", "title")}
    years = {field["name"]: field["value"] for field in page.all("input") if field["name"].startswith("year")}
    assert years == {"year_from": "2000", "year_to": ""}


def test_the_resource_list_never_says_what_goes_without_saying(client: FlaskClient) -> None:
    page = PageReader(client.get("/resources?kind=database&year_from=2000").text)
    own = [link for link in page.links if link.startswith("/resources?")]
    assert own
    assert not [link for link in own if "type=" in link or "sort=title" in link]
    assert "/resources" in page.links


def test_a_page_beyond_the_last_leads_back(client: FlaskClient) -> None:
    page = PageReader(client.get("/search?q=sickle&page=9").text)
    assert "There are fewer pages of results than that." in " ".join(page.texts["p"])
    assert "/search?q=sickle" in page.links


def test_pages_of_results_are_numbered(client: FlaskClient) -> None:
    page = PageReader(client.get("/search?page_size=2&page=3").text)
    assert {"/search?page_size=2", "/search?page=2&page_size=2", "/search?page=5&page_size=2"} <= set(page.links)
    assert [link["rel"] for link in page.all("a") if link.get("rel") in ("prev", "next")] == ["prev", "next"]
    assert {"aria-current": "page"} in page.all("b")


def test_a_query_is_told_as_it_was_read(client: FlaskClient) -> None:
    text = " ".join(client.get('/search?q="sickle cell" -hostile the').text.split())
    assert "Showing results for <b><bdi>“sickle cell”</bdi></b>." in text
    assert "Left out what has: <bdi>hostile</bdi>." in text
    assert "not counted" not in text


def test_how_a_query_was_read_leads_to_its_exact_words_and_back(client: FlaskClient) -> None:
    page = PageReader(client.get("/search?q=allele&type=term").text)
    assert any("Showing results for allele" in text and "Also searched" in text for text in page.texts["p"])
    assert "/search?q=allele&exact=1&type=term" in page.links
    exact = PageReader(client.get("/search?q=allele&exact=1&type=term").text)
    assert any("Searched for exactly these words: allele." in text for text in exact.texts["p"])
    assert "/search?q=allele&type=term" in exact.links
    hidden = {(field["name"], field["value"]) for field in exact.all("input") if field.get("type") == "hidden"}
    assert ("exact", "1") in hidden


def test_plain_words_are_not_explained(client: FlaskClient) -> None:
    assert "exact=1" not in client.get("/search?q=laboratories").text


def test_programs_can_ask_for_the_exact_words(client: FlaskClient) -> None:
    plain, exact = (client.get(f"/api/v1/search?q=alelle{more}").json for more in ("", "&exact=1"))
    assert plain["reading"]["exact"] is False
    assert (exact["reading"]["exact"], exact["suggestion"], exact["total"]) == (True, None, 0)
    assert exact["ways_on"][0]["name"] == "not-exact"
    assert exact["ways_on"][0]["total"] == plain["total"] > 0


def test_a_query_of_common_words_is_told_that_they_do_not_count(client: FlaskClient) -> None:
    text = " ".join(client.get("/search?q=of the").text.split())
    assert "not counted: <bdi>of</bdi>, <bdi>the</bdi>." in text


def test_a_number_that_no_record_holds_is_named(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = (
        ReadPart(PartKind.WORD, "allele"),
        ReadPart(PartKind.WORD, "the", ignored=WhyIgnored.COMMON),
        ReadPart(PartKind.IDENTIFIER, "10.1000/0", ignored=WhyIgnored.UNKNOWN_IDENTIFIER),
        ReadPart(PartKind.WORD, "zzzqqq", ignored=WhyIgnored.UNKNOWN),
    )
    for read in (parts, parts[1:]):
        answer = SearchResults(SearchRequest(q="allele"), Reading("allele", read), 0, (), (), "test")
        monkeypatch.setattr(Site, "search", lambda _site, _request, answer=answer: answer)
        text = " ".join(client.get("/search?q=allele").text.split())
        assert "No record holds the number <bdi>10.1000/0</bdi>." in text
        assert "<bdi>zzzqqq</bdi>" not in text
        assert ("not counted: <bdi>the</bdi>." in text) == (read is not parts)


def test_a_snippet_in_another_language_than_the_page_is_marked(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    hit = Hit("term/allele", "Allele", "/glossary/allele", "term", "en", 1.0, (Stretch("نص"),), snippet_language="ar")
    answer = SearchResults(SearchRequest(q="x"), Reading("x"), 1, (hit,), (), "test")
    monkeypatch.setattr(Site, "search", lambda _site, _request: answer)
    assert snippet_of(client, "/search?q=x") == {"class": "snippet", "lang": "ar", "dir": "rtl"}
    assert snippet_of(client, "/ar/search?q=x") == {"class": "snippet"}
    assert client.get("/api/v1/search?q=x").json["results"][0]["snippet_language"] == "ar"


def snippet_of(client: FlaskClient, address: str) -> dict[str, str]:
    return next(p for p in PageReader(client.get(address).text).all("p") if p.get("class") == "snippet")


def test_the_editors_choice_is_marked_as_such(client: FlaskClient) -> None:
    page = PageReader(client.get("/search?q=Where+to+begin").text)
    assert page.texts["p"].count("Editors’ choice") == 1
    assert any("chosen by the editors for Where to begin" in text for text in page.texts["p"])
    assert "Choix de la rédaction" in client.get("/fr/search?q=where+to+begin").text
    first, *rest = client.get("/api/v1/search?q=where+to+begin").json["results"]
    assert (first["key"], first["pinned"]) == ("page/about", True)
    assert not any(hit["pinned"] for hit in rest)


def test_a_hit_leads_to_the_section_that_matched(client: FlaskClient) -> None:
    assert "/about#resolutions" in PageReader(client.get("/search?q=resolutions").text).links


def test_nothing_found_leads_on(client: FlaskClient) -> None:
    page = PageReader(client.get("/search?q=zzzqqqxxx").text)
    assert "No good match" in page.texts["h2"]
    assert {"/glossary", "/topics", "/resources", "/collaborators"} <= set(page.links)
    narrowed = PageReader(client.get("/search?q=sickle&year_from=1990&year_to=1991").text)
    assert "/search?q=sickle" in narrowed.links


def test_hostile_queries_get_a_plain_page(client: FlaskClient) -> None:
    for query in ("NOT " * 800, "word " * 2000, "a" * 100_000, "*", '"' * 300, "\x00", "((((", "-" * 200, "https://x"):
        assert client.get("/search", query_string={"q": query}).status_code == 200


def test_searches_are_not_for_search_engines(client: FlaskClient) -> None:
    robots = {"name": "robots", "content": "noindex"}
    assert robots in PageReader(client.get("/search?q=cell").text).all("meta")
    assert robots not in PageReader(client.get("/search").text).all("meta")
    assert "Disallow: /search?" in client.get("/robots.txt").text


def test_a_misspelt_word_is_read_as_the_one_that_was_meant(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=alelle").json
    page = PageReader(client.get("/search?q=alelle").text)
    assert answer["suggestion"] == {"q": "allele", "applied": True}
    assert page.text("h1").endswith("for “allele”")
    assert any("Nothing has all the words of “alelle”." in text for text in page.texts["p"])


def test_a_long_filter_shows_its_first_values_and_what_is_chosen(app: Flask) -> None:
    values = tuple(FacetValue(f"topic-{place}", 20 - place, place == 15) for place in range(16))
    request = SearchRequest(q="x", filters=(("topic", "topic-15"),))
    with app.test_request_context("/search"):
        site = app.extensions["genomics.loader"].current()
        (view,) = facet_views(site, (Facet("topic", values), Facet("kind", ())), request, SearchRequest.query_string)
    assert view.first[0].is_chosen
    assert view.first[0].href == "q=x"
    assert (len(view.first), len(view.more), view.is_open) == (8, 8, True)
    assert view.more[0].href == "q=x&topic=topic-15&topic=topic-7"


def test_only_the_first_filter_and_what_is_set_are_open(app: Flask) -> None:
    facets = tuple(Facet(name, (FacetValue("x", 1, name == "region"),)) for name in ("type", "topic", "region", "kind"))
    with app.test_request_context("/search"):
        site = app.extensions["genomics.loader"].current()
        views = facet_views(site, facets, SearchRequest(), SearchRequest.query_string)
        without_type = facet_views(site, (Facet("type", ()), *facets[1:]), SearchRequest(), SearchRequest.query_string)
    assert [view.name for view in views if view.is_open] == ["type", "region"]
    assert [view.name for view in without_type if view.is_open] == ["topic", "region"]
    assert {"Type of record", "Kind of resource or organization"} <= {view.label for view in views}


def test_one_value_more_than_the_first_is_not_hidden(app: Flask) -> None:
    values = tuple(FacetValue(f"topic-{place}", 1) for place in range(9))
    with app.test_request_context("/search"):
        site = app.extensions["genomics.loader"].current()
        (view,) = facet_views(site, (Facet("topic", values),), SearchRequest(), SearchRequest.query_string)
    assert (len(view.first), len(view.more)) == (9, 0)


@given(st.integers(1, 60), st.integers(1, 60))
def test_pages_of_results_always_show_the_ends_and_the_neighbours(last: int, page: int) -> None:
    results = SearchResults(SearchRequest(page=page), Reading(""), last * 10, (), (), "test")
    pages = pages_view(results, SEARCH)
    numbers = [link.number for link in pages.links if link.number]
    assert numbers == sorted(set(numbers))
    if last == 1:
        assert numbers == []
        return
    assert {1, last} <= set(numbers) <= set(range(1, last + 1))
    if page <= last:
        assert {number for number in range(page - 2, page + 3) if 1 <= number <= last} <= set(numbers)
        assert [link.number for link in pages.links if link.number and not link.href] == [page]
    assert bool(pages.next) == (page < last)
    assert len(pages.links) <= 9
