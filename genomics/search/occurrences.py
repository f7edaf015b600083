"""Where the tokens that a query asks for stand in the texts of its hits."""

from __future__ import annotations

from collections.abc import Container, Iterable

from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.search.analysis import PARAGRAPH_GAP, TOKEN, Occurrence, tokens_in
from genomics.search.schema import FIELDS


class Finder:
    """Finds the tokens of one query; a line that is asked for twice is analysed once. Not for several threads."""

    def __init__(self, tokens: Iterable[str]) -> None:
        self._tokens = frozenset(tokens)
        self._lines: dict[tuple[str, str], tuple[list[Occurrence], int]] = {}
        self.fields: Container[str] = FIELDS
        """The fields of a document that can hold any of the tokens."""
        self.languages = frozenset(token.partition(":")[0] for token in self._tokens)
        """The languages whose texts are likeliest to hold the tokens."""

    def within(self, fields: Container[str]) -> Finder:
        """The same for a document in which the tokens stand in these fields only."""
        finder = Finder(())
        finder._tokens, finder._lines, finder.languages = self._tokens, self._lines, self.languages
        finder.fields = fields
        return finder

    def find(self, text: str, lang: str) -> list[Occurrence]:
        """The tokens' occurrences in a text of that language, in order."""
        found: list[Occurrence] = []
        begin = position = 0
        for line in text.split("\n"):
            occurrences, places = self._in_line(line, lang)
            found += (
                Occurrence(token, position + place, begin + start, begin + end)
                for token, place, start, end in occurrences
            )
            begin += len(line) + 1
            position += places + PARAGRAPH_GAP
        return found

    def _in_line(self, line: str, lang: str) -> tuple[list[Occurrence], int]:
        """The occurrences in a line, and how many places it takes."""
        if (line, lang) in self._lines:
            return self._lines[line, lang]
        found: list[Occurrence] = []
        position = 0
        tokens = self._tokens
        for match in TOKEN.finditer(line):
            occurrences, places = tokens_in(match, lang)
            for token, place, start, end in occurrences:
                if token in tokens:
                    begin = match.start()
                    found.append(Occurrence(token, position + place, begin + start, begin + end))
            position += places
        self._lines[line, lang] = found, position
        return found, position

    def readable(self, lang: str) -> frozenset[str]:
        """The languages in which texts are shown to somebody who reads in that language."""
        return self.languages | {lang, ORIGINAL_LANGUAGE}
