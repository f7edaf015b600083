"""What all commands share: the settings, plain words for what went wrong, counts and progress."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import NoReturn

import click
from flask import current_app

from genomics.config import Settings
from genomics.content.errors import ContentErrors, Fault
from genomics.content.model import RecordType
from genomics.publishing.errors import BuildError, BusyError, SiteUnavailableError
from genomics.publishing.progress import Progress, say_nothing
from genomics.search.results import SearchUnavailableError

# Reading, building and searching are imported by the commands that need them, so that the others start at once.

EXIT_FAULTS = 1
EXIT_BUSY = 75

NOUNS = {
    RecordType.PAGE: "page",
    RecordType.RESOURCE: "resource",
    RecordType.COLLABORATOR: "collaborator",
    RecordType.TERM: "glossary term",
}
BUILD_ADVICE = "Run `flask index build`."
SETTINGS = "genomics.cli.settings"


def chosen_settings() -> Settings:
    """The settings of the application that the command belongs to."""
    found: Settings = current_app.extensions[SETTINGS]
    return found


def fail(sentence: str, code: int = EXIT_FAULTS) -> NoReturn:
    """Ends the command with that sentence and exit code."""
    click.echo(sentence, err=True)
    sys.exit(code)


@contextmanager
def plain_errors(*, lists_faults: bool = False) -> Iterator[None]:
    """What can go wrong, as sentences and exit codes; faults on standard output where listing them is the errand."""
    try:
        yield
    except ContentErrors as errors:
        _print_faults(errors.faults, is_error=not lists_faults)
        sys.exit(EXIT_FAULTS)
    except BusyError as error:
        fail(str(error), EXIT_BUSY)
    except (BuildError, SiteUnavailableError, SearchUnavailableError, OSError) as error:
        fail(str(error))


def _print_faults(faults: Sequence[Fault], *, is_error: bool) -> None:
    for fault in faults:
        click.echo(str(fault), err=is_error)
    files = len({fault.path for fault in faults})
    click.echo(f"{some(len(faults), 'fault')} in {some(files, 'file')}.", err=True)


def counted(counts: Mapping[RecordType, int]) -> str:
    """Records by type, such as `2 pages, 1 resource`."""
    return ", ".join(some(count, NOUNS[record_type]) for record_type, count in counts.items())


def some(count: int, noun: str, plural: str = "") -> str:
    """A number and what it counts, such as `1 page` or `2,000 pages`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def end_as_with_ctrl_c() -> None:
    """Ends cleanly also when the service manager or the closing terminal says so."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """A bar for each step on a terminal. Elsewhere nothing: what a timer's command says is sent as mail."""
    if not sys.stderr.isatty():
        yield say_nothing
        return
    with ExitStack() as bars:
        yield _Bars(bars)


class _Bars:
    def __init__(self, bars: ExitStack) -> None:
        self._bars = bars
        self._step = ""
        self._done = 0

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self._bars.close()
            self._bar = self._bars.enter_context(click.progressbar(length=total, label=step, file=sys.stderr))
            self._step, self._done = step, 0
        self._bar.update(done - self._done)
        self._done = done
