"""What a misspelt query was meant to be: the whole query at once, and only where that finds something.

Gene symbols, acronyms and words with digits are never touched: for them, another spelling is another thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from genomics.search.analysis import fold
from genomics.search.numbers import numbers_in
from genomics.search.query import QUOTED
from genomics.search.words import SHORTEST

CANDIDATES = 4
"""Corrections tried for each word."""
TRIED = 8
"""Spellings of the whole query that are searched for."""
MOST_WRONG = 3
"""Words that are corrected together; a query with more unknown ones is no misspelling."""
MOST_WORDS = 8
"""Words of the longest query that is corrected: in a longer one, a word that is not understood does little harm."""
LONG_WORD = 8
"""Letters from which a word may have two letters wrong, and from half as many again three."""
CLEAR_LEAD = 1.0
"""How much better than the next a correction must be to be applied without asking."""
CLEAR_SHARE = 0.2
"""The most wrong letters, as a share of a word's length, with which it is corrected without asking."""
DISTANCE_COST = 4.0
"""What a wrong letter costs beside the logarithm of a word's count."""

_QUOTED = re.compile(QUOTED)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Answers:
    """How many records answer a query, how many of them hold all of its words, and the number of the best one."""

    found: int = 0
    complete: int = 0
    best: int = -1


@dataclass(frozen=True, slots=True)
class Correction:
    """Another spelling of a whole query. `clear`: nothing else comes near."""

    q: str
    clear: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    word: str
    worth: float
    is_near: bool


class Speller:
    """Corrects queries with the words of one index.

    `is_known` tells whether the index understands a word, `answers` what a query would find.
    """

    def __init__(
        self, words: Mapping[str, int], is_known: Callable[[str], bool], answers: Callable[[str], Answers]
    ) -> None:
        self._counts = words
        self._words = tuple(words)
        self._is_known = is_known
        self._answers = answers

    def correct(self, q: str) -> Correction | None:
        """The best spelling of the query that finds records, or nothing where the query is well spelt or hopeless."""
        fixed = [range(*match.span()) for match in _QUOTED.finditer(q)]
        fixed += [range(number.start, number.end) for number in numbers_in(q)]
        words = [match for match in _WORD.finditer(q) if not any(match.start() in span for span in fixed)]
        wrong = [match for match in words if self._is_wrong(match, q)]
        if not 0 < len(wrong) <= MOST_WRONG or len(q.split()) > MOST_WORDS:
            return None
        choices = [self._candidates(match.group()) for match in wrong]
        if not all(choices):
            return None
        ask = cache(self._answers)
        promising = sorted(_spellings(q, wrong, choices), key=lambda found: -found[1])[:TRIED]
        together = [(text, worth + _worth_together(text, ask), is_near) for text, worth, is_near in promising]
        ranked = sorted(together, key=lambda found: -found[1])
        for place, (spelling, worth, is_near) in enumerate(ranked):
            answers = ask(spelling)
            rivals = [other for other, other_worth, _ in ranked[place + 1 :] if worth - other_worth < CLEAR_LEAD]
            # Another spelling of the same thing is no rival.
            clear = is_near and all(ask(other).best in (-1, answers.best) for other in rivals)
            # A doubtful guess is worth a reader's time only where its words belong together.
            if answers.complete or (answers.found and clear):
                return Correction(spelling, clear)
        return None

    def _is_wrong(self, match: re.Match[str], q: str) -> bool:
        word = match.group()
        beside = q[max(0, match.start() - 1) : match.start()] + q[match.end() : match.end() + 1]
        is_symbol = word.isupper() and any(char.islower() for char in q)
        is_short_symbol = word.isupper() and len(word) <= 2 * SHORTEST
        if len(word) < SHORTEST or is_symbol or is_short_symbol or any(char.isdigit() for char in beside):
            return False
        return fold(word) not in self._counts and not self._is_known(word)

    def _candidates(self, word: str) -> list[_Candidate]:
        folded = fold(word)
        most = 1 if len(folded) < LONG_WORD - 2 else 2 if len(folded) < LONG_WORD * 1.5 else 3
        found = process.extract(
            folded, self._words, scorer=OSA.distance, score_cutoff=most, limit=CANDIDATES * 3, processor=None
        )
        candidates = [
            _Candidate(
                word=other,
                worth=log(1 + self._counts[other]) - DISTANCE_COST * distance - (other[0] != folded[0]),
                is_near=distance <= CLEAR_SHARE * len(folded),
            )
            for other, distance, _ in found
            if len(folded) >= LONG_WORD - 2 or other[0] == folded[0]
        ]
        return sorted(candidates, key=lambda candidate: -candidate.worth)[:CANDIDATES]


def _spellings(
    q: str, wrong: list[re.Match[str]], choices: list[list[_Candidate]]
) -> Iterable[tuple[str, float, bool]]:
    """Every way to correct the wrong words: the query, what its words are worth, whether all are near."""
    for chosen in product(*choices):
        text = q
        for match, candidate in reversed(list(zip(wrong, chosen, strict=True))):
            text = text[: match.start()] + candidate.word + text[match.end() :]
        yield text, sum(candidate.worth for candidate in chosen), all(candidate.is_near for candidate in chosen)


def _worth_together(q: str, ask: Callable[[str], Answers]) -> float:
    """What the words of a spelling are worth together: records that hold all of them."""
    return 2 * log(1 + ask(q).complete) if " " in q else 0.0
