"""Commands in this process, and in processes of their own."""

from __future__ import annotations

import subprocess
import sys
import threading

from click.testing import Result
from flask import Flask

from genomics.config import PROJECT_FOLDER, Settings
from tests.browser.serving import environment


def run(app: Flask, *words: str) -> Result:
    """A command in this process; `.stdout`, `.stderr` and `.exit_code` as a shell would see them."""
    result = app.test_cli_runner().invoke(args=words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def start(settings: Settings, *words: str) -> subprocess.Popen[str]:
    """A flask command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "flask", *words],
        cwd=PROJECT_FOLDER,
        env=environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_until(process: subprocess.Popen[str], text: str) -> str:
    """The lines that a process says, up to the one with that text; it is ended where that takes too long."""
    assert process.stdout is not None
    said = ""
    patience = threading.Timer(20, process.terminate)
    patience.start()
    try:
        for line in process.stdout:
            said += line
            if text in line:
                return said
    finally:
        patience.cancel()
    raise AssertionError(f"{text!r} was never said, but: {said}")
