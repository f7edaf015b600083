"""Builds that run out of something: file handles, memory, room, rights."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

import pytest

from genomics.config import Settings
from genomics.publishing.build import rebuild
from tests.publishing.small_disk import on_small_disk
from tests.resilience.builder import Outcome, build, limited, limited_handles, limited_memory, without_privileges
from tests.resilience.samples import edit, seen

MEGABYTE = 1 << 20


@pytest.fixture
def edited(settings: Settings) -> Settings:
    """A site with an edit that nobody has published yet."""
    edit(settings.content_dir, "First")
    rebuild(settings)
    edit(settings.content_dir, "Second")
    return settings


def failures(settings: Settings, fault: Callable[[int], None], steps: Iterator[int]) -> list[str]:
    """What builds say that have ever more of something, until one has enough; readers keep what they had meanwhile."""
    old, said = seen(settings), []
    for amount in steps:
        outcome = build(settings, partial(fault, amount))
        if outcome.code == 0:
            assert seen(settings) != old
            return said
        assert_plain(outcome)
        assert seen(settings) == old
        said.append(outcome.said)
    raise AssertionError("there is never enough")


def assert_plain(outcome: Outcome) -> None:
    """The build says what is wrong, and not in the words of the program."""
    assert outcome.code == 1, outcome
    assert "Traceback" not in outcome.said


def test_with_too_few_file_handles_nothing_is_published_and_it_is_said(edited: Settings) -> None:
    said = failures(edited, limited_handles, count(1, 2))
    assert len(said) > 5
    assert "Let the build open more files at once" in said[0]
    assert all("open" in sentence or "did not pass its inspection" in sentence for sentence in said)


def test_with_too_little_memory_nothing_is_published_and_it_is_said(edited: Settings) -> None:
    said = failures(edited, limited_memory, count(0, MEGABYTE // 4))
    assert len(said) > 1
    assert "There is not enough memory" in said[0]


def test_with_a_limit_on_the_size_of_files_nothing_is_published_and_it_is_said(edited: Settings) -> None:
    said = failures(edited, partial(limited, resource.RLIMIT_FSIZE), count(1000, 2000))
    assert len(said) > 5
    assert [sentence for sentence in said if "`ulimit -f unlimited`" not in sentence] == []


@pytest.mark.parametrize("name", [".", "generations", "LOCK"])
def test_what_may_not_be_written_is_named_and_readers_keep_what_they_had(edited: Settings, name: str) -> None:
    old = seen(edited)
    forbidden = edited.index_dir / name
    forbidden.chmod(0o555 if forbidden.is_dir() else 0o444)
    outcome = build(edited, without_privileges)
    assert_plain(outcome)
    assert f"{edited.index_dir}" in outcome.said
    assert "Permission denied. The index folder must be one that this user may write to" in outcome.said
    assert seen(edited) == old
    forbidden.chmod(0o777)
    assert build(edited, without_privileges).code == 0
    assert seen(edited) != old


def test_content_that_may_not_be_read_is_named_and_readers_keep_what_they_had(edited: Settings) -> None:
    old = seen(edited)
    page = edited.content_dir / "pages/about.md"
    page.chmod(0)
    outcome = build(edited, without_privileges)
    assert_plain(outcome)
    assert "pages/about.md:1: The file cannot be opened (Permission denied)." in outcome.said
    assert seen(edited) == old
    page.chmod(0o644)
    assert build(edited, without_privileges).code == 0


@pytest.mark.parametrize("what", ["pages", "files"])
def test_on_a_full_disk_nothing_is_published_and_it_is_said(edited: Settings, what: str) -> None:
    finished = on_small_disk(edited, '"$PYTHON" -m tests.resilience.full_disk ' + what)
    lines = finished.stdout.splitlines()
    assert finished.returncode == 0, finished.stderr
    assert lines[-1] == "published"
    assert len(lines) > 30
    assert {line for line in lines[:-1] if "is full" not in line and "Not all could be written" not in line} == set()
