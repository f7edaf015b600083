"""Every file of a generation, harmed in every way, one at a time."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from genomics import create_app
from genomics.config import Settings
from genomics.publishing import site as site_module
from genomics.publishing.build import rebuild
from genomics.publishing.manifest import damaged_files, read_manifest
from genomics.publishing.store import GenerationStore
from tests.cli.running import run
from tests.publishing.samples import DAMAGES, current_folder
from tests.resilience.samples import edit, seen


def empty(path: Path) -> None:
    """What a power cut on some file systems leaves."""
    path.write_bytes(b"")


@pytest.fixture
def settings_with_two(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A site with a previous generation, whose workers look at once."""
    monkeypatch.setattr(site_module, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(site_module, "RETRY_SECONDS", 0.0)
    for edition in ("First", "Second"):
        edit(settings.content_dir, edition)
        rebuild(settings)
    return settings


def title_found(app: Flask) -> str:
    """The title of the page `about` that a search of everything shows."""
    answer = app.test_client().get("/api/v1/search?page_size=100")
    assert answer.status_code == 200
    assert answer.get_json()["total"] == 12
    return next(hit["title"] for hit in answer.get_json()["results"] if hit["key"] == "page/about")


@pytest.mark.parametrize("damage", [*DAMAGES, empty])
def test_whatever_file_is_harmed_the_previous_generation_takes_over_until_the_next_build(
    settings_with_two: Settings, caplog: pytest.LogCaptureFixture, damage: Callable[[Path], None]
) -> None:
    settings = settings_with_two
    whole = seen(settings)
    names = [path.relative_to(current_folder(settings)) for path in current_folder(settings).rglob("*")]
    harmed = 0
    for name in names:
        path = current_folder(settings) / name
        if not path.is_file() or not path.stat().st_size:
            continue
        harmed += 1
        content = path.read_bytes()
        damage(path)
        assert_the_previous_one_takes_over(settings, caplog, path)
        path.write_bytes(content)
    assert harmed > 25
    assert seen(settings) == whole


def assert_the_previous_one_takes_over(settings: Settings, caplog: pytest.LogCaptureFixture, path: Path) -> None:
    caplog.clear()
    app = create_app(settings)
    assert title_found(app) == "First edition"
    assert app.test_client().get("/healthz").get_json()["state"] == "degraded"
    assert path.name in caplog.text
    verified = run(app, "index", "verify")
    assert verified.exit_code == 1
    assert path.name in verified.stdout
    assert "Run `flask index build`." in verified.stderr


@pytest.mark.parametrize("damage", [*DAMAGES, empty])
def test_the_next_build_repairs_whatever_file_was_harmed(
    settings_with_two: Settings, damage: Callable[[Path], None]
) -> None:
    settings = settings_with_two
    whole = seen(settings)
    for suffix in ("manifest.json", "records.sqlite", ".seg", ".toc", ".npy", ".txt", ".jsonl", "words.json"):
        path = next(found for found in current_folder(settings).rglob(f"*{suffix}") if found.stat().st_size)
        damage(path)
        report = rebuild(settings)
        assert report.published
        assert seen(settings) == whole
        assert create_app(settings).test_client().get("/healthz").get_json()["state"] == "ok"


def test_a_repair_keeps_the_generation_that_took_over_and_not_the_harmed_one(settings_with_two: Settings) -> None:
    settings = settings_with_two
    store = GenerationStore(settings.index_dir)
    pointer = store.pointer()
    assert pointer is not None
    empty(current_folder(settings) / "records.sqlite")
    rebuild(settings)
    kept = store.pointer()
    assert kept is not None
    assert kept.previous == pointer.previous
    assert damaged_files(store.folder(kept.previous), read_manifest(store.folder(kept.previous))) == {}
    empty(current_folder(settings) / "records.sqlite")
    assert title_found(create_app(settings)) == "First edition"


def test_nothing_of_a_harmed_generation_is_unpickled(
    settings_with_two: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_with_two
    table = next(current_folder(settings).rglob("*.toc"))
    table.write_bytes(table.read_bytes() + pickle.dumps(print))
    for path in [*GenerationStore(settings.index_dir).folder(previous(settings)).rglob("*.toc")]:
        path.write_bytes(path.read_bytes() + pickle.dumps(print))

    def unpickle(*_: object, **__: object) -> object:
        raise AssertionError("something was unpickled")

    monkeypatch.setattr(pickle, "loads", unpickle)
    monkeypatch.setattr(pickle, "load", unpickle)
    monkeypatch.setattr("whoosh.index.pickle.loads", unpickle)
    with caplog.at_level(logging.WARNING):
        client = create_app(settings).test_client()
        assert client.get("/about").status_code == 200
        assert client.get("/api/v1/search?q=edition").status_code == 503
    assert run(create_app(settings), "index", "verify").exit_code == 1


def previous(settings: Settings) -> str:
    pointer = GenerationStore(settings.index_dir).pointer()
    assert pointer is not None
    return pointer.previous
