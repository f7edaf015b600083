"""What Lighthouse says of every kind of page, read on a phone: `make lighthouse` prints it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from genomics.config import Settings
from genomics.publishing.build import rebuild
from tests.browser.checkers import PACKAGES
from tests.browser.chromium import OPTIONS, PROGRAM
from tests.browser.places import PLACES
from tests.browser.serving import gunicorn

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WANTED = 99
FOR_NO_SEARCH_ENGINE = frozenset({"search", "search-filtered", "search-refused", "not-found"})
"""Pages that ask not to be indexed, which Lighthouse takes for a fault."""


def main() -> None:
    """Publishes the shipped content into a temporary folder, serves it, and prints four figures for each kind of page.

    Ends with exit code 1 where a figure is lower than wanted.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=Path(folder))
        rebuild(settings)
        with gunicorn(settings) as (site, _):
            scores = {name: measure(site + path) for name, path in PLACES.items() if name != "not-found"}
    for name, figures in scores.items():
        print(f"{name:18}", "  ".join(f"{category} {figure}" for category, figure in figures.items()))
    if any(is_low(name, category, figure) for name, found in scores.items() for category, figure in found.items()):
        sys.exit(1)


def is_low(name: str, category: str, figure: int) -> bool:
    """Whether a figure is lower than it can be."""
    return figure < WANTED and not (category == "seo" and name in FOR_NO_SEARCH_ENGINE)


def measure(address: str) -> dict[str, int]:
    """The figures of one page, out of a hundred."""
    program = PACKAGES / ".bin" / "lighthouse"
    command = [
        str(program),
        address,
        "--output=json",
        "--quiet",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(OPTIONS)}",
    ]
    environment = os.environ | {"CHROME_PATH": PROGRAM}
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=180, env=environment)
    report = json.loads(done.stdout)
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


if __name__ == "__main__":
    main()
