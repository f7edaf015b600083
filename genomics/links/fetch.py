"""Polite requests: one at a time for a host, with a pause between them, within time limits."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import quote, urlsplit

AGENT = "GenomicsLinkCheck/1.0"
LARGEST_BODY = 64 * 1024
_SAFE = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered. `text` is the beginning of the body; `seconds` is how long it took to answer."""

    status: int
    seconds: float
    location: str = ""
    content_type: str = ""
    text: str = ""


class NoAnswer(Exception):  # noqa: N818 - it is no error of ours
    """The host did not answer; the message says why in a word or two."""


class UnknownHost(NoAnswer):
    """There is no such host, or it refuses every connection."""


class TooSlow(NoAnswer):
    """Nothing came within the time limit."""


@dataclass(slots=True)
class _Host:
    lock: Lock = field(default_factory=Lock)
    next_request: float = 0.0


class Fetcher:
    """Makes requests. Safe for threads; `pause` and `patience` are in seconds, the latter for each wait."""

    def __init__(self, about: str, pause: float = 1.0, patience: float = 15.0) -> None:
        self._agent = f"{AGENT} (+{about})"
        self._pause = pause
        self._patience = patience
        self._hosts: dict[str, _Host] = defaultdict(_Host)
        self._lock = Lock()

    def fetch(self, method: str, url: str, pause: float = 0.0) -> Answer:
        """The answer to one request, redirects not followed. A longer pause is kept after it where one is given.

        Raises NoAnswer.
        """
        name = urlsplit(url).netloc
        with self._lock:
            host = self._hosts[name]
        with host.lock:
            time.sleep(max(0.0, host.next_request - time.monotonic()))
            try:
                return self._request(method, url)
            finally:
                host.next_request = time.monotonic() + max(self._pause, pause)

    def _request(self, method: str, url: str) -> Answer:
        started = time.monotonic()
        try:
            with closing(_connection(url, self._patience)) as connection:
                connection.request(method, _target(url), headers={"User-Agent": self._agent, "Accept": "*/*"})
                response = connection.getresponse()
                seconds = time.monotonic() - started
                text = "" if method == "HEAD" else self._body(response, started)
        except TimeoutError as error:
            raise TooSlow(f"no answer within {self._patience:g} s") from error
        except (socket.gaierror, ConnectionRefusedError) as error:
            raise UnknownHost("no such host" if isinstance(error, socket.gaierror) else "refused") from error
        except ssl.SSLError as error:
            raise NoAnswer("its certificate cannot be trusted") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NoAnswer(f"no proper answer ({type(error).__name__})") from error
        location = response.getheader("Location", "")
        return Answer(response.status, seconds, location, response.getheader("Content-Type", "").lower(), text)

    def _body(self, response: http.client.HTTPResponse, started: float) -> str:
        """The beginning of the body: as much as comes in time, for a dripping host must not hold up the others."""
        body = b""
        while len(body) < LARGEST_BODY and time.monotonic() - started < self._patience:
            piece = response.read1(LARGEST_BODY - len(body))
            if not piece:
                break
            body += piece
        return body.decode("utf-8", "replace")


def _connection(url: str, patience: float) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=patience)


def _target(url: str) -> str:
    parts = urlsplit(url)
    return quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else "")
