from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from genomics.content.revision import revision_of

WORDS = st.lists(st.text(st.characters(exclude_categories=("Z", "C")), min_size=1), min_size=1)
SPACE = st.sampled_from([" ", "\n", "\r\n", "\t", "  \n"])


def test_a_revision_is_the_same_on_every_machine_and_in_every_version() -> None:
    assert revision_of("Allele", "", "One of the forms of a gene.") == "d451d054"


@given(words=WORDS, space=SPACE)
def test_lines_wrapped_anew_are_no_new_revision(words: list[str], space: str) -> None:
    assert revision_of("T", "S", space.join(["", *words, ""])) == revision_of("T", "S", " ".join(words))


@given(words=WORDS)
def test_letters_stored_in_another_way_are_no_new_revision(words: list[str]) -> None:
    text = " ".join(words)
    assert revision_of("T", "", unicodedata.normalize("NFD", text)) == revision_of("T", "", text)


@given(words=WORDS)
def test_another_word_is_a_new_revision_wherever_it_stands(words: list[str]) -> None:
    text = " ".join(words)
    revisions = {
        revision_of(text, "", ""),
        revision_of("", text, ""),
        revision_of("", "", text),
        revision_of("", "", f"{text} more"),
    }
    assert len(revisions) == 4
