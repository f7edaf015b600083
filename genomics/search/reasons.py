"""Why a record is among the results: what the query found in it, and where that stands or who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from genomics.search.analysis import Occurrence, analyse
from genomics.search.documents import Document
from genomics.search.query import Alternative, Clause, QueryPart, TokenSequence
from genomics.search.results import Reason

MOST_REASONS = 3
MOST_WORDS = 8
"""Words that a reason quotes."""
GENE = "gene"
RECORD = "record"

_IMPORTANCE = ("title", "names", "identifiers", "keywords", "details", "headings", "summary", "body")
_SHOWN_WHOLE = frozenset({"names", "keywords", "identifiers"})


@dataclass(frozen=True)
class _Line:
    """One line of a field's text; `places` maps each token to where it stands."""

    field: str
    lang: str
    text: str

    @cached_property
    def places(self) -> Mapping[str, list[Occurrence]]:
        places: dict[str, list[Occurrence]] = {}
        for occurrence in analyse(self.text, self.lang):
            places.setdefault(occurrence.token, []).append(occurrence)
        return places

    def quote(self, sequence: TokenSequence) -> str:
        """The words that hold the sequence as they stand in the line; empty where it does not hold it."""
        if not all(token in self.places for token, _ in sequence):
            return ""
        for first in self.places[sequence[0][0]]:
            found = [self._at(token, first.position + offset) for token, offset in sequence]
            if all(found):
                end = max(occurrence.end for occurrence in found if occurrence)
                return self.text if self._is_shown_whole() else self.text[first.start : end]
        return ""

    def _at(self, token: str, position: int) -> Occurrence | None:
        return next((place for place in self.places[token] if place.position == position), None)

    def _is_shown_whole(self) -> bool:
        return self.field in _SHOWN_WHOLE and len(self.text.split()) <= MOST_WORDS


def reasons_for(document: Document, parts: Iterable[QueryPart]) -> tuple[Reason, ...]:
    """At most three reasons, one for each part of the query that the document answers, none said twice."""
    lines = _lines(document)
    words: dict[tuple[str, str], dict[str, None]] = {}
    for part in parts:
        reason = _for_words(part.clauses, lines) or _for_alternatives(part.alternatives, document, lines)
        if reason:
            words.setdefault((reason.field, reason.origin), {}).update(dict.fromkeys(reason.words))
    reasons = [Reason(field, tuple(found), origin) for (field, origin), found in words.items()]
    return tuple(reasons[:MOST_REASONS])


def _lines(document: Document) -> list[_Line]:
    texts = sorted(document.texts(), key=lambda text: _IMPORTANCE.index(text[0]))
    return [_Line(field, lang, line) for field, lang, text in texts for line in text.split("\n") if line]


def _for_words(clauses: tuple[Clause, ...], lines: list[_Line]) -> Reason | None:
    """The field that holds most of a part's words, and these words."""
    best: Reason | None = None
    most = 0
    for line in lines:
        quotes = [quote for clause in clauses if (quote := _quote(clause.sequences, line))]
        if len(quotes) > most:
            most = len(quotes)
            best = Reason(line.field, tuple(dict.fromkeys(quotes)))
    return best


def _for_alternatives(alternatives: tuple[Alternative, ...], document: Document, lines: list[_Line]) -> Reason | None:
    for alternative in alternatives:
        if alternative.key == document.key:
            kind, _, name = alternative.origin.partition("/")
            title = next(iter(document.titles.values()))
            return Reason(GENE, (name,), alternative.origin) if kind == GENE else Reason(RECORD, (title,))
        if alternative.facet and alternative.value in document.facets.get(alternative.facet, ()):
            return Reason(alternative.facet, (alternative.value,), alternative.origin)
        for line in lines if alternative.sequences else ():
            if quote := _quote(alternative.sequences, line):
                return Reason(line.field, (quote,), alternative.origin)
    return None


def _quote(sequences: tuple[TokenSequence, ...], line: _Line) -> str:
    return next((quote for sequence in sequences if (quote := line.quote(sequence))), "")
