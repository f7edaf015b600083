"""Rebuilds under load: `python -m tests.resilience.load [--rebuilds 20] [--seconds 120] [--swaps 200]`.

Readers ask a gunicorn at a steady rate while editions are published; then generations are swapped as fast as they
can be built. Prints what went wrong, how long answers took beside a quiet run of the same length, and what the
workers hold.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from genomics.config import Settings
from genomics.publishing.build import rebuild
from genomics.publishing.store import GenerationStore
from tests.browser.serving import get, gunicorn, running
from tests.resilience.samples import write_library

READERS = 8
PATHS = (
    "/api/v1/search?page_size=100",
    "/search",
    "/glossary",
    "/search?q=sentence",
    "/api/v1/search?q=sentence&page_size=100",
    "/glossary/term-3",
)
"""Every answer at these addresses holds words of all records or of one, and each word names its edition."""
EDITION = re.compile(r"edition([0-9]+)x")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status (0: none came), the editions of which it holds words, and the seconds it took.

    `generation` is the one it names, where it names one.
    """

    path: str
    status: int
    editions: frozenset[str]
    seconds: float
    generation: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run under load has shown. `mixed` are answers with words of two editions, or of another than they name."""

    answers: tuple[Answer, ...]
    failed: tuple[Answer, ...]
    mixed: tuple[Answer, ...]
    editions: int

    @property
    def p99(self) -> float:
        """The seconds within which 99 of 100 answers came."""
        ranked = sorted(answer.seconds for answer in self.answers)
        return ranked[int(len(ranked) * 0.99)]


def write_edition(content: Path, number: int) -> None:
    """Makes every record name that edition."""
    mark = f"edition{number}x"
    for path in content.glob("*/*.md"):
        text = EDITION.sub(mark, path.read_text(encoding="utf-8"))
        if mark not in text:
            text = re.sub(r"(?m)^title: (.*)$", rf"title: \1 {mark}", text, count=1) + f"\nThis is {mark}.\n"
        path.write_text(text, encoding="utf-8")


def under_load(settings: Settings, address: str, *, rate: float, seconds: float, rebuilds: int) -> Findings:
    """Asks at that rate (requests a second) for so long, while so many editions are published, evenly spread.

    Builds run in a process of their own. Raises AssertionError where one fails.
    """
    published = Editions(settings)
    published.publish(0)
    is_over = threading.Event()
    started = time.monotonic()

    def publish() -> None:
        for number in range(1, rebuilds + 1):
            if is_over.wait(max(0.0, started + (number - 0.5) * seconds / rebuilds - time.monotonic())):
                return
            published.publish(number)

    with ThreadPoolExecutor(READERS + 1) as pool:
        publishing = pool.submit(publish)
        shares = [pool.submit(ask, address, started, rate, seconds, reader) for reader in range(READERS)]
        answers = tuple(itertools.chain.from_iterable(share.result() for share in shares))
        is_over.set()
        publishing.result()
    return Findings(
        answers=answers,
        failed=tuple(answer for answer in answers if answer.status != 200),
        mixed=tuple(answer for answer in answers if published.is_mixed(answer)),
        editions=len(frozenset().union(*(answer.editions for answer in answers))),
    )


class Editions:
    """Publishes editions and keeps in mind which generation holds which."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._by_generation: dict[str, str] = {}

    def publish(self, number: int) -> None:
        """Writes and builds that edition. Raises AssertionError where the build fails."""
        write_edition(self._settings.content_dir, number)
        said = self._settings.index_dir.with_name("said")
        with running("flask", "index", "build", settings=self._settings, output=said) as build:
            assert build.wait() == 0, said.read_text()
        pointer = GenerationStore(self._settings.index_dir).pointer()
        assert pointer
        self._by_generation[pointer.generation] = str(number)

    def is_mixed(self, answer: Answer) -> bool:
        """Whether an answer holds words of no edition, of two, or of another than the generation that it names."""
        named = {self._by_generation[answer.generation]} if answer.generation else answer.editions
        return answer.status == 200 and (len(answer.editions) != 1 or named != answer.editions)


def ask(address: str, started: float, rate: float, seconds: float, reader: int) -> list[Answer]:
    """What one of the readers gets, who take turns in asking at a steady rate."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    answers = []
    for number in range(reader, int(rate * seconds), READERS):
        due = started + number / rate
        time.sleep(max(0.0, due - time.monotonic()))
        answers.append(answered(connection, PATHS[number % len(PATHS)]))
    connection.close()
    return answers


def answered(connection: http.client.HTTPConnection, path: str) -> Answer:
    """One answer, whatever comes of it."""
    started = time.perf_counter()
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode()
    except (OSError, http.client.HTTPException):
        connection.close()
        return Answer(path, 0, frozenset(), time.perf_counter() - started)
    seconds = time.perf_counter() - started
    generation = re.search(r'"generation":"([^"]+)"', text)
    return Answer(path, response.status, frozenset(EDITION.findall(text)), seconds, generation[1] if generation else "")


@contextmanager
def served(workers: int) -> Iterator[tuple[Settings, str, list[int]]]:
    """A small site behind that many workers: its settings, its address, the workers' processes."""
    with tempfile.TemporaryDirectory(prefix="genomics-") as name:
        folder = Path(name)
        settings = Settings(content_dir=write_library(folder / "content"), index_dir=folder / "index")
        write_edition(settings.content_dir, 0)
        rebuild(settings)
        with gunicorn(settings, workers=workers) as (address, server):
            children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
            for _ in range(20 * workers):
                get(address, "/search")
            yield settings, address, [int(pid) for pid in children.read_text().split()]


def handles(process: int) -> int:
    """How many files a process has open or mapped."""
    mapped = {
        line.split(maxsplit=5)[5] for line in Path(f"/proc/{process}/maps").read_text().splitlines() if "/" in line
    }
    return len(list(Path(f"/proc/{process}/fd").iterdir())) + len(mapped)


def deleted(process: int) -> int:
    """How many files of generations a process has mapped that are in no folder any more."""
    lines = Path(f"/proc/{process}/maps").read_text().splitlines()
    return len({line.split(maxsplit=5)[5] for line in lines if "/generations/" in line and "(deleted)" in line})


def resident(process: int) -> int:
    """The bytes of memory that a process has for itself."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines}
    return sizes["Private_Clean"] + sizes["Private_Dirty"]


@dataclass(frozen=True, slots=True)
class Held:
    """What the workers hold at one moment, the most of any of them: bytes, handles, files of deleted generations."""

    memory: int
    handles: int
    deleted: int


def held(processes: Sequence[int]) -> Held:
    """What these processes hold."""
    return Held(*(max(map(measure, processes)) for measure in (resident, handles, deleted)))


def swap(settings: Settings, address: str, times: int, workers: int) -> None:
    """Publishes so many generations, each of which every worker is made to open by asking for it."""
    for _ in range(times):
        generation = rebuild(settings, force=True).generation
        seen = 0
        while seen < 4 * workers:
            seen = seen + 1 if f'"generation":"{generation}"' in get(address, "/healthz")[1] else 0
        for path in PATHS:
            get(address, path)


def main(words: Sequence[str]) -> int:
    """Runs everything, prints the figures, and gives 1 where an answer failed or was mixed."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("rebuilds", 20), ("seconds", 120), ("rate", 50), ("workers", 4), ("swaps", 200)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args(words)
    with served(chosen.workers) as (settings, address, workers):
        load = {"rate": chosen.rate, "seconds": chosen.seconds}
        quiet = under_load(settings, address, **load, rebuilds=0)
        busy = under_load(settings, address, **load, rebuilds=chosen.rebuilds)
        print(f"{len(busy.answers)} answers by {chosen.workers} workers during {chosen.rebuilds} rebuilds")
        print(f"failed: {len(busy.failed)}; mixed: {len(busy.mixed)}; editions seen: {busy.editions}")
        share = busy.p99 / quiet.p99
        print(f"p99: {busy.p99 * 1000:.1f} ms; quiet: {quiet.p99 * 1000:.1f} ms; share: {share:.2f}")
        swap(settings, address, chosen.swaps // 4, chosen.workers)
        first = held(workers)
        swap(settings, address, chosen.swaps, chosen.workers)
        last = held(workers)
        print(f"a worker after {chosen.swaps // 4} swaps: {first}")
        print(f"a worker after {chosen.swaps} more: {last}")
    return int(bool(busy.failed or busy.mixed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
