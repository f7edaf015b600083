"""Asks outgoing links how they are, politely, and tells dead ones from moved, empty, parked and slow ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import Lock
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from genomics.content.addresses import is_web_address
from genomics.content.model import CheckedLink, LinkState
from genomics.links.fetch import AGENT, Answer, Fetcher, NoAnswer, TooSlow, UnknownHost
from genomics.links.pages import are_alike, could_be_an_apology, is_parked, says_it_is_missing

HOSTS_AT_ONCE = 8
MOST_REDIRECTS = 5
SLOW_SECONDS = 5.0
LONGEST_PAUSE = 30.0
NEIGHBOUR = "there-is-surely-no-such-page-here-5ba1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
GONE = frozenset({404, 410})
CLOSED = frozenset({401, 402, 403, 405, 406, 429, 451, 999})
FRONT_PAGES = frozenset({"", "/", "/index.html", "/index.php", "/home"})

Progress = Callable[[int, int], None]


class NoConnectionError(Exception):
    """Nothing at all could be reached: that says more of this machine than of the links."""


@dataclass(frozen=True, slots=True)
class _End:
    """The answer at the end of all redirects, its address, and whether the redirects are meant for good."""

    answer: Answer
    url: str
    is_for_good: bool


def check_links(
    urls: Iterable[str], fetcher: Fetcher, today: date, progress: Progress | None = None
) -> list[CheckedLink]:
    """How every address is, in the order of the addresses. Raises NoConnectionError where no host at all answers.

    Hosts are asked side by side, the addresses of one host one after another.
    """
    by_host = defaultdict(list)
    for url in sorted(set(urls)):
        by_host[urlsplit(url).netloc].append(url)
    checker = _Checker(fetcher, today, sum(map(len, by_host.values())), progress)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        found = [link for links in pool.map(checker.check_host, by_host.values()) for link in links]
    if len(by_host) > 1 and not checker.has_reached_somebody:
        raise NoConnectionError("No host at all could be reached. Is there a connection? Nothing was noted.")
    return sorted(found, key=lambda link: link.url)


class _Checker:
    def __init__(self, fetcher: Fetcher, today: date, total: int, progress: Progress | None) -> None:
        self._fetcher = fetcher
        self._today = today
        self._total = total
        self._progress = progress
        self._done = 0
        self._lock = Lock()
        self._robots: dict[str, RobotFileParser | NoAnswer] = {}
        self.has_reached_somebody = False

    def check_host(self, urls: list[str]) -> list[CheckedLink]:
        """How the addresses of one host are."""
        return [self._check(url) for url in urls]

    def _check(self, url: str) -> CheckedLink:
        try:
            link = self._judged(url)
        except TooSlow as error:
            link = self._link(url, LinkState.SLOW, str(error))
        except UnknownHost as error:
            link = self._link(url, LinkState.DEAD, str(error))
        except NoAnswer as error:
            link = self._link(url, LinkState.FAILING, str(error))
        with self._lock:
            self._done += 1
            if self._progress:
                self._progress(self._done, self._total)
        return link

    def _judged(self, url: str) -> CheckedLink:
        end = self._followed("HEAD", url)
        if end is None:
            return self._link(url, LinkState.CLOSED, "its robots.txt does not let us look")
        if end.answer.status != 200 or "html" in end.answer.content_type or not end.answer.content_type:
            # Many hosts answer HEAD wrongly, and only a page itself says that it is none.
            end = self._followed("GET", url) or end
        status = end.answer.status
        if status in GONE:
            return self._link(url, LinkState.DEAD, str(status))
        if status in CLOSED:
            return self._link(url, LinkState.CLOSED, str(status))
        if not 200 <= status < 300:
            return self._link(url, LinkState.FAILING, str(status))
        return self._judged_by_its_page(url, end)

    def _judged_by_its_page(self, url: str, end: _End) -> CheckedLink:
        page = end.answer.text
        if is_parked(page):
            return self._link(url, LinkState.PARKED, "its domain is for sale")
        if says_it_is_missing(page):
            return self._link(url, LinkState.SOFT_404, "the page says that it is not there")
        if _is_led_to_the_front(url, end.url):
            return self._link(url, LinkState.SOFT_404, "leads to the front page", end.url)
        if self._is_what_the_host_always_says(end):
            return self._link(url, LinkState.SOFT_404, "the host answers everything alike")
        if end.url != url and end.is_for_good:
            return self._link(url, LinkState.MOVED, "", end.url)
        if end.answer.seconds > SLOW_SECONDS:
            return self._link(url, LinkState.SLOW, f"{end.answer.seconds:.0f} s")
        return self._link(url, LinkState.FINE)

    def _is_what_the_host_always_says(self, end: _End) -> bool:
        path = urlsplit(end.url).path
        if path in FRONT_PAGES or not end.answer.text or not could_be_an_apology(end.answer.text):
            return False
        try:
            other = self._followed("GET", urljoin(end.url.rstrip("/"), NEIGHBOUR))
        except NoAnswer:
            return False
        return other is not None and other.answer.status == 200 and are_alike(end.answer.text, other.answer.text)

    def _followed(self, method: str, url: str) -> _End | None:
        """What stands at the end of the redirects; None where robots.txt does not let us look. Raises NoAnswer."""
        is_for_good = True
        for _ in range(MOST_REDIRECTS + 1):
            robots = self._robots_of(url)
            if not robots.can_fetch(AGENT, url):
                return None
            pause = min(float(robots.crawl_delay(AGENT) or 0), LONGEST_PAUSE)
            answer = self._asked(method, url, pause)
            if not _is_redirect(answer):
                return _End(answer, url, is_for_good)
            is_for_good = is_for_good and answer.status in PERMANENT
            url = _onward(url, answer.location)
        raise NoAnswer("leads from one address to the next without end")

    def _robots_of(self, url: str) -> RobotFileParser:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            try:
                self._robots[host] = self._read_robots(f"{host}/robots.txt")
            except NoAnswer as error:
                self._robots[host] = error
        found = self._robots[host]
        if isinstance(found, NoAnswer):
            # The other addresses of a host that does not answer are not waited for one by one.
            raise found
        return found

    def _read_robots(self, url: str) -> RobotFileParser:
        """The rules of a host: none where it has none, all closed where it does not show them. Raises NoAnswer."""
        robots = RobotFileParser(url)
        answer = self._end_of_robots(url, self._asked("GET", url))
        if answer is None or answer.status in (401, 403) or answer.status >= 500:
            robots.parse(["User-agent: *", "Disallow: /"])
        else:
            robots.parse(answer.text.splitlines() if answer.status == 200 else [])
        return robots

    def _end_of_robots(self, url: str, answer: Answer) -> Answer | None:
        """What stands at the end of its redirects, as RFC 9309 has them followed; None where they lead to no answer."""
        try:
            for _ in range(MOST_REDIRECTS):
                if not _is_redirect(answer):
                    break
                url = _onward(url, answer.location)
                answer = self._asked("GET", url)
        except NoAnswer:
            # It says nothing of the host that leads there: its addresses are not to be called dead.
            return None
        return answer

    def _asked(self, method: str, url: str, pause: float = 0.0) -> Answer:
        """The answer to one request. Raises NoAnswer."""
        answer = self._fetcher.fetch(method, url, pause)
        self.has_reached_somebody = True
        return answer

    def _link(self, url: str, state: LinkState, note: str = "", leads_to: str = "") -> CheckedLink:
        return CheckedLink(url=url, state=state, since=self._today, checked=self._today, leads_to=leads_to, note=note)


def _is_redirect(answer: Answer) -> bool:
    return answer.status in REDIRECTS and bool(answer.location)


def _onward(url: str, location: str) -> str:
    """Where a redirect leads. Raises NoAnswer where that is no address that could be noted in links.yaml."""
    try:
        onward = urljoin(url, location).partition("#")[0]
    except ValueError:
        onward = ""
    if not is_web_address(onward):
        raise NoAnswer("leads to what is no web address")
    return onward


def _is_led_to_the_front(url: str, end: str) -> bool:
    return url != end and urlsplit(url).path not in FRONT_PAGES and urlsplit(end).path in FRONT_PAGES
