"""Rebuilds whenever something in the content folder is saved or due, and says what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import watchfiles

from genomics.config import Settings
from genomics.content import clock
from genomics.content.errors import ContentErrors
from genomics.publishing.build import BuildReport, rebuild
from genomics.publishing.errors import BuildError, BusyError
from genomics.publishing.kept_files import load_kept
from genomics.publishing.reading import is_content, signatures

Echo = Callable[[str], object]
QUIET_MILLISECONDS = 50
"""A save is taken as finished when nothing has happened for so long."""
TICK_MILLISECONDS = 200
"""How often a build is tried again while somebody else is building."""

RETRY = timedelta(seconds=30)
"""After this time a build is tried again that was due and failed."""

_log = logging.getLogger(__name__)


class Watcher:
    """Watches a content folder from the moment it is made: a save during a build is not missed.

    `echo` gets one line for each build, or one for each fault. Raises BuildError where there is no content folder.
    """

    def __init__(self, settings: Settings, echo: Echo, stop_event: Event) -> None:
        self._settings = settings
        self._echo = echo
        self._cache = load_kept(settings.index_dir)
        self._busy_with = ""
        self._due: datetime | None = None
        self._changes = _changes(settings, echo, stop_event)
        next(self._changes, None)

    def build(self) -> None:
        """Builds once and says what came of it."""
        waited_for, self._busy_with = self._busy_with, ""
        was_due = self._is_due()
        if was_due:
            self._due = None
        try:
            report = rebuild(self._settings, cache=self._cache)
            self._due = report.due
            self._echo(one_line(report))
        except ContentErrors as errors:
            for fault in errors.faults:
                self._echo(str(fault))
            self._echo("Nothing was published, readers keep what they had.")
        except BusyError as error:
            self._busy_with = str(error)
            if self._busy_with != waited_for:
                self._echo(self._busy_with)
        except BuildError as error:
            self._try_again_soon(was_due)
            self._echo(str(error))
        except Exception:
            self._try_again_soon(was_due)
            # A defect in the site's own code must not end the watching, and with it the server beside it.
            _log.exception("The build failed for a reason that it does not know.")

    def run(self) -> None:
        """Builds after every save and at every due date until the event is set; Ctrl-C raises KeyboardInterrupt."""
        for has_changes in self._changes:
            if has_changes or self._busy_with or self._is_due():
                self.build()

    def _is_due(self) -> bool:
        return self._due is not None and self._due <= clock.present()

    def _try_again_soon(self, was_due: bool) -> None:
        """A date that has come does not wait for the next save because a disk was full when it came."""
        if was_due:
            self._due = clock.present() + RETRY


def watch(settings: Settings, echo: Echo, stop_event: Event | None = None) -> None:
    """Builds, then builds again after every save, until the event is set or Ctrl-C raises KeyboardInterrupt.

    `echo` gets one line for each build, or one for each fault. Raises BuildError where there is no content folder.
    """
    watcher = Watcher(settings, echo, stop_event or Event())
    watcher.build()
    watcher.run()


def one_line(report: BuildReport) -> str:
    """What a build did, in one line."""
    if not report.published:
        return f"Nothing has changed ({report.seconds:.1f} s)."
    changes = [f"{count} {name}" for name, count in report.changes.items() if count]
    what = ", ".join(changes) or "no records changed"
    return f"Published {report.generation}: {what} ({report.seconds:.1f} s)."


def _changes(settings: Settings, echo: Echo, stop: Event) -> Iterator[bool]:
    """Yields True after saves and False when a while has gone by without any."""
    folder = settings.content_dir
    try:
        yield from _reported_changes(folder, settings.watch_seconds, stop)
    except FileNotFoundError as error:
        raise BuildError(f"{folder} is not there: there is nothing to watch.") from error
    except (OSError, RuntimeError) as error:
        echo(
            f"The system cannot report changes ({error}): looking for them every {settings.watch_seconds:g} s instead."
        )
        yield from _looked_up_changes(folder, settings.watch_seconds, stop)


def _reported_changes(folder: Path, seconds: float, stop: Event) -> Iterator[bool]:
    was_replaced = False
    while not stop.is_set():
        for has_changes in _until_replaced(folder, seconds, stop):
            yield has_changes or was_replaced
            was_replaced = False
        was_replaced = True


def _until_replaced(folder: Path, seconds: float, stop: Event) -> Iterator[bool]:
    """Ends when another folder stands in the same place: the system goes on reporting on the old one."""
    watched = folder.stat().st_ino
    milliseconds = round(seconds * 1000)
    for changes in watchfiles.watch(
        folder,
        watch_filter=_is_content,
        step=min(QUIET_MILLISECONDS, milliseconds),
        debounce=milliseconds,
        rust_timeout=TICK_MILLISECONDS,
        yield_on_timeout=True,
        stop_event=stop,
    ):
        yield bool(changes)
        if folder.exists() and folder.stat().st_ino != watched:
            return


def _looked_up_changes(folder: Path, seconds: float, stop: Event) -> Iterator[bool]:
    # Not by watchfiles, whose polling misses a second save within the same second.
    seen = signatures(folder)
    while not stop.wait(seconds):
        found = signatures(folder)
        yield found != seen
        seen = found


def _is_content(_change: watchfiles.Change, path: str) -> bool:
    return is_content(Path(path).name)
