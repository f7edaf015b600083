"""`flask index …`: build what readers see, and look after it."""

from __future__ import annotations

from collections.abc import Sequence
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
    from genomics.publishing.manifest import Manifest

MOST_NAMED = 10
"""Most keys that a build names one by one."""

index = AppGroup("index", help="Build the index that readers see, and look after it.")


@index.command("build")
@click.option("--force", is_flag=True, help="Build also where nothing has changed.")
def index_build(force: bool) -> None:
    """Publish what the content folder holds. A folder with faults is not published; readers keep what they had."""
    from genomics.publishing.build import rebuild

    with plain_errors(), progress_shown() as progress:
        report = rebuild(chosen_settings(), force=force, progress=progress)
    print_report(report)


@index.command("status")
def index_status() -> None:
    """Say which generation readers see and what it holds."""
    from genomics.publishing.store import GenerationStore

    with plain_errors():
        status = GenerationStore(chosen_settings().index_dir).status()
    for name, manifest in (("Current", status.current), ("Previous", status.previous)):
        if manifest:
            click.echo(f"{name + ':':<10}{_described(manifest)}")
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


@index.command("watch")
def index_watch() -> None:
    """Build after every save in the content folder, until Ctrl-C."""
    from genomics.publishing.watch import watch

    settings = chosen_settings()
    end_as_with_ctrl_c()
    click.echo(f"Watching {settings.content_dir}. Ctrl-C ends it.")
    try:
        with plain_errors():
            watch(settings, click.echo)
    except KeyboardInterrupt:
        click.echo("Watching has ended.")


def print_report(report: BuildReport) -> None:
    click.echo(f"{counted(report.counts)}.")
    if not report.published:
        click.echo(f"Nothing has changed: {report.generation} stays current ({report.seconds:.1f} s).")
        return
    for name, keys in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        shown = ", ".join(keys[:MOST_NAMED]) + (" …" if len(keys) > MOST_NAMED else "")
        click.echo(f"{len(keys)} {name}{': ' + shown if keys else ''}")
    click.echo(f"Published {report.generation} in {report.seconds:.1f} s.")


def _described(manifest: Manifest) -> str:
    return f"{manifest.generation}, built {manifest.built:%Y-%m-%d %H:%M:%S} UTC: {counted(manifest.counts)}"
