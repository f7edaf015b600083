"""The content folder as it was at one moment, also where somebody edits it while it is read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from genomics.config import Settings
from genomics.content.cache import ReadCache
from genomics.content.errors import ContentErrors
from genomics.content.library import Library
from genomics.content.reader import read_library
from genomics.content.source_files import Signature, signature_of
from genomics.publishing.errors import BuildError

MOST_READINGS = 5
"""Times that a folder is read in which something changes each time. All but the first only read what has changed."""


def read_at_rest(settings: Settings, cache: ReadCache, progress: Callable[[int, int], None]) -> Library:
    """The library of the content folder, no file of which changed while it was read.

    Raises ContentErrors on faults in such a folder, BuildError where it never holds still.
    """
    for _ in range(MOST_READINGS):
        before = signatures(settings.content_dir)
        try:
            library = read_library(settings.content_dir, with_drafts=settings.preview, cache=cache, progress=progress)
        except ContentErrors:
            # A file that was half saved has faults that nobody made.
            if signatures(settings.content_dir) == before:
                raise
        else:
            if signatures(settings.content_dir) == before:
                return library
    raise BuildError(
        f"{settings.content_dir} was changed while it was read, {MOST_READINGS} times in a row. "
        "Build again when nobody is writing there; readers keep what they had."
    )


def signatures(folder: Path) -> dict[str, Signature]:
    """The signatures of all files that are content, by path."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in filter(is_content, names):
            path = os.path.join(parent, name)  # noqa: PTH118
            signature = signature_of(path)
            if signature:
                found[path] = signature
    return found


def is_content(name: str) -> bool:
    """Not what editors of text leave beside a file while they save it."""
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".tmp"))
