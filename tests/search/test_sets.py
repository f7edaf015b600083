"""Sets of document numbers, against Python's own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from genomics.search.sets import Union, among, are_in, distinct, shared

Numbers = st.sets(st.integers(0, 300), max_size=60).map(lambda found: np.array(sorted(found), dtype=np.int32))


@given(st.lists(Numbers, min_size=1, max_size=4))
def test_what_sets_share_is_what_all_of_them_hold(sets: list[NDArray[np.int32]]) -> None:
    assert shared(sets).tolist() == sorted(set.intersection(*(set(own.tolist()) for own in sets)))


@given(Numbers, Numbers)
def test_members_are_found_among_others_on_either_way(members: NDArray[np.int32], others: NDArray[np.int32]) -> None:
    expected = [number in set(others.tolist()) for number in members.tolist()]
    assert among(members, others).tolist() == expected
    assert are_in(members, others).tolist() == expected


@given(st.lists(Numbers, min_size=1, max_size=4), st.data())
def test_a_union_sums_what_each_member_is_worth_in_each_set(sets: list[NDArray[np.int32]], data: st.DataObject) -> None:
    worth = [data.draw(st.lists(st.integers(0, 9), min_size=len(own), max_size=len(own))) for own in sets]
    found = [dict(zip(own.tolist(), values, strict=True)) for own, values in zip(sets, worth, strict=True)]
    union = Union.of(sets)
    values = np.array([value for own in worth for value in own], dtype=np.float64)
    members = sorted(set().union(*found))
    assert union.members.tolist() == members
    assert union.sums(values).tolist() == [sum(own.get(member, 0) for own in found) for member in members]
    assert union.most(values).tolist() == [max(own.get(member, 0) for own in found) for member in members]


@given(st.lists(st.integers(0, 20)))
def test_each_value_stands_once(values: list[int]) -> None:
    assert distinct(np.array(sorted(values), dtype=np.int64)).tolist() == sorted(set(values))
