"""What somebody who is still typing may be looking for: names that have results, from a list in memory."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.search.analysis import ARTICLE_FORMS, fold
from genomics.search.results import Suggested
from genomics.search.thesaurus import Meaning, MeaningKind, name_key

MOST = 8
MOST_OF_A_KIND = 4
SHORTEST = 2
"""Letters from which something is suggested; one Chinese character is enough."""
SCANNED = 3_000
"""Names that are looked at for one prefix."""
FORGIVEN_FROM = 5
"""Letters from which a misspelling is forgiven."""

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(ARTICLE_FORMS + r"(?=\w)")
"""Also before a short word: what is still being typed may be one, and names are compared with it."""
_GROUPS = (
    MeaningKind.TERM,
    MeaningKind.TOPIC,
    MeaningKind.GENE,
    MeaningKind.RECORD,
    MeaningKind.PLACE,
    MeaningKind.KIND,
)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that may be suggested, of which thing, and what decides between names that begin alike.

    `worth` is how many records what it labels finds; of other names, the shorter are better.
    """

    suggested: Suggested
    thing: int
    folded: str
    key: str
    is_label: bool
    worth: int


class Suggester:
    """Suggests the names of the meanings that have results. `results` tells about how many a meaning has."""

    def __init__(self, meanings: Iterable[Meaning], results: Callable[[Meaning], int]) -> None:
        names: list[_Name] = []
        for thing, meaning in enumerate(meanings):
            worth = results(meaning) if meaning.kind in _GROUPS else 0
            names += _names(meaning, thing, worth) if worth else ()
        # In the order in which those come that answer what was typed equally well.
        self._names = sorted(names, key=_rank)
        self._languages = np.array([name.suggested.lang for name in self._names], dtype=np.str_)
        self._is_other = np.array([not name.is_label for name in self._names], dtype=np.bool_)
        starts = sorted(
            (name.folded[match.start() :], number)
            for number, name in enumerate(self._names)
            for match in _WORD.finditer(name.folded)
        )
        self._starts = [start for start, _ in starts]
        self._numbers = np.array([number for _, number in starts], dtype=np.int64)
        self._words = sorted({start.split(" ", 1)[0] for start in self._starts})

    def suggest(self, q: str, lang: str = ORIGINAL_LANGUAGE) -> tuple[Suggested, ...]:
        """At most MOST names in which a word begins with what was typed, one for each thing, grouped by kind.

        Names in languages other than the reader's and that of most records only where these have none.
        """
        typed = _folded(q)
        if len(typed) < SHORTEST and not any("\u3400" <= char <= "\u9fff" for char in typed):
            return ()
        numbers = self._beginning_with(typed)
        if not len(numbers) and len(typed) >= FORGIVEN_FROM:
            numbers = np.concatenate([numbers, *map(self._beginning_with, self._near(typed))])
        best = self._in_order(numbers, typed, lang)
        chosen = [name.suggested for name in _first_of_each(self._names[number] for number in best)]
        return tuple(sorted(chosen, key=_group))

    def _in_order(self, numbers: NDArray[np.int64], typed: str, lang: str) -> Iterator[int]:
        """The names of these numbers that can be read, or all where none can: the best for what was typed first."""
        languages = self._languages[numbers]
        is_foreign = (languages != lang) & (languages != ORIGINAL_LANGUAGE)
        if not is_foreign.all():
            numbers, languages = numbers[~is_foreign], languages[~is_foreign]
        folded = [self._names[number].folded for number in numbers.tolist()]
        goes_on = np.array([name[len(typed) : len(typed) + 1].isalnum() for name in folded])
        is_inside = np.array([not name.startswith(typed) for name in folded])
        order = np.lexsort((numbers, goes_on, self._is_other[numbers], languages != lang, is_inside))
        return iter(numbers[order].tolist())

    def _beginning_with(self, typed: str) -> NDArray[np.int64]:
        first = bisect_left(self._starts, typed)
        last = bisect_left(self._starts, typed + "\U0010ffff", first, min(first + SCANNED, len(self._starts)))
        return self._numbers[first:last]

    def _near(self, typed: str) -> Sequence[str]:
        """What was typed with its last word replaced by words that begin almost like it."""
        head, _, last = typed.rpartition(" ")
        if len(last) < FORGIVEN_FROM:
            return ()
        most = 1 if len(last) < 2 * FORGIVEN_FROM else 2
        # One letter more than was typed: a letter may have been left out.
        lengths = (len(last), len(last) + 1)
        beginnings = list(dict.fromkeys(word[:length] for word in self._words for length in lengths))
        found = process.extract(last, beginnings, scorer=OSA.distance, score_cutoff=most, limit=3, processor=None)
        return [f"{head} {beginning}".strip() for beginning, _, _ in found]


def _names(meaning: Meaning, thing: int, worth: int) -> Iterable[_Name]:
    key = meaning.origin if meaning.kind in (MeaningKind.TERM, MeaningKind.RECORD) else ""
    for text, lang in meaning.names:
        suggested = Suggested(text, lang, meaning.kind, key)
        is_label = meaning.labels.get(lang) == text
        yield _Name(suggested, thing, _folded(text), name_key(text), is_label, worth if is_label else 0)


def _rank(name: _Name) -> tuple[int, int, int, str]:
    return _group(name.suggested), -name.worth, len(name.folded), name.folded


def _group(name: Suggested) -> int:
    return _GROUPS.index(MeaningKind(name.kind))


def _first_of_each(names: Iterable[_Name]) -> Sequence[_Name]:
    """The first MOST names, MOST_OF_A_KIND of a kind, without a second of the same thing or of the same spelling."""
    chosen: list[_Name] = []
    things: set[int] = set()
    keys: set[str] = set()
    kinds: Counter[str] = Counter()
    for name in names:
        kind = name.suggested.kind
        if name.thing in things or name.key in keys or kinds[kind] == MOST_OF_A_KIND:
            continue
        chosen.append(name)
        things.add(name.thing)
        keys.add(name.key)
        kinds[kind] += 1
        if len(chosen) == MOST:
            break
    return chosen


def _folded(text: str) -> str:
    """The words of a text as they are compared: Arabic ones without the article and what is joined to it."""
    return " ".join(_ARTICLE.sub("", fold(word)) for word in re.split(r"[\s\-‐‑–/]+", text) if word)
