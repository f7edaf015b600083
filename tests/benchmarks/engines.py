"""The search beside other engines on made-up records: `python -m tests.benchmarks.engines [1000 10000 100000]`.

Every question goes to all engines in turn before the next one is asked, so that a busy moment of the machine harms all
of them alike. What is compared are the ratios within one run.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from genomics.content.library import Library
from genomics.search.documents import Document, documents_of
from tests.benchmarks.chart import draw
from tests.benchmarks.contestants import CONTESTANTS, Contestant, Tantivy, ThisSite, Whoosh
from tests.benchmarks.goals import ALL, ANY, COUNTED, PHRASE, WHOLE, Times, goals_table, percentile
from tests.benchmarks.report import IMAGES, write_section
from tests.benchmarks.synthetic import SEED, Question, make_library, make_questions

SIZES = (1_000, 10_000)
QUESTIONS = 200
WARMING = 10
SLOW_SHARE = 10
"""Plain Whoosh is asked one question in so many."""
SECONDS = "seconds.txt"
SUGGESTIONS = 500
TRIES = 3
"""A suggestion is measured so often and its best time taken: the worst of them all is to be the engine's own."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that every engine is asked to do, for questions of one kind."""

    name: str
    kind: str
    work: Callable[[Contestant, Question], Callable[[], object]]


TASKS = (
    Task(ANY, "any", lambda engine, question: engine.prepare_top(question)),
    Task(ALL, "all", lambda engine, question: engine.prepare_top(question)),
    Task(PHRASE, "phrase", lambda engine, question: engine.prepare_top(question)),
    Task(COUNTED, "any", lambda engine, question: engine.prepare_counted(question)),
    Task(WHOLE, "any", lambda engine, question: lambda: engine.answer(" ".join(question.words))),
)


def main(sizes: Sequence[int], kept: Path | None = None) -> None:
    """Measures every size, prints what it finds, and writes it down.

    Indexes are made in a folder that is removed, or kept in the one that is given, where they are found again.
    """
    text = f"{__doc__}".strip().partition("\n")[2].strip()
    with tempfile.TemporaryDirectory() as passing:
        for size in sizes:
            section = measured(size, (kept or Path(passing)) / str(size))
            print(section, flush=True)
            text += f"\n\n{section}"
    write_section("Beside other engines", text)


def measured(size: int, folder: Path) -> str:
    """The goals, a table, a chart and the footprints for content of one size, with indexes in the folder."""
    library = make_library(size)
    documents = list(documents_of(library))
    rows = []
    engines: list[Contestant] = []
    for contestant in CONTESTANTS:
        own = folder / contestant.__name__
        seconds = built(contestant, library, own)
        on_disk = sum(path.stat().st_size for path in own.rglob("*") if path.is_file())
        rows.append((contestant.name, seconds, on_disk, memory(contestant, own, documents)))
        engines.append(contestant(own))
    times = {task.name: compared(task, engines, documents) for task in TASKS}
    site = next(engine for engine in engines if isinstance(engine, ThisSite))
    slowest = max(suggesting(site, documents))
    return "\n\n".join(
        (
            f"### {size:,} records",
            f"What was hoped for; the suggestions are {SUGGESTIONS} beginnings of words.",
            goals_table(size, times, slowest),
            table(times),
            chart(size, times),
            footprints(rows),
        )
    )


def built(contestant: type[Contestant], library: Library, folder: Path) -> float:
    """The seconds that it took to build the index, now or when it was first asked for."""
    note = folder / SECONDS
    if not note.exists():
        folder.mkdir(parents=True, exist_ok=True)
        started = time.perf_counter()
        contestant.build(library, folder)
        note.write_text(f"{time.perf_counter() - started}", encoding="utf-8")
    return float(note.read_text(encoding="utf-8"))


def compared(task: Task, engines: Iterable[Contestant], documents: Sequence[Document]) -> Mapping[str, list[float]]:
    """The seconds of every question, by engine."""
    times: dict[str, list[float]] = {engine.name: [] for engine in engines}
    for number, question in enumerate(make_questions(documents, task.kind, QUESTIONS + WARMING)):
        for engine in engines:
            if isinstance(engine, Whoosh) and number % SLOW_SHARE:
                continue
            work = task.work(engine, question)
            started = time.perf_counter()
            work()
            if number >= WARMING:
                times[engine.name].append(time.perf_counter() - started)
    return times


def suggesting(site: ThisSite, documents: Sequence[Document]) -> list[float]:
    """The seconds of every suggestion for the beginnings of words in titles."""
    choice = random.Random(SEED)
    titles = [choice.choice(documents).titles["en"] for _ in range(SUGGESTIONS)]
    typed = [choice.choice(title.split())[: choice.randint(1, 6)] for title in titles]
    return [min(_seconds(lambda words=words: site.suggest(words)) for _ in range(TRIES)) for words in typed]


def memory(contestant: type[Contestant], folder: Path, documents: Sequence[Document]) -> int:
    """The resident bytes of a process of its own that has opened the index and answered some questions."""
    questions = make_questions(documents, "any", WARMING)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_resident, contestant, folder, questions).result()


def table(times: Times) -> str:
    """Milliseconds of every engine, and this site's ratio to tantivy."""
    names = [contestant.name for contestant in CONTESTANTS]
    head = f"| p50 / p95 / p99 in ms | {' | '.join(names)} | {ThisSite.name} : {Tantivy.name}, p50 / p95 |"
    lines = [head, "| --- " * (len(names) + 2) + "|"]
    for task, by_engine in times.items():
        ours, theirs = (_percentiles(by_engine[name]) for name in (ThisSite.name, Tantivy.name))
        cells = [" / ".join(f"{value:.2f}" for value in _percentiles(by_engine[name])) for name in names]
        ratio = f"{ours[0] / theirs[0]:.1f} / {ours[1] / theirs[1]:.1f}"
        lines.append(f"| {task} | {' | '.join(cells)} | {ratio} |")
    return "\n".join(lines)


def chart(size: int, times: Times) -> str:
    """The medians as a chart in a file of its own, and the line that shows it."""
    title = f"Medians with {size:,} records, on a scale whose steps are tenfold"
    medians = {task: {name: statistics.median(own) * 1000 for name, own in by.items()} for task, by in times.items()}
    name = f"benchmarks-{size}.svg"
    (IMAGES / name).write_text(draw(title, medians), encoding="utf-8")
    return f"![{title}; the table above has the figures](images/{name})"


def footprints(rows: Iterable[tuple[str, float, int, int]]) -> str:
    """What building takes, and what there is then on disk and in memory."""
    lines = ["| | building | on disk | memory of a process that answers |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {name} | {built:.1f} s | {disk / 1e6:.1f} MB | {kept / 1e6:.0f} MB |" for name, built, disk, kept in rows
    ]
    return "\n".join(lines)


def _resident(contestant: type[Contestant], folder: Path, questions: Sequence[Question]) -> int:
    engine = contestant(folder)
    for question in questions:
        engine.answer(" ".join(question.words))
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def _percentiles(seconds: Sequence[float]) -> tuple[float, ...]:
    return tuple(percentile(seconds, share) * 1000 for share in (0.5, 0.95, 0.99))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure the search beside other engines.")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--keep", type=Path, help="a folder in which indexes are kept, and found by the next run")
    arguments = parser.parse_args()
    main(arguments.sizes, arguments.keep)
