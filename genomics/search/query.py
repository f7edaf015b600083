"""How a request is read: words into a Reading for people, and into clauses for the ranking. Never raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.search.analysis import LATIN_LANGUAGES, Occurrence, analyse, fold
from genomics.search.request import SearchRequest
from genomics.search.results import Part, PartKind, Reading
from genomics.search.stopwords import STOP_WORDS

MAX_PARTS = 64
"""Most parts of a query that are read; what follows is left out and said."""
COMMON_WORD = "common"
REPEATED = "repeated"

_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "『": "』"}
_QUOTED = "|".join(f"{re.escape(start)}[^{re.escape(end)}]*{re.escape(end)}" for start, end in _QUOTES.items())
_PART = re.compile(rf"(?P<minus>(?<!\S)[-−–](?=\S))?(?:(?P<phrase>{_QUOTED})|(?P<word>[^\s\"“”„«»「」『』]+))")
_ALTERNATIVES = re.compile(r"[/|,;]+(?!\d)|(?<!\d)[/|,;]+")
_LETTERS = re.compile(r"\w")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

Frequency = Callable[[str], int]
Sequence = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """What one part of a query asks of a document: that it holds one of `alternatives`.

    An alternative is a sequence of (token, offset): one token, or several that stand at these offsets.
    """

    alternatives: tuple[Sequence, ...]
    required: bool = False
    excluded: bool = False

    @property
    def tokens(self) -> frozenset[str]:
        """All tokens of all alternatives."""
        return frozenset(token for sequence in self.alternatives for token, _ in sequence)


@dataclass(frozen=True, slots=True)
class Query:
    """The clauses of a reading, in its order, and the languages tried for its Latin words, likeliest first."""

    clauses: tuple[Clause, ...] = ()
    languages: tuple[str, ...] = LATIN_LANGUAGES

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """The clauses that a document should match."""
        return tuple(clause for clause in self.clauses if not clause.excluded)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    is_phrase: bool
    is_excluded: bool


def read(request: SearchRequest, frequency: Frequency) -> tuple[Reading, Query]:
    """The reading of a request and the query that it makes. `frequency` tells how many documents hold a token."""
    pieces = list(_pieces(request.q))
    languages = _languages([piece.text for piece in pieces], request.lang, frequency)
    parts: list[Part] = []
    clauses: list[Clause] = []
    for piece in pieces[:MAX_PARTS]:
        found = _clauses(piece, languages)
        ignored = _why_ignored(found, clauses)
        kind = PartKind.EXCLUSION if piece.is_excluded else PartKind.PHRASE if piece.is_phrase else PartKind.WORD
        parts.append(Part(kind, piece.text, ignored))
        clauses += [] if ignored else found
    shortened = request.shortened or len(pieces) > MAX_PARTS
    return Reading(request.q, tuple(parts), shortened=shortened), Query(tuple(clauses), languages)


def _pieces(q: str) -> Iterable[_Piece]:
    for match in _PART.finditer(q):
        is_excluded = bool(match["minus"])
        if match["phrase"]:
            text = match["phrase"][1:-1].strip()
            texts = [text]
        else:
            texts = _ALTERNATIVES.split(match["word"])
        for text in texts:
            if _LETTERS.search(text):
                yield _Piece(text.strip(".,;:!?¿¡()[]{}'’"), bool(match["phrase"]), is_excluded)


def _languages(words: list[str], reader_language: str, frequency: Frequency) -> tuple[str, ...]:
    """The languages written in Latin letters, the one that knows most of the words first."""

    def evidence(lang: str) -> tuple[int, bool, bool]:
        known = sum(_knows(word, lang, frequency) for text in words for word in text.split())
        return known, lang == reader_language, lang == ORIGINAL_LANGUAGE

    return tuple(sorted(LATIN_LANGUAGES, key=evidence, reverse=True))


def _knows(word: str, lang: str, frequency: Frequency) -> bool:
    if fold(word) in STOP_WORDS[lang]:
        return True
    return any(frequency(occurrence.token) for occurrence in analyse(word, lang))


def _why_ignored(found: list[Clause], earlier: list[Clause]) -> str:
    if not found:
        return COMMON_WORD
    return REPEATED if all(clause in earlier for clause in found) else ""


def _clauses(piece: _Piece, languages: tuple[str, ...]) -> list[Clause]:
    """The clauses of one piece: none for a stop word, one for a word or phrase, several for unspaced Chinese."""
    if piece.is_phrase or piece.is_excluded:
        sequences = [_in_order(analyse(piece.text, lang)) for lang in languages]
        return _one_clause(sequences, required=not piece.is_excluded, excluded=piece.is_excluded)
    if _CJK.search(piece.text):
        tokens = dict.fromkeys(_pairs(analyse(piece.text, languages[0])))
        return [Clause(alternatives=(((token, 0),),)) for token in tokens]
    if not _in_order(analyse(piece.text, languages[0])):
        return []
    return _one_clause([found for lang in languages for found in _word_sequences(piece.text, lang)])


def _one_clause(sequences: list[Sequence], *, required: bool = False, excluded: bool = False) -> list[Clause]:
    alternatives = tuple(dict.fromkeys(sequence for sequence in sequences if sequence))
    return [Clause(alternatives, required, excluded)] if alternatives else []


def _word_sequences(word: str, lang: str) -> list[Sequence]:
    """A word as its pieces in order and, for a compound, also as all of it in one token."""
    occurrences = list(analyse(word, lang))
    widest = max(occurrences, key=lambda found: found.end - found.start, default=None)
    pieces = _in_order(occurrences)
    if widest is None or len(pieces) < 2:
        return [pieces]
    return [pieces, ((widest.token, 0),)]


def _in_order(occurrences: Iterable[Occurrence]) -> Sequence:
    """One token a position, the shortest stretch of text where there are several, with offsets from the first."""
    by_position: dict[int, Occurrence] = {}
    for found in occurrences:
        rival = by_position.get(found.position)
        if rival is None or _is_better(found, rival):
            by_position[found.position] = found
    places = sorted(by_position)
    return tuple((by_position[place].token, place - places[0]) for place in places)


def _is_better(found: Occurrence, rival: Occurrence) -> bool:
    """Pieces of a compound rather than all of it; but pairs of Chinese characters rather than single ones."""
    if found.token.startswith("zh:"):
        return len(found.token) > len(rival.token)
    return found.end - found.start < rival.end - rival.start


def _pairs(occurrences: Iterable[Occurrence]) -> Iterable[str]:
    """The pairs of characters; single characters only where they stand alone, and words of other scripts."""
    found = list(occurrences)
    pairs = {occurrence.position for occurrence in found if occurrence.end - occurrence.start == 2}
    paired = pairs | {position + 1 for position in pairs}
    for occurrence in found:
        is_character = occurrence.token.startswith("zh:") and occurrence.end - occurrence.start == 1
        if not (is_character and occurrence.position in paired):
            yield occurrence.token
