"""The timeline: every event on the line and in the list, in the order of time, for one topic where that is asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from genomics import create_app
from genomics.content.model import Event
from genomics.web import timeline
from genomics.web.timeline import LONGEST_GAP, MOST_EVENTS, Line, line_of, spans
from tests.web.conftest import publish
from tests.web.pages import PageReader

EVENTS = st.lists(
    st.builds(
        Event,
        year=st.integers(1900, 2030),
        title=st.just("x"),
        html=st.just(""),
        topics=st.sampled_from([(), ("ethics",), ("ethics", "policy")]),
    ),
    max_size=30,
)


def line(app: Flask, events: list[Event], topic: str = "", language: str = "en") -> Line:
    with app.test_request_context("/", environ_overrides={"genomics.language": language}):
        return line_of(events, [event for event in events if not topic or topic in event.topics])


def share(along: str) -> float:
    return float(along.removesuffix("%"))


@given(EVENTS)
def test_every_event_has_a_dot_of_its_own_on_the_line(app: Flask, events: list[Event]) -> None:
    dots = line(app, events).dots
    assert len(dots) == len(events) == len({(dot.along, dot.level) for dot in dots})
    assert all(0 < share(dot.along) < 100 for dot in dots)
    assert [share(dot.along) for dot in dots] == sorted(share(dot.along) for dot in dots)


@given(EVENTS)
def test_the_dots_of_a_topic_are_those_that_carry_it(app: Flask, events: list[Event]) -> None:
    chosen = [dot for dot in line(app, events, "policy").dots if dot.is_chosen]
    assert len(chosen) == sum("policy" in event.topics for event in events)
    assert all(dot.is_chosen for dot in line(app, events).dots)


@given(EVENTS)
def test_time_runs_from_the_right_where_the_language_does(app: Flask, events: list[Event]) -> None:
    there, here = line(app, events, language="ar"), line(app, events)
    for one, other in zip((*there.dots, *there.ticks), (*here.dots, *here.ticks), strict=True):
        assert abs(share(one.along) + share(other.along) - 100) < 0.02


def test_the_list_has_the_events_of_a_topic_and_the_line_has_all(client: FlaskClient) -> None:
    def seen(address: str) -> tuple[list[str], int]:
        html = client.get(address).text
        years = re.findall(r'<time datetime="(\d+)"', html)
        return years, len(re.findall(r"<circle cx=", html))

    assert seen("/timeline") == (["1953", "1957", "2004"], 3)
    assert seen("/timeline?topic=screening") == (["1957", "2004"], 3)
    assert seen("/timeline?topic=rare-diseases") == (["2004"], 3)
    assert seen("/timeline?topic=none-such") == ([], 3)


@given(st.lists(st.builds(Event, year=st.integers(1900, 2030), title=st.just("x"), html=st.just("")), max_size=150))
def test_every_event_is_told_on_exactly_one_page_and_no_page_tells_too_many(events: list[Event]) -> None:
    told = spans(events, "")
    pages = [[event for event in events if span.holds(event)] for span in told]
    assert sum(map(len, pages)) == len(events)
    assert [span.last for span in told] == sorted((span.last for span in told), reverse=True)
    assert all(len(page) <= MOST_EVENTS or span.last - span.first == 9 for page, span in zip(pages, told, strict=True))


def test_older_decades_have_a_page_of_their_own_and_the_decades_lead_there(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "MOST_EVENTS", 2)
    html = client.get("/fr/timeline").text
    assert re.findall(r'<time datetime="(\d+)"', html) == ["2004"]
    assert {"/fr/timeline?until=1959#from-1950", "#from-2000"} <= set(PageReader(html).links)
    older = client.get("/timeline?until=1959").text
    assert re.findall(r'<time datetime="(\d+)"', older) == ["1953", "1957"]
    assert {"#from-1950", "/timeline#from-2000"} <= set(PageReader(older).links)
    assert len(re.findall(r"<circle cx=", older)) == 3
    assert len(re.findall(r'<circle [^>]*class="other"', older)) == 1


def text_of(html: str, css_class: str) -> str:
    found = re.search(rf'<p class="{css_class}">(.*?)</p>', html)
    return re.sub("<[^>]*>", "", found[1]) if found else ""


def test_a_page_says_which_years_it_shows_and_leads_to_the_others(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert text_of(client.get("/timeline").text, "spans") == ""
    monkeypatch.setattr(timeline, "MOST_EVENTS", 2)
    newest, older = client.get("/timeline").text, client.get("/timeline?until=1959").text
    assert text_of(newest, "spans") == "Shown: 2000 to today · Earlier: 1950–1959"
    assert text_of(older, "spans") == "Shown: 1950–1959 · Later: 2000 to today"
    assert "/timeline?until=1959" in PageReader(newest).links
    here = [link["href"] for link in PageReader(newest).all("a") if link.get("aria-current") == "true"]
    assert "#from-2000" in here
    assert not any("1950" in href for href in here)


def test_readers_of_other_languages_are_told_that_events_are_in_english(client: FlaskClient) -> None:
    assert text_of(client.get("/fr/timeline").text, "untranslated").startswith("Ce texte n’est pas encore traduit")
    for address in ("/timeline", "/fr/timeline?topic=none-such"):
        assert text_of(client.get(address).text, "untranslated") == ""


def test_the_decades_of_a_topic_lead_to_decades_of_that_topic(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "MOST_EVENTS", 1)
    newest, older = (client.get(f"/timeline?topic=screening{more}").text for more in ("", "&until=1959"))
    assert "/timeline?topic=screening&until=1959#from-1950" in PageReader(newest).links
    assert re.findall(r'<time datetime="(\d+)"', older) == ["1957"]
    assert "/timeline?topic=screening#from-2000" in PageReader(older).links


def test_events_say_all_that_editors_wrote_of_their_sources_and_which_are_lost(tmp_path: Path) -> None:
    events = """
- year: 1990
  title: It begins
  text: A beginning.
  source:
    - https://www.example.org/lost
    - {title: A history, url: https://example.org/history, note: an encyclopaedia article}
  checked: seen
  read: 2026-11-20
  source_note: read in a copy
"""
    links = "- {url: https://www.example.org/lost, state: dead, since: 2026-11-01}\n"
    files = {"pages/about.md": "---\ntitle: About\n---\n", "timeline.yaml": events, "links.yaml": links}
    html = create_app(publish(tmp_path, files)).test_client().get("/timeline").text
    said = [" ".join(re.sub("<[^>]*>", "", item).split()) for item in re.findall(r"<li>(.*?)</li>", html, re.DOTALL)]
    assert said[-4:] == [
        "example.org This address has not answered since 1 November 2026.",
        "A history (an encyclopaedia article)",
        "read 20 Nov 2026",
        "Note on the source: read in a copy",
    ]


def test_topics_are_offered_with_how_many_events_carry_them(client: FlaskClient) -> None:
    html = client.get("/timeline?topic=screening").text
    assert '<option value="screening" selected>Screening (2)</option>' in html
    assert '<option value="rare-diseases">Rare diseases (1)</option>' in html


def test_a_topic_without_events_says_so_and_leads_back(client: FlaskClient) -> None:
    html = client.get("/timeline?topic=none-such").text
    assert "The timeline holds nothing on this topic" in html
    assert '<a href="/timeline">Show all events</a>' in html


def test_the_farther_apart_in_time_the_farther_apart_on_the_page(client: FlaskClient) -> None:
    gaps = [int(gap) for gap in re.findall(r'<li class="gap-(\d)"', client.get("/timeline").text)]
    assert gaps == [1, 4, LONGEST_GAP]
