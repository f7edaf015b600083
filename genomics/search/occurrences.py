"""Where the tokens that a query asks for stand in the texts of its hits: read from the index, nothing is analysed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from genomics.content.model import SITE_LANGUAGES
from genomics.search.analysis import Occurrence
from genomics.search.postings import PostingArrays
from genomics.search.schema import FIELDS

TextName = tuple[str, str]
"""A field and a language: which of a document's texts is meant."""
_TEXT_NAMES = tuple(product(FIELDS, SITE_LANGUAGES))
"""The names of texts by their numbers in the arrays."""


@dataclass(frozen=True, slots=True)
class Found:
    """The occurrences of a query's tokens in one document, by text and in the order of the text.

    `languages` are those whose texts are likeliest to hold the tokens.
    """

    occurrences: Mapping[TextName, Sequence[Occurrence]]
    languages: frozenset[str]

    def between(self, field: str, lang: str, start: int, end: int) -> list[Occurrence]:
        """The occurrences in text[start:end], with offsets from its start."""
        return [
            Occurrence(one.token, one.position, one.start - start, one.end - start)
            for one in self.occurrences.get((field, lang), ())
            if start <= one.start < end
        ]


def find(tokens: Iterable[str], documents: NDArray[np.int32], postings: PostingArrays) -> list[Found]:
    """What is found of the tokens in each of the documents."""
    names = list(tokens)
    places = postings.places(names, documents)
    starts, ends = places.spans[:, 0], places.spans[:, 1]
    order = np.lexsort((-ends, starts))
    by_document: list[dict[TextName, list[Occurrence]]] = [{} for _ in documents]
    columns = (places.documents, places.texts, places.tokens, places.positions, starts, ends)
    rows = zip(*(column[order].tolist() for column in columns), strict=True)
    for document, text, token, position, start, end in rows:
        occurrence = Occurrence(names[token], position, start, end)
        by_document[document].setdefault(_TEXT_NAMES[text], []).append(occurrence)
    languages = frozenset(name.partition(":")[0] for name in names)
    return [Found(occurrences, languages) for occurrences in by_document]
