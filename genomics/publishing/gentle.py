"""Builders give way to readers where both want the processors."""

from __future__ import annotations

import os

NICENESS = 10


def give_way() -> None:
    """Lets this process have only what the web workers leave over, from now on; on an idle machine, that is all."""
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
