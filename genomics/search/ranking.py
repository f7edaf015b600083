"""The parts of a query and the arrays of an index -> a score for every document that answers.

A typed word adds idf * impact to a document's score (impact: see `postings`), with

    idf = ln(1 + (N - n + 0.5) / (n + 0.5))          N documents, n of them with the word

the form of BM25's idf that is never negative. What a part was also taken for (another name, a gene's condition, a
country) adds weight * idf * impact where that is more than its words add, and a share of it where both stand. Words
that stand side by side as they were typed add a little. Good documents that hold all parts of a short query come before
all others. The best by words are then ordered again by what is alike (see `latent`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from genomics.search.facets import FacetArrays, open_facets
from genomics.search.latent import LatentVectors
from genomics.search.postings import EMPTY, PLACE_BITS, PostingArrays, idf
from genomics.search.query import Alternative, Clause, Query, QueryPart, TokenSequence
from genomics.search.relations import Relations
from genomics.search.sets import FEW, Mask, Places, Union, among, are_in, distinct, shared

PAIR_WEIGHT = 0.1
"""What two neighbouring words add where they are neighbours in the document too, as a share of their mean idf."""
MAX_PAIRS = 12
FACET_IMPACT = 2.0
"""Impact of carrying a filter's value that a word names: nearly as much as an impact can be (k1 + 1)."""
KEY_IMPACT = 2.2
"""Impact of being the record that a name names: the most that an impact can be (k1 + 1)."""
BOTH_SHARE = 0.3
"""Share that another name adds in a document that holds the typed words too."""
SAME = 0.8
"""Weight from which an alternative is another name of the same thing."""
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
SAMPLED = 5 * CANDIDATES
"""Documents that are enough to see which scores are too low for the best."""
FULL_SHARE = 0.7
"""Of documents with all parts of a short query, those with this share of the best score come before all others."""
QUESTION_PARTS = 3
"""Parts beyond which a query is a question: to hold every word of it says less than to hold the telling ones."""

Scores = NDArray[np.float64]
Impacts = NDArray[np.float32]
Numbers = NDArray[np.int32]
"""Documents by number, ascending."""


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
    """The documents that answer, ascending, their scores, and which of them hold all that is asked.

    `unknown` is the share of the query's weight, from 0 to 1, that lies in parts which no document holds. `companions`
    answer without any of the words, each for the sake of the document that it belongs with; in those `looked_up`, the
    genes asked for can be looked up.
    """

    documents: Numbers
    scores: Scores
    complete: Mask
    unknown: float = 0.0
    companions: Mapping[int, int] = field(default_factory=dict)
    looked_up: frozenset[int] = frozenset()

    def among(self, kept: Mask) -> Ranking:
        """The same for the marked documents only."""
        return replace(self, documents=self.documents[kept], scores=self.scores[kept], complete=self.complete[kept])

    def with_documents(self, documents: Numbers) -> Ranking:
        """The same with documents, ascending, that may not have answered."""
        missing = documents[~among(documents, self.documents)]
        places = self.documents.searchsorted(missing)
        return replace(
            self,
            documents=np.insert(self.documents, places, missing),
            scores=np.insert(self.scores, places, 0.0),
            complete=np.insert(self.complete, places, False),
        )


NOTHING = Ranking(np.empty(0, np.int32), np.empty(0), np.empty(0, np.bool_))
"""The ranking of a query that no document can answer."""


def everything(size: int) -> Ranking:
    """The ranking of a query without words: every document answers, all alike."""
    return Ranking(np.arange(size, dtype=np.int32), np.zeros(size), np.ones(size, dtype=np.bool_))


def rank(query: Query, arrays: Arrays) -> Ranking:
    """Scores the documents of an index. A query without wanted parts is answered by everything."""
    if not query.wanted:
        ranking = everything(arrays.size)
        return ranking.among(~among(ranking.documents, _holders(query.excluded, arrays)))
    found = _find(query, arrays)
    return _ordered_again(found, query.wanted, arrays).ranking() if found else NOTHING


def best(scores: Scores, most: int) -> Places:
    """The places of the `most` best scores, and of those that tie with the last of them; ascending."""
    if len(scores) <= most:
        return np.arange(len(scores))
    place = len(scores) - most
    places: Places = (scores >= np.partition(scores, place)[place]).nonzero()[0]
    return places


@dataclass(frozen=True, slots=True)
class _PartScores:
    """The documents that hold some of a part, ascending; `impacts` * `factor` is what the part gives to each.

    `held` is how much of the part each holds, from 0 to 1, or None where each holds all of it; `weight` is its idf.
    """

    documents: Numbers
    impacts: Impacts
    factor: float
    weight: float
    held: Scores | None = None

    @property
    def full(self) -> Numbers:
        """The documents that hold all of the part."""
        return self.documents if self.held is None else self.documents[self.held >= 1]

    @property
    def held_weights(self) -> Scores:
        """How much of the part's weight each of its documents holds."""
        return np.full(len(self.documents), self.weight) if self.held is None else self.held * self.weight


@dataclass(frozen=True, slots=True)
class _Found:
    """What the parts of a query give to documents: more than 0 to those that answer.

    A score has a place: the number of its document or, where only some documents can answer, the document's place in
    `chosen`. `complete` are the places, ascending, of the documents that hold all that is asked; of the others, those
    with less than `floor` do not answer. `leading` are the places of the best and of all that is as good as the last
    of them. `unknown` is as in Ranking.
    """

    scores: Scores
    chosen: Numbers | None
    complete: Places
    leading: Places
    unknown: float
    floor: float = 0.0

    def documents(self, places: Places) -> Numbers:
        """The documents at these places."""
        return places.astype(np.int32) if self.chosen is None else self.chosen[places]

    def ranking(self) -> Ranking:
        """All documents that answer."""
        answering = self.scores >= self.floor if self.floor else self.scores > 0
        answering[self.complete] = True
        places = answering.nonzero()[0]
        complete = np.zeros(len(places), dtype=np.bool_)
        complete[places.searchsorted(self.complete)] = True
        return Ranking(self.documents(places), self.scores[places], complete, self.unknown)


def _find(query: Query, arrays: Arrays) -> _Found | None:
    """What is found by words; None where no wanted part has any weight."""
    wanted = query.wanted
    parts = [_score_part(part, arrays) for part in wanted]
    total = sum(part.weight for part in parts)
    if not total:
        return None
    required = [own.full for part, own in zip(wanted, parts, strict=True) if part.required]
    chosen = shared(required) if required else None
    scores = _sums([(part, part.impacts, part.factor) for part in parts], chosen, arrays.size)
    if query.excluded:
        scores[_places(_holders(query.excluded, arrays), chosen)] = 0.0
    needed = [own.full for part, own in zip(wanted, parts, strict=True) if not (part.optional or part.required)]
    if chosen is None:
        complete = shared(needed).astype(np.int64) if needed else scores.nonzero()[0]
    else:
        complete = among(chosen, shared([chosen, *needed])).nonzero()[0] if needed else np.arange(len(chosen))
    if query.excluded:
        complete = complete[scores[complete] > 0]
    if ENOUGH <= len(complete) < len(scores) and (len(parts) > 1 or parts[0].held is not None):
        held = _sums([(part, part.held_weights, 1.0) for part in parts], chosen, arrays.size)
        scores *= held >= LEAST_SHARE * total
        complete = complete[scores[complete] > 0]
    return _Found(
        scores=scores,
        chosen=chosen,
        complete=complete,
        leading=_leading(scores, [part.documents for part in parts] if chosen is None else []),
        unknown=sum(part.weight for part in parts if not len(part.documents)) / total,
    )


def _sums(values: Sequence[tuple[_PartScores, Impacts | Scores, float]], chosen: Numbers | None, size: int) -> Scores:
    """The sums by place of what parts have for their documents, each times a factor."""
    if chosen is not None and len(chosen) * FEW < sum(len(own) for _, own, _ in values):
        return _sums_of_few(values, chosen)
    documents = np.concatenate([part.documents for part, _, _ in values], dtype=np.int64)
    weights = np.concatenate([own * factor for _, own, factor in values], dtype=np.float64)
    # Without any document, it counts in integers.
    sums = np.bincount(documents, weights, size).astype(np.float64, copy=False)
    return sums if chosen is None else sums.take(chosen)


def _sums_of_few(values: Iterable[tuple[_PartScores, Impacts | Scores, float]], chosen: Numbers) -> Scores:
    sums = np.zeros(len(chosen))
    for part, own, factor in values:
        if len(own):
            rows = part.documents.searchsorted(chosen)
            holds = part.documents.take(rows, mode="clip") == chosen
            sums += own.take(rows, mode="clip") * (holds * factor)
    return sums


def _places(documents: Numbers, chosen: Numbers | None) -> Places:
    """The places of documents, of those that are chosen."""
    if chosen is None:
        return documents.astype(np.int64)
    return among(chosen, documents).nonzero()[0]


def _leading(scores: Scores, places_by_part: Sequence[Numbers]) -> Places:
    """The places of the CANDIDATES best scores above 0, and of those that tie with the last of them; ascending."""
    # The rarest words lead: the scores of those that hold them leave little of all others to be looked at.
    rarest = min((places for places in places_by_part if len(places) > CANDIDATES), key=len, default=None)
    floor = 0.0
    if rarest is not None:
        floor = float(np.partition(scores[rarest[:SAMPLED]], -CANDIDATES)[-CANDIDATES])
    places = (scores >= floor).nonzero()[0] if floor else (scores > 0).nonzero()[0]
    leading: Places = places[best(scores[places], CANDIDATES)]
    return leading


def _holders(excluded: Iterable[QueryPart], arrays: Arrays) -> Numbers:
    """The documents that hold any of the excluded parts."""
    holders = [_clause_impacts(clause, arrays)[0] for part in excluded for clause in part.clauses]
    return Union.of(holders).members if holders else NOTHING.documents


def _score_part(part: QueryPart, arrays: Arrays) -> _PartScores:
    found = [_clause_impacts(clause, arrays) for clause in part.clauses]
    rarities = [idf(len(documents), arrays.size) for documents, _ in found]
    if len(found) == 1 and not part.alternatives:
        return _PartScores(*found[0], rarities[0], rarities[0])
    others = [
        (documents, impacts * alternative.weight, _is_same(alternative))
        for alternative in part.alternatives
        for documents, impacts in alternative_matches(alternative, arrays)
    ]
    matches = [*found, *(match[:2] for match in others)]
    union = Union.of([documents for documents, _ in matches])
    impacts = np.concatenate([impacts for _, impacts in matches])
    # How much of the words each entry of the union is, and what it counts: nothing where it is another name's.
    lengths = [len(documents) for documents, _ in matches]
    is_word = np.arange(len(impacts)) < sum(lengths[: len(found)])
    scores = union.sums(impacts * np.repeat([*rarities, *[0.0] * len(others)], lengths))
    held = union.sums(is_word / max(1, len(found)))
    held[held > 1 - ROUNDING] = 1.0
    weight = sum(rarities)
    if others:
        is_same = np.repeat([*[False] * len(found), *(match[2] for match in others)], lengths)
        same, near = union.most(impacts * is_same), union.most(impacts * ~(is_word | is_same))
        weight = _add_alternatives(part, scores, held, weight, same, near, arrays.size)
    return _PartScores(union.members, scores, 1.0, weight, held)


def _add_alternatives(
    part: QueryPart, scores: Scores, held: Scores, weight: float, same: Impacts, near: Impacts, size: int
) -> float:
    """Adds what a part's other names give to what its words give, and says what the part as a whole weighs.

    `same` is for every document the best weight * impact that any other name of the same thing has in it, `near` that
    of any other alternative.
    """
    is_named = (same > 0) | (held >= 1)
    loose = _rarity(is_named | (near > 0), size)
    if not loose:
        return weight
    known = weight if held.any() else 0.0
    concept = _rarity(is_named, size) or loose
    value = max(concept, MANY_WORDS_SHARE * known) if len(part.clauses) > 1 else concept
    if len(part.clauses) == 1 and weight > value:
        # A rare name of a common thing is no rarer than the thing.
        scores *= value / weight
    others = np.maximum(value * same, loose * near)
    both = scores > 0
    np.maximum(scores + BOTH_SHARE * others * both, others, out=scores)
    held[others > 0] = 1.0
    return value


def _is_same(alternative: Alternative) -> bool:
    """Whether it is what the part names: what is only near it finds more, and makes it no commoner."""
    return bool(alternative.key) or alternative.weight >= SAME


def _rarity(holders: Mask, size: int) -> float:
    """The idf of what these documents hold; 0 where none does."""
    count = int(np.count_nonzero(holders))
    return idf(count, size) if count else 0.0


def alternative_matches(alternative: Alternative, arrays: Arrays) -> Iterable[tuple[Numbers, Impacts]]:
    """The documents that hold an alternative, and its impact in each."""
    if alternative.key in arrays.numbers:
        yield np.array([arrays.numbers[alternative.key]], dtype=np.int32), np.array([KEY_IMPACT], dtype=np.float32)
    if alternative.facet:
        documents = arrays.facets[alternative.facet].holders(alternative.value)
        yield documents, np.full(len(documents), FACET_IMPACT, dtype=np.float32)
    for sequence in alternative.sequences:
        yield _sequence_impacts(sequence, arrays)


def _clause_impacts(clause: Clause, arrays: Arrays) -> tuple[Numbers, Impacts]:
    """The documents that hold the clause, and the best impact that any of its sequences has in each."""
    found = [_sequence_impacts(sequence, arrays) for sequence in clause.sequences]
    found = [(documents, impacts) for documents, impacts in found if len(documents)]
    if not found:
        return EMPTY.documents, EMPTY.impacts
    if len(found) == 1:
        return found[0]
    union = Union.of([documents for documents, _ in found])
    return union.members, union.most(np.concatenate([impacts for _, impacts in found]))


def _sequence_impacts(sequence: TokenSequence, arrays: Arrays) -> tuple[Numbers, Impacts]:
    """The documents that hold the tokens in order, and the mean impact of the tokens in each."""
    if len(sequence) == 1:
        posting = arrays.postings.posting(sequence[0][0])
        return posting.documents, posting.impacts
    documents = arrays.postings.phrase(sequence)
    if not len(documents):
        return EMPTY.documents, EMPTY.impacts
    impacts = np.zeros(len(documents), dtype=np.float32)
    for token, _ in sequence:
        posting = arrays.postings.posting(token)
        impacts += posting.impacts[posting.documents.searchsorted(documents)]
    return documents, impacts / np.float32(len(sequence))


def _ordered_again(found: _Found, wanted: Sequence[QueryPart], arrays: Arrays) -> _Found:
    """Orders the best documents by words again: by neighbouring words, by what is alike, by completeness."""
    if not len(found.leading):
        return found
    documents, scores = found.documents(found.leading), found.scores[found.leading]
    _add_pairs(scores, wanted, documents, arrays)
    order = (-scores).argsort(kind="stable")
    places, documents, scores = found.leading[order], documents[order], scores[order]
    scores += arrays.latent.gains(documents, scores)
    found.scores[places] = scores
    floor = 0.0
    if len(scores) > ENOUGH:
        # What holds some words by chance is no answer where enough is better by far.
        floor = WEAK_SHARE * float(np.partition(scores, -ENOUGH)[-ENOUGH])
    if len(wanted) <= QUESTION_PARTS:
        _lift_complete(found, places, scores)
    return replace(found, floor=floor)


def _lift_complete(found: _Found, leading: Places, leading_scores: Scores) -> None:
    """Puts good documents that hold all parts before all others."""
    if not len(found.complete):
        return
    own = found.scores[found.complete]
    is_good = own >= FULL_SHARE * leading_scores.max()
    good: Places = found.complete[is_good]
    if not len(good):
        return
    own = own[is_good]
    rest = leading_scores[~are_in(leading, good)]
    if not len(rest):
        others = found.scores.copy()
        others[good] = 0.0
        rest = others[others > 0]
    if not len(rest):
        return
    found.scores[good] = own + max(0.0, float(rest.max() - own.min())) + 1.0


def _add_pairs(scores: Scores, parts: Sequence[QueryPart], documents: Numbers, arrays: Arrays) -> None:
    """Adds what neighbouring single words earn where they are neighbours in one of these documents too."""
    clauses = [clause.sequences[0] for part in parts for clause in part.clauses]
    pairs = [
        (left[0][0], right[0][0])
        for left, right in islice(pairwise(clauses), MAX_PAIRS)
        if len(left) == len(right) == 1
    ]
    if not pairs:
        return
    places = arrays.postings.places_by_token(dict.fromkeys(chain(*pairs)), documents)
    for left, right in pairs:
        beside = are_in(places[left] + 1, places[right])
        if beside.any():
            rarity = sum(idf(arrays.postings.frequency(token), arrays.size) for token in (left, right)) / 2
            scores[distinct(places[left][beside] >> PLACE_BITS)] += PAIR_WEIGHT * rarity
