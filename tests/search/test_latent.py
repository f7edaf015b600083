"""Vectors of records: what is about the same things belongs together, whatever words it uses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.model import Page
from genomics.search.latent import SHARE, VECTORS, LatentVectors
from tests.search.samples import body, keys, open_index, search

BLOOD = ("anaemia tires children", "anaemia transfusion clinic", "transfusion iron clinic", "iron overload children")
LAW = ("privacy law court", "court consent ruling", "consent privacy ruling", "law parliament ruling")


def pages(texts: tuple[str, ...], name: str) -> list[Page]:
    return [Page(id=f"{name}-{number}", title=f"{name} {number}", body=body(text)) for number, text in enumerate(texts)]


def test_records_of_one_subject_come_before_those_that_share_a_word_by_chance(tmp_path: Path) -> None:
    chance = Page(id="chance", title="Chance 9", body=body("children in parliament", "court ruling and law"))
    index = open_index(tmp_path, *pages(BLOOD, "blood"), *pages(LAW, "law"), chance)
    found = keys(search(index, "anaemia of children"))
    assert "page/chance" in found
    assert found.index("page/blood-3") < found.index("page/chance")


def test_every_vector_has_length_one_or_none(tmp_path: Path) -> None:
    open_index(tmp_path, *pages(BLOOD, "blood"), *pages(LAW, "law"))
    lengths = np.linalg.norm(np.load(tmp_path / VECTORS), axis=1)
    assert all(abs(length - 1) < 1e-5 or length == 0 for length in lengths)


def test_the_same_records_give_the_same_vectors(tmp_path: Path) -> None:
    for folder in (tmp_path / "one", tmp_path / "two"):
        open_index(folder, *pages(BLOOD, "blood"), *pages(LAW, "law"))
    assert (tmp_path / "one" / VECTORS).read_bytes() == (tmp_path / "two" / VECTORS).read_bytes()


def test_vectors_of_another_index_are_refused(tmp_path: Path) -> None:
    open_index(tmp_path, *pages(BLOOD, "blood"))
    with pytest.raises(ValueError, match="does not belong"):
        LatentVectors(tmp_path, size=7)


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> LatentVectors:
    folder = tmp_path_factory.mktemp("vectors")
    open_index(folder, *pages(BLOOD, "blood"), *pages(LAW, "law"))
    return LatentVectors(folder, len(BLOOD) + len(LAW))


@given(st.lists(st.just(0.0) | st.floats(1e-6, 50), max_size=8))
def test_nothing_is_lost_and_no_gain_exceeds_its_share(vectors: LatentVectors, values: list[float]) -> None:
    scores = np.array(sorted(values, reverse=True))
    gains = vectors.gains(np.arange(len(values)), scores)
    assert gains.shape == scores.shape
    assert (gains >= 0).all()
    assert len(values) == 0 or gains.max() <= SHARE * scores[0] * (1 + 1e-5)
