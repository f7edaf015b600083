"""Every kind of page in every language and guise before two checkers: some ten minutes, `make sweep`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from genomics.config import Settings
from genomics.content.model import SITE_LANGUAGES
from genomics.publishing.build import rebuild
from tests.browser.checkers import axe_findings, ibm_findings
from tests.browser.chromium import chromium
from tests.browser.places import GUISES, PLACES, View, views_in_turn
from tests.browser.serving import gunicorn

Checker = Callable[[Page], list[str]]
CHECKERS: dict[str, Checker] = {"axe": axe_findings, "IBM": ibm_findings}


def findings(page: Page, site: str, language: str, guise: str, check: Checker) -> dict[str, list[str]]:
    """What a checker objects to on the pages whose turn it is in this language and guise, by kind of page."""
    found = {view.place: open_and_check(page, site, view, check) for view in views_in_turn(language, guise)}
    return {place: objections for place, objections in found.items() if objections}


def open_and_check(page: Page, site: str, view: View, *checks: Checker) -> list[str]:
    """What checkers object to on one page."""
    response = page.goto(site + view.address)
    assert response is not None
    assert response.status == (404 if view.place == "not-found" else 200)
    return [objection for check in checks for objection in check(page)]


def main() -> None:
    """Publishes the shipped content into a temporary folder, serves it, and prints what is found."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=Path(folder))
        rebuild(settings)
        with gunicorn(settings) as (site, _), chromium() as browser:
            for language in SITE_LANGUAGES:
                for guise in GUISES:
                    report(browser, site, language, guise)


def report(browser: Browser, site: str, language: str, guise: str) -> None:
    """Prints what is found on all kinds of page in one language and guise."""
    context = browser.new_context(**GUISES[guise], reduced_motion="reduce")
    page = context.new_page()
    counts = dict.fromkeys(CHECKERS, 0)
    for place in PLACES:
        for name, check in CHECKERS.items():
            objections = open_and_check(page, site, View(place, language, guise, GUISES[guise]), check)
            counts[name] += len(objections)
            for objection in objections:
                print(f"  {place}: {name}: {objection}")
    print(f"{language} {guise}: {len(PLACES)} pages, " + ", ".join(f"{name} {n}" for name, n in counts.items()))
    context.close()


if __name__ == "__main__":
    main()
