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
from rapidfuzz.distance import OSA, Postfix

from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.search.analysis import fold, has_capital_inside, language_of, token_of
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
NAME_WORTH = 2.0
"""What it is worth that a spelling is a name as it stands: half a wrong letter."""
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

    `is_known` tells whether the index understands a word, `is_name` whether a text is a name as it stands, and
    `answers` what a query would find.
    """

    def __init__(
        self,
        words: Mapping[str, int],
        is_known: Callable[[str], bool],
        is_name: Callable[[str], bool],
        answers: Callable[[str], Answers],
    ) -> None:
        self._counts = words
        self._words = tuple(words)
        self._is_known = is_known
        self._is_name = is_name
        self._answers = answers

    def correct(self, q: str) -> Correction | None:
        """The best spelling of the query that finds records, or nothing where the query is well spelt or hopeless."""
        fixed = [range(*match.span()) for match in _QUOTED.finditer(q)]
        fixed += [range(number.start, number.end) for number in numbers_in(q)]
        words = [match for match in _WORD.finditer(q) if not any(match.start() in span for span in fixed)]
        unlisted = [match for match in words if self._is_unlisted(match, q)]
        wrong = [match for match in unlisted if not self._is_known(match.group())]
        if not 0 < len(wrong) <= MOST_WRONG or len(q.split()) > MOST_WORDS:
            return None
        choices = {match: self._candidates(match.group(), is_alone=len(words) == 1) for match in wrong}
        if not all(choices.values()):
            return None
        choices |= {
            match: form for match in unlisted if match not in wrong and (form := self._usual_form(match.group()))
        }
        ask = cache(self._answers)
        promising = sorted(_spellings(q, choices), key=lambda found: -found[1])[:TRIED]
        together = [(text, worth + self._worth_together(text, ask), is_near) for text, worth, is_near in promising]
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

    def _is_unlisted(self, match: re.Match[str], q: str) -> bool:
        """Whether it is a word, no symbol or acronym, that no record writes so."""
        word = match.group()
        beside = q[max(0, match.start() - 1) : match.start()] + q[match.end() : match.end() + 1]
        is_symbol = word.isupper() and any(char.islower() for char in q)
        is_short_symbol = word.isupper() and len(word) <= 2 * SHORTEST
        if (
            len(word) < SHORTEST
            or is_symbol
            or has_capital_inside(word)
            or is_short_symbol
            or any(char.isdigit() for char in beside)
        ):
            return False
        return fold(word) not in self._counts

    def _candidates(self, word: str, is_alone: bool) -> list[_Candidate]:
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
        fitting = candidates if is_alone else _in_fitting_forms(candidates, folded)
        return sorted(fitting, key=lambda candidate: -candidate.worth)[:CANDIDATES]

    def _usual_form(self, word: str) -> list[_Candidate]:
        """How records write a word that is understood although its ending is misspelt; nothing where they do not."""
        stem = _stem(word)
        return [form for form in self._candidates(word, is_alone=False) if _stem(form.word) == stem][:1]

    def _worth_together(self, q: str, ask: Callable[[str], Answers]) -> float:
        """What the words of a spelling are worth together: a name as it stands, and records that hold all of them."""
        return NAME_WORTH * self._is_name(q) + (2 * log(1 + ask(q).complete) if " " in q else 0.0)


def _in_fitting_forms(candidates: Iterable[_Candidate], typed: str) -> Iterable[_Candidate]:
    """Of the forms of one word, those with most of the typed ending, so that they agree with the words beside them."""
    by_stem: dict[str, list[_Candidate]] = {}
    for candidate in candidates:
        by_stem.setdefault(_stem(candidate.word), []).append(candidate)
    for forms in by_stem.values():
        endings = [Postfix.similarity(form.word, typed) for form in forms]
        yield from (form for form, ending in zip(forms, endings, strict=True) if ending == max(endings))


def _stem(word: str) -> str:
    return token_of(word, language_of(word, ORIGINAL_LANGUAGE))


def _spellings(q: str, choices: Mapping[re.Match[str], list[_Candidate]]) -> Iterable[tuple[str, float, bool]]:
    """Every way to correct the wrong words: the query, what its words are worth, whether all are near."""
    for chosen in product(*choices.values()):
        text = q
        in_order = sorted(zip(choices, chosen, strict=True), key=lambda pair: pair[0].start(), reverse=True)
        for match, candidate in in_order:
            text = text[: match.start()] + candidate.word + text[match.end() :]
        yield text, sum(candidate.worth for candidate in chosen), all(candidate.is_near for candidate in chosen)
