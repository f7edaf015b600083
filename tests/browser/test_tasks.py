"""What readers come for, done as they do it: with script and without, on a phone and a desktop, in a text browser."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import OpenPage
from tests.browser.text_browser import TextBrowser

READERS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP},
    "phone-without-script": {"viewport": PHONE, "java_script_enabled": False},
}


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, new_page: OpenPage, site: str) -> Page:
    """A reader on the home page."""
    page = new_page(**READERS[request.param])
    page.goto(site)
    return page


def search(page: Page, words: str) -> None:
    page.get_by_label("Search for a disease").fill(words)
    page.get_by_role("button", name="Search").click()


def choose(page: Page, filter_name: str, value: str) -> None:
    """Sets a filter, opening on the way what is folded."""
    for words in ("Filters", filter_name):
        summary = page.locator("aside summary", has_text=re.compile(f"^{words}"))
        if summary.is_visible() and summary.locator("..").get_attribute("open") is None:
            summary.click()
    facet = page.locator(".facet", has=page.locator("summary", has_text=re.compile(f"^{filter_name}$")))
    link = facet.get_by_role("link", name=re.compile(f"^{value} "))
    if not link.is_visible():
        facet.locator(".more > summary").click()
    link.click()


def test_a_reader_finds_who_informs_about_sickle_cell_in_french(reader: Page) -> None:
    search(reader, "sickle cell in French")
    reader.get_by_role("link", name="Drépavie").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Drépavie")
    expect(reader.locator("main")).to_contain_text("sickle cell")


def test_a_reader_finds_the_collaborators_in_kenya(reader: Page) -> None:
    reader.get_by_role("link", name="collaborators", exact=True).click()
    choose(reader, "Country", "Kenya")
    entries = reader.locator(".entries .place")
    assert entries.count() > 0
    assert all(place.endswith("Kenya") for place in entries.all_inner_texts())
    expect(reader.locator("#count")).to_have_text(f"{entries.count()} collaborator{'s' if entries.count() > 1 else ''}")


def test_a_reader_learns_what_allele_means(reader: Page) -> None:
    search(reader, "what does allele mean")
    reader.locator(".hit.is-term").get_by_role("link", name="Allele", exact=True).click()
    expect(reader.locator(".prose")).to_contain_text("DNA sequence")


def test_a_text_browser_finds_who_informs_about_sickle_cell_in_french(site: str) -> None:
    browser = TextBrowser(f"{site}/search?q={quote_plus('sickle cell in French')}")
    browser.follow("Drépavie")
    assert "sickle cell" in browser.text


def test_a_text_browser_finds_the_collaborators_in_kenya(site: str) -> None:
    browser = TextBrowser(site)
    browser.follow("Collaborations")
    browser.follow("Kenya")
    assert re.search(r"^\d+ collaborators?$", browser.text, re.MULTILINE)
    assert ", Kenya" in browser.text


def test_a_text_browser_learns_what_allele_means(site: str) -> None:
    browser = TextBrowser(f"{site}/search?q={quote_plus('what does allele mean')}")
    browser.follow("Allele")
    assert "gene" in browser.text.partition("Allele")[2]


def test_a_text_browser_lists_the_directory_of_a_region_in_arabic(site: str) -> None:
    browser = TextBrowser(f"{site}/ar")
    browser.follow("التعاون الدولي")
    browser.follow("شرق المتوسط")
    assert "إقليم المنظمة: شرق المتوسط" in browser.text
    assert re.search(r"^\d+ متعاون", browser.text, re.MULTILINE)
