"""What somebody who is still typing may be looking for: names that have results, from a list in memory."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.search.analysis import fold
from genomics.search.results import Suggested
from genomics.search.thesaurus import Meaning, MeaningKind

MOST = 8
MOST_OF_A_KIND = 4
SHORTEST = 2
"""Letters from which something is suggested; one Chinese character is enough."""
SCANNED = 3_000
"""Names that are looked at for one prefix."""
FORGIVEN_FROM = 5
"""Letters from which a misspelling is forgiven."""

_WORD = re.compile(r"\w+")
_GROUPS = (
    MeaningKind.TERM,
    MeaningKind.TOPIC,
    MeaningKind.GENE,
    MeaningKind.RECORD,
    MeaningKind.PLACE,
    MeaningKind.KIND,
)


class Suggester:
    """Suggests the names of the meanings that have results."""

    def __init__(self, meanings: Iterable[Meaning], has_results: Callable[[Meaning], bool]) -> None:
        self._names: list[Suggested] = []
        self._is_label: list[bool] = []
        starts: list[tuple[str, int]] = []
        for meaning in meanings:
            if meaning.kind not in _GROUPS or not has_results(meaning):
                continue
            key = meaning.origin if meaning.kind in (MeaningKind.TERM, MeaningKind.RECORD) else ""
            for text, lang in meaning.names:
                number = len(self._names)
                self._names.append(Suggested(text, lang, meaning.kind, key))
                self._is_label.append(meaning.labels.get(lang) == text)
                folded = _folded(text)
                starts += [(folded[match.start() :], number) for match in _WORD.finditer(folded)]
        starts.sort()
        self._starts = [start for start, _ in starts]
        self._numbers = [number for _, number in starts]
        self._words = sorted({start.split(" ", 1)[0] for start in self._starts})

    def suggest(self, q: str, lang: str = ORIGINAL_LANGUAGE) -> tuple[Suggested, ...]:
        """At most MOST names in which a word begins with what was typed, one for each thing, grouped by kind."""
        typed = _folded(q)
        if len(typed) < SHORTEST and not any("\u3400" <= char <= "\u9fff" for char in typed):
            return ()
        found = self._beginning_with(typed)
        if not found and len(typed) >= FORGIVEN_FROM:
            found = [number for near in self._near(typed) for number in self._beginning_with(near)]
        best = sorted(dict.fromkeys(found), key=lambda number: self._rank(number, typed, lang))
        chosen: dict[str, Suggested] = {}
        seen: set[str] = set()
        for number in best:
            name = self._names[number]
            folded = _folded(name.text)
            of_its_kind = sum(other.kind == name.kind for other in chosen.values())
            if folded in seen or (name.key or folded) in chosen or of_its_kind == MOST_OF_A_KIND:
                continue
            seen.add(folded)
            chosen[name.key or folded] = name
            if len(chosen) == MOST:
                break
        return tuple(sorted(chosen.values(), key=lambda name: _GROUPS.index(MeaningKind(name.kind))))

    def _beginning_with(self, typed: str) -> list[int]:
        first = bisect_left(self._starts, typed)
        last = bisect_left(self._starts, typed + "\U0010ffff", first, min(first + SCANNED, len(self._starts)))
        return self._numbers[first:last]

    def _near(self, typed: str) -> Sequence[str]:
        """What was typed with its last word replaced by words that begin almost like it."""
        head, _, last = typed.rpartition(" ")
        if len(last) < FORGIVEN_FROM:
            return ()
        most = 1 if len(last) < 2 * FORGIVEN_FROM else 2
        beginnings = {word[: len(last)] for word in self._words}
        found = process.extract(last, beginnings, scorer=OSA.distance, score_cutoff=most, limit=3, processor=None)
        return [f"{head} {beginning}".strip() for beginning, _, _ in found]

    def _rank(self, number: int, typed: str, lang: str) -> tuple[bool, bool, bool, int, int, str]:
        name = self._names[number]
        folded = _folded(name.text)
        return (
            not folded.startswith(typed),
            name.lang not in (lang, ORIGINAL_LANGUAGE),
            not self._is_label[number],
            _GROUPS.index(MeaningKind(name.kind)),
            len(folded),
            folded,
        )


def _folded(text: str) -> str:
    return " ".join(fold(word) for word in re.split(r"[\s\-‐‑–/]+", text) if word)
