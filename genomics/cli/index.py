"""`flask index …`: build what readers see, and look after it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from genomics.cli.common import (
    BUILD_ADVICE,
    chosen_settings,
    counted,
    end_as_with_ctrl_c,
    fail,
    plain_errors,
    progress_shown,
)

if TYPE_CHECKING:
    from genomics.publishing.build import BuildReport
    from genomics.publishing.history import HistoryEntry
    from genomics.publishing.manifest import Manifest

MOST_NAMED = 10
"""Most keys that a build names one by one."""

_FILE_TO_READ = click.Path(exists=True, dir_okay=False, path_type=Path)
_FILE_TO_WRITE = click.Path(dir_okay=False, writable=True, path_type=Path)

index = AppGroup("index", help="Build the index that readers see, and look after it.")


@index.command("build")
@click.option("--force", is_flag=True, help="Build also where nothing has changed or where it was rolled back.")
@click.option("--note", default="", help="What the history is to say of this generation, in a few words.")
def index_build(force: bool, note: str) -> None:
    """Publish what the content folder holds. A folder with faults is not published; readers keep what they had."""
    from genomics.publishing.gentle import give_way

    give_way()
    # After that: loading what builds takes as long as building a small site.
    from genomics.publishing.build import rebuild

    with plain_errors(), progress_shown() as progress:
        report = rebuild(chosen_settings(), force=force, note=" ".join(note.split()), progress=progress)
    _print_report(report)


@index.command("status")
def index_status() -> None:
    """Say which generation readers see and what it holds."""
    from genomics.publishing.store import GenerationStore

    with plain_errors():
        status = GenerationStore(chosen_settings().index_dir).status()
    other = "Taken back" if status.rolled_back else "Previous"
    for name, manifest in (("Current", status.current), (other, status.previous)):
        if manifest:
            click.echo(f"{name + ':':<12}{_described(manifest)}")
    if status.rolled_back:
        click.echo("Readers were rolled back. `flask index rollback --forward` goes forward again.")
    if status.others:
        click.echo(f"The next build removes: {', '.join(status.others)}")
    if status.problem:
        fail(f"{status.problem} {BUILD_ADVICE}")


@index.command("verify")
def index_verify() -> None:
    """Compare the checksums of what was published, open it and ask it real questions."""
    from genomics.publishing.inspection import problems_of
    from genomics.publishing.store import GenerationStore

    store = GenerationStore(chosen_settings().index_dir)
    with plain_errors():
        pointer = store.pointer()
        if pointer is None:
            fail(f"There is no current generation. {BUILD_ADVICE}")
        problems = problems_of(store.folder(pointer.generation))
        earlier = problems_of(store.folder(pointer.previous)) if pointer.previous else []
    _print_wholeness(pointer.generation, problems)
    if pointer.previous:
        _print_wholeness(pointer.previous, earlier)
    if earlier:
        click.echo("  Note: this is the previous generation, which readers do not see. The next build replaces it.")
    if problems:
        fail(BUILD_ADVICE)


def _print_wholeness(generation: str, problems: Sequence[str]) -> None:
    click.echo(f"{generation}: {'not whole' if problems else 'whole'}")
    for problem in problems:
        # What to do is said once, and only where there is something to do.
        click.echo(f"  {problem.removesuffix(BUILD_ADVICE).rstrip()}")


@index.command("changes")
@click.option("--html", "page", type=_FILE_TO_WRITE, help="Also write a page that can be read without a terminal.")
@click.option("--queries", type=_FILE_TO_READ, help="Also compare these searches: qid<TAB>query on each line.")
@click.option("--judgements", type=_FILE_TO_READ, help="Also compare the judged searches: query<TAB>key<TAB>grade.")
def index_changes(page: Path | None, queries: Path | None, judgements: Path | None) -> None:
    """Say what readers will notice if the content is published as it is; nothing is published."""
    from genomics.cli.change_report import change_lines, change_page
    from genomics.publishing.changes import find_changes
    from genomics.search.evaluation import JudgementError, read_judgements, read_queries

    settings = chosen_settings()
    try:
        asked = [*(read_queries(queries).values() if queries else ())]
        asked += [judged.query for judged in read_judgements(judgements)] if judgements else []
    except JudgementError as error:
        fail(str(error))
    with plain_errors(), progress_shown() as progress:
        changes = find_changes(settings, asked, progress)
        if page:
            page.write_text(change_page(changes, settings.base_url), encoding="utf-8")
    for line in change_lines(changes):
        click.echo(line)


@index.command("rollback")
@click.option("--forward", is_flag=True, help="Only forward again, after a rollback.")
def index_rollback(forward: bool) -> None:
    """Show readers the previous generation at once; run again, the newer one."""
    from genomics.publishing.rollback import roll_back

    with plain_errors():
        report = roll_back(chosen_settings(), forward=forward)
    click.echo(f"Readers see {_described(report.current)}.")
    if report.is_forward:
        click.echo(f"They no longer see {report.left}, to which they had been rolled back ({report.seconds:.1f} s).")
        return
    click.echo(f"They no longer see {report.left} ({report.seconds:.1f} s).")
    click.echo("The content folder is as it was: correct it, and the next build publishes it.")
    click.echo("Until then no build brings back what was taken back. `flask index rollback --forward` does.")


@index.command("history")
def index_history() -> None:
    """List what readers have seen since when, newest first, with counts and notes."""
    from genomics.publishing.history import read_history
    from genomics.publishing.store import GenerationStore

    settings = chosen_settings()
    with plain_errors():
        entries = read_history(settings.index_dir)
        pointer = GenerationStore(settings.index_dir).pointer()
    if not entries:
        fail(f"Nothing has been published yet. {BUILD_ADVICE}")
    marks = {pointer.previous: "kept", pointer.generation: "readers see it"} if pointer else {}
    for entry in reversed(entries):
        click.echo(_told(entry, marks.pop(entry.generation, "")))


def _told(entry: HistoryEntry, mark: str) -> str:
    """An entry of the history in one or two lines."""
    changes = ", ".join(f"{count} {name}" for name, count in entry.changes.items() if count)
    first = [f"{entry.moment:%Y-%m-%d %H:%M:%S} UTC  {entry.step} {entry.generation}", counted(entry.counts)]
    first += [part for part in (changes, mark) if part]
    return "; ".join(first) + (f"\n    {entry.note}" if entry.note else "")


@index.command("watch")
def index_watch() -> None:
    """Build after every save in the content folder, until Ctrl-C."""
    from genomics.publishing.gentle import give_way

    give_way()
    from genomics.publishing.watch import watch

    settings = chosen_settings()
    end_as_with_ctrl_c()
    click.echo(f"Watching {settings.content_dir}. Ctrl-C ends it.")
    try:
        with plain_errors():
            watch(settings, click.echo)
    except KeyboardInterrupt:
        click.echo("Watching has ended.")


def _print_report(report: BuildReport) -> None:
    click.echo(f"{counted(report.counts)}.")
    if report.due:
        click.echo(f"A date comes at {report.due:%Y-%m-%d %H:%M} UTC: the next build after that shows what it brings.")
    if not report.published:
        click.echo(f"Nothing has changed: {report.generation} stays current ({report.seconds:.1f} s).")
        return
    for name, keys in report.changed_keys.items():
        shown = ", ".join(keys[:MOST_NAMED]) + (" …" if len(keys) > MOST_NAMED else "")
        click.echo(f"{len(keys)} {name}{': ' + shown if keys else ''}")
    click.echo(f"Published {report.generation} in {report.seconds:.1f} s.")


def _described(manifest: Manifest) -> str:
    return f"{manifest.generation}, built {manifest.built:%Y-%m-%d %H:%M:%S} UTC: {counted(manifest.counts)}"
