"""Searches over a small library, from a request to its results."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genomics.content.model import Page
from genomics.search.documents import documents_of, facets_of
from genomics.search.engine import SearchIndex
from genomics.search.request import FILTERS, SearchRequest
from genomics.search.results import SearchUnavailableError
from tests.search.samples import SAMPLE, body, forget_words, keys, library, open_index, search


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return open_index(tmp_path_factory.mktemp("index"), *SAMPLE)


def test_an_empty_query_shows_everything_by_title(index: SearchIndex) -> None:
    results = search(index)
    assert results.total == len(SAMPLE)
    titles = [hit.title.casefold() for hit in results.hits]
    assert titles == sorted(titles)
    assert not results.reading.refused


def test_the_query_who_finds_who(index: SearchIndex) -> None:
    assert keys(search(index, "WHO"))[0] == "page/who-and-genomics"


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("sickle cell disease", "term/sickle-cell-disease"),
        ("drepanocytosis", "term/sickle-cell-disease"),
        ("DRÉPANOCYTOSE", "term/sickle-cell-disease"),
        ("drepanocytose", "term/sickle-cell-disease"),
        ("الكريات المنجلية", "term/sickle-cell-disease"),
        ("镰状细胞病", "term/sickle-cell-disease"),
        ("серповидноклеточной анемии", "term/sickle-cell-disease"),
        ("alelos", "term/allele"),
        ("SIA", "collaborator/sickle-in-africa"),
        ("قطر جينوم", "collaborator/qatar-genome"),
        ("10.1234/abc.5", "resource/newborn-course"),
        ("course for nurses", "resource/newborn-course"),
        ("what is an allele?", "term/allele"),
    ],
)
def test_a_name_or_question_finds_its_record_first(index: SearchIndex, q: str, first: str) -> None:
    assert keys(search(index, q))[0] == first


def test_records_with_all_words_come_before_the_rest(index: SearchIndex) -> None:
    found = keys(search(index, "newborn screening nurses"))
    assert found[0] == "resource/newborn-course"
    assert "collaborator/sickle-in-africa" in found


def test_a_phrase_wants_its_words_side_by_side(index: SearchIndex) -> None:
    assert "collaborator/sickle-in-africa" in keys(search(index, "newborn screening"))
    assert "collaborator/sickle-in-africa" not in keys(search(index, '"newborn screening"'))
    assert keys(search(index, '"newborn screening"')) == keys(search(index, "“newborn screening”"))


def test_an_excluded_word_is_in_no_result(index: SearchIndex) -> None:
    found = keys(search(index, "haemoglobin -thalassaemia"))
    assert found == []
    assert "term/sickle-cell-disease" not in keys(search(index, "-sickle"))
    assert set(keys(search(index, "-sickle"))) < {record.key for record in SAMPLE}


def test_a_phrase_that_stands_nowhere_is_refused_with_a_way_on(index: SearchIndex) -> None:
    results = search(index, '"screening newborn nurses"')
    assert results.reading.refused
    assert (results.total, results.hits) == (0, ())
    assert results.ways_on[0].name == "without-quotes"
    for way in results.ways_on:
        assert way.total == index.search(way.request).total > 0


def test_filters_that_leave_nothing_are_not_a_refusal(index: SearchIndex) -> None:
    results = search(index, "allele", type="collaborator")
    assert results.total == 0
    assert not results.reading.refused
    assert results.ways_on[0].name == "without-filters"


@pytest.mark.parametrize("q", ["zzzqqq xkcdvv", "the of and", "?!", "-", '""', "*", "''", "???"])
def test_nonsense_is_refused(index: SearchIndex, q: str) -> None:
    results = search(index, q)
    assert results.reading.refused
    assert (results.total, results.hits) == (0, ())


def test_only_common_words_are_refused_and_said_to_be_common(index: SearchIndex) -> None:
    results = search(index, "the of and")
    assert results.reading.refused
    assert {part.ignored for part in results.reading.parts} == {"common"}


def test_a_section_that_matched_is_linked(index: SearchIndex) -> None:
    (hit,) = [hit for hit in search(index, "heel prick").hits if hit.key == "page/haemoglobin-disorders"]
    assert (hit.anchor, hit.heading) == ("newborn-screening", "newborn screening")
    assert "heel prick" in "".join(stretch.text for stretch in hit.snippet)


def test_titles_come_in_the_readers_language_where_there_is_one(index: SearchIndex) -> None:
    hit = search(index, "sickle cell disease", lang="fr").hits[0]
    assert (hit.title, hit.language) == ("drépanocytose", "fr")
    hit = search(index, "hbvar", lang="fr").hits[0]
    assert (hit.title, hit.language) == ("HbVar", "en")


def test_what_is_not_stated_can_be_filtered(index: SearchIndex) -> None:
    assert keys(search(index, access="not-stated")) == ["resource/newborn-course"]
    assert keys(search(index, language="not-stated")) == ["resource/newborn-course"]


def test_years_filter_and_sort(index: SearchIndex) -> None:
    assert keys(search(index, year_from=2010)) == ["resource/newborn-course"]
    assert keys(search(index, year_to=2010)) == ["resource/hbvar"]
    assert keys(search(index, sort="year"))[:2] == ["resource/newborn-course", "resource/hbvar"]


def test_titles_are_in_the_order_that_the_reader_sees(index: SearchIndex) -> None:
    titles = [hit.title.casefold() for hit in search(index, lang="fr", sort="title", type="term").hits]
    assert titles == ["allèle", "drépanocytose"]
    titles = [hit.title for hit in search(index, lang="ru", sort="title", type="term").hits]
    assert titles == ["Allele", "серповидноклеточная анемия"]


def test_a_snippet_says_which_language_it_is_in(index: SearchIndex) -> None:
    hit = search(index, "drépanocytose", lang="fr").hits[0]
    assert (hit.language, hit.snippet_language) == ("fr", "en")


def test_sorting_by_title_keeps_the_matches(index: SearchIndex) -> None:
    by_title = search(index, "sickle", sort="title")
    assert set(keys(by_title)) == set(keys(search(index, "sickle")))
    titles = [hit.title.casefold() for hit in by_title.hits]
    assert titles == sorted(titles)


FILTER_VALUES = [(name, value) for record in SAMPLE for name, values in facets_of(record).items() for value in values]
REQUESTS = st.builds(
    lambda q, pairs: SearchRequest.from_args([("q", q), *pairs, ("page_size", "100")]),
    st.sampled_from(["", "sickle", "newborn screening", "haemoglobin", "genome qatar", "-sickle"]),
    st.lists(st.sampled_from(FILTER_VALUES), max_size=4),
)


@given(REQUESTS)
@settings(max_examples=150)
def test_counts_are_what_choosing_the_value_would_leave(index: SearchIndex, request: SearchRequest) -> None:
    facets = {key: facets_of(record) for key, record in ((record.key, record) for record in SAMPLE)}
    results = index.search(request)
    assert results.total == len(results.hits)
    for name in FILTERS:
        others = index.search(request.without(name))
        brute = Counter(value for hit in others.hits for value in facets[hit.key].get(name, ()))
        shown = {value.value: value.count for value in results.facet(name).values if value.count}
        assert shown == dict(brute)
        assert {value.value for value in results.facet(name).values if value.chosen} == set(request.values(name))


@given(REQUESTS)
@settings(max_examples=100)
def test_filters_are_or_inside_and_and_across(index: SearchIndex, request: SearchRequest) -> None:
    facets = {record.key: facets_of(record) for record in SAMPLE}
    unfiltered = keys(index.search(request.without_filters()))
    wanted = [
        key
        for key in unfiltered
        if all(set(request.values(name)) & set(facets[key].get(name, ())) for name in FILTERS if request.values(name))
    ]
    assert keys(index.search(request)) == wanted


@given(REQUESTS, st.integers(1, 4))
@settings(max_examples=60)
def test_pages_together_are_the_whole_list(index: SearchIndex, request: SearchRequest, size: int) -> None:
    whole = keys(index.search(request))
    paged = replace(request, page_size=size)
    pages = [keys(index.search(paged.with_page(page))) for page in range(1, index.search(paged).pages + 1)]
    assert [key for page in pages for key in page] == whole


@given(st.text(max_size=600))
@settings(max_examples=300)
def test_no_text_makes_a_search_fail(index: SearchIndex, q: str) -> None:
    results = search(index, q)
    assert 0 <= results.total <= len(SAMPLE)
    assert results.reading.refused == (results.total == 0)


def test_every_reason_names_words_of_the_record(index: SearchIndex) -> None:
    texts = {document.key: repr(list(document.texts())) for document in documents_of(library(*SAMPLE))}
    for q in ("sickle cell", "newborn screening nurses", "database thalassaemia", "Qatar genome", "drépanocytose"):
        for hit in search(index, q).hits:
            assert hit.reasons
            for reason in hit.reasons:
                assert all(word in texts[hit.key] for word in reason.words), (q, hit.key, reason)


def test_threads_share_an_index_without_disturbing_one_another(index: SearchIndex) -> None:
    queries = ["sickle cell", "newborn screening", "haemoglobin", "Qatar", "allele", "WHO"]
    alone = {q: keys(search(index, q)) for q in queries}
    wrong: list[str] = []

    def work() -> None:
        for _ in range(30):
            forget_words()
            wrong.extend(q for q in queries if keys(search(index, q)) != alone[q])

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_library_with_nothing_but_titles_can_be_searched(tmp_path: Path) -> None:
    index = open_index(tmp_path, Page(id="one", title="Gene therapy"), Page(id="MED-10", title="Folic acid"))
    assert keys(search(index, "folic acid")) == ["page/MED-10"]
    assert search(index).facet("country").values == ()


def test_records_whose_sources_were_read_come_first_all_else_equal(tmp_path: Path) -> None:
    text = body("On consent.")
    index = open_index(
        tmp_path,
        Page(id="a", title="Consent", checked="known", body=text),
        Page(id="b", title="Consent", checked="seen", body=text),
    )
    assert keys(search(index, "consent")) == ["page/b", "page/a"]


@pytest.mark.parametrize("harm", ["delete", "truncate", "empty", "garble"])
def test_a_damaged_index_is_an_error_and_never_an_empty_list(tmp_path: Path, harm: str) -> None:
    open_index(tmp_path / "index", *SAMPLE).close()
    for path in sorted((tmp_path / "index").rglob("*")):
        if not path.is_file():
            continue
        original = path.read_bytes()
        if harm == "delete":
            path.unlink()
        else:
            middle = len(original) // 2
            harmed = {"truncate": original[:middle], "empty": b"", "garble": b"\xff" * len(original)}[harm]
            path.write_bytes(harmed)
        # What is wrong inside Whoosh's own files shows in the checksums of the generation.
        assert opening_problem(tmp_path / "index") or path.parent.name == "whoosh", path.name
        path.write_bytes(original)
    SearchIndex.open(tmp_path / "index", "test").close()


def opening_problem(folder: Path) -> str:
    try:
        index = SearchIndex.open(folder, "test")
        index.search(SearchRequest())
        index.search(SearchRequest(q=SAMPLE[0].title))
        index.close()
    except SearchUnavailableError as error:
        return str(error)
    return ""


def test_a_folder_without_an_index_says_so(tmp_path: Path) -> None:
    with pytest.raises(SearchUnavailableError, match="cannot be read"):
        SearchIndex.open(tmp_path, "test")
