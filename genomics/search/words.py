"""The words that records use, as they are written: what a misspelt word may have been meant to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from genomics.search.analysis import fold
from genomics.search.documents import Document
from genomics.search.thesaurus import MeaningKind, Thesaurus

WORDS = "words.json"
SHORTEST = 4
"""Letters of the shortest word that is worth correcting: shorter ones are too easily another word."""
NAME_WORTH = 3
"""Texts that a word of a name counts for."""

_IN_DOCUMENTS = frozenset({MeaningKind.TERM, MeaningKind.RECORD})
_WORD = re.compile(rf"(?<![^\W_])[^\W\d_]{{{SHORTEST},}}(?![^\W_])")
"""A run of letters with no digit beside it."""


@dataclass(frozen=True, slots=True)
class WordCounts:
    """In how many texts each word stands: in those of the records, and in what vocabularies and genes are called."""

    records: Mapping[str, int]
    labels: Mapping[str, int]


def count_words(documents: Iterable[Document]) -> Counter[str]:
    """In how many texts of the documents each word stands."""
    counts: Counter[str] = Counter()
    for document in documents:
        for field, _, text in document.texts():
            worth = NAME_WORTH if field in ("title", "names") else 1
            for word in words_in(text):
                counts[word] += worth
    return counts


def write_words(in_records: Mapping[str, int], thesaurus: Thesaurus, folder: Path) -> None:
    """Writes the words of the records and those of the thesaurus's labels, with the number of texts that hold them."""
    labels: Counter[str] = Counter()
    for meaning in thesaurus.meanings:
        if meaning.kind in _IN_DOCUMENTS:
            continue
        for label in meaning.labels.values():
            labels.update(words_in(label))
    counts = WordCounts(dict(sorted(in_records.items())), dict(sorted(labels.items())))
    (folder / WORDS).write_bytes(msgspec.json.encode(counts))


def read_counts(folder: Path) -> WordCounts:
    """The words that were written into the folder, folded, with their counts."""
    return msgspec.json.decode((folder / WORDS).read_bytes(), type=WordCounts)


def open_words(folder: Path) -> Mapping[str, int]:
    """All words that were written into the folder, with their counts."""
    counts = read_counts(folder)
    return Counter(counts.records) + Counter(counts.labels)


def words_in(text: str) -> frozenset[str]:
    """The folded words of a text that may serve to correct others: no acronyms, symbols or words with digits."""
    return frozenset(fold(word) for word in set(_WORD.findall(text)) if not word.isupper())
