"""The marks that a version control system leaves in a file whose two versions it could not join by itself."""

from __future__ import annotations

import re

from genomics.content.errors import Problem

_BEGINNING = re.compile(r"<{7}( .*)?")
_END = re.compile(r">{7}( .*)?")
_DIVIDER = "======="


def conflicts(text: str) -> list[Problem]:
    """A problem for every place where two versions stand side by side, and for every mark left over from one.

    A divider alone is none here: in Markdown it may underline a heading.
    """
    problems = []
    inside = False
    for number, line in enumerate(text.split("\n"), start=1):
        if _BEGINNING.fullmatch(line):
            problems.append(_conflict(number))
            inside = True
        elif _END.fullmatch(line):
            if not inside:
                problems.append(_conflict(number))
            inside = False
    return problems


def dividers(yaml: str, first_line: int) -> list[Problem]:
    """A problem for every divider left over in a YAML text that begins on that line of its file."""
    lines = enumerate(yaml.split("\n"), start=first_line)
    return [_conflict(number) for number, line in lines if line == _DIVIDER]


def _conflict(line: int) -> Problem:
    return Problem(
        line,
        "Two versions of this file were merged and not settled.",
        "Keep one of the two versions between the markers and remove the markers.",
    )
