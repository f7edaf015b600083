from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from genomics.config import Settings
from tests.resilience.samples import write_library

IN_MEMORY = Path("/dev/shm")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is such a disk: many builds wait for the disk."""
    parent = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=parent, prefix="genomics-") as name:
        yield Path(name)


@pytest.fixture
def settings(folder: Path) -> Settings:
    """A content folder of a dozen records, and an index folder that does not exist yet."""
    return Settings(content_dir=write_library(folder / "content"), index_dir=folder / "index")
