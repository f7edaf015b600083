"""What in a library wants looking after because time has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from genomics.content.library import Library
from genomics.content.model import Page, Resource
from genomics.content.stamping import translated_files

A_YEAR = timedelta(days=365)


def stale_things(library: Library, today: date) -> dict[str, tuple[str, ...]]:
    """Lines that name a file and what is stale about it, by what that is."""
    return {
        "Sources read over a year ago": tuple(_old_readings(library, today)),
        "Pages without a review in the last year": tuple(_unreviewed(library, today)),
        "Translations whose original has changed": tuple(_stale_translations(library)),
        "Resources that readers find no way to": tuple(_out_of_reach(library)),
    }


def _old_readings(library: Library, today: date) -> Iterator[str]:
    dated = [(record.path, record.read) for record in library.records.values()]
    dated += [(f"timeline.yaml: {event.title}", event.read) for event in library.timeline]
    old = [(read, path) for path, read in dated if read and today - read > A_YEAR]
    yield from (f"{path}: read on {read.isoformat()}" for read, path in sorted(old))


def _unreviewed(library: Library, today: date) -> Iterator[str]:
    for page in library.records.values():
        if not isinstance(page, Page):
            continue
        if page.reviewed is None:
            yield f"{page.path}: never reviewed"
        elif today - page.reviewed > A_YEAR:
            yield f"{page.path}: reviewed on {page.reviewed.isoformat()}"


def _stale_translations(library: Library) -> Iterator[str]:
    for file in translated_files(library):
        if file.is_stale:
            yield f"{file.path}: original: {file.record.revision}, once it has been looked through"


def _out_of_reach(library: Library) -> Iterator[str]:
    for resource in library.records.values():
        if isinstance(resource, Resource) and not resource.can_be_opened:
            yield f"{resource.path}: neither url nor archived nor DOI"
