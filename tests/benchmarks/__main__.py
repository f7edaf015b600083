"""How fast and how large the site is with the shipped content and with more, and beside other engines: `make bench`.

Sizes of made-up content may be named: `python -m tests.benchmarks 1000 10000 100000`.
"""

from __future__ import annotations

import itertools
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit

from genomics.config import PROJECT_FOLDER, Settings
from genomics.content.cache import ReadCache
from genomics.content.reader import read_library
from genomics.publishing.build import rebuild
from genomics.publishing.site import Site, SiteLoader
from genomics.search.request import SearchRequest
from tests.benchmarks import building, engines
from tests.benchmarks.report import write_section
from tests.benchmarks.synthetic import SEED
from tests.browser.serving import gunicorn

QUERIES = PROJECT_FOLDER / "tests" / "relevance"
SEARCHES = 300
ANSWERS = 600
READERS = 4
"""How many readers ask at the same time where requests per second are counted."""
WORKERS = 2
LONGEST_TYPED = 6
Row = tuple[str, str]
T = TypeVar("T")


def main(sizes: Sequence[int]) -> None:
    """Measures, prints tables, and writes them down."""
    measure_the_site()
    building.main(sizes)
    engines.main(sizes)


def measure_the_site() -> None:
    """Building, searching and serving the shipped content."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        shutil.copytree(PROJECT_FOLDER / "content", content)
        settings = Settings(content_dir=content, index_dir=Path(folder) / "index")
        rows = [*publishing(settings)]
        loader = SiteLoader(settings)
        seconds, site = timed(loader.current)
        rows.append(("opening what was built", in_seconds(seconds)))
        records = sum(site.counts.values())
        rows += [*searching(site), *answering(settings)]
    lines = ("| what | measured |", "| --- | --- |", *(f"| {what} | {value} |" for what, value in rows))
    table = "\n".join((f"{records} records.", "", *lines))
    print(table)
    write_section("The shipped content", table)


def publishing(settings: Settings) -> Iterable[Row]:
    """Reading and building, from nothing and after an edit."""
    yield "reading and checking the content", in_seconds(timed(lambda: read_library(settings.content_dir))[0])
    cache = ReadCache()
    yield "building from nothing", in_seconds(timed(lambda: rebuild(settings, cache=cache))[0])
    page = settings.content_dir / "pages" / "about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    yield (
        "building after one edit, as a watching process does",
        in_seconds(timed(lambda: rebuild(settings, cache=cache))[0]),
    )
    size = sum(path.stat().st_size for path in settings.index_dir.rglob("*") if path.is_file())
    yield "on disk, with the generation before", in_megabytes(size)


def searching(site: Site) -> Iterable[Row]:
    """Searches and suggestions inside one process, nothing asked twice."""
    queries = judged_queries()[:SEARCHES]
    requests = [SearchRequest.from_args([("q", query)]) for query in queries]
    yield f"search, {len(requests)} different ones", spread(timed(partial(site.search, one))[0] for one in requests)
    yield "the same searches again", spread(timed(partial(site.search, one))[0] for one in requests)
    typed = [query[: 1 + place % LONGEST_TYPED] for place, query in enumerate(queries)]
    yield "suggestions while typing", spread(timed(partial(site.suggest, words, "en"))[0] for words in typed)


def answering(settings: Settings) -> Iterable[Row]:
    """Whole pages of results as a browser gets them, and what a worker needs for them."""
    different = [f"/search?q={quote(query)}" for query in judged_queries()]
    choice = random.Random(SEED)
    # By Zipf's law the n-th query is asked 1 / n as often as the first.
    often = choice.choices(different, [1 / rank for rank in range(1, len(different) + 1)], k=ANSWERS)
    yield from _served(settings, "different queries", different)
    yield from _served(settings, "queries as unevenly frequent as readers' are", often)


def _served(settings: Settings, name: str, paths: Sequence[str]) -> Iterable[Row]:
    """A server of its own that answers half of the pages to one reader, half to several at once."""
    half = len(paths) // 2
    shares = [paths[half + reader :: READERS] for reader in range(READERS)]
    with gunicorn(settings, workers=WORKERS) as (address, server):
        fetch(address, ["/search?q=genome"] * 10 * WORKERS)
        yield f"page of results, {name}, one reader", spread(fetch(address, paths[:half]))
        started = time.monotonic()
        with ThreadPoolExecutor(READERS) as pool:
            taken = [*itertools.chain.from_iterable(pool.map(partial(fetch, address), shares))]
        rate = len(taken) / (time.monotonic() - started)
        yield f"page of results, {name}, {READERS} readers at once, {WORKERS} workers", spread(taken)
        yield f"pages of results per second then, {name}", f"{rate:.0f}"
        sizes = [smaps(pid) for pid in workers_of(server.pid)]
        largest = max(sizes, key=lambda size: size["Pss"])
        yield "memory of a worker then, its fair part of what is shared (PSS)", in_megabytes(largest["Pss"])
        yield "memory of a worker then, with all that it shares (RSS)", in_megabytes(largest["Rss"])


def judged_queries() -> list[str]:
    """The queries of the judgements, each once."""
    lines = (line for path in sorted(QUERIES.glob("*.tsv")) for line in path.read_text(encoding="utf-8").splitlines())
    return list(dict.fromkeys(line.partition("\t")[0] for line in lines if line and not line.startswith("#")))


def fetch(address: str, paths: Iterable[str]) -> list[float]:
    """The seconds of every answer. Raises AssertionError for one that is no page."""
    seconds = []
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    for path in paths:
        started = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        seconds.append(time.perf_counter() - started)
        assert answer.status == 200, f"{path}: {answer.status}"
    connection.close()
    return seconds


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The seconds that some work takes, and what it gives."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def workers_of(server: int) -> list[int]:
    """The processes that a server has started."""
    return [int(pid) for pid in Path(f"/proc/{server}/task/{server}/children").read_text().split()]


def smaps(pid: int) -> dict[str, int]:
    """What the system says of a process's memory, in bytes, by name."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    fields = (line.split() for line in lines)
    return {name.rstrip(":"): int(kilobytes) * 1024 for name, kilobytes, *_ in fields}


def spread(seconds: Iterable[float]) -> str:
    """Median and 95th percentile, in milliseconds."""
    ranked = sorted(second * 1000 for second in seconds)
    return f"p50 {statistics.median(ranked):.2f} ms, p95 {ranked[int(len(ranked) * 0.95)]:.2f} ms"


def in_seconds(seconds: float) -> str:
    """Seconds with two digits, since single runs say no more."""
    return f"{seconds:.2f} s"


def in_megabytes(size: int) -> str:
    """A size in millions of bytes."""
    return f"{size / 1e6:.0f} MB"


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or engines.SIZES)
