"""Names under the search box while somebody types: by keyboard, by mouse, in their language, and never in the way."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage


def type_into(page: Page, words: str) -> None:
    """Types like a person into the only search box, and waits for the first name."""
    page.locator("#q").click()
    page.keyboard.type(words, delay=20)
    expect(page.get_by_role("option").first).to_be_visible()


def test_a_name_is_chosen_by_keyboard(page: Page, site: str) -> None:
    page.goto(site)
    type_into(page, "sickle c")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    name = chosen.inner_text()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search"))
    expect(page.locator("#q")).to_have_value(name)


def test_what_was_chosen_stays_chosen_though_names_for_more_letters_were_on_their_way(page: Page, site: str) -> None:
    page.goto(site)
    type_into(page, "sickle")
    page.keyboard.type(" c")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(600)
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)


def test_a_name_is_chosen_by_mouse(page: Page, site: str) -> None:
    page.goto(f"{site}/resources/clinvar")
    type_into(page, "thalass")
    name = page.get_by_role("option").nth(1).inner_text()
    page.get_by_role("option").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("result")
    expect(page.locator("#q")).to_have_value(name)


def test_how_many_names_there_are_is_said_politely(page: Page, site: str) -> None:
    page.goto(site)
    type_into(page, "genet")
    count = page.get_by_role("option").count()
    expect(page.locator("form [role=status]")).to_have_text(f"Suggestions: {count}")


def test_escape_puts_the_names_away_and_keeps_the_words(page: Page, site: str) -> None:
    page.goto(site)
    type_into(page, "sickle")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("sickle")
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/search?q=sickle")


def test_arrow_down_brings_the_names_back_and_escape_never_takes_the_words(page: Page, site: str) -> None:
    page.goto(site)
    type_into(page, "sickle")
    for _ in range(2):
        page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("sickle")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)


def test_leaving_the_box_puts_the_names_away(page: Page, site: str) -> None:
    page.goto(site)
    type_into(page, "sickle")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("button", name="Search")).to_be_focused()


def test_names_come_in_the_language_of_the_page_and_say_which_they_are_in(page: Page, site: str) -> None:
    page.goto(f"{site}/fr")
    type_into(page, "drep")
    assert page.get_by_role("option").first.get_attribute("lang") == "fr"
    page.goto(f"{site}/zh")
    type_into(page, "镰")
    assert page.get_by_role("option").first.get_attribute("lang") == "zh"


def test_words_typed_before_the_script_has_come_count_too(page: Page, site: str) -> None:
    page.route(re.compile("combobox-nav"), lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto(site)
    page.locator("#q").click()
    page.keyboard.type("sickle")
    expect(page.get_by_role("option").first).to_be_visible()


def test_without_suggestions_the_search_goes_on(page: Page, site: str) -> None:
    page.route(re.compile("/api/v1/suggest"), lambda route: route.abort())
    page.goto(site)
    page.locator("#q").click()
    page.keyboard.type("sickle cell")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("sickle cell")


def test_without_script_the_box_is_a_plain_form(new_page: OpenPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site)
    page.get_by_role("searchbox").fill("sickle cell")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("sickle cell")
    assert page.locator("[role=listbox], [role=combobox]").count() == 0
