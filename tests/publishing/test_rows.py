from __future__ import annotations

from dataclasses import replace

import pytest

from genomics.content.library import Connections, Library
from genomics.content.model import Gene, Page, RecordType, Redirect, Resource, SiteText
from genomics.publishing.rows import counts_of, digest_of, rows_of, sort_key

PAGE = Page(id="about", title="About", topics=("a",))
TOOL = Resource(id="tool", title="Tool", kind="software")
LIBRARY = Library(records={record.key: record for record in (PAGE, TOOL)})


def digest(library: Library) -> str:
    return digest_of(rows_of(library))


def test_the_same_content_has_the_same_digest() -> None:
    assert digest(LIBRARY) == digest(replace(LIBRARY))


def test_whatever_readers_could_notice_changes_the_digest() -> None:
    changed = [
        replace(LIBRARY, records={PAGE.key: PAGE}),
        replace(LIBRARY, records={**LIBRARY.records, PAGE.key: replace(PAGE, title="About us")}),
        replace(LIBRARY, records={**LIBRARY.records, PAGE.key: replace(PAGE, topics=("b",))}),
        replace(LIBRARY, connections={PAGE.key: Connections(related=(TOOL.key,))}),
        replace(LIBRARY, genes=(Gene(symbol="HBB"),)),
        replace(LIBRARY, redirects=(Redirect("/a", "/b"),)),
        replace(LIBRARY, site=SiteText(contact="us@example.org")),
    ]
    assert len({digest(library) for library in [LIBRARY, *changed]}) == len(changed) + 1


def test_where_a_file_was_read_from_does_not_change_the_digest() -> None:
    assert digest(LIBRARY) == digest(replace(LIBRARY, digests={"pages/about.md": "1"}))


def test_a_record_keeps_its_digest_while_others_come_and_go() -> None:
    alone = rows_of(Library(records={TOOL.key: TOOL})).records[0]
    among_others = next(row for row in rows_of(LIBRARY).records if row.key == TOOL.key)
    assert alone.digest == among_others.digest


def test_types_without_records_are_counted_too() -> None:
    assert counts_of(LIBRARY) == {
        RecordType.PAGE: 1,
        RecordType.RESOURCE: 1,
        RecordType.COLLABORATOR: 0,
        RecordType.TERM: 0,
    }


@pytest.mark.parametrize("title", ["ÉCLAIR", "éclair", "E\u0301clair", "Eclair"])
def test_titles_are_ordered_without_regard_to_case_and_accents(title: str) -> None:
    assert sort_key(title) == "eclair"
