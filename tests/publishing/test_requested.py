from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from genomics.config import Settings
from genomics.publishing import requested
from genomics.publishing.asking import REQUESTED, RUNNER, is_first_use, request_build
from genomics.publishing.build import rebuild
from genomics.publishing.errors import BusyError
from genomics.publishing.history import read_history
from genomics.publishing.lock import build_lock
from genomics.publishing.requested import answer_requests
from genomics.publishing.store import GenerationStore
from tests.publishing.samples import replace_text, retitle


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requested, "GATHER_SECONDS", 0.05)
    monkeypatch.setattr(requested, "BUSY_SECONDS", 0.05)


def ask(settings: Settings) -> None:
    settings.index_dir.mkdir(parents=True, exist_ok=True)
    (settings.index_dir / REQUESTED).touch()


def builds(settings: Settings) -> int:
    return len(read_history(settings.index_dir))


def test_two_quick_requests_are_answered_by_one_build_in_its_own_process(settings: Settings) -> None:
    request_build(settings)
    request_build(settings)
    end = time.monotonic() + 30
    while time.monotonic() < end and ((settings.index_dir / REQUESTED).exists() or not builds(settings)):
        time.sleep(0.05)
    with_nobody_left(settings)
    assert builds(settings) == 1
    assert len(GenerationStore(settings.index_dir).generations()) == 1


def with_nobody_left(settings: Settings) -> None:
    """Waits until no process answers requests any more."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with build_lock(settings.index_dir / RUNNER):
                return
        except BusyError:
            time.sleep(0.05)
    raise AssertionError("somebody is still building")


def test_a_request_during_a_build_is_answered_by_another_one(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def build_and_ask_again(chosen: Settings) -> object:
        calls.append(chosen)
        if len(calls) == 1:
            ask(settings)
        return rebuild(chosen)

    monkeypatch.setattr(requested, "rebuild", build_and_ask_again)
    ask(settings)
    answer_requests(settings)
    assert len(calls) == 2
    assert not (settings.index_dir / REQUESTED).exists()


def test_who_finds_somebody_answering_leaves_it_to_them(settings: Settings) -> None:
    ask(settings)
    with build_lock(settings.index_dir / RUNNER):
        answer_requests(settings)
    assert (settings.index_dir / REQUESTED).exists()
    assert builds(settings) == 0


def test_an_editors_own_build_is_waited_for(settings: Settings) -> None:
    ask(settings)
    with GenerationStore(settings.index_dir).lock():
        waiting = threading.Thread(target=answer_requests, args=(settings,))
        waiting.start()
        time.sleep(0.2)
        assert builds(settings) == 0
    waiting.join(30)
    assert builds(settings) == 1


def test_faults_end_a_request_with_a_line_in_the_log(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    rebuild(settings)
    replace_text(settings.content_dir / "resources/clinvar.md", "year: 2013", "year: soon")
    ask(settings)
    answer_requests(settings)
    assert "nothing was published" in caplog.text
    assert builds(settings) == 1


def test_a_change_is_published_by_a_request(settings: Settings) -> None:
    rebuild(settings)
    retitle(settings, "About our work")
    ask(settings)
    answer_requests(settings)
    assert builds(settings) == 2


def test_a_signature_is_forgotten_only_when_it_is_too_old_to_be_used(tmp_path: Path) -> None:
    assert is_first_use(tmp_path, "one", 600)
    assert not is_first_use(tmp_path, "one", 600)
    assert is_first_use(tmp_path, "two", 600)
    assert is_first_use(tmp_path, "one", -1)
