"""Where the words of a query stand in the texts of a hit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.model import SITE_LANGUAGES, Page, Translation
from genomics.search.analysis import analyse
from genomics.search.documents import Document, documents_of
from genomics.search.occurrences import find
from genomics.search.postings import PostingArrays
from genomics.search.schema import PLACE, PackedPlaces, make_schema
from genomics.search.snippets import make_snippet
from genomics.search.writer import build_index
from tests.search.samples import SAMPLE, body, library

IN_SIX_LANGUAGES = Page(
    id="six",
    title="Genes of sickle-cell disease",
    summary="What a gene is, and whose",
    keywords=("gene", "DNA"),
    body=body("The gene’s story.", "", a_gene="A second gene: the patient's genes.", empty=""),
    translations={
        "fr": Translation("fr", title="L’ADN et le gène", body=body("Le gène n’est pas l’ADN.")),
        "ar": Translation("ar", title="الجين", body=body("والجين في DNA", section="جين")),
        "zh": Translation("zh", title="基因组与DNA", summary="基因", body=body("人类基因组。")),
        "ru": Translation("ru", title="Ген и гены", body=body("Генов много.")),
    },
)
RECORDS = library(*SAMPLE, IN_SIX_LANGUAGES)
LANGUAGES = st.sampled_from(SITE_LANGUAGES)


@pytest.fixture(scope="module")
def postings(tmp_path_factory: pytest.TempPathFactory) -> PostingArrays:
    folder = tmp_path_factory.mktemp("occurrences")
    build_index(RECORDS, folder)
    return PostingArrays(folder)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(documents_of(RECORDS))


def tokens_of(document: Document) -> list[str]:
    return sorted({one.token for _, lang, text in document.texts() for one in analyse(text, lang)})


def test_every_word_is_found_where_the_analysis_sees_it(postings: PostingArrays, documents: list[Document]) -> None:
    for number, document in enumerate(documents):
        (found,) = find(tokens_of(document), np.array([number]), postings)
        for field, lang, text in document.texts():
            assert set(found.occurrences.get((field, lang), ())) == set(analyse(text, lang)), (
                document.key,
                field,
                lang,
            )


def test_only_words_that_are_asked_for_are_found_each_in_its_document(
    postings: PostingArrays, documents: list[Document]
) -> None:
    order = np.array([5, 0, 3])
    wanted = {"en:gene", "en:screen", "en:nowhere", "zh:基因"}
    for number, found in zip(order, find(wanted, order, postings), strict=True):
        held = {one.token for places in found.occurrences.values() for one in places}
        assert held == wanted & set(tokens_of(documents[number]))


def test_a_word_is_marked_in_the_section_that_holds_it(postings: PostingArrays, documents: list[Document]) -> None:
    place = next(place for place, document in enumerate(documents) if document.key == "page/six")
    weights = {"en:second": 1.0}
    (found,) = find(weights, np.array([place]), postings)
    snippet = make_snippet(documents[place], weights, "en", found)
    assert [stretch.text for stretch in snippet.stretches if stretch.marked] == ["second"]
    assert (snippet.anchor, snippet.heading) == ("a-gene", "a gene")


def test_nothing_is_found_without_words_or_documents(postings: PostingArrays) -> None:
    assert find([], np.array([0]), postings)[0].occurrences == {}
    assert find(["en:gene"], np.empty(0, np.int64), postings) == []


@given(st.text(max_size=200), LANGUAGES)
def test_places_come_back_as_they_were_packed(text: str, lang: str) -> None:
    analyzer = make_schema()[f"body_{lang}"].analyzer
    unpacked = {
        (token, *place)
        for token, _, _, packed in PackedPlaces().word_values(text, analyzer)
        for place in PLACE.iter_unpack(packed)
    }
    assert unpacked == {tuple(one) for one in analyse(text, lang)}
