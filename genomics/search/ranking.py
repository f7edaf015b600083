"""Clauses and posting arrays -> a score for every document that answers them.

A document's score is the sum over the clauses of idf * impact (see `postings`), with

    idf = ln(1 + (N - n + 0.5) / (n + 0.5))          N documents, n of them with the clause

the form of BM25's idf that is never negative. Words that stand side by side as they were typed add to it, and
documents that hold all of the words come before all others.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from genomics.search.facets import Mask
from genomics.search.postings import PostingArrays
from genomics.search.query import Clause, Query, Sequence

PAIR_WEIGHT = 0.1
"""What two neighbouring words add where they are neighbours in the document too, as a share of their mean idf."""
MAX_PAIRS = 12
ENOUGH = 10
LEAST_SHARE = 0.5
"""Where ENOUGH documents hold all words, one with less than this share of the query's weight (idf) is no answer."""

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Scores of all documents, which of them answer the query, and which hold all that it asks for."""

    scores: Scores
    matches: Mask
    complete: Mask


def everything(size: int) -> Ranking:
    """The ranking of a query without words: every document answers, all alike."""
    return Ranking(np.zeros(size), np.ones(size, dtype=np.bool_), np.ones(size, dtype=np.bool_))


def rank(query: Query, postings: PostingArrays, size: int) -> Ranking:
    """Scores the `size` documents of an index. A query without wanted clauses is answered by everything."""
    ranking = _score(query.wanted, postings, size) if query.wanted else everything(size)
    for clause in query.clauses:
        if clause.excluded:
            ranking.matches[_documents(clause, postings)] = False
    return ranking


def _score(clauses: tuple[Clause, ...], postings: PostingArrays, size: int) -> Ranking:
    scores = np.zeros(size)
    share = np.zeros(size)
    held = np.zeros(size, dtype=np.int16)
    required = np.ones(size, dtype=np.bool_)
    total = 0.0
    for clause in clauses:
        documents, impacts = _clause_impacts(clause, postings, size)
        if clause.required:
            mask = np.zeros(size, dtype=np.bool_)
            mask[documents] = True
            required &= mask
        if not len(documents):
            continue
        idf = _idf(len(documents), size)
        scores[documents] += idf * impacts
        share[documents] += idf
        held[documents] += 1
        total += idf
    matches = required & (held > 0)
    complete = matches & (held == len(clauses))
    if np.count_nonzero(complete) >= ENOUGH:
        matches &= share >= LEAST_SHARE * total
    _add_pairs(scores, clauses, postings, size)
    rest = matches & ~complete
    if complete.any() and rest.any():
        scores[complete] += max(0.0, float(scores[rest].max() - scores[complete].min())) + 1.0
    return Ranking(np.where(matches, scores, 0.0), matches, complete)


def _idf(frequency: int, size: int) -> float:
    return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))


def _clause_impacts(clause: Clause, postings: PostingArrays, size: int) -> tuple[NDArray[np.int64], Scores]:
    """The documents that hold the clause, and the best impact that any of its alternatives has in each."""
    found = [_sequence_impacts(sequence, postings, size) for sequence in clause.alternatives]
    found = [(documents, impacts) for documents, impacts in found if len(documents)]
    if not found:
        return np.empty(0, np.int64), np.empty(0)
    if len(found) == 1:
        return found[0]
    best = np.zeros(size)
    for documents, impacts in found:
        best[documents] = np.maximum(best[documents], impacts)
    documents = np.flatnonzero(best)
    return documents, best[documents]


def _sequence_impacts(sequence: Sequence, postings: PostingArrays, size: int) -> tuple[NDArray[np.int64], Scores]:
    """The documents that hold the tokens in order, and the mean impact of the tokens in each."""
    if len(sequence) == 1:
        posting = postings.posting(sequence[0][0])
        return posting.documents.astype(np.int64), posting.impacts.astype(np.float64)
    documents = postings.phrase(sequence)
    impacts = np.zeros(size)
    for token, _ in sequence:
        posting = postings.posting(token)
        impacts[posting.documents] += posting.impacts
    return documents, impacts[documents] / len(sequence)


def _documents(clause: Clause, postings: PostingArrays) -> NDArray[np.int64]:
    found = [_sequence_documents(sequence, postings) for sequence in clause.alternatives]
    return np.unique(np.concatenate(found))


def _sequence_documents(sequence: Sequence, postings: PostingArrays) -> NDArray[np.int64]:
    if len(sequence) == 1:
        return postings.posting(sequence[0][0]).documents.astype(np.int64)
    return postings.phrase(sequence)


def _add_pairs(scores: Scores, clauses: tuple[Clause, ...], postings: PostingArrays, size: int) -> None:
    """Adds what neighbouring single words earn where they are neighbours in a document too."""
    for left, right in list(pairwise(clauses))[:MAX_PAIRS]:
        sequence = _pair(left, right)
        if not sequence:
            continue
        documents = postings.phrase(sequence)
        if len(documents):
            idfs = [_idf(postings.frequency(token), size) for token, _ in sequence]
            scores[documents] += PAIR_WEIGHT * sum(idfs) / len(idfs)


def _pair(left: Clause, right: Clause) -> Sequence:
    first, second = left.alternatives[0], right.alternatives[0]
    if len(first) > 1 or len(second) > 1:
        return ()
    return (first[0], (second[0][0], 1))
