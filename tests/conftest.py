"""Fixtures that tests of all parts share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from genomics.config import Settings
from tests.links.hosts import Host, Plays
from tests.shipped import published

# Machines are shared: how long an example takes says nothing about the code.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

WriteFolder = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture(autouse=True)
def at_full_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that a test runs inside its own process do not slow down all tests after it."""
    monkeypatch.setattr("genomics.publishing.gentle.give_way", lambda: None)


@pytest.fixture
def write_folder(tmp_path: Path) -> WriteFolder:
    """Writes files, given by path and content, into a content folder of the test's own; gives the folder."""
    folder = tmp_path / "content"

    def write(files: Mapping[str, str | bytes]) -> Path:
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write


@pytest.fixture
def host() -> Iterator[Host]:
    """A host of this machine that plays everything that a link may meet."""
    running = Host(Plays)
    yield running
    running.end()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Settings:
    """The shipped content, published; only to be read."""
    own = tmp_path_factory.getbasetemp()
    return published(own if worker_id == "master" else own.parent)
