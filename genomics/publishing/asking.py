"""Asking for a build from outside: a request is a file, and a process of its own answers it.

index/REQUESTED   somebody has asked since the last build began
index/RUNNER      held by the process that answers
index/hooks/      the signatures of requests that were taken, so that none is taken twice
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

from genomics.config import PROJECT_FOLDER, Settings

REQUESTED = "REQUESTED"
RUNNER = "RUNNER"
SEEN = "hooks"


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
