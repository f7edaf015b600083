"""No word of the interface escapes translation: on a site whose content is all Greek, every Latin word is marked."""

from __future__ import annotations

import re
from html import unescape

import pytest
from babel.support import Translations
from flask.testing import FlaskClient

from genomics import create_app
from genomics.web import localisation
from genomics.web.localisation import NATIVE_NAMES
from tests.web.conftest import publish
from tests.web.pages import PageReader

FILES = {
    "site.yaml": """
name: {en: Ωμέγα, zh: 人类}
tagline: {en: Ωμέγα, zh: 人类}
navigation: [/omega, /topics, /resources, /collaborators, /glossary, /timeline]
footer: [/omega]
contact: a@b.gr
""",
    "vocabularies/topics.yaml": "- id: t\n  label: {en: Θέμα}\n",
    "vocabularies/audiences.yaml": "- id: a\n  label: {en: Όλοι}\n",
    "vocabularies/resource-kinds.yaml": "- id: k\n  label: {en: Βάση}\n",
    "vocabularies/collaborator-kinds.yaml": "- id: c\n  label: {en: Δίκτυο}\n",
    "vocabularies/access.yaml": "- id: open\n  label: {en: Ανοικτό}\n",
    "vocabularies/regions.yaml": "- id: EUR\n  label: {en: Ευρώπη}\n",
    "vocabularies/countries.yaml": "- id: GR\n  label: {en: Ελλάδα}\n  region: EUR\n",
    "vocabularies/languages.yaml": "- id: el\n  label: {en: Ελληνικά}\n",
    "timeline.yaml": "- {year: 1953, title: Έλικα, text: Έλικα., source: 'https://1.gr/', checked: known}\n",
    "pages/home.md": "---\ntitle: Αρχή\n---\n\nΑρχή.\n",
    "pages/omega.md": """---
title: Ωμέγα
part: initiative
reviewed: 2026-11-22
topics: [t]
source: https://1.gr/
checked: seen
read: 2026-11-22
---

Ωμέγα.

## Άλφα

Άλφα.

## Βήτα

Βήτα.
""",
    "pages/omega.zh.md": "---\ntitle: 人类\ntranslates: 2026-11-22\n---\n\n人类\n",
    "resources/r.md": """---
title: Γονίδιο
kind: k
summary: Βάση.
also: [Γένος]
topics: [t]
audiences: [a]
publisher: Εκδότης
url: https://1.gr/
year: 2013
languages: [el]
access: open
country: GR
who_region: EUR
identifiers: {document: '1'}
provided_by: [c]
source: https://1.gr/
source_note: πηγή
checked: seen
read: 2026-11-22
---

Ένα [γονίδιο](/glossary/g).
""",
    "resources/s.md": "---\ntitle: Γονίδια\nkind: k\nchecked: known\n---\n",
    "collaborators/c.md": """---
title: Δίκτυο
kind: c
acronym: Δ
who_status: Συνεργάτης
country: GR
city: Αθήνα
who_region: EUR
founded: 2003
---

Δίκτυο.
""",
    "glossary/g.md": "---\ntitle: Γονίδιο\ntranslations: {zh: 基因, fr: Γονίδιο}\n---\n\nΓονίδιο.\n",
}
ADDRESSES = (
    "/zh",
    "/zh/omega",
    "/zh/resources",
    "/zh/resources?topic=t&kind=ψ",
    "/zh/resources/r",
    "/zh/resources/s",
    "/zh/collaborators?country=GR",
    "/zh/collaborators/c",
    "/zh/glossary",
    "/zh/glossary/g",
    "/zh/topics",
    "/zh/topics/t",
    "/zh/countries",
    "/zh/countries/GR",
    "/zh/regions",
    "/zh/regions/EUR",
    "/zh/timeline",
    "/zh/search",
    "/zh/search?q=γονίδιο&year_from=1990",
    "/zh/search?q=γονίδιο+-δίκτυο&page=9",
    "/zh/search?q=ψψψψ",
    "/zh/7",
)
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-label")
NAMES = {*NATIVE_NAMES.values(), "JSON", "1.gr"}
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")


class Marking(Translations):
    """Puts every text that goes through the catalogues between brackets."""

    def ugettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ungettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture(scope="module")
def greek(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site without a Latin letter in its content."""
    return create_app(publish(tmp_path_factory.mktemp("greek"), FILES, site_url="http://127.0.0.1:8000")).test_client()


def said(html: str) -> str:
    """Everything that a page says to eyes and ears, without its tags."""
    page = PageReader(html)
    spoken = [attributes[name] for _tag, attributes in page.elements for name in SPOKEN if name in attributes]
    described = [meta["content"] for meta in page.all("meta") if meta.get("name") == "description"]
    visible = re.sub(r"<(script|style).*?</\1>|<!doctype html>", "", html, flags=re.S)
    return unescape("\n".join([re.sub(r"<[^>]*>", " ", visible), *spoken, *described]))


def unmarked(text: str) -> set[str]:
    """The Latin words that stand in no brackets; brackets may stand in brackets."""
    while _MARKED.search(text):
        text = _MARKED.sub(" ", text)
    text = re.sub(r"https?://\S+", " ", text)
    for name in NAMES:
        text = text.replace(name, " ")
    return set(re.findall(r"[A-Za-z]{2,}", text))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_word_of_the_interface_goes_through_the_catalogues(
    greek: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(localisation, "catalogue", lambda _language: Marking())
    html = greek.get(address).text
    assert "⟦Skip to main content⟧" in html
    assert unmarked(said(html)) == set()


def test_an_unmarked_word_is_found() -> None:
    assert unmarked(said('<p aria-label="Close">⟦All ⟦good⟧⟧ <b>Oops</b></p>')) == {"Close", "Oops"}
