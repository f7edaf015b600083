"""Rebuilds whenever something in the content folder is saved, and says what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import watchfiles

from genomics.config import Settings
from genomics.content.errors import ContentErrors
from genomics.content.reader import ReadCache
from genomics.publishing.build import BuildReport, rebuild
from genomics.publishing.errors import BuildError, BusyError

Echo = Callable[[str], object]
QUIET_MILLISECONDS = 50
"""A save is taken as finished when nothing has happened for so long."""
TICK_MILLISECONDS = 200
"""How often a build is tried again while somebody else is building."""

_log = logging.getLogger(__name__)


class Watcher:
    """Watches a content folder from the moment it is made: a save during a build is not missed.

    `echo` gets one line for each build, or one for each fault. Raises BuildError where there is no content folder.
    """

    def __init__(self, settings: Settings, echo: Echo, stop_event: Event) -> None:
        self._settings = settings
        self._echo = echo
        self._cache = ReadCache()
        self._busy_with = ""
        self._changes = _changes(settings, echo, stop_event)
        next(self._changes, None)

    def build(self) -> None:
        """Builds once and says what came of it."""
        waited_for, self._busy_with = self._busy_with, ""
        try:
            self._echo(one_line(rebuild(self._settings, cache=self._cache)))
        except ContentErrors as errors:
            for fault in errors.faults:
                self._echo(str(fault))
            self._echo("Nothing was published, readers keep what they had.")
        except BusyError as error:
            self._busy_with = str(error)
            if self._busy_with != waited_for:
                self._echo(self._busy_with)
        except BuildError as error:
            self._echo(str(error))
        except Exception:
            # A defect in the site's own code must not end the watching, and with it the server beside it.
            _log.exception("The build failed for a reason that it does not know.")

    def run(self) -> None:
        """Builds after every save until the event is set; Ctrl-C raises KeyboardInterrupt."""
        for has_changes in self._changes:
            if has_changes or self._busy_with:
                self.build()


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
    changes = [
        f"{len(keys)} {name}"
        for name, keys in (("added", report.added), ("changed", report.changed), ("removed", report.removed))
        if keys
    ]
    what = ", ".join(changes) or "no records changed"
    return f"Published {report.generation}: {what} ({report.seconds:.1f} s)."


def _changes(settings: Settings, echo: Echo, stop: Event) -> Iterator[bool]:
    """Yields True after saves and False when a while has gone by without any."""
    try:
        yield from _watch_folder(settings, stop, polling=None)
    except FileNotFoundError as error:
        raise BuildError(f"{settings.content_dir} is not there: there is nothing to watch.") from error
    except (OSError, RuntimeError) as error:
        echo(f"The system cannot report changes ({error}): looking for them every so often instead.")
        yield from _watch_folder(settings, stop, polling=True)


def _watch_folder(settings: Settings, stop: Event, polling: bool | None) -> Iterator[bool]:
    milliseconds = round(settings.watch_seconds * 1000)
    for changes in watchfiles.watch(
        settings.content_dir,
        watch_filter=_is_content,
        step=min(QUIET_MILLISECONDS, milliseconds),
        debounce=milliseconds,
        rust_timeout=TICK_MILLISECONDS,
        poll_delay_ms=milliseconds,
        yield_on_timeout=True,
        force_polling=polling,
        stop_event=stop,
    ):
        yield bool(changes)


def _is_content(_change: watchfiles.Change, path: str) -> bool:
    """Not what editors of text leave beside a file while they save it."""
    name = Path(path).name
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".tmp"))
