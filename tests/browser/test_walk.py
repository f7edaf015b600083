"""A reader's way: home, search, filter, record and back, by mouse, by keyboard and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE
from tests.browser.conftest import OpenPage

FIRST_RESULT = ".results .hit h3 a"
FOCUS_IS_SEEN = """() => {
    const focused = document.activeElement;
    if (focused === document.body) return true;
    const style = getComputedStyle(focused);
    const box = focused.getClientRects()[0];
    const above = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const isSeen = focused.contains(above) || above?.contains(focused);
    return isSeen && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


def walk(page: Page, site: str) -> None:
    """Home, search, filter, record, back, and back again."""
    page.goto(site)
    page.get_by_role("searchbox").fill("newborn screening")
    page.get_by_role("button", name="Search").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("newborn screening")
    unfiltered = heading.inner_text()

    page.get_by_role("complementary", name="Filters").get_by_role("link", name=re.compile("^Resources")).click()
    expect(page).to_have_url(re.compile("type=resource"))
    expect(page.get_by_role("list", name="Filters that are set")).to_contain_text("Resources")
    kinds = page.locator(".results .kind").all_inner_texts()
    assert kinds
    assert all(kind.startswith("Resource") for kind in kinds)
    filtered = heading.inner_text()
    assert filtered != unfiltered

    title = page.locator(FIRST_RESULT).first.inner_text()
    page.locator(FIRST_RESULT).first.click()
    expect(page).to_have_url(re.compile("/resources/"))
    expect(heading).to_have_text(title)
    expect(page.get_by_role("heading", name="Where this comes from")).to_be_visible()

    page.go_back()
    expect(heading).to_have_text(filtered)
    page.go_back()
    expect(heading).to_have_text(unfiltered)


def test_a_reader_searches_filters_reads_a_record_and_comes_back(page: Page, site: str) -> None:
    walk(page, site)


def test_the_same_way_leads_through_the_site_without_javascript(new_page: OpenPage, site: str) -> None:
    walk(new_page(java_script_enabled=False), site)


def test_a_search_needs_nothing_but_the_keyboard(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    tab_until(page, "input[name=q]")
    page.keyboard.type("sickle cell")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("sickle cell")

    tab_until(page, ".beside-filters summary")
    page.keyboard.press("Tab")
    tab_until(page, ".facet li a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Filters that are set").get_by_role("link")).to_have_count(1)

    tab_until(page, FIRST_RESULT)
    title = page.locator(FIRST_RESULT).first.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title.split(" › ")[0])
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sickle cell")


def tab_until(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on such an element."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"sixty steps did not lead to {selector}")


def test_the_skip_link_shows_itself_and_leads_past_the_menu(page: Page, site: str) -> None:
    page.goto(f"{site}/resources/clinvar")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("path", ["/search?q=newborn+screening", "/glossary", "/resources/clinvar"])
def test_what_is_reached_by_tab_shows_that_it_is_and_nothing_covers_it(
    new_page: OpenPage, site: str, path: str
) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(site + path)
    for key in ["Tab"] * 45 + ["Shift+Tab"] * 45:
        page.keyboard.press(key)
        assert page.evaluate(FOCUS_IS_SEEN), page.evaluate("document.activeElement.outerHTML")


def test_another_language_keeps_the_page_and_the_search(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=newborn+screening&type=resource")
    page.get_by_role("navigation", name="Language").get_by_role("link", name="Français").click()
    expect(page).to_have_url(f"{site}/fr/search?q=newborn+screening&type=resource")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("searchbox")).to_have_value("newborn screening")

    page.goto(f"{site}/glossary/allele")
    page.get_by_role("navigation", name="Language").get_by_role("link", name="العربية").click()
    expect(page).to_have_url(f"{site}/ar/glossary/allele")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_a_phone_shows_the_first_result_on_its_first_screen_and_the_filters_folded(
    new_page: OpenPage, site: str
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{site}/search?q=newborn+screening")
    expect(page.get_by_text("Filters", exact=True)).to_have_count(1)
    expect(page.locator(".facet").first).to_be_hidden()
    first = page.locator(FIRST_RESULT).first.bounding_box()
    assert first is not None
    assert first["y"] + first["height"] <= PHONE["height"]

    page.get_by_text("Filters", exact=True).click()
    expect(page.locator(".facet").first).to_be_visible()
    page.locator(".facet li a").first.click()
    expect(page.locator(".filters > summary")).to_contain_text("1 set")
    expect(page.locator(".facet").first).to_be_hidden()
