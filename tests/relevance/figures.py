"""The figures by which the search is known to be good, each measured on the shipped content."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from genomics.content.library import Library
from genomics.content.model import SITE_LANGUAGES, Gene, Record
from genomics.content.vocabulary import Vocabularies
from genomics.search.request import SearchRequest
from genomics.search.results import SearchResults
from tests.relevance.items import Concept, Misspelling, Name
from tests.relevance.truth import Judge

MOST_WORDS = 20
TOP = 3
DEPTH = 50
RANDOM_PAGE = 20
SHARE_OF_PAIRS = 0.4
SHARE_OF_STRETCHES = 0.1
"""Of random queries: those of two things, and those that are a stretch of a summary."""

_HAN = re.compile("[\u3400-\u9fff]")


class Searched(Protocol):
    """What is measured: an index by itself, or that of a site."""

    def search(self, request: SearchRequest) -> SearchResults: ...

    def rank(self, q: str, depth: int) -> list[tuple[str, float]]: ...


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all went well, and those that did not."""

    all: int
    missed: Sequence[str]

    @property
    def good(self) -> float:
        return 1 - len(self.missed) / self.all if self.all else 1.0


@dataclass(slots=True)
class ReasonFigures:
    """Hits that were looked at, and those without a reason, with a false one, or with reasons of too many words."""

    hits: int = 0
    without: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    long: list[str] = field(default_factory=list)


def search(index: Searched, q: str, lang: str = "en", **more: str) -> SearchResults:
    return index.search(SearchRequest.from_args([("q", q), *more.items()], lang))


def found_first(index: Searched, names: Iterable[Name]) -> Share:
    """The names that find a record which bears them first."""
    names = list(names)
    return Share(len(names), [f"{name.lang}: {name.text}" for name in names if not _is_first(index, name)])


def _is_first(index: Searched, name: Name) -> bool:
    results = search(index, name.text, name.lang, page_size="1")
    return any(hit.key in name.keys for hit in results.hits)


def concepts_in_top(index: Searched, concepts: Sequence[Concept]) -> dict[str, Share]:
    """By language, the names of concepts that find the concept's own term among the first TOP."""
    return {lang: _in_top(index, concepts, lang) for lang in SITE_LANGUAGES}


def _in_top(index: Searched, concepts: Sequence[Concept], lang: str) -> Share:
    named = [(concept.key, name) for concept in concepts for name in concept.names[lang]]
    missed = [name for key, name in named if key not in [hit.key for hit in search(index, name, lang).hits[:TOP]]]
    return Share(len(named), missed)


def misspellings_mended(index: Searched, wrong: Iterable[Misspelling]) -> Share:
    """The misspellings whose record is on the first page, or on that of the spelling which is offered."""
    wrong = list(wrong)
    return Share(len(wrong), [f"{one.lang}: {one.q}" for one in wrong if one.key not in keys_in_one_step(index, one)])


def keys_in_one_step(index: Searched, wrong: Misspelling) -> list[str]:
    results = search(index, wrong.q, wrong.lang)
    if not results.hits and results.suggestion:
        results = search(index, results.suggestion.q, wrong.lang)
    return [hit.key for hit in results.hits]


def alike(index: Searched, pairs: Iterable[tuple[str, str]]) -> Share:
    """The pairs whose spellings give one and the same list, and one that is not empty."""
    pairs = list(pairs)
    return Share(len(pairs), [f"{one} / {other}" for one, other in pairs if not _are_alike(index, one, other)])


def _are_alike(index: Searched, one: str, other: str) -> bool:
    first = index.rank(one, DEPTH)
    return bool(first) and first == index.rank(other, DEPTH)


def refused(index: Searched, strings: Iterable[str]) -> Share:
    """The strings that are plainly refused, without a hit."""
    strings = list(strings)
    answers = [search(index, q) for q in strings]
    return Share(
        len(strings),
        [q for q, answer in zip(strings, answers, strict=True) if answer.hits or not answer.reading.refused],
    )


def symbols_left_alone(index: Searched, genes: Iterable[Gene]) -> Share:
    """The gene symbols for which no other spelling is offered: alone, in small letters, and with a word beside them."""
    typed = [q for gene in genes for q in (gene.symbol, f"{gene.symbol} gene", gene.symbol.lower())]
    return Share(len(typed), [q for q in typed if search(index, q).suggestion])


def reasons(
    index: Searched,
    library: Library,
    judge: Judge,
    hits: int,
    shown: Callable[[SearchResults], Sequence[str]] = lambda results: [""] * len(results.hits),
) -> ReasonFigures:
    """Looks at the reasons of at least so many hits of random queries in random languages.

    `shown` gives what a reader sees of the reasons of each hit.
    """
    choice = random.Random(19)
    queries = random_queries(library, choice)
    found = ReasonFigures()
    while found.hits < hits:
        lang = choice.choice(SITE_LANGUAGES)
        results = search(index, next(queries), lang, page_size=str(RANDOM_PAGE))
        _look_at(results, judge, shown(results), found)
    return found


def _look_at(results: SearchResults, judge: Judge, texts: Sequence[str], found: ReasonFigures) -> None:
    suggestion = results.suggestion
    asked = suggestion.q if suggestion and suggestion.applied else results.request.q
    for hit, text in zip(results.hits, texts, strict=True):
        where = f"{asked!r} ({results.request.lang}) {hit.key}"
        found.hits += 1
        if not hit.reasons:
            found.without.append(where)
        for reason in hit.reasons:
            if fault := judge.fault(hit.key, reason, asked):
                found.false.append(f"{where}: {reason}: {fault}")
        if words_of(text) > MOST_WORDS:
            found.long.append(f"{where}: {text}")


def random_queries(library: Library, choice: random.Random) -> Iterator[str]:
    """Queries without end: names, words to be found by, genes, places, kinds, two of these, and stretches of text."""
    names = [text for record in library.records.values() for text in (*record.titles.values(), *record.also)]
    keywords = [text for record in library.records.values() for text in _keywords(record)]
    genes = [gene.symbol for gene in library.genes]
    labels = list(_labels(library.vocabularies))
    sentences = [record.summary for record in library.records.values() if record.summary]
    while True:
        parts = [choice.choice(choice.choice([names, keywords, keywords, genes, labels]))]
        if choice.random() < SHARE_OF_PAIRS:
            parts.append(choice.choice(choice.choice([keywords, labels, genes])))
        if choice.random() < SHARE_OF_STRETCHES:
            stretch = choice.choice(sentences).split()
            start = choice.randrange(len(stretch))
            parts = stretch[start : start + choice.randint(1, 6)]
        yield " ".join(parts)


def _keywords(record: Record) -> Iterator[str]:
    yield from record.keywords
    for translation in record.translations.values():
        yield from translation.keywords


def _labels(words: Vocabularies) -> Iterator[str]:
    for vocabulary in (words.countries, words.regions, words.topics, words.resource_kinds, words.audiences):
        for entry in vocabulary:
            yield from entry.label.values()


def words_of(text: str) -> int:
    """The words of a text; two Chinese characters count as one."""
    return len(_HAN.sub("", text).split()) + (len(_HAN.findall(text)) + 1) // 2


def by_language(names: Iterable[Name]) -> Mapping[str, list[Name]]:
    """The names by language, in the order of the site's languages."""
    found: dict[str, list[Name]] = {lang: [] for lang in SITE_LANGUAGES}
    for name in names:
        found[name.lang].append(name)
    return found
