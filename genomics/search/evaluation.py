"""How good the search is: files of queries and of judgements, runs in the form of TREC, and the usual measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

GRADES = ("0", "1", "2", "3")
DEPTH = 100
MEASURES = ("nDCG@10", "AP", "RR", "R@100")
"""As ir-measures writes them: graded order of the first ten, mean average precision, reciprocal rank, recall."""

RUN_TAG = "genomics"

_COLUMNS = ("query", "key", "grade")

Rank = Callable[[str, int], Iterable[tuple[str, float]]]


class JudgementError(ValueError):
    """A file of queries or judgements that cannot be used; the message names the line and says what to write."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query, the grade of every record that answers it by key, and the groups it counts in (`fr`, `place`)."""

    query: str
    grades: Mapping[str, int]
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The measures of every query by its text, by the names in MEASURES."""

    queries: tuple[JudgedQuery, ...]
    values: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def mean(self, measure: str, group: str = "") -> float:
        """The mean of a measure over the queries of a group, or over all."""
        found = [self.values[judged.query][measure] for judged in self.queries if group in ("", *judged.groups)]
        return sum(found) / len(found)

    @property
    def groups(self) -> tuple[str, ...]:
        """All groups, in the order in which they first come."""
        return tuple(dict.fromkeys(group for judged in self.queries for group in judged.groups))


def read_queries(path: Path) -> dict[str, str]:
    """The queries of a file by their qid: `qid<TAB>query` on each line. Raises JudgementError."""
    queries: dict[str, str] = {}
    for number, line in _lines(path):
        qid, _tab, query = line.partition("\t")
        if not qid.strip() or not query.strip():
            raise JudgementError(f"{path}:{number}: expected qid<TAB>query, with a tab between them.")
        if len(qid.split()) != 1 or qid in queries:
            raise JudgementError(
                f"{path}:{number}: {qid!r} is no qid, or stands there twice. Give every query a short name of its own."
            )
        queries[qid] = query.strip()
    return queries


def run_lines(qid: str, ranked: Iterable[tuple[str, float]]) -> Iterable[str]:
    """The lines of a run, `qid Q0 key rank score tag`, with scores that fall from line to line as printed.

    Programs that read a run sort it by score and break ties in their own way, which would not be our order.
    """
    last = float("inf")
    for rank, (key, score) in enumerate(ranked, start=1):
        last = min(round(score, 6), round(last - 1e-6, 6))
        yield f"{qid} Q0 {key} {rank} {last:.6f} {RUN_TAG}"


def read_judgements(path: Path) -> tuple[JudgedQuery, ...]:
    """The judged queries of a file: query, key and grade on each line with tabs between, and the query's groups.

    Empty lines and lines that begin with # are left out. Raises JudgementError.
    """
    grades: dict[str, dict[str, int]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for number, (query, key, grade, *rest) in _rows(path):
        if grade not in GRADES:
            raise JudgementError(f"{path}:{number}: {grade!r} is no grade. Write a whole number from 0 to 3.")
        if key in grades.setdefault(query, {}):
            raise JudgementError(f"{path}:{number}: {key} is judged twice for {query!r}. Remove one of the lines.")
        grades[query][key] = int(grade)
        groups.setdefault(query, tuple(rest))
    if not grades:
        raise JudgementError(f"{path} holds no judgements. Write one on each line: {'<TAB>'.join(_COLUMNS)}.")
    return tuple(JudgedQuery(query, found, groups[query]) for query, found in grades.items())


def evaluate(queries: tuple[JudgedQuery, ...], rank: Rank) -> Evaluation:
    """The measures of a ranking. Raises ImportError where ir-measures, which the tests need, is not installed."""
    import ir_measures

    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    run = [
        ir_measures.ScoredDoc(judged.query, key, -place)
        for judged in queries
        for place, (key, _) in enumerate(rank(judged.query, DEPTH))
    ]
    truth = [ir_measures.Qrel(judged.query, key, grade) for judged in queries for key, grade in judged.grades.items()]
    values: dict[str, dict[str, float]] = {judged.query: dict.fromkeys(MEASURES, 0.0) for judged in queries}
    for metric in ir_measures.iter_calc(measures, truth, run):
        values[metric.query_id][str(metric.measure)] = metric.value
    return Evaluation(queries, values)


def _rows(path: Path) -> Iterable[tuple[int, list[str]]]:
    for number, line in _lines(path):
        fields = [text.strip() for text in line.split("\t")]
        if len(fields) < len(_COLUMNS) or not all(fields):
            raise JudgementError(f"{path}:{number}: expected {'<TAB>'.join(_COLUMNS)}, with a tab between them.")
        yield number, fields


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    """(line number, line) of every line that is neither empty nor a comment."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementError(f"{path} cannot be read: {error}.") from error
    return [(number, line) for number, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]
