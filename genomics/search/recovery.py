"""Ways on from a search that found nothing: a ladder of near searches, and only those that find something.

From the nearest to the widest: the same with fewer limits, another spelling, another name, fewer words, a broader
topic, a neighbouring place, the glossary, people to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from genomics.content.model import ORIGINAL_LANGUAGE, RecordType
from genomics.search.request import FILTERS, SearchRequest
from genomics.search.results import SAYS_LITTLE, PartKind, Reading, ReadPart, WayOn, WhyIgnored

MOST = 8
ALWAYS = 2
"""Ways that are kept free for the glossary and for people."""
MOST_OF_A_STEP = 2
MOST_PARTS = 10
"""Parts of a query that are looked for by themselves; what follows is left out of near searches."""
COMMON_SHARE = 0.5
"""Share of the nearest records that have to be on a topic for it to be called the query's."""

_YEARS = ("year_from", "year_to")

Step = tuple[str, SearchRequest, tuple[str, ...]]
"""The step's name, what it searches, and the words that it leaves out."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the ladder asks of the index.

    `total` counts the results of a request, `found` the records that a text finds by itself, `read` tells how a request
    is read, `topics` counts the topics of the records nearest to a text, of how many; `regions` are by country.
    """

    total: Callable[[SearchRequest], int]
    found: Callable[[str], int]
    read: Callable[[SearchRequest], Reading]
    topics: Callable[[str], tuple[Mapping[str, int], int]]
    regions: Mapping[str, str]


def ways_on(request: SearchRequest, reading: Reading, spelling: str, around: Surroundings) -> tuple[WayOn, ...]:
    """At most MOST next steps from a request that found nothing, the nearest first.

    `spelling` is another spelling of the query that finds something, or empty.
    """
    ladder = _Ladder(request, reading, around)
    near = _that_lead_somewhere(ladder.near_steps(spelling), request, around, MOST - ALWAYS)
    last = _that_lead_somewhere(ladder.last_steps(), request, around, ALWAYS)
    reached = {way.request for way in near}
    return (*near, *(way for way in last if way.request not in reached))


def _that_lead_somewhere(
    steps: Iterable[Step], request: SearchRequest, around: Surroundings, most: int
) -> tuple[WayOn, ...]:
    found: dict[SearchRequest, WayOn] = {}
    for name, candidate, left_out in steps:
        of_its_step = sum(way.name == name for way in found.values())
        if candidate == request or candidate in found or of_its_step == MOST_OF_A_STEP:
            continue
        total = around.total(candidate)
        if total:
            found[candidate] = WayOn(name, candidate, total, left_out)
        if len(found) == most:
            break
    return tuple(found.values())


class _Ladder:
    """The steps from one request, each made only when it is asked for."""

    def __init__(self, request: SearchRequest, reading: Reading, around: Surroundings) -> None:
        self._request = request
        self._everything = SearchRequest(lang=request.lang)
        self._around = around
        self._all = reading.parts
        self._kept = [part for part in reading.parts if part.kind is not PartKind.EXCLUSION]
        self._counted = [part for part in self._kept if part.ignored is not WhyIgnored.COMMON]
        self._found = cache(around.found)

    def near_steps(self, spelling: str) -> Iterable[Step]:
        """The steps that keep something of what was asked."""
        yield from self._with_fewer_limits()
        if spelling:
            yield "spelling", self._request.with_query(spelling), ()
        yield from self._with_other_names()
        yield from self._with_fewer_words()
        yield from self._on_a_topic()
        yield from self._in_the_region()

    def last_steps(self) -> Iterable[Step]:
        """The steps that are open to everybody: words explained, and people to ask, the nearest by place and topic."""
        yield "glossary", self._everything.with_filter("type", RecordType.TERM), ()
        people = self._everything.with_filter("type", RecordType.COLLABORATOR)
        near = [("region", region) for region in self._regions()] + [("topic", topic) for topic in self._topics()]
        narrowed = (people.with_filter(name, value) for name, value in near)
        yield "people", next((wanted for wanted in narrowed if self._around.total(wanted)), people), ()

    def _with_fewer_limits(self) -> Iterable[Step]:
        request = self._request
        if request.exact:
            yield "not-exact", request.with_exact(False), ()
        chosen = [name for name in FILTERS if request.values(name)]
        years = [name for name in _YEARS if getattr(request, name) is not None]
        if len(chosen) + len(years) > 1:
            for name in (*chosen, *years):
                yield "without-filter", request.without(name), ()
        if chosen or years:
            yield "without-filters", request.without_filters(), ()
        if any(part.kind is PartKind.PHRASE for part in self._kept):
            yield "without-quotes", self._unquoted(), ()
        if len(self._kept) < len(self._all):
            yield "without-exclusions", request.with_query(_typed(self._kept)), ()

    def _with_other_names(self) -> Iterable[Step]:
        """The query with a name replaced by another one of the same thing, in words that the reader can read."""
        parts = self._around.read(self._unquoted()).parts
        readable = (self._request.lang, ORIGINAL_LANGUAGE)
        for place, part in enumerate(parts):
            others = [expansion for expansion in part.expansions if expansion.lang in readable]
            for other in sorted(others, key=lambda expansion: readable.index(expansion.lang)):
                texts = [one.text for one in parts]
                texts[place] = other.text
                yield "other-name", self._request.with_query(" ".join(texts)), ()

    def _with_fewer_words(self) -> Iterable[Step]:
        """Without the words that no record holds; then without one more at a time, the least telling first."""
        known = sorted(self._known(), key=self._tells, reverse=True)
        for length in range(len(known), 0, -1):
            kept = known[:length]
            left_out = [part for part in self._counted if part not in kept]
            if left_out:
                in_order = [part for part in self._counted if part in kept]
                yield "fewer-words", self._request.with_query(_typed(in_order)), tuple(map(_as_typed, left_out))

    def _known(self) -> list[ReadPart]:
        """The parts that some record holds, of the first MOST_PARTS that are no common words."""
        return [part for part in self._counted[:MOST_PARTS] if self._found(_typed([part]))]

    def _tells(self, part: ReadPart) -> tuple[bool, int]:
        """How much a part tells: names of kinds least, then the commonest words."""
        return part.kind not in SAYS_LITTLE, -self._found(_typed([part]))

    def _on_a_topic(self) -> Iterable[Step]:
        for topic in self._topics():
            yield "topic", self._everything.with_filter("topic", topic), ()

    def _topics(self) -> Sequence[str]:
        """The topics that the query names, else the one that most records are on which hold some of its words."""
        named = [*self._values_named("topic"), *self._request.values("topic")]
        if named:
            return named
        known = self._known()
        if not known:
            return ()
        counts, size = self._around.topics(_typed(known))
        best = max(counts, key=lambda topic: (counts[topic], topic), default="")
        return (best,) if best and counts[best] >= COMMON_SHARE * size else ()

    def _in_the_region(self) -> Iterable[Step]:
        """The same in the region of a country that was asked for, by a filter or by its name."""
        for country in self._request.values("country"):
            if region := self._around.regions.get(country):
                yield "region", self._request.without("country").with_filter("region", region), ()
        for part in self._kept:
            for country in _values_of(part, "country"):
                if region := self._around.regions.get(country):
                    others = [other for other in self._known() if other is not part]
                    yield "region", self._request.with_query(_typed(others)).with_filter("region", region), ()
                    yield "region", self._everything.with_filter("region", region), ()

    def _regions(self) -> Sequence[str]:
        countries = (*self._values_named("country"), *self._request.values("country"))
        found = [self._around.regions.get(country, "") for country in countries]
        return [*self._values_named("region"), *self._request.values("region"), *filter(None, found)]

    def _values_named(self, facet: str) -> list[str]:
        return [value for part in self._kept for value in _values_of(part, facet)]

    def _unquoted(self) -> SearchRequest:
        return self._request.with_query(" ".join(part.text for part in self._kept))


def _values_of(part: ReadPart, facet: str) -> list[str]:
    """The values of a filter that a part was taken for."""
    origins = (meaning.origin.partition("/") for meaning in part.meanings)
    return [value for kind, _, value in origins if kind == facet]


def _typed(parts: Iterable[ReadPart]) -> str:
    return " ".join(map(_as_typed, parts))


def _as_typed(part: ReadPart) -> str:
    return f'"{part.text}"' if part.kind is PartKind.PHRASE else part.text
