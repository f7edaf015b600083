"""What a reader with a browser sees of an editor's work: every saved change soon, and nothing of a broken one."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from genomics.config import PROJECT_FOLDER, Settings
from tests.browser.serving import environment, free_port, get, gunicorn, running, wait_until_it_answers
from tests.publishing.samples import replace_text, retitle, write_content

PATIENCE = 10
"""Seconds; on a machine with nothing else to do, two are enough."""
REQUESTS_AFTERWARDS = 40

Record = Callable[[str, object], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """An editor's small content folder, the site that `flask serve` makes of it, and what its terminal shows."""

    content: Path
    address: str
    terminal: Path


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(content_dir=write_content(folder / "content"), index_dir=folder / "index")
    desk = Desk(settings.content_dir, f"http://127.0.0.1:{free_port()}", folder / "terminal")
    port = desk.address.rpartition(":")[2]
    with running("flask", "serve", "--port", port, settings=settings, output=desk.terminal) as process:
        wait_until_it_answers(desk.address, process)
        until(lambda: "Ctrl-C ends it." in desk.terminal.read_text())
        yield desk


def until(happens: Callable[[], bool]) -> float:
    """The seconds until something happens. Raises AssertionError where it takes too long."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        if happens():
            return time.monotonic() - started
        time.sleep(0.05)
    raise AssertionError(f"it has not happened within {PATIENCE} seconds")


def found(page: Page, desk: Desk, words: str) -> list[str]:
    """The titles that a search shows."""
    page.goto(f"{desk.address}/search?q={words}")
    return page.locator(".results h3").all_inner_texts()


def test_a_changed_title_is_soon_on_the_page_and_in_the_search(page: Page, desk: Desk, record_property: Record) -> None:
    assert "Zebrafish archive" not in found(page, desk, "zebrafish+archive")
    replace_text(desk.content / "resources/clinvar.md", "title: ClinVar\n", "title: Zebrafish archive\n")
    record_property("seconds", until(lambda: "Zebrafish archive" in found(page, desk, "zebrafish+archive")))
    page.locator(".results").get_by_role("link", name="Zebrafish archive").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zebrafish archive")


def test_a_new_record_is_soon_on_its_page_and_in_the_search(page: Page, desk: Desk, record_property: Record) -> None:
    (desk.content / "glossary/quaggology.md").write_text("---\ntitle: Quaggology\n---\n\nThe study of quaggas.\n")
    record_property("seconds", until(lambda: "Quaggology" in found(page, desk, "quaggology")))
    page.goto(f"{desk.address}/glossary/quaggology")
    expect(page.locator("main")).to_contain_text("The study of quaggas.")


def test_a_deleted_record_is_soon_gone_from_the_site_and_the_search(
    page: Page, desk: Desk, record_property: Record
) -> None:
    record = desk.content / "glossary/okapology.md"
    record.write_text("---\ntitle: Okapology\n---\n\nThe study of okapis.\n")
    until(lambda: "Okapology" in found(page, desk, "okapology"))
    record.unlink()
    record_property("seconds", until(lambda: "Okapology" not in found(page, desk, "okapology")))
    page.goto(f"{desk.address}/glossary/okapology")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is no longer on the site")


def test_a_broken_edit_shows_its_place_in_the_terminal_while_readers_keep_what_they_had(page: Page, desk: Desk) -> None:
    record = desk.content / "resources/clinvar.md"
    replace_text(record, "year: 2013", "year: soon")
    until(lambda: "resources/clinvar.md:9: " in desk.terminal.read_text())
    page.goto(f"{desk.address}/resources/clinvar")
    expect(page.locator("main")).to_contain_text("2013")
    assert len(found(page, desk, "%22archive%22")) == 1

    replace_text(record, "year: soon", "year: 2014")
    until(lambda: "2014" in get(desk.address, "/resources/clinvar")[1])


def test_all_four_workers_change_over_to_what_was_built_without_a_restart(
    tmp_path: Path, record_property: Record
) -> None:
    settings = Settings(content_dir=write_content(tmp_path / "content"), index_dir=tmp_path / "index")
    build(settings)
    with gunicorn(settings, workers=4) as (address, _):
        until(lambda: all("About us" in get(address, "/about")[1] for _ in range(REQUESTS_AFTERWARDS)))
        retitle(settings, "About our work")
        build(settings)
        record_property("seconds", until(lambda: all("About our work" in get(address, "/about")[1] for _ in range(10))))
        answers = [get(address, "/about") for _ in range(REQUESTS_AFTERWARDS)]
        assert [status for status, text in answers if status != 200 or "About our work" not in text] == []


def build(settings: Settings) -> None:
    """What an editor types after a change."""
    subprocess.run(
        [sys.executable, "-m", "flask", "index", "build"],
        cwd=PROJECT_FOLDER,
        env=environment(settings),
        check=True,
        capture_output=True,
    )
