from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.links.hosts import Host, Plays


@pytest.fixture
def host() -> Iterator[Host]:
    running = Host(Plays)
    yield running
    running.end()
