"""One builder at a time, held by the operating system so that a killed builder never leaves a lock behind."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from genomics.publishing.errors import BusyError


@dataclass(frozen=True, slots=True)
class Holder:
    """Who builds at present, and since when."""

    pid: int
    host: str
    since: datetime


@contextmanager
def build_lock(path: Path) -> Iterator[None]:
    """Holds the lock while the block runs. Raises BusyError where somebody else holds it, OSError on a bad folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The file stays for good: removing it would let two builders lock two files of the same name.
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(_busy_sentence(path)) from None
        holder = Holder(os.getpid(), socket.gethostname(), datetime.now(UTC))
        os.ftruncate(handle, 0)
        os.pwrite(handle, msgspec.json.encode(holder), 0)
        yield
    finally:
        os.close(handle)


def _busy_sentence(path: Path) -> str:
    try:
        holder = msgspec.json.decode(path.read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return "Another build has just begun. Try again when it is done."
    return (
        f"Another build is running: process {holder.pid} on {holder.host}, "
        f"since {holder.since:%Y-%m-%d %H:%M:%S} UTC. Try again when it is done."
    )
