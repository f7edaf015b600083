"""What a result quotes from its record."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from genomics.search.documents import Document, Passage
from genomics.search.snippets import ELLIPSIS, SNIPPET_CHARACTERS, Snippet, make_snippet
from tests.search.samples import found_in


def document(*texts: str, summary: str = "", lang: str = "en") -> Document:
    return Document(
        key="page/x",
        type="page",
        address="/x",
        titles={"en": "X"},
        summaries={lang: summary} if summary else {},
        passages=tuple(Passage(lang, text, f"s{number}", f"Section {number}") for number, text in enumerate(texts)),
    )


def snippet_of(record: Document, weights: dict[str, float], lang: str) -> Snippet:
    return make_snippet(record, weights, lang, found_in(record, weights))


def text_of(stretches: object) -> str:
    return "".join(stretch.text for stretch in stretches)


@given(st.lists(st.text(max_size=600), min_size=1, max_size=3), st.sampled_from(["en", "ar", "zh"]))
def test_a_snippet_is_the_records_own_text(texts: list[str], lang: str) -> None:
    snippet = snippet_of(document(*texts, lang=lang), {"en:gene": 1.0}, lang)
    own = [stretch.text for stretch in snippet.stretches if stretch.text.strip() != ELLIPSIS]
    assert not own or any("".join(own) in text for text in texts)
    assert len(text_of(snippet.stretches)) <= SNIPPET_CHARACTERS + 70


def test_the_words_looked_for_are_marked_and_no_others() -> None:
    snippet = snippet_of(document("The genes of a family. A gene’s variant."), {"en:gene": 1.0}, "en")
    assert [stretch.text for stretch in snippet.stretches if stretch.marked] == ["genes", "gene"]


def test_the_summary_wins_where_it_says_as_much() -> None:
    snippet = snippet_of(document("On carriers.", summary="For carriers."), {"en:carrier": 1.0}, "en")
    assert text_of(snippet.stretches) == "For carriers."
    assert snippet.anchor == ""


def test_a_section_wins_where_it_says_more() -> None:
    weights = {"en:carrier": 1.0, "en:test": 1.0}
    snippet = snippet_of(document("Nothing.", "A carrier test.", summary="For carriers."), weights, "en")
    assert (snippet.anchor, text_of(snippet.stretches)) == ("s1", "A carrier test.")


def test_a_long_text_is_cut_at_words_around_the_match() -> None:
    text = " ".join(["filler"] * 100 + ["carrier"] + ["filler"] * 100)
    shown = text_of(snippet_of(document(text), {"en:carrier": 1.0}, "en").stretches)
    assert shown.startswith(ELLIPSIS)
    assert shown.endswith(ELLIPSIS)
    assert "carrier" in shown
    assert set(shown.split()) == {ELLIPSIS, "filler", "carrier"}


def test_without_a_match_the_beginning_is_shown() -> None:
    assert text_of(snippet_of(document(summary="What it is."), {"en:carrier": 1.0}, "en").stretches) == "What it is."


def test_chinese_pairs_are_marked_as_one() -> None:
    weights = dict.fromkeys(("zh:镰状", "zh:状细", "zh:细胞", "zh:胞病"), 1.0)
    stretches = snippet_of(document("镰状细胞病患者", lang="zh"), weights, "zh").stretches
    assert text_of(stretches) == "镰状细胞病患者"
    assert text_of(stretch for stretch in stretches if stretch.marked) == "镰状细胞病"


def test_who_reads_a_translation_is_shown_that_and_not_the_original() -> None:
    record = Document(
        key="term/x",
        type="term",
        address="/x",
        titles={"en": "Carrier", "fr": "Porteur"},
        passages=(Passage("en", "A carrier has one copy. A carrier is well."), Passage("fr", "Porte une copie.")),
    )
    snippets = {lang: snippet_of(record, {"en:carrier": 1.0}, lang) for lang in ("fr", "es")}
    assert (snippets["fr"].lang, text_of(snippets["fr"].stretches)) == ("fr", "Porte une copie.")
    assert snippets["es"].lang == "en"


def test_no_word_is_cut_in_two() -> None:
    words = ["médicament", "dé", "antidrépanocytaire", "à", "carrier"]
    for shift in range(30):
        text = " ".join([*["x"] * shift, *words * 30])
        shown = text_of(snippet_of(document(text, lang="fr"), {"fr:carri": 1.0, "fr:carrier": 1.0}, "fr").stretches)
        assert set(shown.strip(f"{ELLIPSIS} ").split()) <= {"x", *words}
