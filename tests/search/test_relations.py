"""What editors set beside a record comes up with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from genomics.content.model import Page
from genomics.search.relations import RELATIONS, SHARE, Relations
from tests.search.samples import body, keys, open_index, search

LEADER = Page(id="anaemia", title="Anaemia", related=("page/second",), body=body("Anaemia tires people."))
FIRST = Page(id="first", title="Alpha", body=body("A word on anaemia."))
SECOND = Page(id="second", title="Omega", body=body("A word on anaemia."))


def test_a_record_that_the_best_one_names_comes_before_its_equals(tmp_path: Path) -> None:
    assert keys(search(open_index(tmp_path / "named", LEADER, FIRST, SECOND), "anaemia"))[1:] == [
        "page/second",
        "page/first",
    ]


def test_gains_are_for_what_the_leading_records_name_and_no_more_than_the_share(tmp_path: Path) -> None:
    open_index(tmp_path, LEADER, FIRST, SECOND)
    gains = Relations(tmp_path, 3).gains(np.array([0, 1, 2]), np.array([4.0, 2.0, 1.0]))
    assert gains.tolist() == [0.0, 0.0, SHARE * 4.0]


def test_relations_of_another_index_are_refused(tmp_path: Path) -> None:
    open_index(tmp_path, LEADER, FIRST, SECOND)
    with pytest.raises(ValueError, match=RELATIONS):
        Relations(tmp_path, size=1)
