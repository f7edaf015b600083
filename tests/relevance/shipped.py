"""The shipped content, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from genomics.content.library import Library
from genomics.content.reader import read_library

CONTENT = Path(__file__).parent.parent.parent / "content"


@cache
def shipped_library() -> Library:
    return read_library(CONTENT)
