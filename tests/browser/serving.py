"""The site as its readers meet it: published content behind gunicorn on a port of this machine."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from genomics.config import PREFIX, PROJECT_FOLDER, Settings

START_SECONDS = 30
STOP_SECONDS = 20


@contextmanager
def gunicorn(settings: Settings, *, workers: int = 1) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serves what is published under these settings; gives the site's address and the server's process."""
    port = free_port()
    options = ("--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", "4")
    with running("gunicorn", "app:app", *options, "--log-level", "error", settings=settings) as process:
        address = f"http://127.0.0.1:{port}"
        wait_until_it_answers(address, process)
        yield address, process


@contextmanager
def running(*command: str, settings: Settings, output: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A module of this Python with its arguments, under these settings; ended afterwards.

    What it says goes to the `output` file where there is one.
    """
    with ExitStack() as stack:
        said = stack.enter_context(output.open("wb")) if output else None
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=PROJECT_FOLDER,
            env=environment(settings),
            stdout=said,
            stderr=subprocess.STDOUT if said else None,
        )
        try:
            yield process
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a process, by force where it takes too long."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


def environment(settings: Settings) -> Mapping[str, str]:
    """This process's environment with the folders of these settings and the time between two looks at the content."""
    own = {
        "CONTENT_DIR": settings.content_dir,
        "INDEX_DIR": settings.index_dir,
        "WATCH_SECONDS": settings.watch_seconds,
    }
    names = {PREFIX + name: str(value) for name, value in own.items()}
    return os.environ | names | {"PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    """Returns at the server's first answer. Raises AssertionError where none comes."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended by itself"
        try:
            get(address, "/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"{address} did not answer within {START_SECONDS} seconds")


def get(address: str, path: str) -> tuple[int, str]:
    """The status and the text of one answer, over a connection of its own."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()
