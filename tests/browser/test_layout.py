"""No page is wider than the screen it is read on, and nothing on it moves once it is there."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import OpenPage
from tests.browser.places import PLACES, address_in

WIDTHS = (320, 360, 768, 1280)


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_no_page_scrolls_sideways(new_page: OpenPage, site: str, language: str) -> None:
    page = new_page()
    too_wide = []
    for name, path in PLACES.items():
        page.goto(site + address_in(language, path))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append(f"{name} at {width}")
    assert too_wide == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_jumps_while_a_page_comes_in(new_page: OpenPage, site: str, viewport: ViewportSize) -> None:
    page = new_page(viewport=viewport)
    page.add_init_script(
        """window.shifts = [];
        new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(entry => entry.value)))
            .observe({type: "layout-shift", buffered: true});"""
    )
    jumping = []
    for name, path in PLACES.items():
        page.goto(site + path, wait_until="networkidle")
        if page.evaluate("window.shifts.length"):
            jumping.append(name)
    assert jumping == []
