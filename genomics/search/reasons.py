"""Why a record is among the results: what the query found in it, and where that stands or who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from genomics.search.analysis import Occurrence
from genomics.search.documents import Document
from genomics.search.occurrences import Found
from genomics.search.query import Alternative, Clause, QueryPart, TokenSequence
from genomics.search.results import Reason

MOST_REASONS = 3
MOST_WORDS = 8
"""Words that a reason quotes."""
GENE = "gene"
RECORD = "record"
RELATED = "related"

_IMPORTANCE = ("title", "names", "identifiers", "keywords", "details", "headings", "summary", "body")
_SHOWN_WHOLE = frozenset({"names", "keywords", "identifiers"})


@dataclass(frozen=True, slots=True)
class _Text:
    """A field's text in one language, its values on lines of their own, and where the query's tokens stand in it."""

    field: str
    lang: str
    text: str
    places: Mapping[str, list[Occurrence]]

    def quote(self, sequence: TokenSequence) -> str:
        """The words that hold the sequence as they stand in the text; empty where it does not hold it."""
        places = self.places
        if not all(token in places for token, _ in sequence):
            return ""
        for first in places[sequence[0][0]]:
            found = [self._at(token, first.position + offset) for token, offset in sequence]
            if all(found):
                end = max(occurrence.end for occurrence in found if occurrence)
                return self._whole_line(first.start) or self.text[first.start : end]
        return ""

    def _at(self, token: str, position: int) -> Occurrence | None:
        return next((place for place in self.places[token] if place.position == position), None)

    def _whole_line(self, start: int) -> str:
        """The line that begins before `start`, in fields whose values are shown whole if they are short."""
        if self.field not in _SHOWN_WHOLE:
            return ""
        line = self.text[self.text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
        return line if len(line.split()) <= MOST_WORDS else ""


def reasons_for(document: Document, parts: Iterable[QueryPart], found: Found) -> tuple[Reason, ...]:
    """At most three reasons, one for each part of the query that the document answers, none said twice."""
    texts = [
        _Text(field, lang, text, _by_token(found.occurrences[field, lang]))
        for field, lang, text in document.texts()
        if (field, lang) in found.occurrences
    ]
    texts.sort(key=lambda text: _IMPORTANCE.index(text.field))
    likely = [text for text in texts if text.lang in found.languages]
    words: dict[tuple[str, str], dict[str, None]] = {}
    for part in parts:
        reason = _reason(part, document, likely) or _reason(part, document, texts)
        if reason:
            words.setdefault((reason.field, reason.origin), {}).update(dict.fromkeys(reason.words))
    reasons = [Reason(field, tuple(own), origin) for (field, origin), own in words.items()]
    return tuple(reasons[:MOST_REASONS])


def _by_token(occurrences: Iterable[Occurrence]) -> Mapping[str, list[Occurrence]]:
    places: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        places.setdefault(occurrence.token, []).append(occurrence)
    return places


def _reason(part: QueryPart, document: Document, texts: list[_Text]) -> Reason | None:
    return _for_words(part.clauses, texts) or _for_alternatives(part.alternatives, document, texts)


def _for_words(clauses: tuple[Clause, ...], texts: list[_Text]) -> Reason | None:
    """The field that holds most of a part's words, and these words."""
    best: Reason | None = None
    most = 0
    for text in texts:
        quotes = [quote for clause in clauses if (quote := _quote(clause.sequences, text))]
        if len(quotes) > most:
            most = len(quotes)
            best = Reason(text.field, tuple(dict.fromkeys(quotes)))
        if most == len(clauses):
            break
    return best


def _for_alternatives(alternatives: tuple[Alternative, ...], document: Document, texts: list[_Text]) -> Reason | None:
    for alternative in alternatives:
        if alternative.key == document.key:
            kind, _, name = alternative.origin.partition("/")
            title = next(iter(document.titles.values()))
            return Reason(GENE, (name,), alternative.origin) if kind == GENE else Reason(RECORD, (title,))
        if alternative.facet and alternative.value in document.facets.get(alternative.facet, ()):
            return Reason(alternative.facet, (alternative.value,), alternative.origin)
        for text in texts if alternative.sequences else ():
            if quote := _quote(alternative.sequences, text):
                return Reason(text.field, (quote,), alternative.origin)
    return None


def _quote(sequences: tuple[TokenSequence, ...], text: _Text) -> str:
    return next((quote for sequence in sequences if (quote := text.quote(sequence))), "")
