"""Builds that were asked for from outside: a request is a file, and one process at a time answers all there are.

index/REQUESTED   somebody has asked since the last build began
index/RUNNER      held by the process that answers
index/hooks/      the signatures of requests that were taken, so that none is taken twice
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

from genomics.config import PROJECT_FOLDER, Settings
from genomics.content.errors import ContentErrors
from genomics.publishing.build import rebuild
from genomics.publishing.errors import BuildError, BusyError
from genomics.publishing.lock import build_lock

REQUESTED = "REQUESTED"
RUNNER = "RUNNER"
SEEN = "hooks"
GATHER_SECONDS = 1.0
"""Requests that come so soon after the first are answered by one build."""
BUSY_SECONDS = 2.0
"""How long to wait for somebody else's build before trying again."""

_log = logging.getLogger(__name__)


def request_build(settings: Settings) -> None:
    """Asks for a build of what the content folder holds now, in a process of its own. Raises OSError."""
    settings.index_dir.mkdir(parents=True, exist_ok=True)
    (settings.index_dir / REQUESTED).touch()
    # This Python with fixed words. A session of its own, so that it outlives the worker that started it.
    process = subprocess.Popen(
        [sys.executable, "-m", "genomics.publishing.requested"],
        cwd=PROJECT_FOLDER,
        env=os.environ | settings.to_environment(),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    Thread(target=process.wait, daemon=True).start()


def is_first_use(index_dir: Path, signature: str, seconds: float) -> bool:
    """Notes a signature, for all workers and at least for so many seconds; False where it was noted before.

    Raises OSError.
    """
    folder = index_dir / SEEN
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - seconds:
                path.unlink(missing_ok=True)
    try:
        (folder / signature).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


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
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    answer_requests(Settings.from_environment())
