"""A small content folder and the application that its commands belong to."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from genomics import create_app
from genomics.config import Settings
from tests.browser.serving import free_port
from tests.publishing.samples import write_content


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(content_dir=write_content(tmp_path / "content"), index_dir=tmp_path / "index", watch_seconds=0.1)


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def port() -> int:
    return free_port()
