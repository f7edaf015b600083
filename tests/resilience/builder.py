"""A process that builds while something befalls it, forked from one that has everything loaded already.

A fault is something to call before the build begins: it sets a limit, or arranges for a kill at a later step.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any

# Loaded before the fork, although nothing here names them: no child has to do it again.
import scipy.sparse  # noqa: F401
from flask.cli import ScriptInfo

import genomics.publishing.build
import genomics.search.engine  # noqa: F401
from genomics import create_app
from genomics.config import Settings

PATIENCE = 60
"""Seconds after which a build hangs."""
CAPABILITY_VERSION = 0x20080522
"""The third version of the kernel's capability sets; see capset(2)."""

Fault = Callable[[], None]

_CHANGING = {
    "posix": frozenset(
        {"fsync", "ftruncate", "mkdir", "pwrite", "remove", "rename", "replace", "rmdir", "sendfile", "unlink", "write"}
    ),
    "BufferedWriter": frozenset({"__exit__", "close", "flush"}),
    "BufferedRandom": frozenset({"__exit__", "close", "flush"}),
    "TextIOWrapper": frozenset({"__exit__", "close", "flush"}),
    "ndarray": frozenset({"tofile"}),
    "array": frozenset({"tofile"}),
    "Connection": frozenset({"__exit__", "close", "execute", "executemany", "executescript"}),
}
"""What changes something on the disk, by module or class: between two such calls a kill finds the same folder."""

_NAMES = frozenset().union(*_CHANGING.values())

_forking = get_context("forkserver")
_forking.set_forkserver_preload([__name__])


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended: its exit code (minus the signal's number where it was killed), and all that it said."""

    code: int
    said: str


def nothing() -> None:
    """The fault that is none."""


def limited(which: int, most: int) -> None:
    """Limits what the process may use; `which` is a constant of `resource`."""
    resource.setrlimit(which, (most, most))


def limited_handles(more: int) -> None:
    """Lets the process open so many files beside those that are open."""
    limited(resource.RLIMIT_NOFILE, max(int(path.name) for path in Path("/proc/self/fd").iterdir()) + more)


def limited_memory(more: int) -> None:
    """Lets the process take so many bytes beside those that it has."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limited(resource.RLIMIT_AS, pages * resource.getpagesize() + more)


def without_privileges() -> None:
    """Takes away root's right to read and write what its modes forbid; the user stays, and so what Python may load."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, (ctypes.c_uint32 * 6)()):
        raise OSError(ctypes.get_errno(), "capset")


def killed_before(step: int) -> None:
    """Kills the process before the change on the disk of that number, from 1."""
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(at_every_change(count))


def at_every_change(then: Callable[[], None]) -> Callable[[FrameType, str, Any], None]:
    """A profile function that calls `then` before everything that changes something on the disk."""

    def notice(_frame: FrameType, event: str, function: Any) -> None:
        if event != "c_call" or function.__name__ not in _NAMES:
            return
        owner = function.__qualname__.rpartition(".")[0] or function.__module__
        if function.__name__ in _CHANGING.get(owner, ()):
            then()

    return notice


class Builder:
    """A `flask index build` that has been started; `said` is the file that takes what it says."""

    def __init__(self, settings: Settings, said: Path, fault: Fault = nothing) -> None:
        self._said = said
        self._process = _forking.Process(target=_run, args=(settings, said, fault))
        self._process.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    def kill(self) -> None:
        """What `kill -9` does."""
        self._process.kill()

    def outcome(self) -> Outcome:
        """How it ended. Raises AssertionError where it does not."""
        self._process.join(PATIENCE)
        code = self._process.exitcode
        assert code is not None, "the build hangs"
        self._process.close()
        return Outcome(code, self._said.read_text(encoding="utf-8", errors="backslashreplace"))


def build(settings: Settings, fault: Fault = nothing) -> Outcome:
    """What `flask index build` comes to under these settings when that befalls it."""
    return Builder(settings, settings.content_dir.with_name("said"), fault).outcome()


def _run(settings: Settings, said: Path, fault: Fault) -> None:
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.close(output)
    app = create_app(settings)
    # Prepared before the fault: what happens to a command that cannot even begin says nothing about the build.
    fault()
    app.cli.main(["index", "build"], prog_name="flask", obj=ScriptInfo(create_app=lambda: app))
