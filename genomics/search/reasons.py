"""Why a record is among the results: the words of it that the query found, and where they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from genomics.search.analysis import analyse
from genomics.search.documents import Document
from genomics.search.results import Reason

MOST_REASONS = 3
MOST_WORDS = 3
_SHOWN_WHOLE = ("names", "keywords", "labels", "identifiers")


def reasons_for(document: Document, tokens: Collection[str]) -> tuple[Reason, ...]:
    """At most three reasons, the most telling field first; each adds a token that those before it do not explain."""
    reasons: list[Reason] = []
    explained: set[str] = set()
    for field, lang, text in _by_importance(document):
        if len(reasons) == MOST_REASONS:
            break
        found, words = _matches(field, text, lang, tokens)
        if found - explained:
            reasons.append(Reason(field, words))
            explained |= found
    return tuple(reasons)


def _by_importance(document: Document) -> Iterable[tuple[str, str, str]]:
    order = ("title", "names", "identifiers", "keywords", "labels", "headings", "summary", "body")
    return sorted(document.texts(), key=lambda text: order.index(text[0]))


def _matches(field: str, text: str, lang: str, tokens: Collection[str]) -> tuple[set[str], tuple[str, ...]]:
    """The tokens found in a text, and the words as they stand there: whole entries of lists, else single words."""
    found: set[str] = set()
    words: dict[str, None] = {}
    for line in text.split("\n"):
        places = [place for place in analyse(line, lang) if place.token in tokens]
        if not places:
            continue
        found.update(place.token for place in places)
        shown = [line] if field in _SHOWN_WHOLE else [line[place.start : place.end] for place in places]
        words.update(dict.fromkeys(shown))
    return found, tuple(words)[:MOST_WORDS]
