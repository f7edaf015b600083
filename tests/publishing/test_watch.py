from __future__ import annotations

import errno
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import watchfiles

from genomics.config import Settings
from genomics.publishing.build import BuildReport
from genomics.publishing.errors import BuildError
from genomics.publishing.lock import build_lock
from genomics.publishing.site import SiteLoader
from genomics.publishing.watch import RETRY, one_line, watch
from tests.publishing.samples import replace_text, retitle, title_shown


class Watching:
    """A watcher in a thread, and what it has said."""

    def __init__(self, settings: Settings) -> None:
        self.said: list[str] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=watch, args=(settings, self.said.append, self._stop))
        self._thread.start()

    def wait_for(self, text: str, seconds: float = 10) -> None:
        """Returns when a line with that text has come."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            if any(text in line for line in self.said):
                return
            time.sleep(0.01)
        raise AssertionError(f"{text!r} is not among {self.said}")

    def end(self) -> None:
        self._stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive()


Start = Callable[[Settings], Watching]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts watchers that end with the test."""
    running: list[Watching] = []

    def begin(settings: Settings) -> Watching:
        running.append(Watching(settings))
        running[-1].wait_for("Published")
        running[-1].said.clear()
        return running[-1]

    yield begin
    for watching in running:
        watching.end()


def test_a_saved_edit_is_published(settings: Settings, start: Start) -> None:
    watching = start(settings)
    retitle(settings, "About our work")
    watching.wait_for("1 changed")
    assert title_shown(settings) == "About our work"


def test_new_and_deleted_files_are_noticed(settings: Settings, start: Start) -> None:
    watching = start(settings)
    (settings.content_dir / "glossary/gene.md").write_text("---\ntitle: Gene\n---\n\nA stretch of DNA.\n")
    watching.wait_for("1 added")
    (settings.content_dir / "glossary/gene.md").unlink()
    watching.wait_for("1 removed")


def test_a_broken_edit_is_told_and_the_next_good_one_is_published(settings: Settings, start: Start) -> None:
    watching = start(settings)
    page = settings.content_dir / "resources/clinvar.md"
    replace_text(page, "year: 2013", "year: soon")
    watching.wait_for("resources/clinvar.md:")
    watching.wait_for("readers keep what they had")
    assert title_shown(settings) == "About us"
    replace_text(page, "year: soon", "year: 2014")
    watching.wait_for("1 changed")


def test_what_text_editors_leave_beside_a_file_is_ignored(settings: Settings, start: Start) -> None:
    watching = start(settings)
    for name in (".about.md.swp", "about.md~", "#about.md#"):
        (settings.content_dir / "pages" / name).write_text("half a word")
    time.sleep(0.5)
    assert watching.said == []


def test_a_build_waits_for_somebody_elses_and_says_so_once(settings: Settings, start: Start) -> None:
    watching = start(settings)
    with build_lock(settings.index_dir / "LOCK"):
        retitle(settings, "About our work")
        watching.wait_for("Another build is running")
        time.sleep(0.7)
        assert len(watching.said) == 1
    watching.wait_for("1 changed")
    assert title_shown(settings) == "About our work"


def test_an_index_folder_that_goes_bad_does_not_end_the_watching(settings: Settings, start: Start) -> None:
    watching = start(settings)
    shutil.rmtree(settings.index_dir)
    settings.index_dir.write_text("not a folder")
    retitle(settings, "About our work")
    watching.wait_for("GENOMICS_INDEX_DIR")
    settings.index_dir.unlink()
    retitle(settings, "About everything")
    watching.wait_for("Published")
    assert title_shown(settings) == "About everything"


def test_a_defect_of_ours_does_not_end_the_watching(
    settings: Settings, start: Start, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    watching = start(settings)
    with monkeypatch.context() as patched:
        patched.setattr("genomics.publishing.build.rows_of", lambda library: library / 0)
        retitle(settings, "About our work")
        end = time.monotonic() + 5
        while "TypeError" not in caplog.text and time.monotonic() < end:
            time.sleep(0.02)
    assert "TypeError" in caplog.text
    retitle(settings, "About everything")
    watching.wait_for("1 changed")


def test_without_reports_from_the_system_changes_are_looked_for(
    settings: Settings, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_inotify(*_: object, **__: object) -> Iterator[object]:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", without_inotify)
    watching = start(settings)
    retitle(settings, "About our work")
    watching.wait_for("1 changed")


def test_a_content_folder_that_is_put_in_the_place_of_another_is_watched(settings: Settings, start: Start) -> None:
    watching = start(settings)
    other = settings.content_dir.with_name("other")
    shutil.copytree(settings.content_dir, other)
    shutil.rmtree(settings.content_dir)
    watching.wait_for("There is no such content folder")
    other.rename(settings.content_dir)
    watching.wait_for("Nothing has changed")
    retitle(settings, "About our work")
    watching.wait_for("1 changed")


def test_a_content_folder_that_is_not_there_is_said(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="missing is not there"):
        watch(replace(settings, content_dir=tmp_path / "missing"), print)


def test_a_report_fits_on_a_line() -> None:
    report = BuildReport(
        generation="20261122T150000Z-0123abcd",
        published=True,
        counts={},
        added=("page/a", "page/b"),
        removed=("page/c",),
        seconds=0.42,
        content_digest="",
    )
    assert one_line(report) == "Published 20261122T150000Z-0123abcd: 2 added, 1 removed (0.4 s)."
    assert one_line(replace(report, published=False)) == "Nothing has changed (0.4 s)."
    assert "no records changed" in one_line(replace(report, added=(), removed=()))


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("genomics.content.clock.present", made)
    return made


def dated(settings: Settings, front: str) -> None:
    (settings.content_dir / "glossary/gene.md").write_text(f"---\ntitle: Gene\n{front}---\n\nA stretch of DNA.\n")


def test_what_is_due_appears_and_leaves_by_itself(settings: Settings, start: Start, clock: Clock) -> None:
    dated(settings, "publish_from: 2026-12-02\npublish_until: 2026-12-02\n")
    watching = start(settings)
    assert SiteLoader(settings).current().record("term/gene") is None
    clock.now = datetime(2026, 12, 2, tzinfo=UTC)
    watching.wait_for("1 added")
    assert SiteLoader(settings).current().record("term/gene")
    clock.now = datetime(2026, 12, 3, tzinfo=UTC)
    watching.wait_for("1 removed")
    assert SiteLoader(settings).current().record("term/gene") is None


def test_what_was_due_while_the_disk_was_full_is_tried_again(
    settings: Settings, start: Start, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated(settings, "publish_from: 2026-12-02\n")
    watching = start(settings)
    with full_disk(monkeypatch):
        clock.now = datetime(2026, 12, 2, tzinfo=UTC)
        watching.wait_for("The disk that holds")
    watching.said.clear()
    clock.now += RETRY
    watching.wait_for("1 added")


def test_a_date_is_still_to_come_after_a_save_that_could_not_be_published(
    settings: Settings, start: Start, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated(settings, "publish_from: 2026-12-02\n")
    watching = start(settings)
    with full_disk(monkeypatch):
        retitle(settings, "About our work")
        watching.wait_for("The disk that holds")
    clock.now = datetime(2026, 12, 2, tzinfo=UTC)
    watching.wait_for("1 added, 1 changed")


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk on which there is no room for a generation."""

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("genomics.publishing.build.write_records", no_room)
        yield
