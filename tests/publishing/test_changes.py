from __future__ import annotations

from pathlib import Path

import pytest

from genomics.config import Settings
from genomics.content.errors import ContentErrors
from genomics.publishing.build import rebuild
from genomics.publishing.changes import Changes, MovedSearch, find_changes
from genomics.publishing.store import GenerationStore
from tests.publishing.samples import KEYS, current_folder, flip_a_bit, replace_text


@pytest.fixture
def published(settings: Settings) -> Settings:
    rebuild(settings)
    return settings


def write(settings: Settings, name: str, text: str) -> None:
    (settings.content_dir / name).write_text(text, encoding="utf-8")


def test_without_an_edit_readers_notice_nothing(published: Settings) -> None:
    changes = find_changes(published, ["laboratories"])
    assert changes.is_empty
    assert (changes.asked, changes.searches, changes.departures, changes.others) == (1, (), (), ())


def test_nothing_is_published_by_looking(published: Settings) -> None:
    before = sorted(published.index_dir.rglob("*"))
    write(published, "glossary/gene.md", "---\ntitle: Gene\n---\n\nA stretch of DNA.\n")
    find_changes(published)
    assert sorted(published.index_dir.rglob("*")) == before


def test_records_are_named_with_the_fields_that_differ(published: Settings) -> None:
    folder = published.content_dir
    write(published, "glossary/gene.md", "---\ntitle: Gene\n---\n\nA stretch of DNA.\n")
    (folder / "collaborators/elan.md").unlink()
    replace_text(folder / "resources/clinvar.md", "year: 2013", "year: 2014")
    replace_text(folder / "resources/clinvar.md", "Laboratories deposit", "All laboratories deposit")
    replace_text(folder / "pages/about.fr.md", "des outils", "des cours")
    replace_text(folder / "glossary/allele.md", "{fr: allèle}", "{fr: allèles}")
    changes = find_changes(published)
    assert [record.key for record in changes.added] == ["term/gene"]
    assert [(record.key, record.fields) for record in changes.changed] == [
        ("page/about", ("translation (fr)",)),
        ("resource/clinvar", ("text", "year")),
        ("term/allele", ("translations",)),
    ]
    assert [(record.key, record.title) for record in changes.removed] == [("collaborator/elan", "Élan network")]


LOST_LINK = "- {url: 'https://www.example.org/clinvar', state: dead, since: 2026-01-01}\n"
DIAGRAM = """title: {en: How it goes}
description: {en: First this then that.}
steps:
  - picture: gene
    label: {en: First}
  - picture: care
    label: {en: Then}
"""


def test_what_changes_beside_records_is_named(published: Settings) -> None:
    replace_text(published.content_dir / "timeline.yaml", "Nearly all of it.", "All of it.")
    write(published, "synonyms.yaml", "- terms: [archive, database]\n")
    write(published, "redirects.yaml", "- {from: /older-about, to: /about}\n")
    write(published, "site.yaml", "name: {en: Another name}\n")
    write(published, "pinned.yaml", "- {query: variants, records: [resource/clinvar]}\n")
    write(published, "links.yaml", LOST_LINK)
    (published.content_dir / "diagrams").mkdir()
    write(published, "diagrams/alleles.yaml", DIAGRAM)
    (published.content_dir / "vocabularies").mkdir()
    write(published, "vocabularies/topics.yaml", "- {id: rare-diseases, label: {en: Rare}}\n")
    assert find_changes(published).others == (
        "topics",
        "name, menus and texts of the site",
        "timeline",
        "redirects",
        "synonyms, words and genes for the search",
        "what comes first for a search",
        "links that lead nowhere",
        "diagrams",
    )


def test_addresses_that_leave_are_told_with_where_they_lead(published: Settings) -> None:
    (published.content_dir / "collaborators/elan.md").unlink()
    (published.content_dir / "resources/clinvar.md").unlink()
    write(published, "redirects.yaml", "- {from: /resources/clinvar, to: /about}\n")
    found = [(one.address, one.leads_to) for one in find_changes(published).departures]
    assert found == [("/collaborators/elan", ""), ("/resources/clinvar", "/about")]


def test_headings_that_links_from_outside_may_use_are_missed(published: Settings) -> None:
    replace_text(published.content_dir / "pages/about.md", "## What we do", "## Our work")
    assert find_changes(published).lost_headings == ("/about#what-we-do",)


def test_links_to_what_is_hidden_are_told(published: Settings) -> None:
    replace_text(published.content_dir / "glossary/allele.md", "title: Allele", "title: Allele\ndraft: true")
    changes = find_changes(published)
    assert [notice.path for notice in changes.unlinked] == ["pages/home.md", "resources/clinvar.md"]
    assert [hidden.path for hidden in changes.hidden] == ["glossary/allele.md"]
    assert [record.key for record in changes.removed] == ["term/allele"]


def test_a_translation_falls_behind_when_only_its_original_changes(published: Settings) -> None:
    replace_text(published.content_dir / "pages/about.md", "We collect tools.", "We collect courses.")
    assert find_changes(published).stale == ("pages/about.fr.md",)
    replace_text(published.content_dir / "pages/about.fr.md", "des outils", "des cours")
    assert find_changes(published).stale == ()


def test_searches_show_what_is_found_now_and_then(published: Settings) -> None:
    write(published, "glossary/deposit.md", "---\ntitle: Deposit\n---\n\nLaboratories deposit variants.\n")
    moved = {search.query: search for search in find_changes(published, ["deposit", "zzzz", "Lyon"]).searches}
    assert moved["deposit"].before == ("ClinVar", "Allele")
    assert moved["deposit"].after == ("Deposit", "ClinVar")
    assert "Lyon" not in moved
    assert "zzzz" not in moved


def test_the_titles_of_what_changes_are_searched_for(published: Settings) -> None:
    (published.content_dir / "collaborators/elan.md").unlink()
    assert find_changes(published).searches == (MovedSearch("Élan network", ("Élan network",), ()),)


def test_before_the_first_build_everything_is_new(settings: Settings) -> None:
    changes = find_changes(settings)
    assert tuple(record.key for record in changes.added) == KEYS
    assert changes.generation == ""
    assert changes.search_problem == "Nothing has been published yet."


def test_a_damaged_search_is_no_reason_to_tell_nothing(published: Settings) -> None:
    flip_a_bit(next((current_folder(published) / "search").glob("*.npy")))
    changes = find_changes(published)
    assert "damaged" in changes.search_problem
    assert changes.is_empty


def test_faults_are_told_as_by_a_build(published: Settings) -> None:
    (published.content_dir / "glossary/allele.md").unlink()
    with pytest.raises(ContentErrors, match='The address "/glossary/allele" leads nowhere'):
        find_changes(published)


def test_a_comparison_leaves_no_files_behind(
    published: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    changes: Changes = find_changes(published)
    assert changes.generation == GenerationStore(published.index_dir).generations()[0]
    assert list((tmp_path / "temporary").iterdir()) == []
