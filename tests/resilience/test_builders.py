"""Several builders at once."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import pytest

import genomics.publishing.build as build_module
from genomics.cli.common import EXIT_BUSY
from genomics.config import Settings
from genomics.publishing.build import rebuild
from genomics.publishing.store import GenerationStore
from tests.resilience.builder import PATIENCE, Builder
from tests.resilience.samples import edit, seen


def holding_the_lock_until(go_on: Path) -> None:
    """Makes the build wait while it holds the lock, once it has said so beside that file."""
    original = build_module.rows_of

    def wait_first(library: build_module.Library) -> build_module.Rows:
        go_on.with_name(str(os.getpid())).touch()
        wait_for(go_on)
        return original(library)

    build_module.rows_of = wait_first


def wait_for(path: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < end, f"{path} does not come"
        time.sleep(0.01)


@pytest.mark.parametrize("others", range(1, 8))
def test_while_one_builds_the_others_say_who_holds_the_lock(settings: Settings, folder: Path, others: int) -> None:
    rebuild(settings)
    edit(settings.content_dir, "Second")
    old = seen(settings)
    go_on = folder / "go-on"
    first = Builder(settings, folder / "said", partial(holding_the_lock_until, go_on))
    wait_for(folder / str(first.pid))
    late = [Builder(settings, folder / f"said{number}") for number in range(others)]
    for outcome in [builder.outcome() for builder in late]:
        assert outcome.code == EXIT_BUSY
        assert f"Another build is running: process {first.pid} on " in outcome.said
    assert seen(settings) == old
    go_on.touch()
    assert first.outcome().code == 0
    assert seen(settings) != old


def test_of_eight_builders_that_begin_together_nobody_harms_another(settings: Settings, folder: Path) -> None:
    for edition in ("First", "Second", "Third"):
        edit(settings.content_dir, edition)
        builders = [Builder(settings, folder / f"said{number}") for number in range(8)]
        codes = {builder.outcome().code for builder in builders}
        assert 0 in codes
        assert codes <= {0, EXIT_BUSY}
        assert ("page/about", f"{edition} edition") in {hit[:2] for hit in seen(settings).searches[""]}
    assert len(GenerationStore(settings.index_dir).generations()) == 2
