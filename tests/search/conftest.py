from __future__ import annotations

from collections.abc import Iterable

import pytest

from genomics.search.engine import SearchIndex
from tests.search.samples import KNOWING, open_library


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterable[SearchIndex]:
    """An index of the sample that knows names; only to be read."""
    opened = open_library(tmp_path_factory.mktemp("index"), KNOWING)
    yield opened
    opened.close()
