from __future__ import annotations

from pathlib import Path

import pytest

from genomics.config import Settings
from tests.publishing.samples import write_content


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A small content folder, and an index folder that does not exist yet."""
    return Settings(
        content_dir=write_content(tmp_path / "content"), index_dir=tmp_path / "deep" / "index", watch_seconds=0.1
    )
