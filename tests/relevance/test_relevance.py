"""The search on the shipped content, judged by people: no change may make it worse unnoticed.

`flask search evaluate tests/relevance/english.tsv` prints the figures. A change that makes the search better raises the
floors in `floors.json` to what it measured.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from genomics.config import Settings
from genomics.search.engine import SearchIndex
from genomics.search.evaluation import MEASURES, Evaluation, evaluate, read_judgements
from tests.relevance.shipped import shipped_library
from tests.shipped import open_search

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
ALLOWED_LOSS = 0.01


@pytest.fixture(scope="module")
def index(shipped: Settings) -> SearchIndex:
    return open_search(shipped)


@pytest.fixture(scope="module")
def evaluations(index: SearchIndex) -> dict[str, Evaluation]:
    return {name: evaluate(read_judgements(HERE / name), index.rank) for name in FLOORS}


@pytest.mark.parametrize(("name", "group"), [(name, group) for name, floors in FLOORS.items() for group in floors])
def test_no_language_or_kind_of_query_gets_worse(evaluations: dict[str, Evaluation], name: str, group: str) -> None:
    measured = evaluations[name].mean(MEASURES[0], "" if group == "all" else group)
    assert measured >= FLOORS[name][group] - ALLOWED_LOSS


@pytest.mark.parametrize("name", FLOORS)
def test_every_judgement_is_of_a_record_that_exists(name: str) -> None:
    records = shipped_library().records
    judged = {key for query in read_judgements(HERE / name) for key in query.grades}
    assert judged - records.keys() == set()
