"""The words that records use, as they are written: what a misspelt word may have been meant to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from genomics.search.analysis import TEXTS_REMEMBERED, fold
from genomics.search.documents import Document
from genomics.search.thesaurus import MeaningKind, Thesaurus

WORDS = "words.json"
SHORTEST = 4
"""Letters of the shortest word that is worth correcting: shorter ones are too easily another word."""
NAME_WORTH = 3
"""Texts that a word of a name counts for."""

_IN_DOCUMENTS = frozenset({MeaningKind.TERM, MeaningKind.RECORD})
_WORD = re.compile(r"[^\W\d_]+")


def write_words(documents: Sequence[Document], thesaurus: Thesaurus, folder: Path) -> None:
    """Writes every word of the records and of the thesaurus's labels, with the number of texts that hold it."""
    counts: Counter[str] = Counter()
    for document in documents:
        for field, _, text in document.texts():
            worth = NAME_WORTH if field in ("title", "names") else 1
            for word in words_in(text):
                counts[word] += worth
    others = [meaning for meaning in thesaurus.meanings if meaning.kind not in _IN_DOCUMENTS]
    for meaning in others:
        for label in meaning.labels.values():
            counts.update(words_in(label))
    (folder / WORDS).write_bytes(msgspec.json.encode(dict(sorted(counts.items()))))


def open_words(folder: Path) -> Mapping[str, int]:
    """The words that were written into the folder, folded, with their counts."""
    return msgspec.json.decode((folder / WORDS).read_bytes(), type=dict[str, int])


@lru_cache(maxsize=TEXTS_REMEMBERED)
def words_in(text: str) -> frozenset[str]:
    """The folded words of a text that may serve to correct others: no acronyms, symbols or words with digits."""
    return frozenset(fold(match.group()) for match in _WORD.finditer(text) if _is_usable(match, text))


def _is_usable(match: re.Match[str], text: str) -> bool:
    word = match.group()
    return len(word) >= SHORTEST and not word.isupper() and not _has_digit_beside(text, match.start(), match.end())


def _has_digit_beside(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start].isdigit() or text[end : end + 1].isdigit()
