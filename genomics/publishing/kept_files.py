"""What the last build has read, in the index folder: the next one parses only what has changed since."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from genomics.content.cache import ReadCache
from genomics.content.saved_cache import load, save
from genomics.publishing.failures import FAILURES

KEPT = "READ"


def load_kept(index_dir: Path) -> ReadCache:
    """What the last build has kept there; nothing where there is no such file or it is damaged."""
    try:
        with (index_dir / KEPT).open("rb") as file:
            return load(file)
    except OSError:
        return ReadCache()


def save_kept(cache: ReadCache, index_dir: Path) -> None:
    """Keeps it for the next build; where that cannot be done, the next build only takes longer."""
    temporary = index_dir / f".{KEPT}.new"
    try:
        # Not brought to disk: it has a checksum, and nobody misses it.
        with temporary.open("wb") as file:
            save(cache, file)
        temporary.replace(index_dir / KEPT)
    except FAILURES:
        with suppress(OSError):
            temporary.unlink()
