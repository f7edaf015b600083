"""`flask content …`: check the content, and begin new files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from genomics.cli.common import chosen_settings, counted, fail, plain_errors, progress_shown, some
from genomics.content.model import RecordType

if TYPE_CHECKING:
    from genomics.content.library import Library

content = AppGroup("content", help="Check content, begin new files, and keep it fresh.")


@content.command("check")
def content_check() -> None:
    """Read everything and list every fault at once, as path:line: what is wrong. What to do.

    A notice has the same form, but keeps nothing from being published.
    """
    from genomics.content.stamping import notices, translated_files

    with plain_errors():
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
