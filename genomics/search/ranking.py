"""The parts of a query and the arrays of an index -> a score for every document that answers.

A typed word adds idf * impact to a document's score (impact: see `postings`), with

    idf = ln(1 + (N - n + 0.5) / (n + 0.5))          N documents, n of them with the word

the form of BM25's idf that is never negative. What a part was also taken for (another name, a gene's condition, a
country) adds weight * idf * impact where that is more than its words add, and a share of it where both stand. Words
that stand side by side as they were typed add a little. Good documents that hold all parts of a short query come before
all others. The best by words are then ordered again by what belongs together (see `latent` and `relations`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from genomics.search.facets import FacetArrays, Mask, open_facets
from genomics.search.latent import LatentVectors
from genomics.search.postings import PostingArrays, idf
from genomics.search.query import Alternative, Clause, Query, QueryPart, TokenSequence
from genomics.search.relations import Relations

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

ROUNDING = 1e-6
WEAK_SHARE = 0.25
"""Where ENOUGH documents are better, one with less than this share of the ENOUGH-th best score is no answer either."""
CANDIDATES = 200
"""The best records by words, which are ordered again by what belongs with the best of them."""
FULL_SHARE = 0.7
"""Of documents with all parts of a short query, those with this share of the best score come before all others."""
QUESTION_PARTS = 3
"""Parts beyond which a query is a question: to hold every word of it says less than to hold the telling ones."""

Scores = NDArray[np.float64]
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Arrays:
    """What the ranking reads of an index. `numbers` are the documents' numbers by key."""

    size: int
    postings: PostingArrays
    facets: Mapping[str, FacetArrays]
    latent: LatentVectors
    relations: Relations
    numbers: Mapping[str, int]

    @classmethod
    def open(cls, folder: Path, keys: Sequence[str]) -> Arrays:
        """The arrays that were written into the folder; `keys` are the documents' keys in order."""
        return cls(
            size=len(keys),
            postings=PostingArrays(folder),
            facets=open_facets(folder),
            latent=LatentVectors(folder, len(keys)),
            relations=Relations(folder, len(keys)),
            numbers={key: number for number, key in enumerate(keys)},
        )


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
    if not query.wanted:
        ranking = everything(arrays.size)
        _exclude(query, ranking, arrays)
        return ranking
    ranking = rank_by_words(query, arrays)
    if ranking.matches.any():
        _lift_candidates(query, ranking, arrays)
    return ranking


def rank_by_words(query: Query, arrays: Arrays) -> Ranking:
    """The ranking by what each document holds of the wanted parts alone."""
    found = [_score_part(part, arrays) for part in query.wanted]
    total = sum(part.weight for part in found)
    if not total:
        return nothing(arrays.size)
    documents = np.concatenate([part.documents for part in found])
    scores = _sum(documents, [part.scores for part in found], arrays)
    share = _sum(documents, [part.held * part.weight for part in found], arrays) / total
    complete = share > 1 - ROUNDING
    if any(part.optional for part in query.wanted):
        complete = share > 0
        _keep_holders(complete, query, found, lambda part: not part.optional)
    matches = share > 0
    _keep_holders(matches, query, found, lambda part: part.required)
    complete &= matches
    if np.count_nonzero(complete) >= ENOUGH:
        matches &= share >= LEAST_SHARE
    unknown = sum(part.weight for part in found if not len(part.documents))
    ranking = Ranking(scores, matches, complete, unknown / total)
    _exclude(query, ranking, arrays)
    scores[~ranking.matches] = 0.0
    return ranking


def _sum(documents: Numbers, values: list[Scores], arrays: Arrays) -> Scores:
    """The sum of the values by document."""
    sums: Scores = np.bincount(documents, np.concatenate(values), arrays.size).astype(np.float64, copy=False)
    return sums


def best(scores: Scores, documents: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """The documents with the `most` best scores, and those that tie with the last of them; in ascending order."""
    if len(documents) <= most:
        return documents
    own = scores[documents]
    chosen: NDArray[np.int64] = documents[own >= np.partition(own, len(own) - most)[len(own) - most]]
    return chosen


def _exclude(query: Query, ranking: Ranking, arrays: Arrays) -> None:
    for part in query.excluded:
        for clause in part.clauses:
            holders = _clause_impacts(clause, arrays)[0]
            ranking.matches[holders] = False
            ranking.complete[holders] = False


def _keep_holders(mask: Mask, query: Query, found: list[_PartScores], is_needed: Callable[[QueryPart], bool]) -> None:
    """Takes from a mask the documents that do not hold all of every needed part."""
    for part, scored in zip(query.wanted, found, strict=True):
        if is_needed(part):
            holders = np.zeros_like(mask)
            holders[scored.documents[scored.held >= 1]] = True
            mask &= holders


@dataclass(frozen=True, slots=True)
class _PartScores:
    """The documents that hold some of a part, what it gives each, and how much of it each holds (0 to 1).

    `weight` is the part's idf.
    """

    documents: Numbers
    scores: Scores
    held: Scores
    weight: float


def _score_part(part: QueryPart, arrays: Arrays) -> _PartScores:
    if len(part.clauses) == 1 and not part.alternatives:
        documents, impacts = _clause_impacts(part.clauses[0], arrays)
        weight = float(idf(len(documents), arrays.size))
        return _PartScores(documents, weight * impacts, np.ones(len(documents)), weight)
    scores, held = np.zeros(arrays.size), np.zeros(arrays.size)
    weight = 0.0
    for clause in part.clauses:
        documents, impacts = _clause_impacts(clause, arrays)
        rarity = float(idf(len(documents), arrays.size))
        scores[documents] += rarity * impacts
        held[documents] += 1 / len(part.clauses)
        weight += rarity
    held[held > 1 - ROUNDING] = 1.0
    if part.alternatives:
        weight = _add_alternatives(part, scores, held, weight, arrays)
    documents = np.flatnonzero(held).astype(np.int32)
    return _PartScores(documents, scores[documents], held[documents], weight)


def _add_alternatives(part: QueryPart, scores: Scores, held: Scores, weight: float, arrays: Arrays) -> float:
    """Adds what a part's alternatives give to what its words give, and says what the part as a whole weighs."""
    others = _alternative_impacts(part.alternatives, arrays)
    either = int(np.count_nonzero((others > 0) | (held >= 1)))
    concept = float(idf(either, arrays.size))
    known = weight if held.any() else 0.0
    value = max(concept, MANY_WORDS_SHARE * known) if len(part.clauses) > 1 else concept
    if len(part.clauses) == 1 and weight > value:
        # A rare name of a common thing is no rarer than the thing.
        scores *= value / weight
    both = scores > 0
    np.maximum(scores + BOTH_SHARE * value * others * both, value * others, out=scores)
    held[others > 0] = 1.0
    return value if either else weight


def _alternative_impacts(alternatives: Iterable[Alternative], arrays: Arrays) -> Scores:
    """For every document the best weight * impact that any of the alternatives has in it."""
    impact = np.zeros(arrays.size)
    for alternative in alternatives:
        for documents, impacts in alternative_matches(alternative, arrays):
            impact[documents] = np.maximum(impact[documents], alternative.weight * impacts)
    return impact


def alternative_matches(alternative: Alternative, arrays: Arrays) -> Iterable[tuple[Numbers, Scores]]:
    """The documents that hold an alternative, and its impact in each."""
    if alternative.key in arrays.numbers:
        yield np.array([arrays.numbers[alternative.key]], dtype=np.int32), np.array([KEY_IMPACT])
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
        return np.empty(0, np.int32), np.empty(0)
    if len(found) == 1:
        return found[0]
    impact = np.zeros(arrays.size)
    for documents, impacts in found:
        impact[documents] = np.maximum(impact[documents], impacts)
    numbers = np.flatnonzero(impact).astype(np.int32)
    return numbers, impact[numbers]


def _sequence_impacts(sequence: TokenSequence, arrays: Arrays) -> tuple[Numbers, Scores]:
    """The documents that hold the tokens in order, and the mean impact of the tokens in each."""
    if len(sequence) == 1:
        posting = arrays.postings.posting(sequence[0][0])
        return posting.documents, posting.impacts.astype(np.float64)
    documents = arrays.postings.phrase(sequence)
    impacts = np.zeros(len(documents))
    for token, _ in sequence if len(documents) else ():
        posting = arrays.postings.posting(token)
        impacts += posting.impacts[np.searchsorted(posting.documents, documents)]
    return documents, impacts / len(sequence)


def _lift_candidates(query: Query, ranking: Ranking, arrays: Arrays) -> None:
    """Orders the best documents by words again: by neighbouring words, by what belongs together, by completeness."""
    scores = ranking.scores
    candidates = best(scores, np.flatnonzero(ranking.matches), CANDIDATES)
    _add_pairs(scores, query.wanted, candidates.astype(np.int32), arrays)
    for gains in (arrays.latent.gains, arrays.relations.gains):
        candidates = candidates[np.argsort(-scores[candidates], kind="stable")]
        scores[candidates] += gains(candidates, scores[candidates])
    _leave_out_weak(ranking)
    if len(query.wanted) > QUESTION_PARTS:
        return
    full = ranking.complete & (scores >= FULL_SHARE * scores.max())
    complete = np.flatnonzero(full)
    rest = np.flatnonzero(ranking.matches & ~full)
    if len(complete) and len(rest):
        scores[complete] += max(0.0, float(scores[rest].max() - scores[complete].min())) + 1.0


def _leave_out_weak(ranking: Ranking) -> None:
    """Takes out what holds some words by chance, where enough is better by far."""
    found = ranking.scores[ranking.matches]
    place = len(found) - ENOUGH
    if place > 0:
        ranking.matches[~ranking.complete & (ranking.scores < WEAK_SHARE * np.partition(found, place)[place])] = False


def _add_pairs(scores: Scores, parts: tuple[QueryPart, ...], candidates: Numbers, arrays: Arrays) -> None:
    """Adds what neighbouring single words earn where they are neighbours in one of these documents too."""
    clauses = [clause for part in parts for clause in part.clauses]
    for left, right in list(pairwise(clauses))[:MAX_PAIRS]:
        first, second = left.sequences[0], right.sequences[0]
        if len(first) > 1 or len(second) > 1:
            continue
        documents = arrays.postings.phrase((first[0], (second[0][0], 1)), among=candidates)
        if len(documents):
            frequencies = np.array([arrays.postings.frequency(sequence[0][0]) for sequence in (first, second)])
            scores[documents] += PAIR_WEIGHT * float(idf(frequencies, arrays.size).mean())
