"""Builds on a disk with ever more room: `python -m tests.resilience.full_disk pages|files`, on a tmpfs as index folder.

The settings come from the environment. Prints what every build says, and `published` for the one that has enough.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import count
from pathlib import Path

from genomics.config import Settings
from genomics.publishing.build import rebuild
from genomics.publishing.errors import BuildError
from tests.resilience.samples import edit, seen

MANY = 100_000


def main(what: str) -> None:
    """Gives the builds room for so many pages of memory more, or for so many files and folders more."""
    settings = Settings.from_environment()
    edit(settings.content_dir, "First")
    rebuild(settings)
    old = seen(settings)
    edit(settings.content_dir, "Second")
    for more in count():
        give(settings.index_dir, what, more)
        try:
            rebuild(settings)
        except BuildError as error:
            print(error)
            give(settings.index_dir, what, MANY)
            assert seen(settings) == old
            assert len(list((settings.index_dir / "generations").iterdir())) == 1
        else:
            assert seen(settings) != old
            print("published")
            return


def give(disk: Path, what: str, more: int) -> None:
    """Sets the size of the disk."""
    found = os.statvfs(disk)
    pages = (found.f_blocks - found.f_bfree + more) * found.f_frsize
    option = f"size={pages}" if what == "pages" else f"nr_inodes={found.f_files - found.f_ffree + more}"
    subprocess.run(["mount", "-o", f"remount,{option}", str(disk)], check=True)


if __name__ == "__main__":
    main(sys.argv[1])
