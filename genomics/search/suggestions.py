"""What somebody who is still typing may be looking for: names that have results, ranked at publishing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.search.analysis import ARTICLE_FORMS, fold
from genomics.search.arrays import open_array
from genomics.search.query import QueryReader
from genomics.search.ranking import Arrays, alternative_matches
from genomics.search.results import Suggested
from genomics.search.thesaurus import Meaning, MeaningKind, Thesaurus, name_key

SUGGESTIONS = "suggestions.json"
STARTS = "suggestions.npy"
"""The words of all names in the order of what they begin: the number of the name, and where in it the word begins."""

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


@dataclass(frozen=True, slots=True)
class _Names:
    """All names in the order in which those come that answer what was typed equally well, and their words."""

    names: tuple[_Name, ...]
    words: tuple[str, ...]


def write_suggestions(thesaurus: Thesaurus, arrays: Arrays, folder: Path) -> None:
    """Writes the names of the meanings that have results in an index with these arrays, and where their words begin."""
    reader = QueryReader(thesaurus, arrays.postings.frequency)
    found: list[_Name] = []
    for thing, meaning in enumerate(thesaurus.meanings):
        worth = _results_of(meaning, reader, arrays) if meaning.kind in _GROUPS else 0
        found += _names(meaning, thing, worth) if worth else ()
    names = sorted(found, key=_rank)
    starts = sorted(
        (name.folded[match.start() :], number, match.start())
        for number, name in enumerate(names)
        for match in _WORD.finditer(name.folded)
    )
    words = sorted({start.split(" ", 1)[0] for start, _, _ in starts})
    (folder / SUGGESTIONS).write_bytes(msgspec.json.encode(_Names(tuple(names), tuple(words))))
    places = np.array([(number, offset) for _, number, offset in starts], dtype=np.int32)
    np.save(folder / STARTS, np.ascontiguousarray(places.reshape(-1, 2).T))


def _results_of(meaning: Meaning, reader: QueryReader, arrays: Arrays) -> int:
    """About how many records a meaning finds: those that hold its first name, carry its value or are it."""
    if meaning.kind is MeaningKind.RECORD:
        return 1
    counts = (
        sum(len(documents) for documents, _ in alternative_matches(reader.alternative(own), arrays))
        for own in meaning.expansions
        if meaning.kind is not MeaningKind.TERM or own.text
    )
    found = next(filter(None, counts), 0)
    return max(1, found) if meaning.kind is MeaningKind.TERM else found


class Suggester:
    """Suggests the names that were written into a folder. Safe for threads: only read."""

    def __init__(self, folder: Path) -> None:
        read = msgspec.json.decode((folder / SUGGESTIONS).read_bytes(), type=_Names)
        self._names, self._words = read.names, read.words
        self._languages = np.array([name.suggested.lang for name in self._names], dtype=np.str_)
        self._is_other = np.array([not name.is_label for name in self._names], dtype=np.bool_)
        starts = open_array(folder / STARTS)
        self._numbers: NDArray[np.int32] = starts[0]
        self._offsets: NDArray[np.int32] = starts[1]
        if starts.size and int(self._numbers.max()) >= len(self._names):
            raise ValueError(f"{STARTS} does not belong to {SUGGESTIONS}")

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

    def _in_order(self, numbers: NDArray[np.int32], typed: str, lang: str) -> Iterator[int]:
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

    def _beginning_with(self, typed: str) -> NDArray[np.int32]:
        """The numbers of the names in which a word begins so, SCANNED at most."""
        places = range(len(self._numbers))
        first = bisect_left(places, typed, key=self._start)
        last = bisect_left(places, typed + "\U0010ffff", first, min(first + SCANNED, len(places)), key=self._start)
        return self._numbers[first:last]

    def _start(self, place: int) -> str:
        """A name from one of its words on."""
        number, offset = int(self._numbers[place]), int(self._offsets[place])
        return self._names[number].folded[offset:]

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
