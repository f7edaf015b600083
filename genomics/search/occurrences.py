"""Where the tokens that a query asks for stand in the texts of its hits."""

from __future__ import annotations

from collections.abc import Iterable

from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.search.analysis import Occurrence, analyse


class Finder:
    """Finds the tokens of one query; a text that is asked for twice is analysed once."""

    def __init__(self, tokens: Iterable[str]) -> None:
        self._tokens = frozenset(tokens)
        self._found: dict[tuple[str, str], list[Occurrence]] = {}
        self.languages = frozenset(token.partition(":")[0] for token in self._tokens)
        """The languages whose texts are likeliest to hold the tokens."""

    def find(self, text: str, lang: str) -> list[Occurrence]:
        """The tokens' occurrences in a text of that language, in order."""
        key = (text, lang)
        if key not in self._found:
            self._found[key] = list(analyse(text, lang, self._tokens))
        return self._found[key]

    def readable(self, lang: str) -> frozenset[str]:
        """The languages in which texts are shown to somebody who reads in that language."""
        return self.languages | {lang, ORIGINAL_LANGUAGE}
