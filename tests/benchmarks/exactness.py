"""Whether every answer is right, on made-up records: `python -m tests.benchmarks.exactness [RECORDS [REQUESTS]]`.

Rankings are compared with a plain judge that scores every document, match sets with Whoosh's own, counts with counting
by hand, and answers given to many threads at once with those given to one.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from whoosh import index as whoosh_index
from whoosh.query import Phrase, Term

from genomics.search.documents import Document, documents_of
from genomics.search.engine import SearchIndex
from genomics.search.query import Clause, Query, QueryReader
from genomics.search.ranking import Arrays, best, rank
from genomics.search.request import FILTERS, SearchRequest
from genomics.search.results import SearchResults
from genomics.search.schema import FIELDS, KEY, field_name, make_schema
from genomics.search.thesaurus import open_thesaurus
from genomics.search.writer import WHOOSH_FOLDER, build_index
from tests.benchmarks.synthetic import FACETS, SEED, make_library, make_questions
from tests.search.dense import DenseJudge, Judged

RECORDS = 10_000
REQUESTS = 2_000
TOP = 10
TOLERANCE = 1e-4
THREADS = 8
SEARCHES = 10_000
DIFFERENT = 200
"""Requests that the threads ask, again and again."""
SWITCH_SECONDS = 1e-6
FILTERED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many searches went wrong, and how many raised an error."""

    wrong: int
    failed: int


class Judges:
    """An index below a folder, and all that its answers are compared with."""

    def __init__(self, documents: Sequence[Document], folder: Path) -> None:
        self.index = SearchIndex.open(folder, "exactness")
        self._documents = documents
        self._arrays = Arrays.open(folder, [document.key for document in documents])
        self._reader = QueryReader(open_thesaurus(folder), self._arrays.postings.frequency)
        self._judge = DenseJudge(self._arrays)
        self._whoosh = whoosh_index.open_dir(folder / WHOOSH_FOLDER, schema=make_schema()).searcher()

    def complaints(self, request: SearchRequest) -> Iterator[str]:
        """What is wrong with the answer to a request."""
        _, query = self._reader.read(request)
        if not query.wanted:
            return
        judged = self._judge.rank(query)
        yield from self._of_ranking(query, judged)
        if all(part.required for part in query.wanted) and set(self._matching(query)) != _numbers(judged):
            yield "Whoosh matches other documents"
        results = self.index.search(request)
        if not (results.suggestion and results.suggestion.applied):
            yield from self._of_counts(request, results, set() if results.reading.refused else _numbers(judged))

    def _of_ranking(self, query: Query, judged: Judged) -> Iterator[str]:
        ranking = rank(query, self._arrays)
        if ranking.documents.tolist() != sorted(_numbers(judged)):
            yield "other documents answer"
            return
        if np.abs(ranking.scores - judged.scores[ranking.documents]).max(initial=0.0) > TOLERANCE:
            yield "scores differ"
        if (ranking.complete != judged.complete[ranking.documents]).any():
            yield "other documents hold everything"
        places = best(ranking.scores, TOP)
        scores = np.sort(ranking.scores[places])[::-1][:TOP]
        expected = [score for _, score in judged.best(TOP)]
        if len(expected) != len(scores) or np.abs(scores - expected).max(initial=0.0) > TOLERANCE:
            yield "others are best"

    def _matching(self, query: Query) -> Iterable[int]:
        """The documents that Whoosh finds for required and excluded parts."""
        wanted = [self._holding(clause) for part in query.wanted for clause in part.clauses]
        unwanted = [self._holding(clause) for part in query.excluded for clause in part.clauses]
        return set.intersection(*wanted).difference(*unwanted)

    def _holding(self, clause: Clause) -> set[int]:
        found: set[int] = set()
        numbers = self._arrays.numbers
        for sequence in clause.sequences:
            words = [token for token, _ in sequence]
            for field in FIELDS:
                name = field_name(field, "en")
                query = Term(name, words[0]) if len(words) == 1 else Phrase(name, words)
                stored = (self._whoosh.stored_fields(number) for number in self._whoosh.docs_for_query(query))
                found |= {numbers[fields[KEY]] for fields in stored}
        return found

    def _of_counts(self, request: SearchRequest, results: SearchResults, answering: set[int]) -> Iterator[str]:
        for facet in results.facets:
            counts = Counter(
                value
                for number in answering
                if self._passes(number, request, but=facet.name)
                for value in self._documents[number].facets.get(facet.name, ())
            )
            if counts != Counter({value.value: value.count for value in facet.values if value.count}):
                yield f"counts of {facet.name} differ"
        if results.total != sum(self._passes(number, request) for number in answering):
            yield "the total differs"

    def _passes(self, number: int, request: SearchRequest, but: str = "") -> bool:
        facets = self._documents[number].facets
        chosen = ((name, request.values(name)) for name in FILTERS if name != but and request.values(name))
        return all(set(values) & set(facets.get(name, ())) for name, values in chosen)


def make_requests(documents: Sequence[Document], most: int) -> list[SearchRequest]:
    """Requests of every kind, some of them with filters, always the same."""
    choice = random.Random(SEED)
    each = -(-most // 4)
    words, both, phrases = (make_questions(documents, kind, each) for kind in ("any", "all", "phrase"))
    texts = [" ".join(question.words) for question in words]
    texts += [_quoted(question.words) for question in both]
    texts += [_quoted((" ".join(question.words),)) for question in phrases]
    texts += [f"{_quoted(one.words)} -{other.words[0]}" for one, other in zip(both, words, strict=True)]
    return [SearchRequest.from_args([("q", text), *_filters(documents, choice)]) for text in texts[:most]]


def in_threads(index: SearchIndex, requests: Sequence[SearchRequest], searches: int) -> Outcome:
    """What becomes of so many searches when THREADS threads ask at once and take turns as often as they can."""
    expected = {request: index.search(request) for request in requests}
    asked = random.Random(SEED).choices(requests, k=searches)

    def is_right(request: SearchRequest) -> bool | None:
        try:
            return index.search(request) == expected[request]
        except Exception:  # whatever is raised counts as a failure
            return None

    with _fast_switching(), ThreadPoolExecutor(THREADS) as pool:
        outcomes = Counter(pool.map(is_right, asked))
    return Outcome(wrong=outcomes[False], failed=outcomes[None])


def main(records: int, requests: int) -> None:
    """Checks everything, and leaves with an error where something is wrong."""
    library = make_library(records)
    documents = list(documents_of(library))
    with tempfile.TemporaryDirectory() as folder:
        build_index(library, Path(folder))
        judges = Judges(documents, Path(folder))
        asked = make_requests(documents, requests)
        faults = [f"{request.q}: {complaint}" for request in asked for complaint in judges.complaints(request)]
        print(f"{len(asked)} requests to {records} records: {len(faults)} faults", *faults[:TOP], sep="\n")
        outcome = in_threads(judges.index, asked[:: max(1, len(asked) // DIFFERENT)], SEARCHES)
        print(f"{SEARCHES} searches in {THREADS} threads: {outcome.wrong} wrong, {outcome.failed} failed")
    sys.exit(bool(faults or outcome.wrong or outcome.failed))


def _numbers(judged: Judged) -> set[int]:
    return set(np.flatnonzero(judged.matches).tolist())


def _quoted(texts: Iterable[str]) -> str:
    return " ".join(f'"{text}"' for text in texts)


def _filters(documents: Sequence[Document], choice: random.Random) -> list[tuple[str, str]]:
    if choice.random() > FILTERED_SHARE:
        return []
    names = choice.sample(FACETS, choice.randint(1, 2))
    facets = choice.choice(documents).facets
    return [(name, choice.choice(facets[name])) for name in names]


@contextmanager
def _fast_switching() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


if __name__ == "__main__":
    numbers = [int(number) for number in sys.argv[1:]]
    main(*(*numbers, *(RECORDS, REQUESTS)[len(numbers) :]))
