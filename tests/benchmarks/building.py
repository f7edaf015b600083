"""How long `flask index build` takes on many records: `python -m tests.benchmarks.building [1000 10000 100000]`.

Made-up records are built from nothing, again after one edited file, and again where nothing has changed; and Whoosh
alone indexes the same texts with its own analysis. All are commands, measured from their start to their end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from whoosh.fields import TEXT, Schema
from whoosh.index import create_in

from genomics.config import PROJECT_FOLDER, Settings
from tests.benchmarks.report import write_section
from tests.benchmarks.synthetic import make_library
from tests.browser.serving import environment

SIZES = (1_000, 10_000)
MEGABYTES = 256
"""What Whoosh may hold while it indexes, as much as the site gives it where all postings fit."""
SECONDS_BETWEEN_LOOKS = 0.02
"""Between two looks at the memory of a command and its children."""
MOST_LETTERS = 200
"""In a summary."""
TITLE = "Building"
HEAD = ("records", "what", "seconds", "share of the full build", "seconds of processors", "most memory")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command and its children took: seconds by the clock and of processors, bytes of memory at most."""

    seconds: float
    busy: float
    memory: int


def main(sizes: Sequence[int]) -> None:
    """Measures every size, prints a table, and writes it down."""
    load = os.getloadavg()[0]
    rows = [row for size in sizes for row in measured(size)]
    lines = [f"| {' | '.join(row)} |" for row in (HEAD, ("---",) * len(HEAD), *rows)]
    explained = __doc__.partition("\n\n")[2].strip()
    text = "\n".join((f"{explained}\n\nLoad of the machine before: {load:.1f}.", "", *lines))
    print(text)
    write_section(TITLE, text)


def measured(size: int) -> list[tuple[str, ...]]:
    """The rows of one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(content_dir=folder / "content", index_dir=folder / "index")
        first = write_records(settings.content_dir, size)
        costs = {"full build": cost(settings, "flask", "index", "build")}
        first.write_text(f"{first.read_text(encoding='utf-8')}\nOne more sentence about quaggas.\n", encoding="utf-8")
        costs["one edited file"] = cost(settings, "flask", "index", "build")
        costs["nothing changed"] = cost(settings, "flask", "index", "build")
        costs["Whoosh alone"] = cost(settings, "tests.benchmarks.building", "--whoosh", f"{settings.content_dir}", name)
    full = costs["full build"].seconds
    return [_row(size, what, found, found.seconds / full) for what, found in costs.items()]


def _row(size: int, what: str, found: Cost, share: float) -> tuple[str, ...]:
    memory = f"{found.memory >> 20} MiB"
    return f"{size:,}", what, f"{found.seconds:.2f}", f"{share:.2f}", f"{found.busy:.2f}", memory


def cost(settings: Settings, *command: str) -> Cost:
    """Runs a module with its arguments as a command under these settings. Raises AssertionError where it fails."""
    is_over = threading.Event()
    most = 0

    def look() -> None:
        nonlocal most
        while not is_over.wait(SECONDS_BETWEEN_LOOKS):
            most = max(most, held(process.pid))

    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=PROJECT_FOLDER,
        env=environment(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    looking = threading.Thread(target=look)
    looking.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    is_over.set()
    looking.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"{' '.join(command)}: {process.returncode}"
    return Cost(seconds, usage.ru_utime + usage.ru_stime, max(most, usage.ru_maxrss << 10))


def held(pid: int) -> int:
    """Bytes of memory that a process and all below it hold, what they share counted once; 0 where it has ended."""
    folder = Path(f"/proc/{pid}")
    try:
        summary = (folder / "smaps_rollup").read_text()
        children = (folder / "task" / str(pid) / "children").read_text().split()
    except OSError:
        return 0
    kilobytes = next((int(line.split()[1]) for line in summary.splitlines() if line.startswith("Pss:")), 0)
    return (kilobytes << 10) + sum(held(int(child)) for child in children)


def write_records(content: Path, size: int) -> Path:
    """Writes the made-up records as pages; gives the file of the first."""
    (content / "pages").mkdir(parents=True)
    for record in make_library(size).records.values():
        text = record.body.sections[0].text
        front = f"---\ntitle: {record.title}\nsummary: {json.dumps(text.partition('.')[0][:MOST_LETTERS])}\n---\n"
        (content / "pages" / f"{record.id}.md").write_text(f"{front}\n{text}\n", encoding="utf-8")
    return content / "pages" / "r000000.md"


def index_with_whoosh(content: Path, folder: Path) -> None:
    """What Whoosh alone needs to index the same texts: its own analysis, nothing checked and nothing rendered."""
    (folder / "plain").mkdir()
    writer = create_in(folder / "plain", Schema(title=TEXT(stored=True), body=TEXT)).writer(limitmb=MEGABYTES)
    for path in sorted(content.glob("pages/*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        writer.add_document(title=front, body=body)
    writer.commit()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--whoosh"]:
        index_with_whoosh(*map(Path, sys.argv[2:]))
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
