"""What belongs with the best answers comes up with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.model import Page
from genomics.search.documents import Document
from genomics.search.engine import SearchIndex
from genomics.search.ranking import Ranking
from genomics.search.relations import Relations, write_relations
from genomics.search.results import Reason
from genomics.search.spreading import LEADING, SHARE, spread
from tests.search.samples import body, keys, open_index, search

LEADER = Page(id="leader", title="Anaemia", related=("page/omega", "page/silent"), body=body("Anaemia tires people."))
ALPHA = Page(id="alpha", title="Alpha", body=body("A word on anaemia."))
OMEGA = Page(id="omega", title="Omega", body=body("A word on anaemia."))
SILENT = Page(id="silent", title="Iron", body=body("What blood is made of."))
SIZE = 6


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return open_index(tmp_path, LEADER, ALPHA, OMEGA, SILENT)


def test_what_belongs_with_the_best_comes_before_its_equals(index: SearchIndex) -> None:
    found = keys(search(index, "anaemia"))
    assert found[:1] == ["page/leader"]
    assert found.index("page/omega") < found.index("page/alpha")


def test_what_belongs_with_the_best_is_an_answer_without_the_words_and_says_why(index: SearchIndex) -> None:
    silent = next(hit for hit in search(index, "anaemia").hits if hit.key == "page/silent")
    assert silent.reasons == (Reason("related", ("Anaemia",), "page/leader"),)


@pytest.mark.parametrize("q", ['"anaemia"', "anaemia -rain"])
def test_operators_are_taken_at_their_word(index: SearchIndex, q: str) -> None:
    assert keys(search(index, "anaemia")) != keys(search(index, q))
    assert "page/silent" not in keys(search(index, q))


def test_only_the_words_count_where_they_are_asked_for_exactly(index: SearchIndex) -> None:
    assert "page/silent" not in keys(search(index, "anaemia", exact=1))


def ranking(scores: dict[int, float]) -> Ranking:
    documents = np.array(sorted(scores), np.int32)
    return Ranking(documents, np.array([scores[number] for number in documents]), np.ones(len(documents), np.bool_))


@given(
    scores=st.dictionaries(st.integers(0, SIZE - 1), st.floats(0.1, 100), min_size=1),
    pairs=st.sets(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1))),
    admits=st.booleans(),
)
def test_the_best_stays_first_nobody_falls_behind_and_only_companions_come_in(
    tmp_path_factory: pytest.TempPathFactory, scores: dict[int, float], pairs: set[tuple[int, int]], admits: bool
) -> None:
    folder = tmp_path_factory.mktemp("relations")
    documents = [
        Document(
            key=str(number),
            type=LEADER.type,
            address="/",
            titles={},
            related=tuple(str(other) for one, other in sorted(pairs) if one == number),
        )
        for number in range(SIZE)
    ]
    write_relations(documents, folder)
    before = ranking(scores)
    after = spread(before, Relations(folder, SIZE), admits=admits)
    best = before.scores.max()
    assert set(before.documents) <= set(after.documents)
    assert set(after.documents) - set(before.documents) == set(after.companions)
    assert after.scores.max() == pytest.approx(best)
    is_best = np.isin(after.documents, before.documents[before.scores == best])
    assert after.scores[is_best].min() > after.scores[~is_best].max(initial=0.0)
    own = best * (before.scores / best) ** 3
    kept = after.scores[np.isin(after.documents, before.documents)] / own
    gets_nothing = ~np.isin(before.documents, [number for pair in pairs for number in pair if pair[0] != pair[1]])
    losers = gets_nothing & (before.scores < best)
    assert (kept >= kept[losers].max(initial=0.0) - 1e-9).all()
    for taker, giver in after.companions.items():
        assert admits
        assert (taker, giver) in pairs or (giver, taker) in pairs
        assert after.scores[after.documents == taker] <= SHARE * LEADING * best


def test_what_is_lifted_most_comes_first_behind_the_best(tmp_path: Path) -> None:
    related = {"1": ("0", "2"), "3": ("0",)}
    documents = [
        Document(key=key, type=LEADER.type, address="/", titles={}, related=related.get(key, ())) for key in "0123"
    ]
    write_relations(documents, tmp_path)
    before = ranking({0: 10.0, 1: 9.9, 2: 9.9, 3: 9.9})
    after = spread(before, Relations(tmp_path, 4), admits=True)
    assert after.scores[0] > after.scores[1] > max(after.scores[2:])


def test_nothing_comes_of_nothing(tmp_path: Path) -> None:
    write_relations([], tmp_path)
    assert len(spread(ranking({}), Relations(tmp_path, 0), admits=True).documents) == 0
