"""Ways on from a search that found nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genomics.search.engine import SearchIndex
from genomics.search.recovery import ALWAYS, MOST
from genomics.search.request import SearchRequest
from genomics.search.results import SearchResults, WayOn
from tests.search.samples import search


def step(results: SearchResults, name: str) -> WayOn:
    return next(way for way in results.ways_on if way.name == name)


def arguments(way: WayOn) -> dict[str, str]:
    return {name: str(value) for name, value in way.request.to_args()}


def test_what_no_record_holds_is_left_out_first_and_said(index: SearchIndex) -> None:
    way = step(search(index, "zzzq thalassaemia qqqx", type="resource"), "fewer-words")
    assert (way.request.q, way.left_out) == ("thalassaemia", ("zzzq", "qqqx"))


def test_then_the_least_telling_word_is_left_out(index: SearchIndex) -> None:
    results = search(index, "newborn variant thalassaemia", type="collaborator", year_from=2001)
    assert not results.total
    for before, after in zip(results.ways_on, results.ways_on[1:], strict=False):
        if before.name == after.name == "fewer-words":
            assert set(before.left_out) < set(after.left_out)


def test_a_misspelt_query_whose_filters_leave_nothing_keeps_its_other_spelling(index: SearchIndex) -> None:
    results = search(index, "qqqzzz alelle", type="term")
    assert results.total == 0
    assert arguments(step(results, "fewer-words")) == {"q": "alelle", "type": "term"}


def test_a_quoted_name_leads_to_the_other_names_of_the_thing(index: SearchIndex) -> None:
    results = search(index, '"blood spot test"')
    assert step(results, "other-name").request.q == "newborn screening"


def test_a_broader_topic_is_that_of_the_records_near_by(index: SearchIndex) -> None:
    way = step(search(index, "sickle zzzq qqqx wwwv"), "topic")
    assert arguments(way) == {"topic": "haemoglobinopathies"}


@pytest.mark.parametrize(
    ("q", "filters", "found"),
    [
        ("registry", {"country": "KE"}, {"q": "registry", "region": "AFR"}),
        ("Kenyan zzzq qqqx", {"type": "collaborator"}, {"type": "collaborator", "region": "AFR"}),
        ("Kenyan zzzq qqqx", {}, {"region": "AFR"}),
    ],
)
def test_a_country_leads_to_its_region(
    index: SearchIndex, q: str, filters: dict[str, object], found: dict[str, str]
) -> None:
    ways = [arguments(way) for way in search(index, q, **filters).ways_on if way.name == "region"]
    assert found in ways


def test_people_to_ask_are_those_of_the_place_or_the_topic(index: SearchIndex) -> None:
    by_place = step(search(index, "zzzq Kenya qqqx wwwv"), "people")
    assert arguments(by_place) == {"type": "collaborator", "region": "AFR"}
    by_topic = step(search(index, "zzzq sickle qqqx wwwv"), "people")
    assert arguments(by_topic) == {"type": "collaborator", "topic": "haemoglobinopathies"}
    assert arguments(step(search(index, "zzzq"), "people")) == {"type": "collaborator"}


def test_the_glossary_and_people_are_always_at_the_end(index: SearchIndex) -> None:
    results = search(index, '"zzzq qqqx" newborn variants thalassaemia Kenya -sickle', type="page", year_from=2001)
    assert [way.name for way in results.ways_on][-ALWAYS:] == ["glossary", "people"]
    assert len(results.ways_on) <= MOST


WORDS = st.sampled_from(
    ["newborn", "screening", "sickle", "alelle", "Kenya", "Kenyan", "Qatar", "HBB", "zzzq", "qqqx", '"sickle cell"',
     '"blood spot test"', '"newborn zzzq"', "-variant", "course", "10.1234/abc.5", "10.9999/none",
     "镰状细胞", "drépanocytose", "серповидноклеточная", "قطر", "the", "of"]
)  # fmt: skip
QUERIES = st.one_of(st.lists(WORDS, max_size=7).map(" ".join), st.text(max_size=40))
FILTERS = st.lists(
    st.sampled_from(
        [("type", "term"), ("type", "page"), ("country", "KE"), ("country", "NG"), ("region", "EMR"), ("topic", "none"),
         ("year_from", "2015"), ("year_to", "1990"), ("exact", "1")]
    ),
    max_size=3,
)  # fmt: skip


@given(QUERIES, FILTERS)
@settings(max_examples=150, deadline=None)
def test_no_way_on_leads_to_an_empty_page(index: SearchIndex, q: str, pairs: list[tuple[str, str]]) -> None:
    results = index.search(SearchRequest.from_args([("q", q), *pairs]))
    assert bool(results.ways_on) == (results.total == 0)
    for way in results.ways_on:
        assert index.search(way.request).total == way.total > 0
    assert len({way.request for way in results.ways_on}) == len(results.ways_on)
