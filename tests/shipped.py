"""The shipped content, published once for all processes of a test run."""

from __future__ import annotations

import fcntl
from pathlib import Path

from genomics.config import Settings
from genomics.publishing.build import rebuild
from genomics.publishing.store import SEARCH, GenerationStore
from genomics.search.engine import SearchIndex


def published(folder: Path) -> Settings:
    """The settings of a site that shows the shipped content, published below a folder that the processes share.

    Whoever asks first publishes it. Everybody reads it: to rebuild, copy its index folder.
    """
    settings = Settings(index_dir=folder / "shipped")
    with (folder / "shipped.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if GenerationStore(settings.index_dir).pointer() is None:
            rebuild(settings)
    return settings


def open_search(settings: Settings) -> SearchIndex:
    """The search index of what is published."""
    store = GenerationStore(settings.index_dir)
    pointer = store.pointer()
    assert pointer is not None
    return SearchIndex.open(store.folder(pointer.generation) / SEARCH, pointer.generation)
