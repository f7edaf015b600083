"""What axe passes, IBM's Accessibility Checker and the Nu validator look at as well."""

from __future__ import annotations

from pathlib import Path

from genomics.content.model import SITE_LANGUAGES
from tests.browser.checkers import ibm_findings, nu_findings
from tests.browser.conftest import OpenPage
from tests.browser.places import PLACES, address_in, views_across
from tests.browser.serving import get
from tests.browser.sweep import open_and_check


def test_no_kind_of_page_fails_in_a_second_opinion(new_page: OpenPage, site: str) -> None:
    objections = {}
    for view in views_across():
        page = new_page(**view.options, reduced_motion="reduce")
        objections[view.address, view.guise] = open_and_check(page, site, view, ibm_findings)
        page.close()
    assert {view: found for view, found in objections.items() if found} == {}


def test_every_kind_of_page_is_valid_html_in_every_language(site: str, tmp_path: Path) -> None:
    for language in SITE_LANGUAGES:
        for name, path in PLACES.items():
            _status, html = get(site, address_in(language, path))
            (tmp_path / f"{language}-{name}.html").write_text(html, encoding="utf-8")
    assert nu_findings(tmp_path) == []


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=en><title>x</title><p><ul id=a><li id=a></ul></p>")
    assert any("Duplicate ID" in finding for finding in nu_findings(tmp_path))
