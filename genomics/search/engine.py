"""An opened index: requests in, results out. Safe for threads: everything that a search shares is read-only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import and_
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh.index import Index

from genomics.content import clock
from genomics.content.model import ORIGINAL_LANGUAGE, SITE_LANGUAGES, RecordType
from genomics.search.analysis import LATIN_LANGUAGES, analyse, fold
from genomics.search.arrays import open_array
from genomics.search.documents import Document, DocumentFile, DocumentHead
from genomics.search.exact import exact_words, holds_exactly
from genomics.search.facets import NO_YEAR, YEARS
from genomics.search.look_ups import LOOK_UP, open_look_ups
from genomics.search.occurrences import find
from genomics.search.pins import marked, open_pins
from genomics.search.places import open_regions
from genomics.search.query import Query, QueryReader
from genomics.search.ranking import NOTHING, Arrays, Numbers, Ranking, best, rank
from genomics.search.reasons import RELATED, reasons_for, shortened
from genomics.search.recovery import Surroundings, ways_on
from genomics.search.request import FILTERS, SearchRequest, Sort
from genomics.search.results import (
    Facet,
    FacetValue,
    Hit,
    Reading,
    Reason,
    SearchResults,
    SearchUnavailableError,
    Suggested,
    Suggestion,
    WayOn,
)
from genomics.search.schema import make_schema
from genomics.search.sets import Mask
from genomics.search.snippets import Snippet, make_snippet
from genomics.search.spelling import Answers, Speller
from genomics.search.spreading import bring, spread
from genomics.search.stopwords import DEFINING_WORDS
from genomics.search.suggestions import Suggester
from genomics.search.thesaurus import MeaningKind, open_thesaurus
from genomics.search.words import open_words
from genomics.search.writer import WHOOSH_FOLDER

READ_SOURCES_LIFT = 0.05
"""Records whose sources were read come before those whose sources were not, all else equal."""
TERM_LEAD = 0.5
"""What a term gains before others that are called the same, as a share of the best score by words."""
TYPE_LIFTS = {RecordType.TERM: 0.03, RecordType.PAGE: 0.02, RecordType.RESOURCE: 0.01}
"""A term leads to its pages, these to resources, these to people, all else equal."""


MOST_CHECKED = 5_000
"""Records that are looked through for the exact words of a query, the best first."""
NEAREST = 10
"""Records for some words of a query whose topics say what the query is about."""
MOST_UNKNOWN = 0.5
MOST_UNKNOWN_IN_FIELD = 0.8
LONG_QUERY = 4
"""Share of a query's weight in unknown words beyond which it is refused; more is let pass beside a known name, and in
a query of so many parts, whose words tell more together."""
_FIELD_KINDS = frozenset({MeaningKind.TERM, MeaningKind.GENE, MeaningKind.RECORD, MeaningKind.TOPIC})


class SearchIndex:
    """The search part of one generation."""

    def __init__(self, folder: Path, generation: str) -> None:
        self.generation = generation
        self._whoosh = _open_whoosh(folder / WHOOSH_FOLDER)
        self._documents = DocumentFile(folder)
        heads = self._documents.heads()
        self._arrays = Arrays.open(folder, [head.key for head in heads])
        self._years: NDArray[np.int16] = open_array(folder / YEARS)
        self._thesaurus = open_thesaurus(folder)
        self._pins = open_pins(folder)
        self._look_ups = open_look_ups(folder)
        self._regions = open_regions(folder)
        self._reader = QueryReader(self._thesaurus, self._arrays.postings.frequency)
        self._speller = Speller(open_words(folder), self._understands, self._is_name, self._answers)
        self._suggester = Suggester(folder)
        self._titles = _title_orders(heads)
        self._is_term = [head.type is RecordType.TERM for head in heads]
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

    @property
    def moment(self) -> int:
        """A number that changes when time alone may have changed an answer."""
        return self._pins.expired(clock.present())

    def close(self) -> None:
        """Lets go of the files. Nothing can be asked afterwards."""
        self._whoosh.close()
        # It refers back to this index: its memory-mapped files would wait for the garbage collector.
        del self._speller

    def search(self, request: SearchRequest) -> SearchResults:
        """The answer to a request. An empty query is answered by everything.

        Raises SearchUnavailableError where the files turn out to be damaged.
        """
        suggestion = self._suggestion(request)
        answered = _as_spelt(request, suggestion)
        reading, query, ranking = self._answer(answered)
        masks = self._filter_masks(request)
        filtered = ranking.among(_all_of(masks.values(), ranking.documents)) if masks else ranking
        total = len(filtered.documents)
        return SearchResults(
            request=request,
            reading=reading,
            total=total,
            hits=marked(self._hits(request, query, filtered), self._pinned_keys(answered), answered.q),
            facets=self._count(request, ranking.documents, masks),
            generation=self.generation,
            suggestion=suggestion,
            ways_on=() if total else self._ways_on(request, reading, suggestion),
        )

    def rank(self, q: str, depth: int) -> list[tuple[str, float]]:
        """The keys and scores of the `depth` best records that a search for the query shows, best first."""
        request = SearchRequest.from_args([("q", q)])
        _, _, ranking = self._answer(_as_spelt(request, self._suggestion(request)))
        places = self._order(request, ranking, depth)[:depth]
        found = zip(ranking.documents[places].tolist(), ranking.scores[places].tolist(), strict=True)
        return [(self._documents[number].key, score) for number, score in found]

    def suggest(self, q: str, lang: str = ORIGINAL_LANGUAGE) -> tuple[Suggested, ...]:
        """Names to search for that begin like what was typed so far."""
        return self._suggester.suggest(SearchRequest.from_args([("q", q)]).q, lang)

    def _answer(self, request: SearchRequest) -> tuple[Reading, Query, Ranking]:
        """A request's reading, query and ranking; a refused query is answered by nothing."""
        reading, query = self._reader.read(request)
        ranking = self._rank(reading, query)
        if request.exact and not reading.is_empty:
            ranking = self._exact(reading, ranking)
        if not reading.is_empty and self._is_refused(reading, ranking):
            reading, ranking = replace(reading, refused=True), NOTHING
        pinned = self._pinned_keys(request)
        if pinned:
            ranking = self._with_pinned(pinned, ranking)
            reading = replace(reading, refused=False)
        return reading, query, ranking

    def _suggestion(self, request: SearchRequest) -> Suggestion | None:
        """Another spelling; applied where it is clear and no record holds all words as they were typed."""
        if request.exact or self._pinned_keys(request):
            return None
        correction = self._speller.correct(request.q)
        if not correction:
            return None
        is_answered = self._answers(request.q).complete
        return Suggestion(correction.q, applied=correction.clear and not is_answered)

    def _answers(self, q: str) -> Answers:
        _, _, ranking = self._answer(SearchRequest.from_args([("q", q)]))
        found = len(ranking.documents)
        best = int(ranking.documents[ranking.scores.argmax()]) if found else -1
        return Answers(found, int(np.count_nonzero(ranking.complete)), best)

    def _understands(self, word: str) -> bool:
        """Whether a word is common, stands in a record or is a name."""
        if self._thesaurus.look_up(word, LATIN_LANGUAGES):
            return True
        found = [[occurrence.token for occurrence in analyse(word, lang)] for lang in LATIN_LANGUAGES]
        return any(not tokens or any(map(self._arrays.postings.frequency, tokens)) for tokens in found)

    def _is_name(self, text: str) -> bool:
        return bool(self._thesaurus.look_up(text, ()))

    def _rank(self, reading: Reading, query: Query) -> Ranking:
        if not reading.is_empty and not query.wanted:
            return NOTHING
        ranking = rank(query, self._arrays)
        if reading.is_empty:
            return ranking
        np.add(ranking.scores, self._lifts.take(ranking.documents), out=ranking.scores)
        self._lift_named(self._named(reading), ranking)
        # Operators are taken at their word: what they ask for, a record only set beside an answer may not hold.
        has_operators = bool(query.excluded) or any(part.required for part in query.wanted)
        ranking = spread(ranking, self._arrays.relations, admits=not has_operators)
        shares = {self._arrays.numbers[key]: share for key, share in self._look_ups.shares(reading).items()}
        return bring(ranking, shares, admits=not has_operators)

    def _is_refused(self, reading: Reading, ranking: Ranking) -> bool:
        """Whether too much of a query is unknown, beside no name of a record, for anything to be called an answer."""
        if not len(ranking.documents):
            return True
        is_in_field = any(meaning.kind in _FIELD_KINDS for part in reading.parts for meaning in part.meanings)
        is_long = sum(not part.ignored for part in reading.parts) >= LONG_QUERY
        is_too_much = ranking.unknown > (MOST_UNKNOWN_IN_FIELD if is_in_field or is_long else MOST_UNKNOWN)
        return is_too_much and not self._named(reading)

    def _named(self, reading: Reading) -> Mapping[str, int]:
        """The records that the query names: as it stands, without common words, or asking what the name means."""
        told = [part.text for part in reading.parts if not part.ignored]
        asked = [text for text in told if fold(text) not in DEFINING_WORDS]
        names = (reading.q, " ".join(told), " ".join(asked))
        return next(filter(None, map(self._thesaurus.named, names)), {})

    def _lift_named(self, grades: Mapping[str, int], ranking: Ranking) -> None:
        """Puts the records that bear exactly a name first, those that it names best before the others, then terms."""
        bearers = {self._arrays.numbers[key]: grade for key, grade in grades.items() if key in self._arrays.numbers}
        if not bearers or not len(ranking.documents):
            return
        best = float(ranking.scores.max())
        for number, grade in bearers.items():
            own = grade + (TERM_LEAD if self._is_term[number] else 0.0)
            ranking.scores[ranking.documents == number] += best * own

    def _exact(self, reading: Reading, ranking: Ranking) -> Ranking:
        """The matches that hold the words exactly as they were typed, of the MOST_CHECKED best."""
        words = exact_words(reading)
        exact = np.zeros(len(ranking.documents), dtype=np.bool_)
        for place in (-ranking.scores).argsort(kind="stable")[:MOST_CHECKED].tolist():
            exact[place] = holds_exactly(self._documents[ranking.documents[place]], words)
        return ranking.among(exact)

    def _pinned_keys(self, request: SearchRequest) -> tuple[str, ...]:
        """The records that the editors put first for a query today, in their order."""
        keys = () if request.exact else self._pins.keys_for(request.q, clock.present())
        return tuple(key for key in keys if key in self._arrays.numbers)

    def _with_pinned(self, keys: Sequence[str], ranking: Ranking) -> Ranking:
        """Puts these records first in their order, also where the words alone would not have found them."""
        pinned = np.array([self._arrays.numbers[key] for key in keys], dtype=np.int32)
        ranking = ranking.with_documents(np.sort(pinned))
        ranking.scores[ranking.documents.searchsorted(pinned)] = ranking.scores.max() + np.arange(len(pinned), 0, -1)
        return ranking

    def _filter_masks(self, request: SearchRequest) -> dict[str, Mask]:
        """One mask for each filter that is set: OR inside a filter."""
        facets = self._arrays.facets
        masks = {name: facets[name].mask(request.values(name)) for name in FILTERS if request.values(name)}
        if request.year_from is not None or request.year_to is not None:
            first = max(request.year_from or 0, NO_YEAR + 1)
            last = request.year_to if request.year_to is not None else np.iinfo(np.int16).max
            masks["year"] = (self._years >= first) & (self._years <= last)
        return masks

    def _count(self, request: SearchRequest, documents: Numbers, masks: Mapping[str, Mask]) -> tuple[Facet, ...]:
        """Counts of every filter's values among what all other filters leave."""
        facets = []
        for name in FILTERS:
            others = [mask for other, mask in masks.items() if other != name]
            kept = documents[_all_of(others, documents)] if others else documents
            counts = self._arrays.facets[name].counts(kept)
            chosen = request.values(name)
            counts |= {value: 0 for value in sorted(chosen) if value not in counts}
            facets.append(
                Facet(name, tuple(FacetValue(value, count, value in chosen) for value, count in counts.items()))
            )
        return tuple(facets)

    def _order(self, request: SearchRequest, ranking: Ranking, most: int) -> NDArray[np.int64]:
        """The places in the ranking of at least the first `most` documents in the order asked for; ties by title."""
        titles = self._titles[request.lang]
        if request.sort is Sort.TITLE or (request.sort is Sort.RELEVANCE and not ranking.scores.any()):
            return titles.take(ranking.documents).argsort(kind="stable")
        if request.sort is Sort.YEAR:
            years = -self._years.take(ranking.documents).astype(np.float64)
            return np.lexsort((titles.take(ranking.documents), -ranking.scores, years))
        places = best(ranking.scores, most)
        return places[np.lexsort((titles.take(ranking.documents[places]), -ranking.scores[places]))]

    def _hits(self, request: SearchRequest, query: Query, ranking: Ranking) -> tuple[Hit, ...]:
        start, end = (request.page - 1) * request.page_size, request.page * request.page_size
        places = self._order(request, ranking, end)[start:end]
        numbers, scores = ranking.documents[places], ranking.scores[places].tolist()
        weights = self._token_weights(query)
        hits = []
        for number, score, found in zip(
            numbers.tolist(), scores, find(weights, numbers, self._arrays.postings), strict=True
        ):
            document = self._documents[number]
            snippet = make_snippet(document, weights, request.lang, found)
            reasons = reasons_for(document, query.wanted, found, request.lang) or self._company(
                number, ranking, request.lang
            )
            hits.append(_hit(document, score, snippet, reasons, request.lang))
        return tuple(hits)

    def _company(self, number: int, ranking: Ranking, lang: str) -> tuple[Reason, ...]:
        """The reason of a record that holds none of the words: the answer that it belongs with, or what it is for."""
        if number not in ranking.companions:
            return (Reason(LOOK_UP, ()),) if number in ranking.looked_up else ()
        answer = self._documents[ranking.companions[number]]
        title = answer.titles.get(lang, answer.titles[ORIGINAL_LANGUAGE])
        return (Reason(RELATED, (shortened(title),), answer.key),)

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

    def _ways_on(self, request: SearchRequest, reading: Reading, suggestion: Suggestion | None) -> tuple[WayOn, ...]:
        around = Surroundings(
            total=self._total,
            found=lambda text: self._total(SearchRequest.from_args([("q", text)])),
            read=lambda other: self._reader.read(other)[0],
            topics=self._topics,
            regions=self._regions,
        )
        return ways_on(request, reading, suggestion.q if suggestion else "", around)

    def _topics(self, text: str) -> tuple[Mapping[str, int], int]:
        """How many of the NEAREST records for a text are on each topic, and how many records these are."""
        request = SearchRequest.from_args([("q", text)])
        _, _, ranking = self._answer(request)
        nearest = ranking.documents[self._order(request, ranking, NEAREST)[:NEAREST]]
        return self._arrays.facets["topic"].counts(np.sort(nearest)), len(nearest)

    def _total(self, request: SearchRequest) -> int:
        _, _, ranking = self._answer(_as_spelt(request, self._suggestion(request)))
        masks = self._filter_masks(request)
        return int(np.count_nonzero(_all_of(masks.values(), ranking.documents))) if masks else len(ranking.documents)


def _open_whoosh(folder: Path) -> Index:
    # The schema is ours, never the pickled one.
    return whoosh_index.open_dir(folder, schema=make_schema(), readonly=True)


def _title_orders(heads: Sequence[DocumentHead]) -> dict[str, NDArray[np.int64]]:
    """The place of each document in the order of the titles that readers of a language see, by language."""
    originals = [fold(head.titles[ORIGINAL_LANGUAGE]) for head in heads]
    orders = {ORIGINAL_LANGUAGE: _order_of(originals)}
    for lang in SITE_LANGUAGES:
        translated = {number: fold(head.titles[lang]) for number, head in enumerate(heads) if lang in head.titles}
        titles = [translated.get(number, original) for number, original in enumerate(originals)]
        # Languages without translations share one order.
        orders[lang] = orders[ORIGINAL_LANGUAGE] if titles == originals else _order_of(titles)
    return orders


def _order_of(titles: Sequence[str]) -> NDArray[np.int64]:
    """The place of each title in the order of all."""
    places = np.empty(len(titles), dtype=np.int64)
    places[sorted(range(len(titles)), key=titles.__getitem__)] = np.arange(len(titles))
    return places


def _as_spelt(request: SearchRequest, suggestion: Suggestion | None) -> SearchRequest:
    """The request that is answered: that of another spelling where it is clear."""
    return request.with_query(suggestion.q) if suggestion and suggestion.applied else request


def _lift(head: DocumentHead) -> float:
    """What decides between records that are otherwise as good."""
    return (READ_SOURCES_LIFT if head.is_read else 0.0) + TYPE_LIFTS.get(head.type, 0.0)


def _all_of(masks: Iterable[Mask], documents: Numbers) -> Mask:
    """Which of the documents all masks, at least one, let pass."""
    return reduce(and_, (mask.take(documents) for mask in masks))


def _hit(document: Document, score: float, snippet: Snippet, reasons: tuple[Reason, ...], lang: str) -> Hit:
    language = lang if lang in document.titles else ORIGINAL_LANGUAGE
    return Hit(
        key=document.key,
        title=document.titles[language],
        address=document.address,
        type=document.type,
        language=language,
        score=round(score, 4),
        snippet=snippet.stretches,
        snippet_language=snippet.lang,
        reasons=reasons,
        anchor=snippet.anchor,
        heading=snippet.heading,
    )
