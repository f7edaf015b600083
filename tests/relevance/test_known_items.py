"""What must be found by everybody: names, misspelt names, symbols as they are, and nothing for nonsense."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

import pytest

from genomics.config import Settings
from genomics.content.library import Library
from genomics.content.model import Term
from genomics.search.engine import SearchIndex
from genomics.search.request import SearchRequest
from genomics.search.results import SearchResults
from tests.relevance.shipped import shipped_library
from tests.shipped import open_search

MISSPELLINGS = 300
LETTERS = "aeinrst"
WORD = re.compile(r"[^\W\d_]{5,}")


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


@pytest.fixture(scope="module")
def index(shipped: Settings) -> SearchIndex:
    return open_search(shipped)


def search(index: SearchIndex, q: str) -> SearchResults:
    return index.search(SearchRequest.from_args([("q", q)]))


def keys_in_one_step(index: SearchIndex, q: str) -> list[str]:
    """The first page, or that of the spelling which it offers."""
    results = search(index, q)
    if not results.hits and results.suggestion:
        results = search(index, results.suggestion.q)
    return [hit.key for hit in results.hits]


def misspelt(word: str, choice: random.Random) -> str:
    """One letter left out, doubled, replaced, or swapped with the next; never the first."""
    place = choice.randrange(1, len(word) - 1)
    head, letter, tail = word[:place], word[place], word[place + 1 :]
    return choice.choice(
        [
            head + tail,
            head + letter * 2 + tail,
            head + choice.choice(LETTERS) + tail,
            head + tail[0] + letter + tail[1:],
        ]
    )


def misspelt_titles(library: Library) -> Iterable[tuple[str, str]]:
    choice = random.Random(11)
    titles = [(key, title) for key, record in library.records.items() for title in _titles(record)]
    given = 0
    while given < MISSPELLINGS:
        key, title = choice.choice(titles)
        words = [match for match in WORD.finditer(title) if not match.group().isupper()]
        if not words:
            continue
        match = choice.choice(words)
        wrong = misspelt(match.group(), choice)
        if wrong != match.group():
            given += 1
            yield key, title[: match.start()] + wrong + title[match.end() :]


def _titles(record: object) -> list[str]:
    if not isinstance(record, Term):
        return []
    return [record.title, *(name for lang, name in record.names.items() if lang in ("fr", "es"))]


def test_a_title_finds_its_record_first(library: Library, index: SearchIndex) -> None:
    missed = [key for key, record in library.records.items() if [k for k, _ in index.rank(record.title, 1)] != [key]]
    assert len(missed) <= 0.01 * len(library.records), missed


@pytest.mark.parametrize("lang", ["ar", "zh", "fr", "ru", "es"])
def test_a_terms_name_in_any_language_finds_it_first(library: Library, index: SearchIndex, lang: str) -> None:
    named = {
        record.key: record.names[lang]
        for record in library.records.values()
        if isinstance(record, Term) and lang in record.names
    }
    missed = [key for key, name in named.items() if [k for k, _ in index.rank(name, 1)] != [key]]
    assert len(missed) <= 0.01 * len(named), missed


def test_a_misspelt_term_is_on_the_first_page_in_one_step(library: Library, index: SearchIndex) -> None:
    missed = [q for key, q in misspelt_titles(library) if key not in keys_in_one_step(index, q)]
    assert len(missed) <= 0.05 * MISSPELLINGS, missed


def test_no_gene_symbol_is_ever_corrected(library: Library, index: SearchIndex) -> None:
    names = [name for gene in library.genes for name in (gene.symbol, f"{gene.symbol} gene")]
    assert [name for name in names if search(index, name).suggestion] == []


def test_nonsense_is_plainly_refused(index: SearchIndex) -> None:
    choice = random.Random(13)
    strings = [
        " ".join("".join(choice.choice("bcdfghjklmnpqrstvwxz") for _ in range(choice.randint(4, 10))) for _ in range(n))
        for n in (1, 2, 3, 4, 5) * 10
    ]
    refused = [q for q in strings if search(index, q).reading.refused]
    assert len(refused) >= 0.95 * len(strings), set(strings) - set(refused)
    assert all(not search(index, q).hits for q in refused)


def test_british_and_american_spelling_give_one_list(index: SearchIndex) -> None:
    pairs = [
        ("haemophilia", "hemophilia"),
        ("anaemia in pregnancy", "anemia in pregnancy"),
        ("paediatric genetics", "pediatric genetics"),
        ("leukaemia", "leukemia"),
        ("tumour sequencing", "tumor sequencing"),
        ("genetic counselling", "genetic counseling"),
        ("newborn screening programme", "newborn screening program"),
        ("orphan disease organisation", "orphan disease organization"),
        ("personalised medicine", "personalized medicine"),
        ("foetal haemoglobin", "fetal hemoglobin"),
        ("behavioural disorder", "behavioral disorder"),
    ]
    for british, american in pairs:
        first, second = index.rank(british, 50), index.rank(american, 50)
        assert first == second
        assert first
