"""An opened index: requests in, results out. Safe for threads: everything that a search shares is read-only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh.index import Index

from genomics.content.model import ORIGINAL_LANGUAGE, RecordType
from genomics.search.analysis import fold
from genomics.search.documents import Document, DocumentFile, DocumentHead
from genomics.search.facets import NO_YEAR, YEARS, Mask, open_facets
from genomics.search.postings import PostingArrays
from genomics.search.query import Query, QueryReader
from genomics.search.ranking import Arrays, Ranking, nothing, rank
from genomics.search.reasons import reasons_for
from genomics.search.request import FILTERS, SearchRequest, Sort
from genomics.search.results import (
    Facet,
    FacetValue,
    Hit,
    PartKind,
    Reading,
    SearchResults,
    SearchUnavailableError,
    WayOn,
)
from genomics.search.schema import make_schema
from genomics.search.snippets import make_snippet
from genomics.search.thesaurus import open_thesaurus
from genomics.search.writer import WHOOSH_FOLDER

READ_SOURCES_LIFT = 0.05
"""Records whose sources were read come before those whose sources were not, all else equal."""
TYPE_LIFTS = {RecordType.TERM: 0.03, RecordType.PAGE: 0.02, RecordType.RESOURCE: 0.01}
"""A term leads to its pages, these to resources, these to people, all else equal."""


class SearchIndex:
    """The search part of one generation."""

    def __init__(self, folder: Path, generation: str) -> None:
        self.generation = generation
        self._whoosh = _open_whoosh(folder / WHOOSH_FOLDER)
        self._documents = DocumentFile(folder)
        heads = self._documents.heads()
        self._arrays = Arrays(
            size=len(heads),
            postings=PostingArrays(folder),
            facets=open_facets(folder),
            numbers={head.key: number for number, head in enumerate(heads)},
        )
        self._years: NDArray[np.int16] = np.load(folder / YEARS, mmap_mode="r", allow_pickle=False)
        self._thesaurus = open_thesaurus(folder)
        self._reader = QueryReader(self._thesaurus, self._arrays.postings.frequency)
        self._titles = _title_order(heads)
        self._lifts = np.array([_lift(head) for head in heads])

    @classmethod
    def open(cls, folder: Path, generation: str) -> SearchIndex:
        """The index below `folder`. Raises SearchUnavailableError where it is missing, damaged or of another form."""
        try:
            opened = cls(folder, generation)
            if opened._whoosh.doc_count() != opened.document_count:
                raise SearchUnavailableError("The search index and its arrays do not hold the same records.")
        except SearchUnavailableError:
            raise
        # Whoosh reports damage as errors of pickle, zlib, struct and many more kinds.
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            raise SearchUnavailableError(f"The search index in {folder} cannot be read ({reason}).") from error
        return opened

    @property
    def document_count(self) -> int:
        """How many records can be found."""
        return self._arrays.size

    def close(self) -> None:
        """Lets go of the files."""
        self._whoosh.close()

    def search(self, request: SearchRequest) -> SearchResults:
        """The answer to a request. An empty query is answered by everything.

        Raises SearchUnavailableError where the files turn out to be damaged.
        """
        try:
            return self._search(request)
        except (msgspec.DecodeError, IndexError) as error:
            raise SearchUnavailableError(f"The search index cannot be read ({error}).") from error

    def _search(self, request: SearchRequest) -> SearchResults:
        reading, query = self._reader.read(request)
        ranking = self._rank(request, reading, query)
        masks = self._filter_masks(request)
        matches = _all_of(ranking.matches, masks.values())
        total = int(np.count_nonzero(matches))
        is_refused = not reading.is_empty and not ranking.matches.any()
        return SearchResults(
            request=request,
            reading=replace(reading, refused=is_refused),
            total=total,
            hits=self._hits(request, query, ranking, matches),
            facets=self._count(request, ranking.matches, masks),
            generation=self.generation,
            ways_on=() if total else self._ways_on(request, reading),
        )

    def rank(self, q: str, depth: int) -> list[tuple[str, float]]:
        """The keys and scores of the `depth` best records for a query, best first."""
        request = SearchRequest.from_args([("q", q)])
        reading, query = self._reader.read(request)
        ranking = self._rank(request, reading, query)
        order = self._order(request, ranking, ranking.matches)[:depth]
        return [(self._documents[number].key, float(ranking.scores[number])) for number in order]

    def _rank(self, request: SearchRequest, reading: Reading, query: Query) -> Ranking:
        if not reading.is_empty and not query.wanted:
            return nothing(self._arrays.size)
        ranking = rank(query, self._arrays)
        if reading.is_empty:
            return ranking
        ranking.scores[ranking.matches] += self._lifts[ranking.matches]
        self._lift_named(request.q, ranking)
        return ranking

    def _lift_named(self, q: str, ranking: Ranking) -> None:
        """Puts the records that bear exactly the typed name first, those that it names best before the others."""
        grades = self._thesaurus.named(q)
        bearers = {self._arrays.numbers[key]: grade for key, grade in grades.items() if key in self._arrays.numbers}
        bearers = {number: grade for number, grade in bearers.items() if ranking.matches[number]}
        if not bearers:
            return
        best = float(ranking.scores[ranking.matches].max())
        for number, grade in bearers.items():
            ranking.scores[number] += best * grade

    def _filter_masks(self, request: SearchRequest) -> dict[str, Mask]:
        """One mask for each filter that is set: OR inside a filter."""
        facets, size = self._arrays.facets, self._arrays.size
        masks = {name: facets[name].mask(request.values(name), size) for name in FILTERS if request.values(name)}
        if request.year_from is not None or request.year_to is not None:
            first = max(request.year_from or 0, NO_YEAR + 1)
            last = request.year_to if request.year_to is not None else np.iinfo(np.int16).max
            masks["year"] = (self._years >= first) & (self._years <= last)
        return masks

    def _count(self, request: SearchRequest, matches: Mask, masks: Mapping[str, Mask]) -> tuple[Facet, ...]:
        """Counts of every filter's values among what all other filters leave."""
        facets = []
        for name in FILTERS:
            others = [mask for other, mask in masks.items() if other != name]
            counts = self._arrays.facets[name].counts(_all_of(matches, others))
            chosen = request.values(name)
            counts |= {value: 0 for value in chosen if value not in counts}
            values = [FacetValue(value, count, value in chosen) for value, count in counts.items()]
            facets.append(Facet(name, tuple(sorted(values, key=lambda value: (-value.count, value.value)))))
        return tuple(facets)

    def _order(self, request: SearchRequest, ranking: Ranking, matches: Mask) -> NDArray[np.int64]:
        """The matching documents' numbers in the order asked for; ties by title."""
        found = np.flatnonzero(matches)
        titles = self._titles[found]
        if request.sort is Sort.TITLE or (request.sort is Sort.RELEVANCE and not ranking.scores.any()):
            return found[np.argsort(titles, kind="stable")]
        first = self._years[found] if request.sort is Sort.YEAR else ranking.scores[found]
        return found[np.lexsort((titles, -ranking.scores[found], -first.astype(np.float64)))]

    def _hits(self, request: SearchRequest, query: Query, ranking: Ranking, matches: Mask) -> tuple[Hit, ...]:
        start = (request.page - 1) * request.page_size
        order = self._order(request, ranking, matches)[start : start + request.page_size]
        weights = self._token_weights(query)
        return tuple(
            _hit(self._documents[number], float(ranking.scores[number]), query, weights, request.lang)
            for number in order
        )

    def _token_weights(self, query: Query) -> dict[str, float]:
        """The tokens to mark and what each is worth in a snippet: typed words most, and the rarer the more."""
        weights: dict[str, float] = {}
        for part in query.wanted:
            sequences = [(1.0, sequence) for clause in part.clauses for sequence in clause.sequences]
            sequences += [(other.weight / 2, sequence) for other in part.alternatives for sequence in other.sequences]
            for weight, sequence in sequences:
                for token, _ in sequence:
                    worth = weight / (1 + self._arrays.postings.frequency(token)) ** 0.5
                    weights[token] = max(worth, weights.get(token, 0.0))
        return weights

    def _ways_on(self, request: SearchRequest, reading: Reading) -> tuple[WayOn, ...]:
        """Searches near to one that found nothing; only those that find something."""
        candidates: list[tuple[str, SearchRequest]] = []
        if request.is_filtered:
            candidates.append(("without-filters", request.without_filters()))
        if any(part.kind is PartKind.PHRASE for part in reading.parts):
            loose = " ".join(part.text for part in reading.parts if part.kind is not PartKind.EXCLUSION)
            candidates.append(("without-quotes", request.with_query(loose)))
        if any(part.kind is PartKind.EXCLUSION for part in reading.parts):
            kept = [part for part in reading.parts if part.kind is not PartKind.EXCLUSION]
            words = [f'"{part.text}"' if part.kind is PartKind.PHRASE else part.text for part in kept]
            candidates.append(("without-exclusions", request.with_query(" ".join(words))))
        ways = (WayOn(name, candidate, self._total(candidate)) for name, candidate in candidates)
        return tuple(way for way in ways if way.total)

    def _total(self, request: SearchRequest) -> int:
        reading, query = self._reader.read(request)
        ranking = self._rank(request, reading, query)
        return int(np.count_nonzero(_all_of(ranking.matches, self._filter_masks(request).values())))


def _open_whoosh(folder: Path) -> Index:
    # The schema is ours, never the pickled one.
    return whoosh_index.open_dir(folder, schema=make_schema(), readonly=True)


def _title_order(heads: Sequence[DocumentHead]) -> NDArray[np.int64]:
    """The place of each document in the order of the titles."""
    titles = [fold(head.titles[ORIGINAL_LANGUAGE]) for head in heads]
    places = np.empty(len(titles), dtype=np.int64)
    places[sorted(range(len(titles)), key=titles.__getitem__)] = np.arange(len(titles))
    return places


def _lift(head: DocumentHead) -> float:
    """What decides between records that are otherwise as good."""
    return (READ_SOURCES_LIFT if head.is_read else 0.0) + TYPE_LIFTS.get(head.type, 0.0)


def _all_of(matches: Mask, masks: Iterable[Mask]) -> Mask:
    result = matches
    for mask in masks:
        result = result & mask
    return result


def _hit(document: Document, score: float, query: Query, weights: Mapping[str, float], lang: str) -> Hit:
    snippet = make_snippet(document, weights, lang)
    language = lang if lang in document.titles else ORIGINAL_LANGUAGE
    return Hit(
        key=document.key,
        title=document.titles[language],
        address=document.address,
        type=document.type,
        language=language,
        score=round(score, 4),
        snippet=snippet.stretches,
        reasons=reasons_for(document, query.wanted),
        anchor=snippet.anchor,
        heading=snippet.heading,
    )
