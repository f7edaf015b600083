"""Hosts on this machine that play everything that a link may meet."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.10"
"""Of this machine alone, like all that begin with 127; content takes it for the name of a host."""
LONG = "<p>Laboratories deposit what they know of each variant.</p>" * 80
PAGES = {
    "/": (200, f"<title>Archive</title>{LONG}"),
    "/fine": (200, f"<title>Variants</title>{LONG}"),
    "/short": (200, "<title>Variants</title><p>All of them.</p>"),
    "/about-404s": (200, f"<title>Variants</title>{LONG}<h2>Error 404: not found</h2>"),
    "/dead": (404, "<title>Not found</title>"),
    "/gone": (410, ""),
    "/soft": (200, "<title>Archive</title><h1 class='x'>Page <b>not found</b></h1>"),
    "/soft-fr": (200, f"<title>Page introuvable</title>{LONG}"),
    "/parked": (200, "<title>example</title><p>This domain is for sale. Buy this domain!</p>"),
    "/broken": (500, ""),
    "/forbidden": (403, ""),
    "/private/page": (200, f"<title>Private</title>{LONG}"),
    "/get-only": (200, f"<title>Variants</title>{LONG}"),
    "/robots.txt": (200, "User-agent: *\nDisallow: /private/\n"),
}
REDIRECTS = {
    "/moved": (301, "/fine"),
    "/moved-twice": (308, "/moved"),
    "/moved-for-now": (302, "/fine"),
    "/to-the-front": (302, "/"),
    "/round": (302, "/round"),
    "/moved-to-nowhere": (301, "/dead"),
    "/to-mail": (301, "mailto:a@example.org"),
    "/to-a-blank": (301, "https://example.org/a page"),
    "/to-a-bare-name": (301, "https://intranet/page"),
    "/to-half-an-address": (301, "http://[bad/"),
    "/to-no-port": (301, "https://example.org:abc/"),
    "/moved-to-private": (301, "/private/page"),
}


class Host(ThreadingHTTPServer):
    """A host in a thread. `asked` are the requests so far, `most_at_once` how many it saw side by side."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler], address: str = HOST) -> None:
        super().__init__((address, 0), handler)
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.moments: list[float] = []
        self.most_at_once = 0
        self.at_once = 0
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}{path}"

    def end(self) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that give up are part of the play."""


class Plays(BaseHTTPRequestHandler):
    """Answers by the tables above."""

    server: Host

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        host = self.server
        with host.lock:
            host.asked.append((self.command, self.path))
            host.agents.add(self.headers.get("User-Agent", ""))
            host.moments.append(time.monotonic())
            host.at_once += 1
            host.most_at_once = max(host.most_at_once, host.at_once)
        time.sleep(0.005)
        with host.lock:
            host.at_once -= 1
        self.play()

    def play(self) -> None:
        if self.path in REDIRECTS:
            status, location = REDIRECTS[self.path]
            self.say(status, "", {"Location": location})
        elif self.path == "/slow":
            time.sleep(2)
        elif self.path == "/drips":
            self.drip()
        elif self.path == "/garbage":
            self.wfile.write(b"what is this?\r\n\r\n")
        elif self.path == "/get-only" and self.command == "HEAD":
            self.say(405, "")
        else:
            self.say(*PAGES.get(self.path, (404, "")))

    def drip(self) -> None:
        self.say(200, "", {"Content-Length": "1000000"})
        for _ in range(40):
            self.wfile.write(b".")
            self.wfile.flush()
            time.sleep(0.05)

    def say(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in ({"Content-Type": "text/html", "Content-Length": str(len(body))} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
        """Says nothing."""


class SaysTheSameToAll(Plays):
    """A host that knows no 404."""

    def play(self) -> None:
        page = f"<title>Welcome</title><p>Welcome to the archive. You asked for {self.path}.</p>" + "<p>News.</p>" * 60
        self.say(200, "" if self.path == "/robots.txt" else page)


def with_robots(status: int, location: str = "") -> type[Plays]:
    """A host that answers so when it is asked for its rules, which let nobody into `/private/`."""

    class WithRobots(Plays):
        def play(self) -> None:
            if self.path == "/robots.txt":
                self.say(status, "", {"Location": location} if location else {})
            elif self.path == "/last":
                self.say(*PAGES["/robots.txt"])
            elif self.path.startswith("/before-last-"):
                left = int(self.path.removeprefix("/before-last-"))
                self.say(301, "", {"Location": f"/before-last-{left - 1}" if left > 1 else "/last"})
            else:
                super().play()

    return WithRobots
