"""An opened index: requests in, results out. Safe for threads: everything that a search shares is read-only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh.index import Index

from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.search.documents import Document, DocumentFile
from genomics.search.facets import NO_YEAR, YEARS, FacetArrays, Mask, open_facets
from genomics.search.names import name_key, open_names
from genomics.search.postings import PostingArrays
from genomics.search.query import Query, read
from genomics.search.ranking import Ranking, rank
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
from genomics.search.writer import WHOOSH_FOLDER

NAME_BONUS = 1.0
"""How far a record that bears the typed name stands above all that do not."""
READ_SOURCES_BONUS = 1e-3
"""Decides between records that are otherwise as good: those whose sources were read come first."""


class SearchIndex:
    """The search part of one generation."""

    def __init__(self, folder: Path, generation: str) -> None:
        self.generation = generation
        self._whoosh = _open_whoosh(folder / WHOOSH_FOLDER)
        self._postings = PostingArrays(folder)
        self._documents = DocumentFile(folder)
        self._facets: Mapping[str, FacetArrays] = open_facets(folder)
        self._years: NDArray[np.int16] = np.load(folder / YEARS, mmap_mode="r", allow_pickle=False)
        self._names = open_names(folder)
        self._titles = _title_order(self._documents)
        self._read_sources = np.array([self._documents[n].is_read for n in range(len(self._documents))], dtype=np.bool_)

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
        return len(self._documents)

    def close(self) -> None:
        """Lets go of the files."""
        self._whoosh.close()

    def search(self, request: SearchRequest) -> SearchResults:
        """The answer to a request. An empty query is answered by everything."""
        reading, query = read(request, self._postings.frequency)
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
        reading, query = read(request, self._postings.frequency)
        ranking = self._rank(request, reading, query)
        order = self._order(request, ranking, ranking.matches)[:depth]
        return [(self._documents[number].key, float(ranking.scores[number])) for number in order]

    def _rank(self, request: SearchRequest, reading: Reading, query: Query) -> Ranking:
        size = self.document_count
        if not reading.is_empty and not query.wanted:
            nothing = np.zeros(size, dtype=np.bool_)
            return Ranking(np.zeros(size), nothing, nothing)
        ranking = rank(query, self._postings, size)
        ranking.scores[ranking.matches & self._read_sources] += READ_SOURCES_BONUS
        named = self._names.get(name_key(request.q), [])
        bearers = [number for number in named if ranking.matches[number]]
        if bearers:
            lift = float(ranking.scores[ranking.matches].max() - ranking.scores[bearers].min())
            ranking.scores[bearers] += lift + NAME_BONUS
        return ranking

    def _filter_masks(self, request: SearchRequest) -> dict[str, Mask]:
        """One mask for each filter that is set: OR inside a filter."""
        size = self.document_count
        masks = {name: self._facets[name].mask(request.values(name), size) for name in FILTERS if request.values(name)}
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
            counts = self._facets[name].counts(_all_of(matches, others))
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
            _hit(self._documents[number], float(ranking.scores[number]), weights, request.lang) for number in order
        )

    def _token_weights(self, query: Query) -> dict[str, float]:
        """The tokens to mark, the rarer the weightier."""
        tokens = {token for clause in query.wanted for token in clause.tokens}
        return {token: 1 / (1 + self._postings.frequency(token)) ** 0.5 for token in tokens}

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
        reading, query = read(request, self._postings.frequency)
        ranking = self._rank(request, reading, query)
        return int(np.count_nonzero(_all_of(ranking.matches, self._filter_masks(request).values())))


def _open_whoosh(folder: Path) -> Index:
    # The schema is ours, never the pickled one.
    return whoosh_index.open_dir(folder, schema=make_schema(), readonly=True)


def _title_order(documents: DocumentFile) -> NDArray[np.int64]:
    """The place of each document in the order of the titles."""
    titles = [name_key(documents[number].titles[ORIGINAL_LANGUAGE]) for number in range(len(documents))]
    places = np.empty(len(titles), dtype=np.int64)
    places[sorted(range(len(titles)), key=titles.__getitem__)] = np.arange(len(titles))
    return places


def _all_of(matches: Mask, masks: Iterable[Mask]) -> Mask:
    result = matches
    for mask in masks:
        result = result & mask
    return result


def _hit(document: Document, score: float, weights: Mapping[str, float], lang: str) -> Hit:
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
        reasons=reasons_for(document, weights.keys()),
        anchor=snippet.anchor,
        heading=snippet.heading,
    )
