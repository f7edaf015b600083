"""`flask content …`: check the content, and begin new files."""

from __future__ import annotations

from datetime import date

import click
from flask.cli import AppGroup

from genomics.cli.common import chosen_settings, counted, fail, plain_errors, progress_shown
from genomics.content.model import RecordType

content = AppGroup("content", help="Check content, and begin new files.")


@content.command("check")
def content_check() -> None:
    """Read everything and list every fault at once, as path:line: what is wrong. What to do."""
    from genomics.content.reader import read_library

    folder = chosen_settings().content_dir
    with plain_errors(), progress_shown() as progress:
        library = read_library(folder, progress=lambda done, total: progress("Reading", done, total))
    counts = {kind: sum(1 for r in library.records.values() if r.type is kind) for kind in RecordType}
    click.echo(f"No faults: {counted(counts)}.")


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
