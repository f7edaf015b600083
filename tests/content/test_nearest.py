"""The choice that an editor probably meant."""

from __future__ import annotations

import pytest

from genomics.content import nearest as nearest_module
from genomics.content.nearest import Nearest, advice, any_of, nearest


def test_the_nearest_choice_is_found_whatever_its_capitals() -> None:
    assert nearest("qa", ["AE", "QA"]) == "QA"
    assert nearest("screning", ["policy", "screening"]) == "screening"


def test_nothing_is_offered_that_is_not_alike() -> None:
    assert nearest("zebra", ["policy", "screening"]) == ""
    assert advice("zebra", ["policy"], "Remove it.") == "Remove it."


def test_among_many_choices_those_that_begin_alike_are_compared() -> None:
    choices = [f"{number:05}-record" for number in range(5000)] + ["screening"]
    assert nearest("screning", choices) == "screening"


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [(["a"], 'Write "a".'), (["a", "b"], "Write one of: a, b."), ([], "Look."), (list("abcdefghijklm"), "Look.")],
)
def test_few_choices_are_listed_and_many_are_not(choices: list[str], sentence: str) -> None:
    assert any_of(choices, "Look.") == sentence


def test_a_word_is_looked_up_once_and_only_so_many_words_are(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []

    def counting(word: str, choices: list[str], otherwise: str) -> str:
        looked_up.append(word)
        return otherwise

    monkeypatch.setattr(nearest_module, "advice", counting)
    choices = Nearest(["a"], "Remove it.")
    for number in [*range(500), *range(500)]:
        assert choices.advice(str(number)) == "Remove it."
    assert looked_up == [str(number) for number in range(Nearest.MOST_LOOKED_UP)]
