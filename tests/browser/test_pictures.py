"""The map, the charts and the diagrams of the shipped content, as readers with small screens or keyboards meet them."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import Page, expect

from genomics.config import PROJECT_FOLDER
from tests.browser.conftest import OpenPage
from tests.browser.places import address_in
from tests.browser.serving import get
from tests.browser.test_walk import tab_until

MOST_BYTES = 30_000
DIAGRAMS = (
    "/genomics-and-genetics",
    "/haemoglobin-disorders",
    "/genomics-in-public-health-practice",
    "/data-sharing-and-privacy",
    "/pharmacogenomics",
    "/pathogen-genomics",
    "/genome-editing",
)


def marks_of(html: str) -> dict[str, int]:
    """How many collaborators each mark stands for, by the anchor of its place."""
    return {
        anchor: int(count)
        for anchor, count in re.findall(r'<a href="[^"]*#(place-\d+)"><title>[^<]*: (\d+) collaborators?</title>', html)
    }


def places_of(html: str) -> dict[str, int]:
    """How many collaborators each place of the list has."""
    named = re.findall(r'<section id="(place-\d+)"(.*?)</section>', html, re.DOTALL)
    counted = re.findall(r'<p id="(place-\d+)">.*?<span class="count">(\d+)</span></p>', html)
    return {anchor: text.count("<li>") for anchor, text in named} | {anchor: int(count) for anchor, count in counted}


def filters_of(html: str) -> list[str]:
    panel = html.partition('class="beside-filters"')[2].partition("</aside>")[0]
    return [address.replace("&amp;", "&") for address in re.findall(r'href="(/map\?[^"]+)"', panel)]


def test_the_map_and_its_list_are_equal_under_every_filter_that_is_offered(site: str) -> None:
    whole = get(site, "/map")[1]
    offered = filters_of(whole)
    assert len(offered) > 30
    for address in ("/map", *offered):
        html = get(site, address)[1]
        assert marks_of(html) == places_of(html), address
        total = re.search(r'id="count">(\d+) ', html)
        elsewhere = re.search(r'id="elsewhere">[^<]*<span class="count">(\d+)<', html)
        assert total is not None
        assert int(total[1]) == sum(marks_of(html).values()) + (int(elsewhere[1]) if elsewhere else 0), address


def test_the_map_is_light(site: str) -> None:
    files = ("land.svg", "map.css")
    parts = [get(site, "/map")[1].encode(), *((PROJECT_FOLDER / "static" / name).read_bytes() for name in files)]
    assert sum(len(gzip.compress(part)) for part in parts) <= MOST_BYTES


def test_a_mark_is_reached_and_followed_with_the_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/map?region=EMR")
    tab_until(page, ".map a")
    width = "parseFloat(getComputedStyle(document.activeElement.querySelector('circle')).strokeWidth)"
    assert page.evaluate(width) >= 4
    name = page.evaluate("document.activeElement.querySelector('title').textContent")
    mark = page.get_by_role("link", name=name, exact=True)
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    place = page.locator(".places section:target")
    expect(place).to_be_in_viewport()
    city, _, country = name.rpartition(":")[0].partition(", ")
    expect(place.get_by_role("heading")).to_have_text(city)
    around = page.locator(".places > section:has(:target)")
    expect(around.get_by_role("heading", level=3)).to_have_text(country)


def test_every_mark_is_within_the_map_and_the_map_is_never_mirrored(new_page: OpenPage, site: str) -> None:
    shares = []
    for language in ("en", "ar"):
        for width in (320, 1280):
            page = new_page(viewport={"width": width, "height": 800})
            page.goto(site + address_in(language, "/map"))
            shares.append(
                page.evaluate(
                    """() => {
                        const map = document.querySelector(".map").getBoundingClientRect();
                        return [...document.querySelectorAll(".map circle")].map(circle => {
                            const box = circle.getBoundingClientRect();
                            const x = (box.x + box.width / 2 - map.x) / map.width;
                            const y = (box.y + box.height / 2 - map.y) / map.height;
                            return [x, y];
                        });
                    }"""
                )
            )
    first = shares[0]
    assert len(first) > 70
    for points in shares:
        assert all(0 < x < 1 and 0 < y < 1 for x, y in points)
        assert all(
            abs(x - other_x) < 0.02 and abs(y - other_y) < 0.02
            for (x, y), (other_x, other_y) in zip(points, first, strict=True)
        )


@pytest.mark.parametrize("path", DIAGRAMS)
def test_a_diagram_can_be_read_on_a_small_phone_in_every_language(new_page: OpenPage, site: str, path: str) -> None:
    page = new_page(viewport={"width": 320, "height": 700})
    for language in ("ar", "zh", "en", "fr", "ru", "es"):
        page.goto(site + address_in(language, path))
        figure = page.locator("figure.diagram")
        expect(figure).to_have_count(1)
        assert figure.locator("[lang=en]").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        sizes = page.evaluate(
            "[...document.querySelectorAll('.diagram p')].map(p => parseFloat(getComputedStyle(p).fontSize))"
        )
        assert min(sizes) >= 15
        too_wide = page.evaluate(
            "[...document.querySelectorAll('.diagram p')].filter(p => p.scrollWidth > p.clientWidth + 1).length"
        )
        assert too_wide == 0
    figure.locator("summary").click()
    expect(figure.locator("details p")).to_be_visible()


@pytest.mark.parametrize("address", ["/topics/screening", "/topics/pathogen-genomics", "/regions/AFR", "/countries/IN"])
def test_every_bar_leads_to_as_many_records_as_it_says(site: str, address: str) -> None:
    charts = re.findall(r'class="aside chart">.*?</section>', get(site, address)[1], re.DOTALL)
    assert charts
    for chart in charts:
        for href, count in re.findall(r'<a href="([^"]+)">[^<]*</a> <span class="count">(\d+)</span>', chart):
            found = get(site, href.replace("&amp;", "&"))[1]
            assert f"{count} record{'' if count == '1' else 's'}<" in found, href
