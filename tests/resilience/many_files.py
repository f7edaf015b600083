"""A content folder full of what does not belong there: `python -m tests.resilience.many_files [HOW_MANY]`.

Says how long a build takes to refuse it and how much memory, by default with 100,000 files.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from genomics.config import Settings
from genomics.content.errors import ContentErrors
from genomics.publishing.build import rebuild
from tests.resilience.samples import seen, write_library


def main(how_many: int) -> None:
    """Publishes a small folder, fills it, and builds again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(content_dir=write_library(folder / "content"), index_dir=folder / "index")
        rebuild(settings)
        before = seen(settings)
        write_many(settings.content_dir, how_many)
        started = time.monotonic()
        refused = 0
        try:
            rebuild(settings)
        except ContentErrors as errors:
            refused = len(errors.faults)
        seconds = time.monotonic() - started
        assert seen(settings) == before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{refused:,} files refused in {seconds:.1f} s, {peak:.0f} MiB at most; readers keep what they had")


def write_many(content: Path, how_many: int) -> None:
    """Writes so many tiny files of no known kind into the folder of the pages."""
    for number in range(how_many):
        (content / f"pages/photo-{number}.jpg").write_bytes(b"x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
