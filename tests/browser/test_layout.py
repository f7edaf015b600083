"""No page is wider than the screen it is read on."""

from __future__ import annotations

import pytest

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
