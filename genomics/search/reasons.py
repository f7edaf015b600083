"""Why a record is among the results: what the query found in it, and where that stands or who says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from genomics.search.analysis import CJK, Occurrence
from genomics.search.documents import Document
from genomics.search.occurrences import Found
from genomics.search.query import Alternative, Clause, QueryPart, TokenSequence
from genomics.search.results import Reason

MOST_REASONS = 3
MOST_WORDS = 8
"""Words of one quotation."""
MOST_QUOTED = 11
"""Words that the reasons of a hit quote together, so that with their labels they take no more than 20."""
MOST_OF_TITLE = 16
LABEL_WORDS = 3
VALUE_WORDS = 3
"""Words that are counted for what a filter's value is called, which only the page knows."""
GENE = "gene"
RECORD = "record"
RELATED = "related"

_IMPORTANCE = ("title", "names", "identifiers", "keywords", "details", "headings", "summary", "body")
_SHOWN_WHOLE = frozenset({"names", "keywords", "identifiers"})
_BESIDE = re.compile(r"[^\w\n.;:!?。；：！？]*(?:\w{1,3}[^\w\n.;:!?。；：！？]+){0,2}")
"""What stands between neighbouring words: nothing, a space or a hyphen, or two small words such as "de la"."""
_BEGINNING = re.compile(rf"\S+(?:\s+\S+){{{MOST_WORDS - 1}}}")


class _Place(NamedTuple):
    """Where a text holds what was typed, from the first character to the one after the last; `number` says which."""

    start: int
    end: int
    number: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """A field's text in one language, its values on lines of their own, and where the query's tokens stand in it."""

    field: str
    lang: str
    text: str
    occurrences: Mapping[str, Sequence[Occurrence]]

    def places(self, sequences: Iterable[TokenSequence]) -> list[_Place]:
        """Where the text holds any of the sequences."""
        return [place for sequence in sequences for place in self._places(sequence)]

    def _places(self, sequence: TokenSequence) -> Iterable[_Place]:
        if not all(token in self.occurrences for token, _ in sequence):
            return
        for first in self.occurrences[sequence[0][0]]:
            found = [self._at(token, first.position + offset) for token, offset in sequence]
            if all(found):
                yield _Place(first.start, max(occurrence.end for occurrence in found if occurrence))

    def _at(self, token: str, position: int) -> Occurrence | None:
        return next((place for place in self.occurrences[token] if place.position == position), None)

    def quotes(self, wanted: Sequence[Sequence[_Place]]) -> Iterable[str]:
        """Stretches of the text that together hold each of what is wanted in one of its places: as few as can be."""
        numbered = sorted(place._replace(number=number) for number, places in enumerate(wanted) for place in places)
        runs = list(self._runs(numbered))
        missing = set(range(len(wanted)))
        while missing:
            best = max(runs, key=lambda run: len(missing & {place.number for place in run}))
            needed = [place for place in best if place.number in missing]
            quote = self._quote(needed)
            if words_in(quote) > MOST_WORDS:
                needed = needed[:1]
                quote = self._quote(needed)
            missing -= {place.number for place in needed}
            yield quote

    def _runs(self, places: Iterable[_Place]) -> Iterable[list[_Place]]:
        """The places in lists of neighbours."""
        run: list[_Place] = []
        end = 0
        for place in places:
            if run and not _BESIDE.fullmatch(self.text, end, max(end, place.start)):
                yield run
                run = []
            run.append(place)
            end = max(end, place.end)
        yield run

    def _quote(self, run: Sequence[_Place]) -> str:
        """The text from the first to the last of neighbouring places; of a value that is shown whole, all of it, or as
        much of its beginning as there is room for where the places are in that."""
        start, end = run[0].start, max(place.end for place in run)
        if self.field in _SHOWN_WHOLE:
            first = self.text.rfind("\n", 0, start) + 1
            line = self.text[first:].partition("\n")[0]
            if words_in(line) <= MOST_WORDS:
                return line
            beginning = _BEGINNING.match(line)
            if beginning and end <= first + beginning.end():
                return beginning.group()
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class _Held:
    """What a text holds of a part's words: the places of each of them."""

    text: _Text
    wanted: Sequence[Sequence[_Place]]


def reasons_for(document: Document, parts: Iterable[QueryPart], found: Found, lang: str) -> tuple[Reason, ...]:
    """At most three reasons, one for each part of the query that the document answers, none said twice.

    Words that stand side by side in the document are quoted as they stand there, in the reader's language where it has
    them, else in one that the query is in.
    """
    texts = [
        _Text(field, lang, text, _by_token(found.occurrences[field, lang]))
        for field, lang, text in document.texts()
        if (field, lang) in found.occurrences
    ]
    texts.sort(key=lambda text: _IMPORTANCE.index(text.field))
    own = [text for text in texts if text.lang == lang]
    likely = [text for text in texts if text.lang in found.languages]
    answers = [_answer(part, document, (own, likely)) or _answer(part, document, (texts,)) for part in parts]
    words: dict[tuple[str, str], dict[str, None]] = {}
    quoted: set[tuple[str, str]] = set()
    for answer in answers:
        if answer is None:
            continue
        if isinstance(answer, _Held):
            beside = [other for other in answers if isinstance(other, _Held) and other.text is answer.text]
            quotes = answer.text.quotes([places for other in beside for places in other.wanted])
            answer = Reason(answer.text.field, tuple(quotes))
        new = [word for word in answer.words if (answer.field, word) not in quoted]
        quoted.update((answer.field, word) for word in new)
        if new:
            words.setdefault((answer.field, answer.origin), {}).update(dict.fromkeys(new))
    reasons = [Reason(field, tuple(quotes), origin) for (field, origin), quotes in words.items()]
    return tuple(_in_few_words(reasons[:MOST_REASONS]))


def shortened(title: str) -> str:
    """A title, or as much of its beginning as a reason has room for."""
    if words_in(title) <= MOST_OF_TITLE:
        return title
    start = title[: 2 * MOST_OF_TITLE] if CJK.search(title) else " ".join(title.split()[:MOST_OF_TITLE])
    return f"{start}…"


def words_in(text: str) -> int:
    """The words of a text; two Chinese characters count as one."""
    return len(CJK.sub("", text).split()) + (len(CJK.findall(text)) + 1) // 2


def _in_few_words(reasons: Iterable[Reason]) -> Iterable[Reason]:
    """The reasons, or their beginning: as many as can be said in few words, and always the first of the first."""
    left = MOST_QUOTED + LABEL_WORDS * MOST_REASONS
    for place, reason in enumerate(reasons):
        left -= LABEL_WORDS
        kept: list[str] = []
        for word in reason.words:
            left -= words_in(word) if reason.field in _IMPORTANCE else VALUE_WORDS
            if left >= 0 or (place == 0 and not kept):
                kept.append(word)
        if kept:
            yield Reason(reason.field, tuple(kept), reason.origin)


def _by_token(occurrences: Iterable[Occurrence]) -> Mapping[str, Sequence[Occurrence]]:
    places: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        places.setdefault(occurrence.token, []).append(occurrence)
    return places


def _answer(part: QueryPart, document: Document, choices: Sequence[Sequence[_Text]]) -> _Held | Reason | None:
    """What the first of these choices of texts holds of the words that were typed, else of what they also mean."""
    held = next(filter(None, (_held(part.clauses, texts) for texts in choices)), None)
    meant = (_for_alternatives(part.alternatives, document, texts) for texts in choices)
    return held or next(filter(None, meant), None)


def _held(clauses: Sequence[Clause], texts: Iterable[_Text]) -> _Held | None:
    """The text that holds most of a part's words, and where it holds them."""
    best: _Held | None = None
    most = 0
    for text in texts:
        wanted = [places for clause in clauses if (places := text.places(clause.sequences))]
        if len(wanted) > most:
            most = len(wanted)
            best = _Held(text, wanted)
        if most == len(clauses):
            break
    return best


def _for_alternatives(alternatives: Iterable[Alternative], document: Document, texts: Sequence[_Text]) -> Reason | None:
    for alternative in alternatives:
        if alternative.key == document.key:
            kind, _, name = alternative.origin.partition("/")
            title = shortened(next(iter(document.titles.values())))
            return Reason(GENE, (name,), alternative.origin) if kind == GENE else Reason(RECORD, (title,))
        if alternative.facet and alternative.value in document.facets.get(alternative.facet, ()):
            return Reason(alternative.facet, (alternative.value,), alternative.origin)
        for text in texts if alternative.sequences else ():
            if places := text.places(alternative.sequences):
                return Reason(text.field, tuple(text.quotes([places])), alternative.origin)
    return None
