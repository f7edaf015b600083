"""No page breaks a rule that axe can check: in six languages, light, dark, at 400 % and in forced colours."""

from __future__ import annotations

import pytest

from genomics.content.model import SITE_LANGUAGES
from tests.browser.checkers import axe_findings
from tests.browser.chromium import PHONE
from tests.browser.conftest import OpenPage
from tests.browser.places import GUISES
from tests.browser.sweep import findings


@pytest.mark.parametrize("guise", GUISES)
@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_no_kind_of_page_keeps_anybody_out(new_page: OpenPage, site: str, language: str, guise: str) -> None:
    page = new_page(**GUISES[guise], reduced_motion="reduce")
    assert findings(page, site, language, guise, axe_findings) == {}


def test_an_open_menu_and_open_filters_on_a_phone_keep_nobody_out(new_page: OpenPage, site: str) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{site}/search?q=screening")
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert axe_findings(page) == []


def test_names_under_the_search_box_keep_nobody_out(new_page: OpenPage, site: str) -> None:
    page = new_page(viewport=PHONE)
    page.goto(site)
    page.get_by_label("Search for a disease").press_sequentially("sickle")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert axe_findings(page) == []
