"""A content folder of a dozen records in several scripts, its editions, and everything that readers see of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from genomics.config import Settings
from genomics.content.model import RecordType
from genomics.publishing.site import Site, SiteLoader
from genomics.search.request import SearchRequest
from tests.publishing.samples import write_content

TERMS = ("gene", "genome", "exome", "variant", "جينوم", "基因组", "геном")
QUERIES = ("", "ClinVar", "allele", "laboratories variant", "First edition", "Second edition", "جينوم", "基因", "геном")


def write_library(folder: Path) -> Path:
    """Writes the small content folder of the other tests and as many terms again; gives the folder."""
    write_content(folder)
    for number, name in enumerate(TERMS):
        term = f"---\ntitle: Term {number} {name}\nsee_also: [allele]\n---\n\nWhat {name} means, in a sentence.\n"
        (folder / f"glossary/term-{number}.md").write_text(term, encoding="utf-8")
    return folder


def edit(content: Path, edition: str) -> None:
    """An editor's work on one file: the page `about` becomes that edition."""
    text = f"---\ntitle: {edition} edition\n---\n\n## What we do\n\nThe {edition} thing that we do is collecting.\n"
    (content / "pages/about.md").write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers see: every record, and the results (key, title, score) of some searches by their words."""

    records: Mapping[str, object]
    searches: Mapping[str, tuple[tuple[str, str, float], ...]]


def seen(settings: Settings) -> Seen:
    """What a worker that starts now serves. Raises AssertionError where it would say that something is wrong."""
    loader = SiteLoader(settings)
    site = loader.current()
    assert loader.health().problem == ""
    return seen_of(site)


def seen_of(site: Site) -> Seen:
    """What is on that site."""
    keys = [card.key for record_type in RecordType for card in site.cards(record_type)]
    return Seen({key: site.record(key) for key in keys}, {query: _found(site, query) for query in QUERIES})


def _found(site: Site, query: str) -> tuple[tuple[str, str, float], ...]:
    results = site.search(SearchRequest.from_args([("q", query), ("page_size", "100")]))
    assert results.generation == site.generation
    return tuple((hit.key, hit.title, hit.score) for hit in results.hits)
