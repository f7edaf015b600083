"""A builder that is killed, or waits, at a chosen moment: `python -m tests.publishing.failing_builder MOMENT how`.

The settings come from the environment. `how` is `killed`, or the path of a file to wait for.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from genomics.config import Settings
from genomics.publishing import build, store

MOMENTS: dict[str, tuple[Any, str, bool]] = {
    "before anything is written": (build, "rows_of", False),
    "before the records": (build, "write_records", False),
    "before the search": (build, "build_index", False),
    "after the search": (build, "build_index", True),
    "before the manifest": (build, "write_manifest", False),
    "after the inspection": (build, "problems_of", True),
    "before the rename": (store, "sync_tree", True),
    "after the rename": (store, "sync", False),
    "before the pointer": (store, "write_atomically", False),
    "after the pointer": (store, "write_atomically", True),
}
"""Which function is replaced, and whether the end comes after it has run."""


def main(moment: str, how: str) -> None:
    module, name, is_after = MOMENTS[moment]
    original = getattr(module, name)
    setattr(module, name, _failing(original, is_after, how))
    build.rebuild(Settings.from_environment())


def _failing(original: Callable[..., Any], is_after: bool, how: str) -> Callable[..., Any]:
    def replacement(*arguments: Any, **options: Any) -> Any:
        result = original(*arguments, **options) if is_after else None
        _fail(how)
        return result if is_after else original(*arguments, **options)

    return replacement


def _fail(how: str) -> None:
    print("here", flush=True)
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    while not Path(how).exists():
        time.sleep(0.02)


if __name__ == "__main__":
    main(*sys.argv[1:])
