"""The posting arrays against two judges: Whoosh's own matching, and a plain BM25F written out from its formula."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh.query import Phrase, Term
from whoosh.searching import Searcher

from genomics.content.model import Page, Record
from genomics.search.analysis import analyse
from genomics.search.documents import Document, documents_of
from genomics.search.latent import SHARE, LatentVectors
from genomics.search.postings import FIELD_LENGTH_SHARE, FIELD_WEIGHTS, K1, PostingArrays, idf, write_postings
from genomics.search.query import Clause, Query, QueryPart
from genomics.search.ranking import PAIR_WEIGHT, Arrays, Ranking, best, rank
from genomics.search.relations import Relations
from genomics.search.request import SearchRequest
from genomics.search.schema import FIELDS, field_name, make_schema
from genomics.search.segments import read_table
from genomics.search.writer import WHOOSH_FOLDER, build_index
from tests.search.samples import body, library, open_index

WORDS = ["gene", "cell", "blood", "rare", "screening", "newborn", "data", "ethics", "risk", "policy"]
SIZE = 60


def random_page(number: int, choice: random.Random) -> Record:
    def text(most: int) -> str:
        return " ".join(choice.choice(WORDS) for _ in range(choice.randint(1, most)))

    return Page(id=f"p{number:03}", title=text(4), summary=text(6), keywords=(text(2), text(2)), body=body(text(40)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    choice = random.Random(7)
    target = tmp_path_factory.mktemp("ranking")
    build_index(library(*(random_page(number, choice) for number in range(SIZE))), target)
    return target


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    choice = random.Random(7)
    return list(documents_of(library(*(random_page(number, choice) for number in range(SIZE)))))


def test_what_holds_a_common_word_by_chance_is_no_answer_where_enough_is_better(tmp_path: Path) -> None:
    good = [Page(id=f"good-{number}", title="Rare ethics", body=body("rare ethics")) for number in range(12)]
    full = Page(id="full", title="Rare gene ethics", body=body("rare gene ethics"))
    weak = [Page(id=f"weak-{number}", title="Other", body=body("policy " * 50 + "gene")) for number in range(40)]
    index = open_index(tmp_path, *good, full, *weak)
    found = index.search(SearchRequest.from_args([("q", "ethics of rare gene things"), ("page_size", "100")]))
    assert {hit.key for hit in found.hits} == {record.key for record in (*good, full)}
    assert index.search(SearchRequest(q="gene")).total == len(weak) + 1


def field_counts(documents: list[Document]) -> list[dict[str, Counter[str]]]:
    counted = []
    for document in documents:
        fields = {field: Counter[str]() for field in FIELDS}
        for field, lang, text in document.texts():
            fields[field].update(occurrence.token for occurrence in analyse(text, lang))
        counted.append(fields)
    return counted


def word(token: str) -> QueryPart:
    return QueryPart((Clause((((token, 0),),)),))


def all_tokens(fields: dict[str, Counter[str]]) -> set[str]:
    return {token for counts in fields.values() for token in counts}


def held_by(searcher: Searcher, token: str) -> set[int]:
    return {number for field in FIELDS for number in searcher.docs_for_query(Term(field_name(field, "en"), token))}


def arrays(folder: Path) -> Arrays:
    return Arrays(SIZE, PostingArrays(folder), {}, LatentVectors(folder, SIZE), Relations(folder, SIZE), {})


def rank_by_words(query: Query, index: Arrays) -> Ranking:
    """The ranking before the best of it are ordered again by neighbouring words, by what is alike, by completeness."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("genomics.search.ranking._ordered_again", lambda found, _wanted, _arrays: found)
        return rank(query, index)


def scored(ranking: Ranking) -> dict[int, float]:
    """The scores of the documents that answer, by number."""
    return dict(zip(ranking.documents.tolist(), ranking.scores.tolist(), strict=True))


def plain_score(token: str, number: int, counted: list[dict[str, Counter[str]]]) -> float:
    """BM25F of one word in one document, straight from the formula."""
    weight = 0.0
    for field in FIELDS:
        lengths = [sum(fields[field].values()) for fields in counted]
        held = [length for length in lengths if length]
        if not counted[number][field][token]:
            continue
        share = FIELD_LENGTH_SHARE[field]
        norm = 1 - share + share * lengths[number] / (sum(held) / len(held))
        weight += FIELD_WEIGHTS[field] * counted[number][field][token] / norm
    frequency = sum(any(fields[field][token] for field in FIELDS) for fields in counted)
    idf = math.log(1 + (len(counted) - frequency + 0.5) / (frequency + 0.5))
    return idf * weight * (K1 + 1) / (K1 + weight)


def test_every_score_is_that_of_the_formula(folder: Path, documents: list[Document]) -> None:
    counted = field_counts(documents)
    for text in WORDS:
        (token,) = {occurrence.token for occurrence in analyse(text, "en")}
        scores = scored(rank_by_words(Query((word(token),)), arrays(folder)))
        for number in range(SIZE):
            expected = plain_score(token, number, counted)
            assert abs(scores.get(number, 0.0) - expected) < 1e-4, (text, number)


def test_scores_of_several_words_add_up(folder: Path, documents: list[Document]) -> None:
    counted = field_counts(documents)
    choice = random.Random(5)
    known = [f"en:{token}" for token in ("gene", "cell", "blood", "rare", "newborn", "data", "ethic", "risk")]
    for _ in range(200):
        tokens = choice.sample(known, choice.randint(2, 4))
        ranking = rank_by_words(Query(tuple(map(word, tokens))), arrays(folder))
        for number, score in scored(ranking).items():
            assert abs(score - sum(plain_score(token, number, counted) for token in tokens)) < 1e-4
        complete = set(ranking.documents[ranking.complete].tolist())
        assert complete == {number for number in range(SIZE) if set(tokens) <= all_tokens(counted[number])}


def test_required_and_excluded_words_match_what_whoosh_matches(folder: Path) -> None:
    opened = whoosh_index.open_dir(folder / WHOOSH_FOLDER, schema=make_schema())
    choice = random.Random(11)
    with opened.searcher() as searcher:
        for _ in range(100):
            tokens = [f"en:{token}" for token in choice.sample(["gene", "cell", "blood", "rare", "data", "risk"], 3)]
            first, second, unwanted = (held_by(searcher, token) for token in tokens)
            parts = [
                replace(word(tokens[0]), required=True),
                replace(word(tokens[1]), required=True),
                replace(word(tokens[2]), excluded=True),
            ]
            ranking = rank(Query(tuple(parts)), arrays(folder))
            assert set(ranking.documents.tolist()) == (first & second) - unwanted
    opened.close()


def test_good_documents_that_hold_all_words_of_a_short_query_come_first(folder: Path) -> None:
    query = Query((word("en:newborn"), word("en:ethic")))
    plain, ranking = scored(rank_by_words(query, arrays(folder))), rank(query, arrays(folder))
    good = [plain[number] >= max(plain.values()) * (1 - 1e-9) for number in ranking.documents.tolist()]
    assert ranking.scores[ranking.complete & good].min() > ranking.scores[~ranking.complete].max()


def test_neighbouring_words_and_like_records_add_a_bounded_share(folder: Path) -> None:
    tokens = ("en:newborn", "en:ethic", "en:risk", "en:data")
    query = Query(tuple(map(word, tokens)))
    plain, lifted = scored(rank_by_words(query, arrays(folder))), scored(rank(query, arrays(folder)))
    gains = [lifted[number] - score for number, score in plain.items()]
    pairs = PAIR_WEIGHT * 3 * max(idf(PostingArrays(folder).frequency(token), SIZE) for token in tokens)
    assert min(gains) >= 0
    assert max(gains) <= pairs + (max(plain.values()) + pairs) * SHARE + 1e-6
    assert plain.keys() == lifted.keys()


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60), st.integers(1, 70))
def test_the_best_are_all_that_a_full_sort_would_put_first(values: list[float], most: int) -> None:
    scores = np.array(values)
    chosen = best(scores, most)
    kept = sorted(values, reverse=True)[:most]
    assert sorted(scores[chosen], reverse=True)[: len(kept)] == kept
    assert set(scores[chosen]) <= set(kept)


def test_words_and_phrases_match_what_whoosh_matches(folder: Path) -> None:
    postings = PostingArrays(folder)
    opened = whoosh_index.open_dir(folder / WHOOSH_FOLDER, schema=make_schema())
    choice = random.Random(3)
    with opened.searcher() as searcher:
        for _ in range(60):
            tokens = [f"en:{word}" for word in choice.sample(["gene", "cell", "blood", "rare", "data", "risk"], 2)]
            both = set()
            either = set()
            for field in FIELDS:
                name = field_name(field, "en")
                both |= set(searcher.docs_for_query(Phrase(name, tokens)))
                either |= set(searcher.docs_for_query(Term(name, tokens[0])))
            assert set(postings.phrase([(token, place) for place, token in enumerate(tokens)]).tolist()) == both
            assert set(postings.posting(tokens[0]).documents.tolist()) == either
    opened.close()


def test_an_index_without_records_has_no_postings(tmp_path: Path) -> None:
    opened = whoosh_index.create_in(tmp_path, make_schema())
    with opened.reader() as reader:
        table = read_table(reader, {})
    opened.close()
    write_postings(table, 0, tmp_path)
    assert PostingArrays(tmp_path).frequency("en:gene") == 0
    assert len(PostingArrays(tmp_path).phrase([("en:gene", 0), ("en:cell", 1)])) == 0
