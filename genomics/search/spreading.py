"""What belongs with the best answers comes up with them, also where it holds none of the words.

Spreading activation (Crestani: Application of spreading activation techniques in information retrieval, 1997), one step
far: the best documents of a ranking pass a share of their score on to the records that the editors set beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from genomics.search.ranking import Numbers, Ranking, Scores
from genomics.search.relations import Passed, Relations
from genomics.search.sets import among

LEADING = 12
"""The best documents, which pass something on."""
SHARPNESS = 3
"""Scores count as (score / the best score) ** SHARPNESS: half as good is not half as likely to be what was meant."""
SHARE = 0.15
"""What a document passes on to each that belongs with it, of its own sharpened score."""
LEAST = 0.05
"""What a document that holds none of the words must be passed to be an answer, of the best score."""
BEFORE_NEXT = 1.001
"""What the best by words has at least, of the score of what was lifted most."""


def spread(ranking: Ranking, relations: Relations, *, admits: bool) -> Ranking:
    """The ranking with sharpened scores and what the best pass on; in order and shares of the best score.

    `admits`: what holds none of the words may be an answer for what it is passed.
    """
    best = float(ranking.scores.max(initial=0.0))
    if best <= 0:
        return ranking
    sharpened = replace(ranking, scores=best * (ranking.scores.clip(0.0) / best) ** SHARPNESS)
    order = (-sharpened.scores).argsort(kind="stable")[:LEADING]
    passed = relations.passed_on(sharpened.documents[order], SHARE * sharpened.scores[order])
    if admits:
        sharpened = _with_admitted(sharpened, passed, LEAST * best)
    return _lifted(sharpened, passed.documents, passed.amounts)


def bring(ranking: Ranking, shares: Mapping[int, float], *, admits: bool) -> Ranking:
    """The ranking with documents lifted by these shares of the best score, by number.

    `admits`: those that hold none of the words become answers, too.
    """
    if not shares or not len(ranking.documents):
        return ranking
    documents = np.array(sorted(shares), np.int32)
    amounts = float(ranking.scores.max()) * np.array([shares[number] for number in documents.tolist()])
    if admits:
        ranking = replace(ranking.with_documents(documents), looked_up=frozenset(shares))
    return _lifted(ranking, documents, amounts)


def _lifted(ranking: Ranking, documents: Numbers, amounts: Scores) -> Ranking:
    """The ranking with these amounts added, all of it scaled so that the best score stays what it was."""
    takes = among(documents, ranking.documents)
    own = ranking.scores
    lifted = own.copy()
    lifted[ranking.documents.searchsorted(documents[takes])] += amounts[takes]
    best = float(own.max())
    is_best = own >= best
    # What is only lifted stays behind the best by words, in an order of its own.
    lifted[is_best] += max(0.0, BEFORE_NEXT * float(lifted[~is_best].max(initial=0.0)) - best)
    return replace(ranking, scores=lifted * (best / lifted.max()))


def _with_admitted(ranking: Ranking, passed: Passed, least: float) -> Ranking:
    admitted = (passed.amounts >= least) & ~among(passed.documents, ranking.documents)
    companions = zip(passed.documents[admitted].tolist(), passed.givers[admitted].tolist(), strict=True)
    return replace(ranking.with_documents(passed.documents[admitted]), companions=dict(companions))
