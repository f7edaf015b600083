"""The process that builds what was asked for from outside: one at a time, for all the requests that there are."""

from __future__ import annotations

import logging
import time

from genomics.config import Settings
from genomics.content.errors import ContentErrors
from genomics.publishing.asking import REQUESTED, RUNNER
from genomics.publishing.build import rebuild
from genomics.publishing.errors import BuildError, BusyError
from genomics.publishing.gentle import give_way
from genomics.publishing.lock import build_lock

GATHER_SECONDS = 1.0
"""Requests that come so soon after the first are answered by one build."""
BUSY_SECONDS = 2.0
"""How long to wait for somebody else's build before trying again."""

_log = logging.getLogger(__name__)


def answer_requests(settings: Settings) -> None:
    """Builds until nobody asks any more; returns at once where another process does so already. Raises OSError."""
    request = settings.index_dir / REQUESTED
    # Looked at again after the lock was given up: a request may have come when the other had just stopped looking.
    while request.exists():
        try:
            with build_lock(settings.index_dir / RUNNER):
                time.sleep(GATHER_SECONDS)
                while request.exists():
                    request.unlink()
                    _build(settings)
        except BusyError:
            return


def _build(settings: Settings) -> None:
    while True:
        try:
            report = rebuild(settings)
        except BusyError:
            time.sleep(BUSY_SECONDS)
            continue
        except (ContentErrors, BuildError) as error:
            _log.error("a build was asked for, and nothing was published: %s", error)
            return
        _log.info("a build was asked for: %s", report.generation)
        return


if __name__ == "__main__":
    give_way()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    answer_requests(Settings.from_environment())
