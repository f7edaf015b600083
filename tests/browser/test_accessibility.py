"""No page breaks a rule that axe can check: on a phone and on a desktop, light and dark, from left and from right."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import OpenPage
from tests.browser.places import PLACES, address_in

EVERY_READER = {
    "en-desktop-light": ("en", {"viewport": DESKTOP, "color_scheme": "light"}),
    "ar-phone-dark": ("ar", {"viewport": PHONE, "color_scheme": "dark"}),
}
OTHER_READERS = {
    "en-phone-dark": ("en", {"viewport": PHONE, "color_scheme": "dark"}),
    "ar-desktop-light": ("ar", {"viewport": DESKTOP, "color_scheme": "light"}),
    "en-phone-light": ("en", {"viewport": PHONE, "color_scheme": "light"}),
    "ar-desktop-dark": ("ar", {"viewport": DESKTOP, "color_scheme": "dark"}),
    "zh-desktop-dark": ("zh", {"viewport": DESKTOP, "color_scheme": "dark"}),
}
MOST_DIFFERENT_PLACES = ("home", "search-filtered", "resource")


@pytest.mark.parametrize("reader", EVERY_READER)
def test_no_kind_of_page_keeps_anybody_out(new_page: OpenPage, site: str, reader: str) -> None:
    language, options = EVERY_READER[reader]
    assert violations(new_page, site, language, options, tuple(PLACES)) == {}


@pytest.mark.parametrize("reader", OTHER_READERS)
def test_the_pages_that_differ_most_keep_nobody_out_in_any_guise(new_page: OpenPage, site: str, reader: str) -> None:
    language, options = OTHER_READERS[reader]
    assert violations(new_page, site, language, options, MOST_DIFFERENT_PLACES) == {}


def test_an_open_menu_and_open_filters_on_a_phone_keep_nobody_out(new_page: OpenPage, site: str) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{site}/search?q=screening")
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert complaints(page) == ""


def violations(
    new_page: OpenPage, site: str, language: str, options: dict[str, Any], places: tuple[str, ...]
) -> dict[str, str]:
    """What axe objects to, by kind of page."""
    page = new_page(**options, reduced_motion="reduce")
    reports = {}
    for name in places:
        response = page.goto(site + address_in(language, PLACES[name]))
        assert response is not None
        assert response.status == (404 if name == "not-found" else 200)
        reports[name] = complaints(page)
    return {name: report for name, report in reports.items() if report}


def complaints(page: Page) -> str:
    """What axe objects to on the page that is open, or nothing; the page's own policy does not hold its script up."""
    results = Axe().run(page)
    return results.generate_report() if results.violations_count else ""
