from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from genomics.content.library import Connections, Library
from genomics.content.model import (
    CheckedLink,
    Diagram,
    Event,
    Gene,
    LinkState,
    Page,
    Pin,
    RecordType,
    Redirect,
    Resource,
    SiteText,
    SynonymGroup,
    TranslatedWords,
)
from genomics.content.vocabulary import Entry, Vocabularies, Vocabulary
from genomics.publishing.rows import counts_of, digests_of, rows_of

PAGE = Page(id="about", title="About", topics=("a",))
TOOL = Resource(id="tool", title="Tool", kind="software")
LIBRARY = Library(records={record.key: record for record in (PAGE, TOOL)})


def digest(library: Library) -> str:
    return digests_of(rows_of(library)).content


def test_the_same_content_has_the_same_digest() -> None:
    assert digest(LIBRARY) == digest(replace(LIBRARY))


def test_whatever_readers_could_notice_changes_the_digest() -> None:
    changed = [
        replace(LIBRARY, records={PAGE.key: PAGE}),
        replace(LIBRARY, records={**LIBRARY.records, PAGE.key: replace(PAGE, title="About us")}),
        replace(LIBRARY, records={**LIBRARY.records, PAGE.key: replace(PAGE, topics=("b",))}),
    ]
    assert len({digest(library) for library in [LIBRARY, *changed]}) == len(changed) + 1


BESIDE_RECORDS = {
    "vocabularies": Vocabularies(topics=Vocabulary({"cancer": Entry(id="cancer", label={"en": "Cancer"})})),
    "timeline": (Event(year=2003, title="The human genome is read", html="<p>Nearly all of it.</p>"),),
    "genes": (Gene(symbol="HBB"),),
    "synonyms": (SynonymGroup(terms=("archive", "database")),),
    "translated_words": (TranslatedWords({"en": ("child",), "fr": ("enfant",)}),),
    "pins": (Pin(queries=("tools",), records=(TOOL.key,)),),
    "redirects": (Redirect("/a", "/b"),),
    "links": (CheckedLink(url="https://example.org", state=LinkState.DEAD, since=date(2026, 11, 1)),),
    "diagrams": {"gene": Diagram("gene", {"en": "A gene"}, {"en": "What a gene is."}, ())},
    "site": SiteText(contact="us@example.org"),
    "connections": {PAGE.key: Connections(related=(TOOL.key,))},
}
NOT_PUBLISHED = {"digests", "hidden", "notices", "due"}


def test_nothing_that_editors_write_beside_records_is_forgotten() -> None:
    assert {field.name for field in fields(Library)} == {"records", *BESIDE_RECORDS, *NOT_PUBLISHED}


@pytest.mark.parametrize("name", BESIDE_RECORDS)
def test_what_editors_write_beside_records_changes_the_digest(name: str) -> None:
    assert digest(LIBRARY) != digest(replace(LIBRARY, **{name: BESIDE_RECORDS[name]}))


def test_where_a_file_was_read_from_does_not_change_the_digest() -> None:
    assert digest(LIBRARY) == digest(replace(LIBRARY, digests={"pages/about.md": "1"}))


def test_a_record_keeps_its_digest_while_others_come_and_go() -> None:
    alone = next(iter(rows_of(Library(records={TOOL.key: TOOL})).records))
    among_others = next(row for row in rows_of(LIBRARY).records if row.key == TOOL.key)
    assert alone.digest == among_others.digest


def test_types_without_records_are_counted_too() -> None:
    assert counts_of(LIBRARY) == {
        RecordType.PAGE: 1,
        RecordType.RESOURCE: 1,
        RecordType.COLLABORATOR: 0,
        RecordType.TERM: 0,
    }
