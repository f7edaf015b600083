"""The changes that readers will notice: as lines for the terminal, and as a page for people who use none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from genomics.cli.common import some
from genomics.publishing.changes import Changes

TEMPLATES = Path(__file__).parent / "templates"


def change_page(changes: Changes, base_url: str) -> str:
    """The page as HTML with its style in it; links lead to the site at that address."""
    loader = FileSystemLoader(TEMPLATES)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("changes.html").render(changes=changes, base_url=base_url)


def change_lines(changes: Changes) -> Iterator[str]:
    """The lines for the terminal."""
    if changes.is_empty:
        yield "Readers will notice nothing: the content is what they see already."
    yield from _record_lines(changes)
    yield from (f"Also changed: {name}." for name in changes.others)
    yield from _link_lines(changes)
    yield from (f"Stale: {path} stays as it is while its English original changes." for path in changes.stale)
    yield from _search_lines(changes)
    yield from (f"Not for readers at present: {one.path} ({one.why})." for one in changes.hidden)
    yield f"Compared with {changes.generation or 'nothing'} in {changes.seconds:.1f} s. Nothing was published."


def _record_lines(changes: Changes) -> Iterator[str]:
    for name, records in (("added", changes.added), ("changed", changes.changed), ("removed", changes.removed)):
        if records:
            yield f"{some(len(records), 'record')} {name}:"
        for record in records:
            yield f"  {record.key}  {record.title}" + (f"  ({', '.join(record.fields)})" if record.fields else "")


def _link_lines(changes: Changes) -> Iterator[str]:
    for one in changes.departures:
        onward = f"leads on to {one.leads_to}" if one.leads_to else "will say that it has been taken off"
        yield f"Leaves: {one.address} {onward}."
    for address in changes.lost_headings:
        yield f"Broken: {address} is no longer a heading; links to it lead to the top of the page."
    yield from (f"Without its link: {notice}" for notice in changes.unlinked)


def _search_lines(changes: Changes) -> Iterator[str]:
    if changes.search_problem:
        yield f"The searches could not be compared. {changes.search_problem}"
        return
    searches = some(len(changes.searches), "search", "searches")
    yield f"{searches} of {changes.asked:,} with other results among the first five."
    for search in changes.searches:
        yield f"  {search.query}"
        yield f"    now:  {'; '.join(search.before) or 'nothing'}"
        yield f"    then: {'; '.join(search.after) or 'nothing'}"
