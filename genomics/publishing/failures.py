"""What keeps a build from being written, in words for the person who has to make room, or change rights or limits."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

FAILURES = (OSError, sqlite3.Error, MemoryError)
"""What reading and writing raise where the machine does not give what they need."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_HANDLES = frozenset({errno.EMFILE, errno.ENFILE})
_CUT_SHORT = frozenset({errno.EFBIG, errno.EIO, None})
"""numpy says of a file that it could not write whole neither which one nor why."""


def sentence_of(index_dir: Path, error: OSError | sqlite3.Error | MemoryError) -> str:
    """What to tell the person whose build could not read or write the index folder."""
    if isinstance(error, MemoryError):
        return (
            "There is not enough memory for this. End other programs, or raise the limit; readers keep what they had."
        )
    if isinstance(error, sqlite3.Error):
        return _of_records(index_dir, error)
    reason = error.strerror or str(error)
    if error.errno in _FULL:
        return _full(index_dir)
    if error.errno in _NO_HANDLES:
        return _no_handles(reason)
    if error.errno in _CUT_SHORT:
        return _cut_short(index_dir, reason)
    return _forbidden(error.filename or index_dir, reason)


def _of_records(index_dir: Path, error: sqlite3.Error) -> str:
    # The lowest byte is the kind of the error, the others refine it.
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if kind == sqlite3.SQLITE_FULL:
        return _full(index_dir)
    if kind == sqlite3.SQLITE_CANTOPEN:
        return _no_handles(str(error))
    if kind == sqlite3.SQLITE_IOERR:
        return _cut_short(index_dir, str(error))
    return _forbidden(index_dir, str(error))


def _full(index_dir: Path) -> str:
    return f"The disk that holds {index_dir} is full. Make room and build again; readers keep what they had."


def _no_handles(reason: str) -> str:
    return (
        f"A file could not be opened ({reason}). Let the build open more files at once (`ulimit -n 1024`); "
        "readers keep what they had."
    )


def _cut_short(index_dir: Path, reason: str) -> str:
    return (
        f"Not all could be written to {index_dir} ({reason}). See whether its disk has room and is sound, "
        "and whether files may be so large (`ulimit -f unlimited`); readers keep what they had."
    )


def _forbidden(place: object, reason: str) -> str:
    return (
        f"{place}: {reason}. The index folder must be one that this user may write to: "
        "change its rights, or name another with GENOMICS_INDEX_DIR."
    )
