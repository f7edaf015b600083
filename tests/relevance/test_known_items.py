"""What must be found by everybody, on samples of what `make relevance` measures in full."""

from __future__ import annotations

import pytest

from genomics.config import Settings
from genomics.content.library import Library
from genomics.content.model import SITE_LANGUAGES, Term
from genomics.search.documents import documents_of
from genomics.search.engine import SearchIndex
from tests.relevance import figures, items
from tests.relevance.shipped import shipped_library
from tests.relevance.truth import Judge
from tests.shipped import open_search

MISSPELLINGS = 300
NAMES = 300
"""Names of each language that are tried."""
HITS = 1_000


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


@pytest.fixture(scope="module")
def index(shipped: Settings) -> SearchIndex:
    return open_search(shipped)


@pytest.mark.parametrize("lang", SITE_LANGUAGES)
@pytest.mark.parametrize("is_title", [True, False], ids=["title", "other-name"])
def test_a_known_name_finds_its_record_first(library: Library, index: SearchIndex, lang: str, is_title: bool) -> None:
    own = [name for name in items.names(library) if name.lang == lang and name.is_title is is_title]
    share = figures.found_first(index, own[:: max(1, len(own) // NAMES)])
    assert share.good >= 0.99, share.missed


def test_the_names_of_concepts_find_their_term_in_the_top(library: Library, index: SearchIndex) -> None:
    shares = figures.concepts_in_top(index, items.concepts(library))
    assert {lang: share.missed for lang, share in shares.items() if share.good < 0.9} == {}


@pytest.mark.parametrize("langs", [("en", "fr", "es"), ("ru", "ar")], ids="-".join)
def test_a_misspelt_term_is_on_the_first_page_in_one_step(
    library: Library, index: SearchIndex, langs: tuple[str, ...]
) -> None:
    share = figures.misspellings_mended(index, items.misspellings(library, MISSPELLINGS, langs, seed=11))
    assert share.good >= 0.95, share.missed


def test_no_gene_symbol_is_ever_corrected(library: Library, index: SearchIndex) -> None:
    assert figures.symbols_left_alone(index, library.genes).missed == []


def test_nonsense_is_plainly_refused(index: SearchIndex) -> None:
    share = figures.refused(index, items.nonsense(50))
    assert share.good >= 0.95, share.missed


def test_british_and_american_spelling_give_one_list(library: Library, index: SearchIndex) -> None:
    pairs = items.spelling_pairs(library)
    assert len(pairs) >= items.PAIRS
    assert figures.alike(index, pairs).missed == []


def test_every_hit_has_a_reason_and_none_is_false(library: Library, index: SearchIndex) -> None:
    judge = Judge(library, documents_of(library))
    found = figures.reasons(index, library, judge, HITS)
    assert (found.without, found.false) == ([], [])


def test_the_judge_of_reasons_is_not_blind(library: Library, index: SearchIndex) -> None:
    """A reason that is true of one record and query is false of most others."""
    judge = Judge(library, documents_of(library))
    terms = [record for record in library.records.values() if isinstance(record, Term)][:100]
    asked = [(term, figures.search(index, term.title).hits[0].reasons[0]) for term in terms]
    fooled = [
        (term.key, reason)
        for (term, _), (_, reason) in zip(asked, asked[len(asked) // 2 :] + asked[: len(asked) // 2], strict=True)
        if not judge.fault(term.key, reason, term.title)
    ]
    assert len(fooled) <= 0.1 * len(terms), fooled
