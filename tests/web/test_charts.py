"""Charts: bars as long as their numbers say, and numbers that add up to what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.model import RecordType
from genomics.content.vocabulary import Vocabularies
from genomics.publishing.site import Card
from genomics.search.request import SearchRequest
from genomics.web import subjects
from genomics.web.charts import LONGEST, Counted, bars, by_decade, by_region, by_topic
from tests.web.pages import PageReader


class SiteOfWords:
    """As much of a site as the labels of bars ask for."""

    vocabularies = Vocabularies()


CARDS = st.lists(
    st.builds(
        Card,
        key=st.just("resource/x"),
        type=st.sampled_from(RecordType),
        id=st.just("x"),
        address=st.just("/resources/x"),
        titles=st.just({"en": "X"}),
        summaries=st.just({}),
        who_region=st.sampled_from(["", "AFR", "EMR", "GLOBAL"]),
        topics=st.lists(st.sampled_from(["screening", "ethics", "equity"]), unique=True).map(tuple),
        year=st.none() | st.integers(1000, 2030),
    )
)


@contextmanager
def page_of(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


@given(st.lists(st.integers(0, 10_000)))
def test_bars_are_as_long_as_their_numbers_say(counts: list[int]) -> None:
    made = bars(Counted("x", "", count) for count in counts)
    assert [bar.count for bar in made] == counts
    for bar in made:
        assert 0 <= bar.share <= LONGEST
        assert (bar.share == 0) == (bar.count == 0)
    in_order = sorted(made, key=lambda bar: bar.count)
    assert [bar.share for bar in in_order] == sorted(bar.share for bar in made)
    assert not any(counts) or max(bar.share for bar in made) == LONGEST


@given(CARDS)
def test_the_numbers_of_a_chart_add_up_to_what_it_counts(app: Flask, cards: list[Card]) -> None:
    site = SiteOfWords()
    with page_of(app):
        decades, regions, topics = (
            by_decade(cards, SearchRequest()),
            by_region(site, cards, SearchRequest()),  # type: ignore[arg-type]
            by_topic(site, cards, SearchRequest()),  # type: ignore[arg-type]
        )
    resources = [card for card in cards if card.type is RecordType.RESOURCE]
    placed = [card for card in cards if card.type in (RecordType.RESOURCE, RecordType.COLLABORATOR)]
    assert sum(bar.count for bar in decades.bars) == len(resources)
    assert sum(bar.count for bar in regions.bars) == len(placed)
    assert sum(bar.count for bar in topics.bars) == sum(len(card.topics) for card in cards)
    assert all(bar.count for chart in (decades, regions, topics) for bar in chart.bars)


@given(CARDS)
def test_every_year_is_in_exactly_one_bar_and_the_bar_leads_to_these_years(app: Flask, cards: list[Card]) -> None:
    with page_of(app):
        found = by_decade(cards, SearchRequest().with_filter("topic", "ethics"))
    years = [card.year for card in cards if card.type is RecordType.RESOURCE and card.year is not None]
    for bar in found.bars:
        if not bar.href:
            continue
        query = dict(parse_qsl(urlsplit(bar.href).query))
        first, last = int(query["year_from"]), int(query["year_to"])
        assert query["topic"] == "ethics"
        assert bar.count == sum(first <= year <= last for year in years)
    assert sum(bar.count for bar in found.bars if bar.href) == len(years)


def numbers_on(html: str, title: str) -> dict[str, int]:
    """The bars under a title, by where they lead."""
    chart = html.partition(title)[2].partition("</ul>")[0]
    return {
        address.replace("&amp;", "&"): int(number)
        for address, number in re.findall(r'<a href="([^"]+)">[^<]*</a> <span class="count">(\d+)</span>', chart)
    }


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/topics/screening", "Resources and collaborators by WHO region"),
        ("/regions/AFR", "Records by topic"),
        ("/countries/NG", "Records by topic"),
        ("/topics", "Records by topic"),
        ("/regions", "Records by WHO region"),
        ("/resources", "Records by topic"),
        ("/resources", "Resources by decade"),
    ],
)
def test_a_bar_leads_to_as_many_records_as_it_says(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str, title: str
) -> None:
    monkeypatch.setattr(subjects, "FEWEST_TO_COMPARE", 1)
    found = numbers_on(client.get(address).text, title)
    assert found
    for href, count in found.items():
        said = re.search(r"(\d+) records?<", client.get(href).text)
        if said:
            assert int(said[1]) == count, href
        else:
            assert PageReader(client.get(href).text).text("h2").endswith(str(count)), href


def test_bars_are_a_list_with_numbers_as_text_and_the_drawing_is_not_read_out(client: FlaskClient) -> None:
    page = PageReader(client.get("/topics").text)
    lines = [drawing for drawing in page.all("svg") if drawing.get("class") == "bar-line"]
    assert lines
    assert all(line["aria-hidden"] == "true" for line in lines)
    assert {"class": "bars"} in page.all("ul")


def test_few_records_have_neither_charts_nor_filters_and_lead_to_their_region(client: FlaskClient) -> None:
    few = client.get("/countries/NG").text
    assert "ClinVar" in few
    assert "Records by topic" not in few
    assert "Filter and search these records" not in few
    assert '<h2>For the whole region</h2><ul><li><a href="/regions/AFR">Africa</a><span class="count">1</span>' in (
        re.sub(r"\s*(<[^>]*>)\s*", r"\1", few)
    )


def test_enough_records_have_charts_and_filters(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "FEWEST_TO_COMPARE", 1)
    text = client.get("/countries/NG").text
    assert "Records by topic" in text
    assert "Filter and search these records" in text


def test_a_chart_of_a_single_bar_is_left_out(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "FEWEST_TO_COMPARE", 1)
    assert "Resources by decade" not in client.get("/countries/AE").text


def test_charts_of_all_resources_stand_beside_all_of_them_alone(client: FlaskClient) -> None:
    assert "Resources by decade" in client.get("/resources?sort=year").text
    assert "Resources by decade" not in client.get("/resources?topic=screening").text
    assert "Resources by decade" not in client.get("/resources?page=2").text
