"""Whoever prepares what readers will see gives way to those who are answered now."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NICENESS = 10
SWITCH_SECONDS = 0.0005
"""How long a thread that answers waits for one that opens, each time that both want the interpreter: a tenth of
Python's own interval, which an answer waits for after every reading and writing."""
_THREADS = Path("/proc/self/task")


def give_way() -> None:
    """Lets this process have only what the web workers leave over, from now on; on an idle machine, that is all."""
    # Linux keeps a priority for each thread, and the arithmetic library starts its own when it is loaded.
    threads = [int(task.name) for task in _THREADS.iterdir()] if _THREADS.exists() else [0]
    for thread in threads:
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, thread, max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread)))


@contextmanager
def letting_answers_pass() -> Iterator[None]:
    """Lets the other threads of this process have the interpreter sooner than usual while something long is done."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(SWITCH_SECONDS, usual))
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
