from __future__ import annotations

import subprocess
import sys

import pytest

from genomics.config import PROJECT_FOLDER, Settings
from tests.browser.serving import environment


def test_the_command_line_starts_without_loading_the_search(settings: Settings) -> None:
    script = (
        "import sys, app; print(sorted({'numpy', 'whoosh', 'yaml', 'markdown_it', 'watchfiles'} & set(sys.modules)))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT_FOLDER, env=environment(settings), capture_output=True, check=True
    )
    assert finished.stdout == b"[]\n"


@pytest.mark.parametrize("words", [("index", "status"), ("routes",), ("--help",)])
def test_a_setting_that_cannot_be_used_is_a_sentence(settings: Settings, words: tuple[str, ...]) -> None:
    finished = with_a_bad_setting(settings, "flask", *words)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr == "GENOMICS_WATCH_SECONDS is 'soon'. Write a number of seconds from 0.05 to 60.\n"


def test_gunicorn_gives_up_on_a_setting_that_cannot_be_used(settings: Settings, port: int) -> None:
    finished = with_a_bad_setting(settings, "gunicorn", "app:app", "--bind", f"127.0.0.1:{port}", "--no-control-socket")
    assert finished.returncode == 4
    assert "GENOMICS_WATCH_SECONDS is 'soon'." in finished.stderr
    assert "Traceback" not in finished.stderr


def with_a_bad_setting(settings: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=PROJECT_FOLDER,
        env=environment(settings) | {"GENOMICS_WATCH_SECONDS": "soon"},
        capture_output=True,
        text=True,
        timeout=30,
    )
