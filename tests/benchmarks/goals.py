"""What the search should take beside other engines, as ratios within one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.contestants import SQLite, Tantivy, ThisSite, Whoosh

ANY = "any of 2-4 words, best 10"
ALL = "both of 2 words, best 10"
PHRASE = "phrase, best 10"
COUNTED = "any word, best 10 and five counts"
WHOLE = "whole answer"
MOST_OF_A_SUGGESTION = 10.0

Times = Mapping[str, Mapping[str, Sequence[float]]]
"""Seconds by task and engine."""


@dataclass(frozen=True, slots=True)
class Goal:
    """At most so much of what another engine takes, by number of records; 1 / 8 is: at least 8 times faster."""

    task: str
    share: float
    rival: str
    limits: Mapping[int, float]

    def measured(self, times: Times) -> float:
        """The ratio to the rival."""
        ours, theirs = (percentile(times[self.task][name], self.share) for name in (ThisSite.name, self.rival))
        return ours / theirs

    @property
    def name(self) -> str:
        """What is compared with whom."""
        return f"{self.task}, p{self.share * 100:.0f}, to {self.rival}"


GOALS = (
    Goal(ANY, 0.5, Tantivy.name, {10_000: 1.5, 100_000: 0.8}),
    Goal(ANY, 0.95, Tantivy.name, {10_000: 2.0, 100_000: 1.5}),
    Goal(ALL, 0.5, Tantivy.name, {10_000: 2.0, 100_000: 0.8}),
    Goal(PHRASE, 0.5, Tantivy.name, {10_000: 1.5, 100_000: 1.0}),
    Goal(COUNTED, 0.5, Tantivy.name, {10_000: 1.0, 100_000: 1.0}),
    Goal(WHOLE, 0.5, Tantivy.name, {10_000: 3.5, 100_000: 3.5}),
    Goal(WHOLE, 0.5, Whoosh.name, {10_000: 1 / 8, 100_000: 1 / 40}),
    Goal(ANY, 0.5, SQLite.name, {10_000: 1 / 8, 100_000: 1 / 50}),
)


def percentile(seconds: Sequence[float], share: float) -> float:
    """The time that this share of all is not slower than."""
    return sorted(seconds)[int(share * (len(seconds) - 1))]


def goals_table(size: int, times: Times, slowest_suggestion: float) -> str:
    """Every goal beside what was measured; sizes without goals have no limits."""
    rows = [(goal.name, goal.limits.get(size), goal.measured(times)) for goal in GOALS]
    worst = slowest_suggestion / percentile(times[ANY][ThisSite.name], 0.5)
    limit = MOST_OF_A_SUGGESTION if size in GOALS[0].limits else None
    rows.append((f"slowest suggestion, to {ANY}, p50", limit, worst))
    lines = ["| ratio | at most | measured | |", "| --- | --- | --- | --- |"]
    for name, most, value in rows:
        verdict = "" if most is None else "met" if value <= most else "missed"
        lines.append(f"| {name} | {_shown(most)} | {_shown(value)} | {verdict} |")
    return "\n".join(lines)


def _shown(ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"{ratio:.2f}" if ratio >= 0.2 else f"1 : {1 / ratio:.0f}"
