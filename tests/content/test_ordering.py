"""The order of names."""

from __future__ import annotations

import pytest

from genomics.content.ordering import sort_key


@pytest.mark.parametrize("name", ["ÉCLAIR", "éclair", "E\u0301clair", "Eclair"])
def test_names_are_ordered_without_regard_to_case_and_accents(name: str) -> None:
    assert sort_key(name) == "eclair"


def test_the_arabic_article_does_not_count() -> None:
    assert sort_key("الجين") == sort_key("جين")
