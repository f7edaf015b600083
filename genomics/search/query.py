"""How a request is read: words into a Reading for people, and into parts for the ranking. Never raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.search.analysis import (
    CJK,
    ELISION,
    LATIN_LANGUAGES,
    Occurrence,
    analyse,
    fold,
    has_capital_inside,
    language_of,
    simplified,
    token_of,
)
from genomics.search.numbers import Number, numbers_in
from genomics.search.request import SearchRequest
from genomics.search.results import SAYS_LITTLE, PartKind, ReadExpansion, Reading, ReadMeaning, ReadPart, WhyIgnored
from genomics.search.stopwords import STOP_WORDS
from genomics.search.thesaurus import (
    MAX_NAME_WORDS,
    NAMES_REMEMBERED,
    Expansion,
    Meaning,
    MeaningKind,
    Thesaurus,
    is_capitals,
)

MAX_PIECES = 64
"""Most words of a query that are read; what follows is left out and said."""
LONGEST_UNSPACED = 14
"""Characters of the longest name that is looked for in a text without spaces."""
MAX_EXPANSIONS = 24
"""Most expansions of one part; the weightiest are kept."""
STOP_WORD_EVIDENCE = 3
"""Words that one stop word outweighs as a sign of the query's language."""

_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "『": "』"}
QUOTED = "|".join(f"{re.escape(start)}[^{re.escape(end)}]*{re.escape(end)}" for start, end in _QUOTES.items())
_PIECE = re.compile(rf"(?P<minus>(?<!\S)[-−–](?=\S))?(?:(?P<phrase>{QUOTED})|(?P<word>[^\s\"“”„«»「」『』]+))")
_SEPARATORS = re.compile(r"[/|,;、，；]+(?!\d)|(?<!\d)[/|,;、，；]+")
_EDGES = ".,;:!?¿¡()[]{}'’؟。！？（）"
_LETTERS = re.compile(r"\w")
_JOINED = re.compile(r"[وفبلك](?=[\u0621-\u064a]{4})|[يتن](?=[\u0621-\u064a]{3})")
"""An Arabic conjunction or preposition of one letter before a word that can stand alone, or what makes a verb of it."""
_PART_KINDS = {
    MeaningKind.GENE: PartKind.GENE,
    MeaningKind.TERM: PartKind.TERM,
    MeaningKind.PLACE: PartKind.PLACE,
    MeaningKind.KIND: PartKind.KIND,
    MeaningKind.AUDIENCE: PartKind.AUDIENCE,
    MeaningKind.TOPIC: PartKind.TOPIC,
    MeaningKind.LANGUAGE: PartKind.LANGUAGE,
    MeaningKind.SYNONYM: PartKind.NAME,
    MeaningKind.RECORD: PartKind.NAME,
}
"""In the order in which they decide what a part with several meanings is called."""

Frequency = Callable[[str], int]
TokenSequence = tuple[tuple[str, int], ...]
"""Tokens with their offsets from the first: one token, or several that stand so."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One typed word or phrase: a document holds it when it holds one of the sequences."""

    sequences: tuple[TokenSequence, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a document may hold instead of a part's words: a sequence, a filter's value, or it is one record."""

    weight: float
    origin: str
    text: str = ""
    lang: str = ""
    sequences: tuple[TokenSequence, ...] = ()
    facet: str = ""
    value: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class QueryPart:
    """Some words of a query that belong together.

    `required`: documents without them are no answer. `optional`: a document can answer in full without them.
    """

    clauses: tuple[Clause, ...]
    alternatives: tuple[Alternative, ...] = ()
    required: bool = False
    optional: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """The parts of a reading that count, and the languages tried for its Latin words, likeliest first."""

    parts: tuple[QueryPart, ...] = ()
    languages: tuple[str, ...] = LATIN_LANGUAGES

    @property
    def wanted(self) -> tuple[QueryPart, ...]:
        """The parts that a document should match."""
        return tuple(part for part in self.parts if not part.excluded)

    @property
    def excluded(self) -> tuple[QueryPart, ...]:
        """The parts that no answer holds."""
        return tuple(part for part in self.parts if part.excluded)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, a number or a quoted phrase as it was typed."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False
    number: str = ""
    """Its one writing, where it is a number by which something is known elsewhere."""

    @property
    def is_word(self) -> bool:
        return not self.is_phrase and not self.is_excluded


@dataclass(frozen=True, slots=True)
class _Division:
    """A text without spaces in words. `left` counts what is left over: characters, and pairs that records hold, as one;
    `is_open` says that the last word is such."""

    words: tuple[str, ...] = ()
    left: int = 0
    is_open: bool = False

    def with_known(self, word: str) -> _Division:
        return _Division((*self.words, word), self.left)

    def with_unknown(self, text: str) -> _Division:
        words = (*self.words[:-1], self.words[-1] + text) if self.is_open else (*self.words, text)
        return _Division(words, self.left + 1, is_open=True)


class QueryReader:
    """Reads requests with one index's thesaurus. `frequency` tells how many documents hold a token."""

    def __init__(self, thesaurus: Thesaurus, frequency: Frequency) -> None:
        self._thesaurus = thesaurus
        self._frequency = frequency

    def read(self, request: SearchRequest) -> tuple[Reading, Query]:
        """What a request was taken for, for people and for the ranking."""
        pieces = list(_pieces(request.q))
        if not request.exact:
            pieces = [part for piece in pieces for part in self._separate(piece)]
        languages = self._languages([piece.text for piece in pieces], request.lang)
        shown: list[ReadPart] = []
        parts: list[QueryPart] = []
        groups = _each_alone if request.exact else self._groups
        for group, meanings in groups(pieces[:MAX_PIECES], languages):
            read_part, part = self._part(group, meanings, languages)
            if part and request.exact:
                part = replace(part, required=not part.excluded)
            if part and part in parts:
                read_part, part = _ignored(read_part, WhyIgnored.REPEATED), None
            shown.append(read_part)
            parts += [part] if part else []
        reading = Reading(
            q=request.q,
            parts=tuple(shown),
            language=languages[0],
            shortened=request.shortened or len(pieces) > MAX_PIECES,
            exact=request.exact,
        )
        return reading, Query(tuple(parts), languages)

    def alternatives(self, meanings: tuple[Meaning, ...], lang: str) -> tuple[Alternative, ...]:
        """What the meanings also ask for and the index may hold, the weightiest first, each thing once.

        Texts are looked for in the query's language and in that of most records. In others, short words are too easily
        something else, and what they would find bears the English name too.
        """
        found: dict[tuple[object, ...], Alternative] = {}
        readable = (ORIGINAL_LANGUAGE, lang)
        expansions = [
            expansion for meaning in meanings for expansion in meaning.expansions if expansion.lang in readable
        ]
        for expansion in sorted(expansions, key=lambda expansion: -expansion.weight):
            alternative = self.alternative(expansion)
            identity = (alternative.sequences, alternative.facet, alternative.value, alternative.key)
            if any(identity) and identity not in found:
                found[identity] = alternative
        return tuple(found.values())[:MAX_EXPANSIONS]

    def _languages(self, texts: list[str], reader_language: str) -> tuple[str, ...]:
        """The languages written in Latin letters, the one that knows most of the words first."""
        words = [word for text in texts for word in text.split()]

        def evidence(lang: str) -> tuple[int, bool, bool]:
            known = sum(self._evidence(word, lang) for word in words)
            return known, lang == reader_language, lang == ORIGINAL_LANGUAGE

        return tuple(sorted(LATIN_LANGUAGES, key=evidence, reverse=True))

    def _evidence(self, word: str, lang: str) -> int:
        # "Haemoglobin E" is not Spanish for "haemoglobin and".
        is_letter = len(word) == 1 and word.isupper()
        if not is_letter and fold(word) in STOP_WORDS[lang]:
            return STOP_WORD_EVIDENCE
        return int(any(self._frequency(occurrence.token) for occurrence in analyse(word, lang)))

    def _separate(self, piece: _Piece) -> Iterable[_Piece]:
        """The words of a piece that is written without spaces: names and common words that leave least over, and of
        such divisions one into few. What is left over stays together."""
        text = piece.text
        if not piece.is_word or not CJK.search(text):
            return (piece,)
        best = [_Division()]
        for end in range(1, len(text) + 1):
            found = [best[end - 1].with_unknown(text[end - 1])]
            if end > 1 and self._frequency(f"zh:{simplified(text[end - 2 : end])}"):
                found.append(best[end - 2].with_unknown(text[end - 2 : end]))
            starts = range(max(0, end - LONGEST_UNSPACED), end)
            known = [(start, text[start:end]) for start in starts if self._is_known_unspaced(text[start:end])]
            found += [best[start].with_known(word) for start, word in known]
            best.append(min(found, key=lambda division: (division.left, len(division.words))))
        return [_Piece(word) for word in best[-1].words]

    def _is_known_unspaced(self, word: str) -> bool:
        return word in STOP_WORDS["zh"] or (len(word) > 1 and bool(self._thesaurus.look_up(word, ())))

    def _groups(
        self, pieces: Sequence[_Piece], languages: tuple[str, ...]
    ) -> Iterable[tuple[Sequence[_Piece], tuple[Meaning, ...]]]:
        """The pieces in order, those that make a known name together in one group: the longest name from the left."""
        start = 0
        while start < len(pieces):
            length, meanings = self._longest_name(pieces, start, languages)
            yield pieces[start : start + length], meanings
            start += length

    def _longest_name(
        self, pieces: Sequence[_Piece], start: int, languages: tuple[str, ...]
    ) -> tuple[int, tuple[Meaning, ...]]:
        if not pieces[start].is_word:
            return 1, ()
        if pieces[start].number:
            return 1, self._thesaurus.look_up(pieces[start].number, ())
        for length in range(min(MAX_NAME_WORDS, len(pieces) - start), 0, -1):
            group = pieces[start : start + length]
            if not all(piece.is_word and not piece.number for piece in group):
                continue
            text = " ".join(piece.text for piece in group)
            common = [_is_common(piece.text, languages[0]) for piece in group]
            if all(common) and length < len(pieces) and not is_capitals(text):
                continue
            # Stems leave common words out: with one at its end, only "haemophilia A" as it stands is a name.
            stems_in = () if common[0] or common[-1] else languages
            meanings = self._thesaurus.look_up(text, stems_in) or self._look_up_joined(text, stems_in)
            if meanings:
                return length, meanings
        return 1, ()

    def _look_up_joined(self, text: str, languages: tuple[str, ...]) -> tuple[Meaning, ...]:
        """What an Arabic name means to which a conjunction or preposition is joined, or of which a verb is made."""
        return self._thesaurus.look_up(text[1:], languages) if _JOINED.match(text) else ()

    def _part(
        self, group: Sequence[_Piece], meanings: tuple[Meaning, ...], languages: tuple[str, ...]
    ) -> tuple[ReadPart, QueryPart | None]:
        text = " ".join(piece.text for piece in group)
        first = group[0]
        clauses = tuple(clause for piece in group for clause in self._clauses(piece, languages))
        if not first.is_word:
            kind = PartKind.EXCLUSION if first.is_excluded else PartKind.PHRASE
            part = QueryPart(clauses, required=not first.is_excluded, excluded=first.is_excluded)
            read_part = ReadPart(kind, text)
            return (read_part, part) if clauses else (_ignored(read_part, WhyIgnored.COMMON), None)
        alternatives = self.alternatives(meanings, language_of(text, languages[0]))
        read_part = ReadPart(
            kind=PartKind.IDENTIFIER if first.number else _kind(meanings),
            text=text,
            meanings=tuple(ReadMeaning(meaning.kind, meaning.origin, dict(meaning.labels)) for meaning in meanings),
            expansions=_shown_expansions(alternatives, text),
        )
        if not clauses and not alternatives:
            return _ignored(read_part, WhyIgnored.UNKNOWN if meanings else WhyIgnored.COMMON), None
        if read_part.kind is PartKind.IDENTIFIER and not meanings and not self._stands_anywhere(clauses):
            read_part = _ignored(read_part, WhyIgnored.UNKNOWN_IDENTIFIER)
        return read_part, QueryPart(clauses, alternatives, optional=read_part.kind in SAYS_LITTLE)

    def _clauses(self, piece: _Piece, languages: tuple[str, ...]) -> list[Clause]:
        """The clauses of one piece: none for a stop word, one for a word or phrase, several for unspaced Chinese."""
        if not piece.is_word:
            return _one_clause([_in_order(analyse(piece.text, lang)) for lang in languages])
        if piece.number:
            return _one_clause(_number_sequences(piece.number))
        if _is_common(piece.text, languages[0]):
            return []
        if CJK.search(piece.text):
            pairs = dict.fromkeys(_pairs(list(analyse(piece.text, languages[0]))))
            return [Clause((((token, 0),),)) for token in pairs]
        return _one_clause(self._in_likely_languages(piece.text, languages))

    def _in_likely_languages(self, word: str, languages: tuple[str, ...]) -> list[TokenSequence]:
        """A word in the query's language and in that of most records; in others only where these do not know it.

        Records in several languages hold many words of one language that look like words of another. What is written
        like a symbol has no endings in any language.
        """
        if has_capital_inside(word):
            languages = (
                ORIGINAL_LANGUAGE,
                *(lang for lang in languages if token_of(word, lang) == f"{lang}:{fold(word)}"),
            )
        likely = dict.fromkeys((languages[0], ORIGINAL_LANGUAGE))
        found = [sequence for lang in likely for sequence in _word_sequences(word, lang)]
        if any(self._frequency(token) for sequence in found for token, _ in sequence):
            return found
        return [sequence for lang in languages for sequence in _word_sequences(word, lang)]

    def _stands_anywhere(self, clauses: tuple[Clause, ...]) -> bool:
        sequences = (sequence for clause in clauses for sequence in clause.sequences)
        return any(all(self._frequency(token) for token, _ in sequence) for sequence in sequences)

    def alternative(self, expansion: Expansion) -> Alternative:
        """One expansion with the tokens of its text, where the index holds them all."""
        sequence = _sequence_of(expansion.text, expansion.lang) if expansion.text else ()
        known = sequence and all(self._frequency(token) for token, _ in sequence)
        return Alternative(
            weight=expansion.weight,
            origin=expansion.origin,
            text=expansion.text,
            lang=expansion.lang if expansion.text else "",
            sequences=(sequence,) if known else (),
            facet=expansion.facet,
            value=expansion.value,
            key=expansion.key,
        )


def _pieces(q: str) -> Iterable[_Piece]:
    start = 0
    for number in _unquoted_numbers(q):
        yield from _plain_pieces(q[start : number.start])
        yield _Piece(q[number.start : number.end], number=number.text)
        start = number.end
    yield from _plain_pieces(q[start:])


def _unquoted_numbers(q: str) -> list[Number]:
    quoted = [range(*match.span()) for match in re.finditer(QUOTED, q)]
    return [number for number in numbers_in(q) if not any(number.start in span for span in quoted)]


def _plain_pieces(q: str) -> Iterable[_Piece]:
    for match in _PIECE.finditer(q):
        is_excluded = bool(match["minus"])
        texts = [match["phrase"][1:-1]] if match["phrase"] else _SEPARATORS.split(match["word"])
        for text in texts:
            stripped = ELISION.sub("", text.strip(_EDGES + " "))
            if _LETTERS.search(stripped):
                yield _Piece(stripped, bool(match["phrase"]), is_excluded)


def _each_alone(
    pieces: Sequence[_Piece], _languages: tuple[str, ...]
) -> Iterable[tuple[Sequence[_Piece], tuple[Meaning, ...]]]:
    """The pieces in order, each for itself and without a meaning."""
    return (((piece,), ()) for piece in pieces)


def _ignored(part: ReadPart, why: WhyIgnored) -> ReadPart:
    return ReadPart(part.kind, part.text, part.meanings, part.expansions, ignored=why)


def _kind(meanings: tuple[Meaning, ...]) -> PartKind:
    kinds = {meaning.kind for meaning in meanings}
    return next((kind for meaning, kind in _PART_KINDS.items() if meaning in kinds), PartKind.WORD)


def _shown_expansions(alternatives: tuple[Alternative, ...], typed: str) -> tuple[ReadExpansion, ...]:
    return tuple(
        ReadExpansion(_shown(alternative), alternative.origin, alternative.weight, alternative.lang)
        for alternative in alternatives
        if fold(alternative.text) != fold(typed)
    )


def _shown(alternative: Alternative) -> str:
    return alternative.text or alternative.key or f"{alternative.facet}={alternative.value}"


def _is_common(word: str, lang: str) -> bool:
    return word in STOP_WORDS["zh"] or not any(True for _ in analyse(word, lang))


def _one_clause(sequences: list[TokenSequence]) -> list[Clause]:
    unique = tuple(dict.fromkeys(sequence for sequence in sequences if sequence))
    return [Clause(unique)] if unique else []


def _number_sequences(number: str) -> list[TokenSequence]:
    return (
        [_in_order(analyse(number, ORIGINAL_LANGUAGE))] if " " in number else _word_sequences(number, ORIGINAL_LANGUAGE)
    )


def _word_sequences(word: str, lang: str) -> list[TokenSequence]:
    """A word as its pieces in order and, for a compound, also as all of it in one token."""
    occurrences = list(analyse(word, lang))
    pieces = _in_order(occurrences)
    if _JOINED.match(word):
        return [pieces, _in_order(analyse(word[1:], lang))]
    if len(pieces) < 2:
        return [pieces]
    whole = max(occurrences, key=lambda found: found.end - found.start)
    return [pieces, ((whole.token, 0),)]


@lru_cache(maxsize=NAMES_REMEMBERED)
def _sequence_of(text: str, lang: str) -> TokenSequence:
    return _in_order(analyse(text, lang))


def _in_order(occurrences: Iterable[Occurrence]) -> TokenSequence:
    """One token a position, the shortest stretch of text where there are several, with offsets from the first."""
    by_position: dict[int, Occurrence] = {}
    for found in occurrences:
        rival = by_position.get(found.position)
        if rival is None or _is_better(found, rival):
            by_position[found.position] = found
    places = sorted(by_position)
    # The last of a run of Chinese characters is part of the pair before it.
    if len(places) > 1 and _is_character(by_position[places[-1]]):
        places.pop()
    return tuple((by_position[place].token, place - places[0]) for place in places)


def _is_better(found: Occurrence, rival: Occurrence) -> bool:
    """Pieces of a compound rather than all of it; but pairs of Chinese characters rather than single ones."""
    if found.token.startswith("zh:"):
        return len(found.token) > len(rival.token)
    return found.end - found.start < rival.end - rival.start


def _is_character(occurrence: Occurrence) -> bool:
    return occurrence.token.startswith("zh:") and occurrence.end - occurrence.start == 1


def _pairs(occurrences: Sequence[Occurrence]) -> Iterable[str]:
    """The pairs of characters; single characters only where they stand alone, and words of other scripts."""
    pairs = {found.position for found in occurrences if found.token.startswith("zh:") and not _is_character(found)}
    paired = pairs | {position + 1 for position in pairs}
    for occurrence in occurrences:
        if not (_is_character(occurrence) and occurrence.position in paired):
            yield occurrence.token
