"""`flask content …`: check the content, and begin new files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from genomics.cli.common import chosen_settings, counted, fail, plain_errors, progress_shown, some
from genomics.content.model import LinkState, RecordType

if TYPE_CHECKING:
    from genomics.content.library import Library
    from genomics.content.model import CheckedLink

content = AppGroup("content", help="Check content, begin new files, and keep it fresh.")


@content.command("check")
def content_check() -> None:
    """Read everything and list every fault at once, as path:line: what is wrong. What to do.

    A notice has the same form, but keeps nothing from being published.
    """
    from genomics.content.stamping import notices, translated_files

    with plain_errors(lists_faults=True):
        library = _library()
        found = [*library.notices, *notices(chosen_settings().content_dir, translated_files(library))]
    for notice in sorted(found):
        click.echo(str(notice))
    for hidden in library.hidden:
        click.echo(f"{hidden.path}: readers do not see it at present ({hidden.why}).")
    counts = {kind: sum(1 for r in library.records.values() if r.type is kind) for kind in RecordType}
    noticed = f", {some(len(found), 'notice')}" if found else ""
    click.echo(f"No faults{noticed}: {counted(counts)}.")


def _library() -> Library:
    """What the content folder holds, read before everybody's eyes. Raises ContentErrors."""
    from genomics.content.reader import read_library

    with progress_shown() as progress:
        return read_library(
            chosen_settings().content_dir, progress=lambda done, total: progress("Reading", done, total)
        )


@content.command("new")
@click.argument("record_type", metavar="TYPE", type=click.Choice([kind.value for kind in RecordType]))
@click.argument("title")
def content_new(record_type: str, title: str) -> None:
    """Make a valid file to fill in: a page, resource, collaborator or term called TITLE."""
    from genomics.content.skeleton import make_skeleton

    try:
        path = make_skeleton(chosen_settings().content_dir, RecordType(record_type), title, date.today())
    except (OSError, ValueError) as error:
        fail(str(error))
    click.echo(f"{path} is ready to be filled in.")


@content.command("stale")
def content_stale() -> None:
    """List what wants looking after: sources read over a year ago, pages without review, stale translations,
    resources without an address."""
    from genomics.content.upkeep import stale_things

    with plain_errors():
        lists = stale_things(_library(), date.today())
    for title, lines in lists.items():
        click.echo(f"{title}: {len(lines):,}")
        for line in lines:
            click.echo(f"  {line}")


@content.command("links")
@click.argument("parts", metavar="[PART]...", nargs=-1)
@click.option("--pause", default=1.0, show_default=True, type=click.FloatRange(0, 60), help="Seconds between requests.")
def content_links(parts: tuple[str, ...], pause: float) -> None:
    """Ask all outgoing links, or those that hold a PART, how they are, and note it in links.yaml.

    One request at a time for a host, as its robots.txt allows. Readers are told of links that are lost with the next
    build.
    """
    from genomics.content.link_history import outgoing_links, renewed, write_history
    from genomics.links.check import NoConnectionError, check_links
    from genomics.links.fetch import Fetcher

    settings = chosen_settings()
    with plain_errors(), progress_shown() as progress:
        library = _library()
        files = outgoing_links(library)
        chosen = [url for url in files if not parts or any(part in url for part in parts)]
        try:
            found = check_links(
                chosen,
                Fetcher(settings.base_url, pause),
                date.today(),
                lambda done, total: progress("Asking", done, total),
            )
        except NoConnectionError as error:
            fail(str(error))
        write_history(settings.content_dir, renewed({link.url: link for link in library.links}, found, files))
    for link in found:
        if link.state is not LinkState.FINE:
            click.echo(_told(link, files[link.url]))
    troubled = sum(1 for link in found if link.state is not LinkState.FINE)
    click.echo(f"{some(len(found), 'address', 'addresses')} asked, {troubled:,} not fine.")


def _told(link: CheckedLink, files: Sequence[str]) -> str:
    """A link that is not fine, why, and where it stands."""
    why = f" ({link.note})" if link.note else ""
    onward = f" -> {link.leads_to}" if link.leads_to else ""
    return f"{link.state}: {link.url}{onward}{why}\n    in {', '.join(files)}"


@content.command("translated")
@click.argument("names", metavar="[TRANSLATION]...", nargs=-1)
def content_translated(names: tuple[str, ...]) -> None:
    """Note in translations that they follow their originals as these are now.

    Without names, in all that do not say yet which revision they follow; with names, such as fr/about or
    pages/about.fr.md, in these, once they have been looked through.
    """
    from genomics.content.stamping import UnknownTranslationError, named, stamp, translated_files

    with plain_errors():
        files = translated_files(_library())
        try:
            chosen = named(files, names) if names else [file for file in files if not file.translation.original]
        except UnknownTranslationError as error:
            fail(str(error))
        changed = stamp(chosen_settings().content_dir, chosen)
    for file in changed if names else ():
        click.echo(f"{file.path}: original: {file.record.revision}")
    click.echo(f"Noted in {some(len(changed), 'translation')}; {len(files) - len(changed):,} stay as they are.")
