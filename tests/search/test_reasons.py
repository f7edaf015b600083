"""What a hit says of why it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from genomics.content.library import Library
from genomics.content.model import Page, Record, Resource, Term, TranslatedWords, Translation
from genomics.search.reasons import LABEL_WORDS, shortened, words_in
from genomics.search.results import Reason
from tests.search.samples import body, open_index, open_library, search


def reasons(folder: Path, q: str, *records: Record) -> tuple[Reason, ...]:
    return search(open_index(folder, *records), q).hits[0].reasons


@pytest.mark.parametrize(
    ("q", "quotes"),
    [
        ("sickle cell disease", ("Sickle-cell disease",)),
        ("disease of the cell", ("cell disease",)),
        ("disease plan", ("disease", "plan")),
        ("strategy for Africa", ("strategy for Africa",)),
    ],
)
def test_words_that_stand_side_by_side_are_quoted_as_they_stand(
    tmp_path: Path, q: str, quotes: tuple[str, ...]
) -> None:
    record = Resource(id="plan", title="Sickle-cell disease: a regional plan and strategy for Africa", kind="guideline")
    (reason,) = reasons(tmp_path, q, record)
    assert reason == Reason("title", quotes)


def test_no_quotation_reaches_from_one_sentence_or_value_into_the_next(tmp_path: Path) -> None:
    page = Page(id="page", title="A page", body=body("It ends with blood. Cells begin here."))
    (reason,) = reasons(tmp_path / "body", "blood cells", page)
    assert set(reason.words) == {"blood", "Cells"}
    term = Term(id="term", title="A term", also=("red blood", "cells of bone"), body=body("Text."))
    (reason,) = reasons(tmp_path / "names", "blood cells", term)
    assert set(reason.words) == {"red blood", "cells of bone"}


def test_chinese_characters_are_quoted_together(tmp_path: Path) -> None:
    page = Page(id="page", title="A page", body=body("新生儿筛查项目在各国"))
    (reason,) = reasons(tmp_path, "新生儿筛查", page)
    assert reason.words == ("新生儿筛查",)


def test_of_a_long_name_the_beginning_is_quoted_and_not_a_word_of_it(tmp_path: Path) -> None:
    name = "Kenya Medical Research Institute and Wellcome Trust Research Programme of Kilifi"
    record = Resource(id="kwtrp", title="KWTRP", kind="database", also=(name,))
    (reason,) = reasons(tmp_path, "Kenya", record)
    assert reason == Reason("names", ("Kenya Medical Research Institute and Wellcome Trust Research",))


CHILD = Term(
    id="child",
    title="Favism",
    keywords=("beans make a child ill",),
    translations={"fr": Translation(lang="fr", title="Favisme", keywords=("enfant malade après des fèves",))},
)
WORDS = (TranslatedWords({"en": ("ill", "sick"), "fr": ("malade", "souffrant")}),)


def test_readers_are_told_in_their_language_and_once(tmp_path: Path) -> None:
    library = Library(records={CHILD.key: CHILD}, translated_words=WORDS)
    (hit,) = search(open_library(tmp_path, library), "enfant souffrant", "fr").hits
    assert hit.reasons == (Reason("keywords", ("enfant malade après des fèves",)),)


def test_reasons_take_few_words(tmp_path: Path) -> None:
    words = ("alpha beta gamma delta", "epsilon zeta eta theta", "iota kappa lambda mu", "nu xi omicron pi")
    record = Resource(
        id="long", title=words[0], keywords=(words[1],), summary=words[2], kind="guideline", body=body(words[3])
    )
    found = reasons(tmp_path, " ".join(words), record)
    assert found
    assert sum(LABEL_WORDS + sum(map(words_in, reason.words)) for reason in found) <= 20


def test_what_begins_like_a_term_is_about_it_and_not_called_so(tmp_path: Path) -> None:
    records = (
        Term(id="sickle-cell-disease", title="Sickle-cell disease", names={"fr": "drépanocytose"}, body=body("Cells.")),
        Resource(id="plan", title="Sickle-cell disease: a strategy", kind="guideline"),
    )
    (part,) = search(open_index(tmp_path, *records), "sickle cell disease").reading.parts
    assert [meaning.origin for meaning in part.meanings] == ["term/sickle-cell-disease"]


@pytest.mark.parametrize("title", ["one two " * 20, "新生儿筛查" * 20])
def test_a_long_title_is_named_by_its_beginning(title: str) -> None:
    short = shortened(title)
    assert title.startswith(short.removesuffix("…"))
    assert words_in(short) + LABEL_WORDS <= 20
    assert shortened("A short title") == "A short title"
