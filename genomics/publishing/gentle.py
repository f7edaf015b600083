"""Builders give way to readers where both want the processors."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

NICENESS = 10
_THREADS = Path("/proc/self/task")


def give_way() -> None:
    """Lets this process have only what the web workers leave over, from now on; on an idle machine, that is all."""
    # Linux keeps a priority for each thread, and the arithmetic library starts its own when it is loaded.
    threads = [int(task.name) for task in _THREADS.iterdir()] if _THREADS.exists() else [0]
    for thread in threads:
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, thread, max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread)))
