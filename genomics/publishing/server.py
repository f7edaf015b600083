"""The web server as a child process of `flask serve`: started, waited for, ended."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from ipaddress import ip_address
from threading import Thread

from genomics.config import PROJECT_FOLDER, Settings

START_SECONDS = 30
STOP_SECONDS = 10
WORKERS = 2
THREADS = 4


class ServerError(Exception):
    """The web server does not run; the message says why."""


class Server:
    """A gunicorn that serves the site of these settings."""

    def __init__(self, settings: Settings, host: str, port: int) -> None:
        self._host = host
        self._port = port
        # The command is this Python with fixed words; host and port stand in one argument of their own.
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "gunicorn", "app:app", *self._options()],
            cwd=PROJECT_FOLDER,
            env=os.environ | self._with_own_address(settings).to_environment(),
        )

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the site."""
        return f"http://{_in_address(_reachable(self._host))}:{self._port}"

    def wait_until_it_answers(self) -> None:
        """Returns at the first answer, whatever it says. Raises ServerError where none comes."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise ServerError(self.epitaph())
            if self._answers():
                return
            time.sleep(0.05)
        raise ServerError(f"The web server did not answer within {START_SECONDS} seconds.")

    def when_it_ends(self, tell: Callable[[], None]) -> None:
        """Calls `tell` from another thread as soon as the web server has ended."""

        def wait() -> None:
            self._process.wait()
            tell()

        Thread(target=wait, daemon=True).start()

    @property
    def has_ended(self) -> bool:
        """Whether the web server runs no more."""
        return self._process.poll() is not None

    def epitaph(self) -> str:
        """What to say when the web server has ended by itself."""
        return f"The web server has stopped by itself (exit code {self._process.returncode}); see the lines above."

    def stop(self) -> None:
        """Lets running requests finish, then ends the web server."""
        if self.has_ended:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _options(self) -> list[str]:
        return [
            *("--bind", f"{_in_address(self._host)}:{self._port}"),
            *("--workers", str(WORKERS)),
            *("--threads", str(THREADS)),
            *("--graceful-timeout", str(STOP_SECONDS // 2)),
            *("--log-level", "warning"),
            "--no-control-socket",
        ]

    def _with_own_address(self, settings: Settings) -> Settings:
        return settings if settings.site_url else replace(settings, site_url=self.address)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(_reachable(self._host), self._port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True


def refuse_taken_port(host: str, port: int, ways: str) -> None:
    """Raises ServerError where nothing can listen there; `ways` are commands that take another port, with `{port}`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ServerError(
            f"{host}:{port} cannot be used ({error.strerror}). Choose another port: {ways.format(port=port + 1)}."
        ) from error


def _reachable(host: str) -> str:
    """A host to which a browser on this machine can connect, also where the server listens on all addresses."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not address.is_unspecified:
        return host
    return "127.0.0.1" if address.version == 4 else "::1"


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
