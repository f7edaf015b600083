"""docs/benchmarks.md, whose sections are written by different measurements."""

from __future__ import annotations

import os
import platform
import re
from datetime import date

from genomics.config import PROJECT_FOLDER

REPORT = PROJECT_FOLDER / "docs" / "benchmarks.md"
IMAGES = REPORT.parent / "images"
TITLE = "# How fast and how large\n"
MACHINE = (
    "Measured on {day}: {cores} cores, Python {python}. Other programs on the same machine make the numbers larger."
)
SECTIONS = ("The shipped content", "Building", "Beside other engines")


def write_section(name: str, text: str) -> None:
    """Puts the text in the place of the section of that name; the others stay."""
    old = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
    parts = re.split(r"^## (.+)\n", old, flags=re.MULTILINE)[1:]
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    machine = MACHINE.format(day=date.today().isoformat(), cores=os.cpu_count(), python=platform.python_version())
    sections[name] = f"\n{machine}\n\n{text.strip()}\n\n"
    kept = "".join(f"## {section}\n{sections[section]}" for section in SECTIONS if section in sections)
    REPORT.write_text(f"{TITLE}\n{kept.rstrip()}\n", encoding="utf-8")
