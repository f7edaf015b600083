"""Words as the search compares them."""

from __future__ import annotations

import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.model import SITE_LANGUAGES
from genomics.search.analysis import PARAGRAPH_GAP, analyse, tokens_of
from tests.search.samples import forget_words

ENDINGS = ("", "s", "ed", "ing", "able", "ation", "ations", "er", "ers", "ly", "ness", "ful")
SAME = [
    ("en", "Genes", "gene"),
    ("en", "SCREENING", "screened"),
    ("en", "nurse's", "nurses"),
    ("en", "Waardenburg’s", "waardenburg"),
    ("fr", "l’hémoglobine", "hemoglobine"),
    ("fr", "Données génétiques", "donnee genetique"),
    ("es", "Enfermedades hereditarias", "enfermedad hereditaria"),
    ("ru", "Ещё: редкие болезни", "еще редкая болезнь"),
    ("ru", "рёбер", "ребер"),
    ("ar", "الجِينُوم", "جينوم"),
    ("ar", "والوراثة", "وراثه"),
    ("ar", "القطريين", "قطر"),
    ("ar", "إنسان", "انسان"),
    ("en", "ﬁbrosis", "fibrosis"),
    ("en", "ＢＲＣＡ１", "brca1"),
]


@pytest.mark.parametrize(("lang", "first", "second"), SAME)
def test_forms_of_a_word_are_one_token(lang: str, first: str, second: str) -> None:
    assert tokens_of(first, lang) == tokens_of(second, lang) != ()


@pytest.mark.parametrize("word", ["WHO", "who", "us", "US"])
def test_who_and_us_are_words_to_look_for(word: str) -> None:
    assert len(tokens_of(word, "en")) == 1


def test_common_words_give_no_token_but_keep_their_place() -> None:
    found = list(analyse("quality of life", "en"))
    assert [(token.token, token.position) for token in found] == [("en:qualiti", 0), ("en:life", 2)]


def test_a_compound_is_found_by_its_pieces_and_as_a_whole() -> None:
    assert set(tokens_of("non-invasive", "en")) == {"en:noninvas", "en:non", "en:invas"}
    assert "en:wha5713" in tokens_of("WHA57.13", "en")
    assert set(tokens_of("noninvasive", "en")) <= set(tokens_of("non-invasive", "en"))


def test_letters_and_digits_are_never_stemmed() -> None:
    assert tokens_of("CYP2C19s", "en") == ("en:cyp2c19s",)


def test_chinese_gives_characters_and_pairs() -> None:
    assert set(tokens_of("基因组", "zh")) == {"zh:基", "zh:因", "zh:组", "zh:基因", "zh:因组"}


def test_a_word_in_another_alphabet_is_analysed_by_its_alphabet() -> None:
    assert tokens_of("генетика", "en") == tokens_of("генетика", "ru")


def test_no_phrase_reaches_over_the_end_of_a_line() -> None:
    first, second = analyse("gene\ntherapy", "en")
    assert second.position - first.position > PARAGRAPH_GAP


@given(st.text(max_size=300), st.sampled_from(SITE_LANGUAGES))
def test_every_token_points_at_the_text_that_it_came_from(text: str, lang: str) -> None:
    last = 0
    for occurrence in analyse(text, lang):
        assert 0 <= occurrence.start < occurrence.end <= len(text)
        assert occurrence.position >= 0
        assert occurrence.token.split(":", 1)[1]
        assert occurrence.start >= last - len(text)
        last = occurrence.start


@given(st.text(max_size=200))
def test_analysing_a_text_twice_gives_the_same(text: str) -> None:
    assert tokens_of(text, "en") == tokens_of(text, "en")


def test_threads_stem_words_without_disturbing_one_another() -> None:
    words = [f"{head}{tail}" for head in ("colour", "screen", "inherit", "mutat", "analys") for tail in ENDINGS]
    alone = {word: tokens_of(word, "en") for word in words}
    forget_words()
    wrong: list[str] = []

    def work() -> None:
        for _ in range(40):
            forget_words()
            wrong.extend(word for word in words if tokens_of(word, "en") != alone[word])

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []
