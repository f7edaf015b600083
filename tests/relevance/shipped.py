"""The shipped content, read and indexed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from genomics.content.library import Library
from genomics.content.reader import read_library
from genomics.search.engine import SearchIndex
from genomics.search.writer import build_index

CONTENT = Path(__file__).parent.parent.parent / "content"


@cache
def shipped_library() -> Library:
    return read_library(CONTENT)


def shipped_index(folder: Path) -> SearchIndex:
    build_index(shipped_library(), folder)
    return SearchIndex.open(folder, "shipped")
