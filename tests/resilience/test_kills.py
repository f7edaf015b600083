"""Builds that are killed: at every step, at any time."""

from __future__ import annotations

import random
import shutil
import signal
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from genomics.config import Settings
from genomics.publishing.build import rebuild
from genomics.publishing.store import GenerationStore
from tests.resilience.builder import Builder, Fault, Outcome, build, killed_before, nothing
from tests.resilience.samples import Seen, edit, seen

AT_RANDOM = 80
STRIDE = 2
"""Every other step is tried here; a kill at any time hits those between them."""
LEAST_STEPS = 200


@pytest.fixture
def edited(settings: Settings) -> Settings:
    """A site that was built three times, with one more edit that nobody has published yet."""
    rebuild(settings)
    for edition in ("Zeroth", "First"):
        edit(settings.content_dir, edition)
        rebuild(settings)
    edit(settings.content_dir, "Second")
    return settings


def both_editions(settings: Settings, folder: Path) -> tuple[Seen, Seen]:
    """What readers see now, and what they will see after a build that nothing befalls."""
    apart = copied(settings, folder / "apart")
    rebuild(apart)
    return seen(settings), seen(apart)


def copied(settings: Settings, folder: Path) -> Settings:
    """The same content with an index of the same state in another folder."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(settings.index_dir, folder)
    return replace(settings, index_dir=folder)


def killed(settings: Settings, fault: Fault, after: float | None) -> Outcome:
    builder = Builder(settings, settings.index_dir.with_name("said"), fault)
    if after is not None:
        time.sleep(after)
        builder.kill()
    return builder.outcome()


def assert_all_is_well(settings: Settings, old: Seen, new: Seen) -> None:
    """After a kill, readers see one edition whole; the next build publishes the new one and the one after it tidies."""
    assert seen(settings) in (old, new)
    rebuild(settings)
    assert seen(settings) == new
    assert GenerationStore(settings.index_dir).status().others == () or rebuild(settings, force=True)
    assert GenerationStore(settings.index_dir).status().others == ()


def test_a_build_killed_before_every_other_step_leaves_one_edition_whole_and_a_way_on(
    edited: Settings, folder: Path
) -> None:
    old, new = both_editions(edited, folder)
    assert old != new
    step = 1
    outcome = Outcome(-signal.SIGKILL, "")
    while outcome.code == -signal.SIGKILL:
        step += STRIDE
        site = copied(edited, folder / "killed")
        outcome = killed(site, partial(killed_before, step), None)
        assert outcome.code in (0, -signal.SIGKILL), outcome.said
        assert_all_is_well(site, old, new)
    assert step > LEAST_STEPS


def test_a_build_killed_at_any_time_leaves_one_edition_whole_and_a_way_on(edited: Settings, folder: Path) -> None:
    old, new = both_editions(edited, folder)
    apart = copied(edited, folder / "killed")
    started = time.monotonic()
    assert build(apart).code == 0
    longest = time.monotonic() - started
    choice = random.Random(1)
    for _ in range(AT_RANDOM):
        site = copied(edited, folder / "killed")
        outcome = killed(site, nothing, choice.uniform(0, longest))
        assert outcome.code in (0, -signal.SIGKILL), outcome.said
        assert_all_is_well(site, old, new)


def test_a_first_build_killed_on_its_way_leaves_nothing_or_everything(settings: Settings, folder: Path) -> None:
    whole = replace(settings, index_dir=folder / "whole")
    rebuild(whole)
    expected = seen(whole)
    for step in range(2, LEAST_STEPS, 8):
        site = replace(settings, index_dir=folder / str(step))
        killed(site, partial(killed_before, step), None)
        if GenerationStore(site.index_dir).pointer():
            assert seen(site) == expected
        rebuild(site)
        assert seen(site) == expected
