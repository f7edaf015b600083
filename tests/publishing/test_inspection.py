from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from genomics.config import Settings
from genomics.publishing.build import rebuild
from genomics.publishing.inspection import problems_of
from tests.publishing.samples import DAMAGES, current_folder


@pytest.fixture
def folder(settings: Settings) -> Path:
    rebuild(settings)
    return current_folder(settings)


def test_a_fresh_generation_is_whole(folder: Path) -> None:
    assert problems_of(folder) == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_any_file_is_found_and_named(folder: Path, damage: Callable[[Path], None]) -> None:
    files = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]
    assert len(files) > 5
    for path in files:
        content = path.read_bytes()
        damage(path)
        problems = problems_of(folder)
        assert len(problems) == 1
        assert path.name in problems[0]
        path.write_bytes(content)
    assert problems_of(folder) == []


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "missing") != []


def test_another_version_of_the_search_is_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genomics.search.schema.fingerprint", lambda: "another")
    assert problems_of(folder) == ["The search index was made by another version of the site. Run `flask index build`."]
