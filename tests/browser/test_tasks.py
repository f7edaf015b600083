"""What readers come for, done as they do it: with script and without, on a phone and a desktop, in a text browser."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Page, expect

from genomics.content.model import SITE_LANGUAGES
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import OpenPage
from tests.browser.places import address_in
from tests.browser.serving import get
from tests.browser.text_browser import TextBrowser
from tests.web.pages import PageReader

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


def found(site: str, path: str) -> list[str]:
    """The keys of the records that a search finds first, by the path of its page."""
    _status, text = get(site, path.replace("/search?", "/api/v1/search?"))
    return [hit["key"] for hit in json.loads(text)["results"]]


SICK_CHILD = {
    "en": "My child is sick",
    "fr": "mon enfant est malade",
    "es": "mi hijo esta enfermo",
    "ru": "мой ребёнок болен",
    "ar": "ابني مريض",
    "zh": "我的孩子生病了",
}


@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_parents_of_a_sick_child_are_first_led_to_who_can_see_it(site: str, language: str) -> None:
    path = address_in(language, f"/search?q={quote_plus(SICK_CHILD[language])}")
    assert found(site, path)[:3] == [
        "term/undiagnosed-disease",
        "term/genetic-counselling",
        "page/genetic-services-and-counselling",
    ]


@pytest.mark.parametrize(
    "words", ["who to contact", "journalist", "contactez-nous", "контакты", "联系我们", "اتصل بنا"]
)
def test_who_asks_for_a_contact_learns_first_whose_site_it_is(site: str, words: str) -> None:
    assert found(site, f"/search?q={quote_plus(words)}")[0] == "page/about"


def test_a_search_for_the_map_leads_to_it(site: str) -> None:
    browser = TextBrowser(f"{site}/search?q=world+map")
    browser.follow("How collaboration works")
    browser.follow("on a map")
    assert "Each mark is a place where collaborators sit" in browser.text


@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_every_search_that_the_home_page_offers_finds_something(site: str, language: str) -> None:
    home = get(site, address_in(language, "/"))[1]
    offered = PageReader(home.partition('class="tries"')[2].partition("</p>")[0]).links
    assert len(offered) == 5
    assert [path for path in offered if not found(site, path)] == []


def test_what_is_explained_is_found_from_any_page_and_leads_back(site: str) -> None:
    browser = TextBrowser(f"{site}/resources/clinvar")
    browser.follow("Genomics explained")
    browser.follow("Haemoglobin disorders")
    browser.follow("Genomics explained")
    assert "Pharmacogenomics" in browser.text
