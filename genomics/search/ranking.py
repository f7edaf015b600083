"""The parts of a query and the arrays of an index -> a score for every document that answers.

A typed word adds idf * impact to a document's score (impact: see `postings`), with

    idf = ln(1 + (N - n + 0.5) / (n + 0.5))          N documents, n of them with the word

the form of BM25's idf that is never negative. What a part was also taken for (another name, a gene's condition, a
country) adds weight * idf * impact where that is more than its words add, and a share of it where both stand. Words
that stand side by side as they were typed add a little. Good documents that hold all parts of a short query come before
all others. The best by words are then ordered again by what belongs together (see `latent` and `relations`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from genomics.search.facets import FacetArrays, Mask, open_facets
from genomics.search.latent import LatentVectors
from genomics.search.postings import PLACE_BITS, PostingArrays, idf, shared
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
    chosen = _choose(query, found, arrays)
    scores = chosen.sums(part.scores for part in chosen.parts)
    share = chosen.sums(part.held * part.weight for part in chosen.parts) / total
    complete = share > 1 - ROUNDING
    if any(part.optional for part in query.wanted):
        complete = share > 0
        chosen.keep_holders(complete, [not part.optional for part in query.wanted])
    matches = share > 0
    if np.count_nonzero(complete) >= ENOUGH:
        matches &= share >= LEAST_SHARE
    unknown = sum(part.weight for part in found if not len(part.documents))
    ranking = replace(nothing(arrays.size), unknown=unknown / total)
    ranking.scores[chosen.documents[matches]] = scores[matches]
    ranking.matches[chosen.documents] = matches
    ranking.complete[chosen.documents] = complete & matches
    _exclude(query, ranking, arrays)
    return ranking


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
            ranking.scores[holders] = 0.0
            ranking.matches[holders] = False
            ranking.complete[holders] = False


@dataclass(frozen=True, slots=True)
class _PartScores:
    """The documents that hold some of a part, what it gives each, and how much of it each holds (0 to 1).

    `weight` is the part's idf.
    """

    documents: Numbers
    scores: Scores
    held: Scores
    weight: float

    def among(self, marked: Mask) -> _PartScores:
        """The same for the marked documents only."""
        kept = marked[self.documents]
        return _PartScores(self.documents[kept], self.scores[kept], self.held[kept], self.weight)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The documents that can answer, ascending, and what each part finds among them.

    `places` are the places in `documents` of the documents of all parts, part after part.
    """

    documents: NDArray[np.int64]
    parts: Sequence[_PartScores]
    places: NDArray[np.int64]

    def sums(self, values: Iterable[Scores]) -> Scores:
        """The sum for each document of values by part and its documents."""
        sums = np.bincount(self.places, np.concatenate(list(values)), len(self.documents))
        return sums.astype(np.float64, copy=False)

    def keep_holders(self, mask: Mask, is_needed: Sequence[bool]) -> None:
        """Takes from a mask the documents that do not hold all of every needed part."""
        held = np.concatenate([(part.held >= 1) & needed for part, needed in zip(self.parts, is_needed, strict=True)])
        mask &= np.bincount(self.places[held], minlength=len(mask)) == sum(is_needed)


def _choose(query: Query, found: Sequence[_PartScores], arrays: Arrays) -> _Chosen:
    """The documents that hold all required parts, or any part where none is required."""
    required = [own.documents[own.held >= 1] for part, own in zip(query.wanted, found, strict=True) if part.required]
    marked = np.zeros(arrays.size, dtype=np.bool_)
    if required:
        marked[shared(required)] = True
        found = [part.among(marked) for part in found]
    else:
        for part in found:
            marked[part.documents] = True
    documents = np.flatnonzero(marked)
    places = np.empty(arrays.size, dtype=np.int64)
    places[documents] = np.arange(len(documents))
    return _Chosen(documents, found, places[np.concatenate([part.documents for part in found])])


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
    found = np.flatnonzero(ranking.matches)
    candidates = best(scores, found, CANDIDATES)
    _add_pairs(scores, query.wanted, candidates, arrays)
    for gains in (arrays.latent.gains, arrays.relations.gains):
        candidates = candidates[np.argsort(-scores[candidates], kind="stable")]
        scores[candidates] += gains(candidates, scores[candidates])
    found = _without_weak(ranking, found)
    if len(query.wanted) > QUESTION_PARTS:
        return
    full = ranking.complete[found] & (scores[found] >= FULL_SHARE * scores[found].max())
    complete, rest = found[full], found[~full]
    if len(complete) and len(rest):
        scores[complete] += max(0.0, float(scores[rest].max() - scores[complete].min())) + 1.0


def _without_weak(ranking: Ranking, found: NDArray[np.int64]) -> NDArray[np.int64]:
    """Takes out what holds some words by chance, where enough is better by far; gives what stays."""
    place = len(found) - ENOUGH
    if place <= 0:
        return found
    scores = ranking.scores[found]
    strong: Mask = ranking.complete[found] | (scores >= WEAK_SHARE * np.partition(scores, place)[place])
    ranking.matches[found[~strong]] = False
    return found[strong]


def _add_pairs(scores: Scores, parts: tuple[QueryPart, ...], candidates: NDArray[np.int64], arrays: Arrays) -> None:
    """Adds what neighbouring single words earn where they are neighbours in one of these documents too."""
    clauses = [clause.sequences[0] for part in parts for clause in part.clauses]
    pairs = [
        (left[0][0], right[0][0])
        for left, right in islice(pairwise(clauses), MAX_PAIRS)
        if len(left) == len(right) == 1
    ]
    places = {token: arrays.postings.places_in(token, candidates) for token in dict.fromkeys(chain(*pairs))}
    for left, right in pairs:
        neighbours = shared((places[left] + 1, places[right]))
        if len(neighbours):
            frequencies = np.array([arrays.postings.frequency(token) for token in (left, right)])
            documents = candidates[np.unique(neighbours >> PLACE_BITS)]
            scores[documents] += PAIR_WEIGHT * float(idf(frequencies, arrays.size).mean())
