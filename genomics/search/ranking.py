"""The parts of a query and the arrays of an index -> a score for every document that answers.

A typed word adds idf * impact to a document's score (impact: see `postings`), with

    idf = ln(1 + (N - n + 0.5) / (n + 0.5))          N documents, n of them with the word

the form of BM25's idf that is never negative. What a part was also taken for (another name, a gene's condition, a
country) adds weight * idf * impact where that is more than its words add, and a share of it where both stand. Words
that stand side by side as they were typed add a little. Documents that hold all parts of a short query come before all
others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from genomics.search.facets import FacetArrays, Mask
from genomics.search.postings import PostingArrays
from genomics.search.query import Alternative, Clause, Query, QueryPart, TokenSequence

PAIR_WEIGHT = 0.1
"""What two neighbouring words add where they are neighbours in the document too, as a share of their mean idf."""
MAX_PAIRS = 12
FACET_IMPACT = 2.0
"""Impact of carrying a filter's value that a word names: nearly as much as an impact can be (k1 + 1)."""
KEY_IMPACT = 2.2
"""Impact of being the record that a name names: the most that an impact can be (k1 + 1)."""
BOTH_SHARE = 0.3
"""Share that another name adds in a document that holds the typed words too."""
MANY_WORDS_SHARE = 0.7
"""Share of its words' idf that another name of several words brings, where that is more than its own idf."""
ENOUGH = 10
LEAST_SHARE = 0.5
"""Where ENOUGH documents hold all parts, one with less than this share of the query's weight (idf) is no answer."""

QUESTION_PARTS = 3
"""Parts beyond which a query is a question: to hold every word of it says less than to hold the telling ones."""

Scores = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Arrays:
    """What the ranking reads of an index. `numbers` are the documents' numbers by key."""

    size: int
    postings: PostingArrays
    facets: Mapping[str, FacetArrays]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Of all documents: their scores, which of them answer, which hold all that is asked, and how much each holds.

    `unknown` is the share of the query's weight, from 0 to 1, that lies in parts which no document holds.
    """

    scores: Scores
    matches: Mask
    complete: Mask
    unknown: float = 0.0


def everything(size: int) -> Ranking:
    """The ranking of a query without words: every document answers, all alike."""
    return Ranking(np.zeros(size), np.ones(size, dtype=np.bool_), np.ones(size, dtype=np.bool_))


def nothing(size: int) -> Ranking:
    """The ranking of a query that no document can answer."""
    return Ranking(np.zeros(size), np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_))


def rank(query: Query, arrays: Arrays) -> Ranking:
    """Scores the documents of an index. A query without wanted parts is answered by everything."""
    ranking = _rank_wanted(query.wanted, arrays) if query.wanted else everything(arrays.size)
    for part in query.excluded:
        for clause in part.clauses:
            ranking.matches[_clause_impacts(clause, arrays)[0]] = False
    return ranking


def _rank_wanted(parts: tuple[QueryPart, ...], arrays: Arrays) -> Ranking:
    scores, share = np.zeros(arrays.size), np.zeros(arrays.size)
    matches, complete = np.zeros(arrays.size, dtype=np.bool_), np.ones(arrays.size, dtype=np.bool_)
    required = np.ones(arrays.size, dtype=np.bool_)
    total = unknown = 0.0
    for part in parts:
        found = _score_part(part, arrays)
        scores += found.scores
        share += found.held * found.weight
        total += found.weight
        unknown += 0.0 if found.held.any() else found.weight
        matches |= found.held > 0
        if not part.optional:
            complete &= found.held >= 1
        if part.required:
            required &= found.held >= 1
    if not total:
        return nothing(arrays.size)
    share /= total
    matches &= required
    complete &= matches
    if np.count_nonzero(complete) >= ENOUGH:
        matches &= share >= LEAST_SHARE
    _add_pairs(scores, parts, arrays)
    rest = matches & ~complete
    if len(parts) <= QUESTION_PARTS and complete.any() and rest.any():
        scores[complete] += max(0.0, float(scores[rest].max() - scores[complete].min())) + 1.0
    return Ranking(np.where(matches, scores, 0.0), matches, complete, unknown / total)


@dataclass(frozen=True, slots=True)
class _PartScores:
    """What one part gives every document, how much of the part each holds (0 to 1), and the part's weight (idf)."""

    scores: Scores
    held: Scores
    weight: float


def _score_part(part: QueryPart, arrays: Arrays) -> _PartScores:
    scores, held = np.zeros(arrays.size), np.zeros(arrays.size)
    weight = 0.0
    for clause in part.clauses:
        documents, impacts = _clause_impacts(clause, arrays)
        idf = _idf(len(documents), arrays.size)
        scores[documents] += idf * impacts
        held[documents] += 1 / len(part.clauses)
        weight += idf
    held[held > 1 - 1e-6] = 1.0
    if not part.alternatives:
        return _PartScores(scores, held, weight)
    others = _alternative_impacts(part.alternatives, arrays)
    either = (others > 0) | (held >= 1)
    concept = _idf(int(np.count_nonzero(either)), arrays.size)
    known = weight if held.any() else 0.0
    value = max(concept, MANY_WORDS_SHARE * known) if len(part.clauses) > 1 else concept
    if len(part.clauses) == 1 and weight > value:
        # A rare name of a common thing is no rarer than the thing.
        scores *= value / weight
    both = scores > 0
    np.maximum(scores + BOTH_SHARE * value * others * both, value * others, out=scores)
    held[others > 0] = 1.0
    return _PartScores(scores, held, value if either.any() else weight)


def _idf(frequency: int, size: int) -> float:
    return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))


def _alternative_impacts(alternatives: Iterable[Alternative], arrays: Arrays) -> Scores:
    """For every document the best weight * impact that any of the alternatives has in it."""
    best = np.zeros(arrays.size)
    for alternative in alternatives:
        for documents, impacts in alternative_matches(alternative, arrays):
            best[documents] = np.maximum(best[documents], alternative.weight * impacts)
    return best


def alternative_matches(alternative: Alternative, arrays: Arrays) -> Iterable[tuple[Numbers, Scores]]:
    """The documents that hold an alternative, and its impact in each."""
    if alternative.key in arrays.numbers:
        yield np.array([arrays.numbers[alternative.key]]), np.array([KEY_IMPACT])
    if alternative.facet:
        documents = arrays.facets[alternative.facet].holders(alternative.value)
        yield documents, np.full(len(documents), FACET_IMPACT)
    for sequence in alternative.sequences:
        yield _sequence_impacts(sequence, arrays)


def _clause_impacts(clause: Clause, arrays: Arrays) -> tuple[Numbers, Scores]:
    """The documents that hold the clause, and the best impact that any of its sequences has in each."""
    found = [_sequence_impacts(sequence, arrays) for sequence in clause.sequences]
    found = [(documents, impacts) for documents, impacts in found if len(documents)]
    if not found:
        return np.empty(0, np.int64), np.empty(0)
    if len(found) == 1:
        return found[0]
    best = np.zeros(arrays.size)
    for documents, impacts in found:
        best[documents] = np.maximum(best[documents], impacts)
    numbers = np.flatnonzero(best)
    return numbers, best[numbers]


def _sequence_impacts(sequence: TokenSequence, arrays: Arrays) -> tuple[Numbers, Scores]:
    """The documents that hold the tokens in order, and the mean impact of the tokens in each."""
    if len(sequence) == 1:
        posting = arrays.postings.posting(sequence[0][0])
        return posting.documents.astype(np.int64), posting.impacts.astype(np.float64)
    documents = arrays.postings.phrase(sequence)
    impacts = np.zeros(arrays.size)
    for token, _ in sequence if len(documents) else ():
        posting = arrays.postings.posting(token)
        impacts[posting.documents] += posting.impacts
    return documents, impacts[documents] / len(sequence)


def _add_pairs(scores: Scores, parts: tuple[QueryPart, ...], arrays: Arrays) -> None:
    """Adds what neighbouring single words earn where they are neighbours in a document too."""
    clauses = [clause for part in parts for clause in part.clauses]
    for left, right in list(pairwise(clauses))[:MAX_PAIRS]:
        first, second = left.sequences[0], right.sequences[0]
        if len(first) > 1 or len(second) > 1:
            continue
        documents = arrays.postings.phrase((first[0], (second[0][0], 1)))
        if len(documents):
            idfs = [_idf(arrays.postings.frequency(sequence[0][0]), arrays.size) for sequence in (first, second)]
            scores[documents] += PAIR_WEIGHT * sum(idfs) / 2
