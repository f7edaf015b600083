"""Faults in content: what is wrong, where, and what to do about it, in words for people who write no programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong on one line of a file that the finder does not know by name. Lines count from 1."""

    line: int
    what: str
    advice: str

    def in_file(self, path: str) -> Fault:
        """The same as a fault of that file."""
        return Fault(path, self.line, self.what, self.advice)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that an editor has to mend. `path` is relative to the content folder, lines count from 1.

    `problem` says what is wrong and `advice` what to do, both as sentences.
    """

    path: str
    line: int
    problem: str
    advice: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem} {self.advice}"


class ContentErrors(Exception):  # noqa: N818 - it carries many errors, and its name says so
    """All faults of a content folder, without repeats, by path and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))
