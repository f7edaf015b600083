"""What a record's page says of its other names and of the state of its translation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from genomics import create_app
from tests.web.conftest import publish

ORIGINAL = "---\ntitle: About\n---\n\nThe text.\n"
STALE = "L’original anglais a changé depuis que cette traduction a été faite."


@pytest.mark.parametrize("page", ["about", "home"])
@pytest.mark.parametrize(("original", "is_told"), [("original: 00000000\n", True), ("", False)])
def test_readers_of_a_translation_are_told_that_its_original_has_changed(
    tmp_path: Path, page: str, original: str, is_told: bool
) -> None:
    translation = f"---\ntitle: À propos\n{original}---\n\nLe texte.\n"
    files = {f"pages/{page}.md": ORIGINAL, f"pages/{page}.fr.md": translation, "glossary/gene.md": ORIGINAL}
    client = create_app(publish(tmp_path, files)).test_client()
    address = "/" if page == "home" else f"/{page}"
    assert (STALE in client.get(f"/fr{address}".rstrip("/")).text) == is_told
    assert "has changed since" not in client.get(address).text
    assert STALE not in client.get("/fr/glossary/gene").text
    if page != "home":
        french = client.get(f"/{page}.json").get_json()["translations"]["fr"]
        assert french.get("original_has_changed", False) == is_told


def test_a_term_with_a_stale_translation_tells_so(tmp_path: Path) -> None:
    files = {
        "glossary/gene.md": ORIGINAL,
        "glossary/gene.fr.md": "---\ntitle: Gène\noriginal: 00000000\n---\n\nLe texte.\n",
    }
    assert STALE in create_app(publish(tmp_path, files)).test_client().get("/fr/glossary/gene").text


def test_other_names_are_in_the_language_of_the_page_and_no_mere_spellings(tmp_path: Path) -> None:
    also = "[sickle cell disease, sickle cell anaemia, sickle-cell anemia, Sickle Cell Anaemia, SCD]"
    files = {
        "glossary/sickle.md": f"---\ntitle: Sickle-cell disease\nalso: {also}\n---\n\nThe text.\n",
        "glossary/sickle.fr.md": "---\ntitle: Drépanocytose\nalso: [anémie falciforme]\n---\n\nLe texte.\n",
    }
    client = create_app(publish(tmp_path, files)).test_client()

    def names(address: str) -> str:
        found = re.search('<p class="also">(.*?)</p>', client.get(address).text)
        return found[1] if found else ""

    assert names("/glossary/sickle") == "Also called: sickle cell anaemia, SCD"
    assert names("/fr/glossary/sickle").endswith("anémie falciforme")
    assert names("/ru/glossary/sickle").endswith(
        '<bdi lang="en" dir="ltr">sickle cell anaemia</bdi>, <bdi lang="en" dir="ltr">SCD</bdi>'
    )
    assert client.get("/search?q=sickle+cell+anemia&exact=1").text.count('/glossary/sickle"')


def test_a_resource_without_an_address_says_so_and_where_it_can_be_read_about(tmp_path: Path) -> None:
    facts = "title: A manual\nkind: guideline\naccess: open\nsource: https://example.org/about\n"
    files = {
        "resources/lost.md": f"---\n{facts}---\n",
        "resources/there.md": f"---\n{facts}url: https://example.org/manual\n---\n",
        "resources/numbered.md": f"---\n{facts}identifiers: {{doi: 10.1000/182}}\n---\n",
        "vocabularies/resource-kinds.yaml": "- id: guideline\n  label: {en: Guideline}\n",
        "vocabularies/access.yaml": "- id: open\n  label: {en: Open to all}\n",
    }
    client = create_app(publish(tmp_path, files)).test_client()
    told = 'We know of no address where this can be opened. Read about it at <a href="https://example.org/about"><bdi>example.org</bdi></a>.'
    lost = client.get("/resources/lost").text
    assert told in lost
    assert "Open to all" not in lost
    for name in ("there", "numbered"):
        text = client.get(f"/resources/{name}").text
        assert "We know of no address" not in text
        assert "Open to all" in text


def test_a_translation_without_a_text_says_once_what_is_translated_and_what_is_not(tmp_path: Path) -> None:
    files = {
        "resources/manual.md": "---\ntitle: A manual\nkind: guideline\n---\n\nThe text.\n",
        "resources/manual.fr.md": "---\ntitle: Un manuel\nsummary: Court.\n---\n",
        "resources/other.md": "---\ntitle: Another\nkind: guideline\n---\n\nThe text.\n",
        "vocabularies/resource-kinds.yaml": "- id: guideline\n  label: {en: Guideline}\n",
    }
    client = create_app(publish(tmp_path, files)).test_client()
    partly = client.get("/fr/resources/manual").text
    assert "Traduction non officielle du titre et du résumé de <a" in partly
    assert "; le texte est encore en anglais." in partly
    untranslated = "Ce texte n’est pas encore traduit"
    assert untranslated not in partly
    assert untranslated in client.get("/fr/resources/other").text
