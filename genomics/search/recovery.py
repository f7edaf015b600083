"""Ways on from a search that found nothing: near searches, the nearest first, and only those that find something."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from genomics.content.model import RecordType
from genomics.search.request import FILTERS, SearchRequest
from genomics.search.results import PartKind, Reading, ReadPart, WayOn

MOST = 6
FEWER_WORDS = 3
"""Parts of a query that are offered each by itself."""

_YEARS = ("year_from", "year_to")


def ways_on(request: SearchRequest, reading: Reading, total: Callable[[SearchRequest], int]) -> tuple[WayOn, ...]:
    """At most MOST next steps. `total` counts the results of a request."""
    found: dict[SearchRequest, WayOn] = {}
    for name, candidate in _candidates(request, reading):
        if candidate == request or candidate in found or len(found) == MOST:
            continue
        count = total(candidate)
        if count:
            found[candidate] = WayOn(name, candidate, count)
    return tuple(found.values())


def _candidates(request: SearchRequest, reading: Reading) -> Iterable[tuple[str, SearchRequest]]:
    if request.exact:
        yield "not-exact", request.with_exact(False)
    yield from _with_fewer_filters(request)
    kept = [part for part in reading.parts if part.kind is not PartKind.EXCLUSION]
    if any(part.kind is PartKind.PHRASE for part in kept):
        yield "without-quotes", request.with_query(" ".join(part.text for part in kept))
    if len(kept) < len(reading.parts):
        yield "without-exclusions", request.with_query(" ".join(map(_as_typed, kept)))
    if len(kept) > 1:
        for part in [part for part in kept if not part.ignored][:FEWER_WORDS]:
            yield "fewer-words", request.with_query(_as_typed(part))
    everything = SearchRequest(lang=request.lang)
    yield "glossary", everything.with_filter("type", RecordType.TERM)
    yield "people", everything.with_filter("type", RecordType.COLLABORATOR)


def _with_fewer_filters(request: SearchRequest) -> Iterable[tuple[str, SearchRequest]]:
    chosen = [name for name in FILTERS if request.values(name)]
    years = [name for name in _YEARS if getattr(request, name) is not None]
    if len(chosen) + len(years) > 1:
        for name in (*chosen, *years):
            yield "without-filter", request.without(name)
    if chosen or years:
        yield "without-filters", request.without_filters()


def _as_typed(part: ReadPart) -> str:
    return f'"{part.text}"' if part.kind is PartKind.PHRASE else part.text
