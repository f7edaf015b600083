"""A plain judge of the ranking: the same formulas over every document, with nothing left out and no shortcut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from genomics.search import latent
from genomics.search.query import Alternative, Clause, Query, QueryPart, TokenSequence
from genomics.search.ranking import (
    BOTH_SHARE,
    CANDIDATES,
    ENOUGH,
    FACET_IMPACT,
    FULL_SHARE,
    KEY_IMPACT,
    LEAST_SHARE,
    MANY_WORDS_SHARE,
    MAX_PAIRS,
    PAIR_WEIGHT,
    QUESTION_PARTS,
    ROUNDING,
    SAME,
    WEAK_SHARE,
    Arrays,
)

Dense = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """For every document: its score, whether it answers and whether it holds all that is asked."""

    scores: Dense
    matches: Mask
    complete: Mask

    def best(self, most: int) -> list[tuple[int, float]]:
        """The `most` best documents and their scores, best first."""
        order = sorted(np.flatnonzero(self.matches).tolist(), key=lambda number: (-self.scores[number], number))
        return [(number, float(self.scores[number])) for number in order[:most]]


class DenseJudge:
    """Ranks as `genomics.search.ranking` says that it does."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._size = arrays.size

    def by_words(self, query: Query) -> Judged:
        """The ranking by what each document holds of the wanted parts alone."""
        parts = [self._part(part) for part in query.wanted]
        total = sum(weight for _, _, weight in parts)
        scores = np.sum([scores for scores, _, _ in parts], axis=0)
        share = np.sum([held * weight for _, held, weight in parts], axis=0) / total
        complete = share > 1 - ROUNDING
        if any(part.optional for part in query.wanted):
            complete = share > 0
            for part, (_, held, _) in zip(query.wanted, parts, strict=True):
                complete &= part.optional | (held >= 1)
        matches = share > 0
        for part, (_, held, _) in zip(query.wanted, parts, strict=True):
            matches &= (not part.required) | (held >= 1)
        for part in query.excluded:
            for clause in part.clauses:
                matches &= self._clause(clause) == 0
        complete &= matches
        if np.count_nonzero(complete) >= ENOUGH:
            matches &= share >= LEAST_SHARE
            complete &= matches
        return Judged(np.where(matches, scores, 0.0), matches, complete)

    def rank(self, query: Query) -> Judged:
        """The whole ranking."""
        judged = self.by_words(query)
        if not judged.matches.any():
            return judged
        scores, matches, complete = judged.scores.copy(), judged.matches.copy(), judged.complete.copy()
        descending = np.sort(scores[matches])[::-1]
        least = descending[min(CANDIDATES, len(descending)) - 1]
        candidates = np.flatnonzero(matches & (scores >= least))
        self._add_pairs(scores, query, candidates)
        candidates = candidates[np.argsort(-scores[candidates], kind="stable")]
        self._add_latent(scores, candidates)
        if len(descending) > ENOUGH:
            matches &= complete | (scores >= WEAK_SHARE * np.sort(scores)[::-1][ENOUGH - 1])
        scores = np.where(matches, scores, 0.0)
        full = complete & (scores >= FULL_SHARE * scores.max())
        rest = matches & ~full
        if len(query.wanted) <= QUESTION_PARTS and full.any() and rest.any():
            scores[full] += max(0.0, scores[rest].max() - scores[full].min()) + 1.0
        return Judged(scores, matches, complete)

    def _part(self, part: QueryPart) -> tuple[Dense, Dense, float]:
        """What a part gives every document, how much of it each holds, and its weight."""
        scores, held, weight = np.zeros(self._size), np.zeros(self._size), 0.0
        for clause in part.clauses:
            impacts = self._clause(clause)
            rarity = self._idf(int(np.count_nonzero(impacts)))
            scores += rarity * impacts
            held += (impacts > 0) / len(part.clauses)
            weight += rarity
        held[held > 1 - ROUNDING] = 1.0
        if not part.alternatives:
            return scores, held, weight
        same = self._best([other for other in part.alternatives if other.key or other.weight >= SAME])
        near = self._best([other for other in part.alternatives if not (other.key or other.weight >= SAME)])
        named, anything = (same > 0) | (held >= 1), (same > 0) | (near > 0) | (held >= 1)
        if not anything.any():
            return scores, held, weight
        loose = self._idf(int(np.count_nonzero(anything)))
        concept = self._idf(int(np.count_nonzero(named))) if named.any() else loose
        value = max(concept, MANY_WORDS_SHARE * weight * held.any()) if len(part.clauses) > 1 else concept
        if len(part.clauses) == 1 and weight > value:
            scores *= value / weight
        others = np.maximum(value * same, loose * near)
        with_words = scores + BOTH_SHARE * others * (scores > 0)
        held[others > 0] = 1.0
        return np.maximum(with_words, others), held, value

    def _best(self, alternatives: Iterable[Alternative]) -> Dense:
        """The best weight * impact that any alternative has in each document."""
        return np.max([np.zeros(self._size), *(one.weight * self._alternative(one) for one in alternatives)], axis=0)

    def _alternative(self, alternative: Alternative) -> Dense:
        impacts = np.zeros(self._size)
        if alternative.key in self._arrays.numbers:
            impacts[self._arrays.numbers[alternative.key]] = KEY_IMPACT
        if alternative.facet:
            holders = self._arrays.facets[alternative.facet].holders(alternative.value)
            impacts[holders] = np.maximum(impacts[holders], FACET_IMPACT)
        return np.max([impacts, *map(self._sequence, alternative.sequences)], axis=0)

    def _clause(self, clause: Clause) -> Dense:
        impacts: Dense = np.max([self._sequence(sequence) for sequence in clause.sequences], axis=0)
        return impacts

    def _sequence(self, sequence: TokenSequence) -> Dense:
        mean = np.mean([self._token(token) for token, _ in sequence], axis=0)
        if len(sequence) == 1:
            return mean
        holders = np.all([self._token(token) > 0 for token, _ in sequence], axis=0)
        phrase = [number for number in np.flatnonzero(holders).tolist() if self._holds(number, sequence)]
        return np.where(np.isin(np.arange(self._size), phrase), mean, 0.0)

    def _token(self, token: str) -> Dense:
        posting = self._arrays.postings.posting(token)
        impacts = np.zeros(self._size)
        impacts[posting.documents] = posting.impacts
        return impacts

    def _holds(self, number: int, sequence: TokenSequence) -> bool:
        """Whether the tokens stand so in one text of a document."""
        starts = [
            {(text, position - offset) for text, position in self._places(number, token)} for token, offset in sequence
        ]
        return bool(set.intersection(*starts))

    def _places(self, number: int, token: str) -> Iterable[tuple[int, int]]:
        places = self._arrays.postings.places((token,), np.array([number], dtype=np.int32))
        return zip(places.texts.tolist(), places.positions.tolist(), strict=True)

    def _add_pairs(self, scores: Dense, query: Query, candidates: NDArray[np.int64]) -> None:
        clauses = [clause.sequences[0] for part in query.wanted for clause in part.clauses]
        for left, right in islice(pairwise(clauses), MAX_PAIRS):
            if len(left) == len(right) == 1:
                pair = (left[0], (right[0][0], 1))
                gain = PAIR_WEIGHT * sum(self._idf(self._arrays.postings.frequency(token)) for token, _ in pair) / 2
                for number in candidates.tolist():
                    scores[number] += gain * self._holds(number, pair)

    def _add_latent(self, scores: Dense, candidates: NDArray[np.int64]) -> None:
        vectors = self._arrays.latent.vectors(candidates).astype(np.float64)
        best = scores[candidates[0]]
        telling = (scores[candidates[: latent.TELLING]] / best) ** latent.SHARPNESS
        about = telling @ vectors[: latent.TELLING]
        if np.linalg.norm(about):
            scores[candidates] += latent.SHARE * best * np.maximum(vectors @ about / np.linalg.norm(about), 0.0)

    def _idf(self, frequency: int) -> float:
        return log(1 + (self._size - frequency + 0.5) / (frequency + 0.5))
