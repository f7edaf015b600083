"""Which glossary terms a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from genomics.content.model import Term

MOST_WORDS = 6
"""Names with more words than this are not looked for."""
SHORTEST = 4
"""Shorter names are looked for only where they are acronyms, written in capitals."""

_WORD = re.compile(r"\w+")


class TermFinder:
    """Finds the titles and other names of terms in texts, with one look-up a word whatever the number of terms.

    Case does not matter, but for acronyms. A term's title goes before another term's other name; a name that two
    terms share names neither.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._longest: dict[str, int] = {}
        self._keys: dict[str, str] = {}
        terms = list(terms)
        titles = [(term.title, term.key) for term in terms]
        others = [(name, term.key) for term in terms for name in term.also]
        self._add(others)
        self._add(titles)

    def find(self, texts: Iterable[str]) -> list[str]:
        """The keys of the terms that the texts name, in the order in which they appear, each once."""
        if not self._keys:
            return []
        found: dict[str, None] = {}
        for text in texts:
            words = _WORD.findall(text)
            folded = [word.casefold() for word in words]
            position = 0
            while position < len(words):
                position += self._match(words, folded, position, found)
        return list(found)

    def _match(self, words: list[str], folded: list[str], position: int, found: dict[str, None]) -> int:
        """Notes the longest name that begins at the position; gives the number of words to go on by."""
        for number in range(self._longest.get(folded[position], 0), 0, -1):
            end = position + number
            key = self._keys.get(" ".join(words[position:end])) or self._keys.get(" ".join(folded[position:end]))
            if key:
                found[key] = None
                return min(number, len(words) - position)
        return 1

    def _add(self, names: list[tuple[str, str]]) -> None:
        keys: dict[str, str] = {}
        shared = set()
        for name, key in names:
            for form in _forms(name):
                if keys.setdefault(form, key) != key:
                    shared.add(form)
        for form, key in keys.items():
            if form in shared:
                continue
            self._keys[form] = key
            first, number = form.split(" ")[0].casefold(), form.count(" ") + 1
            self._longest[first] = max(self._longest.get(first, 0), number)


def _forms(name: str) -> list[str]:
    """How a name may stand in a text, as words with one space between: itself and its plural in s."""
    words = _WORD.findall(name)
    if not words or len(words) > MOST_WORDS:
        return []
    spelled = " ".join(words)
    if spelled.isupper() or any(char.isupper() for char in spelled[1:] if len(words) == 1):
        return [spelled, spelled + "s"] if len(spelled) > 1 else []
    if len(spelled) < SHORTEST:
        return []
    return [spelled.casefold(), spelled.casefold() + "s"]
