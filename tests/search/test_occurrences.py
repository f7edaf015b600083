"""Where the words of a query stand in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from genomics.search.analysis import analyse
from genomics.search.occurrences import Finder

LANGUAGES = st.sampled_from(["en", "fr", "es", "ru", "ar", "zh"])


@given(st.text(max_size=200), LANGUAGES, st.data())
def test_what_is_found_is_what_the_analysis_gives_of_those_words(text: str, lang: str, data: st.DataObject) -> None:
    everything = list(analyse(text, lang))
    tokens = sorted({found.token for found in everything})
    wanted = data.draw(st.sets(st.sampled_from(tokens))) if tokens else set()
    assert Finder(wanted).find(text, lang) == [found for found in everything if found.token in wanted]


def test_texts_are_shown_in_the_readers_language_in_english_and_in_that_of_the_words() -> None:
    assert Finder(["ru:ген"]).readable("ar") == {"ru", "ar", "en"}
