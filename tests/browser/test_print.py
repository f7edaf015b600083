"""On paper: nothing is cut in two, every sheet says where it comes from and when, a record is one sheet."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Literal

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.places import PLACES

PAPERS: tuple[Literal["A4", "Letter"], ...] = ("A4", "Letter")
DIRECTORY = "/collaborators?region=EMR"
RECORDS = ("resource", "collaborator", "term")


def sheets(page: Page, paper: str) -> list[str]:
    """The text of each sheet, without the room between letters."""
    printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
    return [squeezed(sheet.extract_text()) for sheet in printed.pages]


def squeezed(text: str) -> str:
    """A text without room between its letters, and with letters that are printed as one taken apart."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("path", "entry"), [(DIRECTORY, ".entries > li"), (PLACES["search"], ".hit")])
def test_no_entry_of_a_list_is_cut_and_every_sheet_has_address_and_date(
    page: Page, site: str, paper: str, path: str, entry: str
) -> None:
    page.goto(site + path)
    entries = page.locator(entry)
    parts = [entries.nth(place).locator("h3, h4, p").all_inner_texts() for place in range(entries.count())]
    printed = sheets(page, paper)
    assert len(printed) > 1
    for words in parts:
        assert any(all(squeezed(part) in sheet for part in words) for sheet in printed), words
    for sheet in printed:
        assert squeezed(path) in sheet
        assert re.search(r"publishedon\d+\w+20\d\d", sheet)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_directory_of_a_region_prints_whole_and_says_which_region(page: Page, site: str, paper: str) -> None:
    page.goto(site + "/collaborators")
    page.locator(".facet > summary", has_text="WHO region").click()
    page.get_by_role("link", name=re.compile("^Eastern Mediterranean ")).click()
    names = page.locator(".entries h4 a").all_inner_texts()
    count = page.locator("#count").inner_text()
    assert count == f"{len(names)} collaborators"
    printed = "".join(sheets(page, paper))
    assert "WHOregion:EasternMediterranean" in printed
    assert squeezed(count) in printed
    assert [name for name in names if squeezed(name) not in printed] == []
    assert "Removefilter" not in printed


@pytest.mark.parametrize("paper", PAPERS)
def test_a_directory_in_part_says_so_on_paper_and_where_the_whole_of_each_kind_is(
    page: Page, site: str, paper: str
) -> None:
    page.goto(site + "/collaborators")
    wholes = page.locator(".rest a")
    assert wholes.count() > 1
    printed = "".join(sheets(page, paper))
    assert "Onlythefirstofeachkindareshownhere." in printed
    for place in range(wholes.count()):
        link = wholes.nth(place)
        assert squeezed(f"{link.inner_text()} ({link.get_attribute('href')})") in printed
    wholes.first.click()
    names = page.locator(".entries h4 a").all_inner_texts()
    printed = "".join(sheets(page, paper))
    assert page.locator("#count").inner_text() == f"{len(names)} collaborators"
    assert "Onlythefirst" not in printed
    assert [name for name in names if squeezed(name) not in printed] == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_is_one_sheet(page: Page, site: str, kind: str, paper: str) -> None:
    page.goto(site + PLACES[kind])
    printed = sheets(page, paper)
    assert len(printed) == 1
    assert squeezed(page.get_by_role("heading", level=1).inner_text()) in printed[0]
    assert "Wherethiscomesfrom" in printed[0]
