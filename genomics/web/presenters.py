"""Search results as a page shows them: SearchResults -> ResultsView, with every word and address ready to print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from genomics.content.model import ORIGINAL_LANGUAGE, RecordType
from genomics.publishing.site import Card, Site
from genomics.search.request import FILTERS, SearchRequest, Sort
from genomics.search.results import (
    Hit,
    MeaningKind,
    PartKind,
    Reading,
    ReadPart,
    Reason,
    SearchResults,
    Stretch,
    WayOn,
    WhyIgnored,
)
from genomics.web.facets import FilterPanel, YearForm, chips, facet_views
from genomics.web.labels import filter_label, reason_label, sort_label, type_singular, value_label
from genomics.web.localisation import current_language, gettext, listed, localised, ngettext, number
from genomics.web.phrases import Link, Phrase, pick

_ = gettext

NEIGHBOURING_PAGES = 2
MOST_LANGUAGES_NAMED = 3
MOST_ALSO_SEARCHED = 5


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a list of results lives: its address, the orders that it offers, what belongs to it and is never said."""

    address: str
    sorts: tuple[Sort, ...]
    default_sort: Sort
    fixed: tuple[str, str] | None = None

    def arguments(self, request: SearchRequest) -> list[tuple[str, str]]:
        """What of a request has to be in the address of this list."""
        unsaid = (self.fixed, ("sort", self.default_sort.value))
        return [pair for pair in request.to_args() if pair not in unsaid]

    def address_of(self, request: SearchRequest) -> str:
        """The address of this list under a request, in the page's language."""
        query = urlencode(self.arguments(request))
        return localised(f"{self.address}?{query}" if query else self.address)


SEARCH = ListPlace("/search", (Sort.RELEVANCE, Sort.YEAR, Sort.TITLE), Sort.RELEVANCE)
RESOURCES = ListPlace("/resources", (Sort.TITLE, Sort.YEAR), Sort.TITLE, ("type", RecordType.RESOURCE.value))


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Where words of the query were found, and the words."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HitView:
    """One record in a list of results."""

    type: str
    kind: str
    title: Phrase
    href: str
    heading: str
    snippet: tuple[Stretch, ...]
    snippet_language: str
    reasons: tuple[ReasonView, ...]
    facts: tuple[str, ...]
    is_unread: bool
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class SortView:
    """An order of results; the current one has no address."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of results; without an address it is the current one, without a number it is a gap."""

    number: int | None
    href: str


@dataclass(frozen=True, slots=True)
class Pages:
    """The ways between pages of results; empty addresses where there is no such page."""

    links: tuple[PageLink, ...]
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class WordView:
    """A part of the query, and what it was taken for."""

    text: str
    meanings: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """How the query was read: what was looked for and what else, what was left out, what did not count and why."""

    words: tuple[WordView, ...]
    also: tuple[str, ...]
    excluded: tuple[str, ...]
    ignored: tuple[str, ...]
    unknown_numbers: tuple[str, ...]
    is_shortened: bool
    is_exact: bool
    other_way: str
    """The address of the same search for the exact words only, or with all other names where it is that; or empty."""
    is_worth_saying: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """Another search that leads somewhere."""

    label: str
    href: str
    count: str


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """Another spelling than the one typed; without an address where the results are its results already."""

    typed: str
    q: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """Everything that a page of results shows."""

    q: str
    count: str
    total: int
    is_refused: bool
    reading: ReadingView
    suggestion: SuggestionView | None
    hits: tuple[HitView, ...]
    first_place: int
    panel: FilterPanel
    sorts: tuple[SortView, ...]
    pages: Pages
    ways_on: tuple[Offer, ...]


def results_view(site: Site, results: SearchResults, place: ListPlace) -> ResultsView:
    """The view of one page of results."""
    request = results.request
    return ResultsView(
        q=request.q,
        count=_count(results),
        total=results.total,
        is_refused=results.reading.refused,
        reading=_reading(site, results, place),
        suggestion=_suggestion(results, place),
        hits=tuple(_hit(site, hit) for hit in results.hits),
        first_place=(request.page - 1) * request.page_size + 1,
        panel=filter_panel(site, results, place),
        sorts=_sorts(results, place),
        pages=pages_view(results, place),
        ways_on=tuple(_offer(site, way, request, place) for way in results.ways_on),
    )


def filter_panel(site: Site, results: SearchResults, place: ListPlace) -> FilterPanel:
    """The filters beside the results."""
    request = results.request
    fixed = place.fixed[0] if place.fixed else ""
    facets = tuple(facet for facet in results.facets if facet.name != fixed)
    without_years = replace(request, year_from=None, year_to=None, page=1)
    kept = request.without_filters()
    return FilterPanel(
        facets=facet_views(site, facets, request, place.address_of),
        chips=chips(site, request, place.address_of, fixed),
        clear=place.address_of(kept.with_filter(*place.fixed) if place.fixed else kept),
        first_page=place.address_of(request.with_page(1)),
        years=YearForm(
            localised(place.address), request.year_from, request.year_to, tuple(place.arguments(without_years))
        ),
    )


def _count(results: SearchResults) -> str:
    total = results.total
    applied = results.suggestion.q if results.suggestion and results.suggestion.applied else ""
    words = {"number": number(total), "query": applied or results.request.q}
    if results.request.q:
        return ngettext("%(number)s result for “%(query)s”", "%(number)s results for “%(query)s”", total) % words
    return ngettext("%(number)s record", "%(number)s records", total) % words


def _reading(site: Site, results: SearchResults, place: ListPlace) -> ReadingView:
    reading = results.reading
    counted = [part for part in reading.parts if not part.ignored]
    wanted = [part for part in counted if part.kind is not PartKind.EXCLUSION]
    excluded = tuple(part.text for part in counted if part.kind is PartKind.EXCLUSION)
    # That "of" was not looked for is worth saying only where nothing else is left.
    ignored = () if counted else _ignored_as(reading, WhyIgnored.COMMON, WhyIgnored.REPEATED)
    unknown_numbers = _ignored_as(reading, WhyIgnored.UNKNOWN_IDENTIFIER)
    says_more = reading.exact or any(part.kind is not PartKind.WORD for part in counted)
    also = _also_searched(wanted)
    is_other_than_typed = bool(results.suggestion and results.suggestion.applied) or any(
        part.meanings or part.expansions for part in wanted
    )
    other_way = results.request.with_exact(not reading.exact) if reading.exact or is_other_than_typed else None
    return ReadingView(
        words=tuple(_word(site, part) for part in wanted),
        also=also,
        excluded=excluded,
        ignored=ignored,
        unknown_numbers=unknown_numbers,
        is_shortened=reading.shortened,
        is_exact=reading.exact,
        other_way=place.address_of(other_way) if other_way else "",
        is_worth_saying=bool(says_more or other_way or ignored or unknown_numbers or reading.shortened),
    )


def _ignored_as(reading: Reading, *causes: WhyIgnored) -> tuple[str, ...]:
    """The parts of a query that do not count for one of these causes."""
    return tuple(part.text for part in reading.parts if part.ignored in causes)


def _word(site: Site, part: ReadPart) -> WordView:
    text = f"“{part.text}”" if part.kind is PartKind.PHRASE else part.text
    language = current_language()
    # What is named like a term is about it: only the term is what the words were taken for.
    is_term = any(meaning.kind == MeaningKind.TERM for meaning in part.meanings)
    told = [meaning for meaning in part.meanings if not (is_term and meaning.kind == MeaningKind.RECORD)]
    links = (Link(pick(meaning.labels, language), _address_of_origin(site, meaning.origin)) for meaning in told)
    # Several sources may know the same meaning by the same name: one that leads somewhere is worth more.
    by_name: dict[str, Link] = {}
    for link in sorted(links, key=lambda link: not link.href):
        by_name.setdefault(link.label.text.casefold(), link)
    by_name.pop(part.text.casefold(), None)
    return WordView(text, tuple(by_name.values()))


def _address_of_origin(site: Site, origin: str) -> str:
    """The page of what an entry of the thesaurus stands for; empty where it has none."""
    kind, _slash, name = origin.partition("/")
    lists = {"topic": "/topics", "country": "/countries", "region": "/regions"}
    if kind in lists and site.tag_counts(kind).get(name):
        return localised(f"{lists[kind]}/{name}")
    card = site.card(origin)
    return localised(card.address) if card else ""


def _also_searched(parts: list[ReadPart]) -> tuple[str, ...]:
    """Other words that were searched, in the reader's language or, where none is, in that of the texts."""
    typed = {part.text.casefold() for part in parts}
    for lang in (current_language(), ORIGINAL_LANGUAGE):
        words = [expansion.text for part in parts for expansion in part.expansions if expansion.lang == lang]
        others = {word.casefold(): word for word in reversed(words) if word.casefold() not in typed}
        if others:
            return tuple(reversed(others.values()))[:MOST_ALSO_SEARCHED]
    return ()


def _suggestion(results: SearchResults, place: ListPlace) -> SuggestionView | None:
    suggestion = results.suggestion
    if suggestion is None:
        return None
    href = "" if suggestion.applied else place.address_of(results.request.with_query(suggestion.q))
    return SuggestionView(results.request.q, suggestion.q, href)


def _hit(site: Site, hit: Hit) -> HitView:
    card = site.card(hit.key)
    return HitView(
        type=hit.type,
        kind=_kind(site, hit, card),
        title=Phrase(hit.title, hit.language),
        href=localised(hit.address) + (f"#{hit.anchor}" if hit.anchor else ""),
        heading=hit.heading if hit.anchor else "",
        snippet=hit.snippet,
        snippet_language=hit.snippet_language,
        reasons=tuple(_reason(site, reason) for reason in hit.reasons),
        facts=_facts(site, card) if card else (),
        is_unread=bool(card and card.checked == "known"),
        is_pinned=hit.pinned,
    )


def _reason(site: Site, reason: Reason) -> ReasonView:
    if reason.field not in FILTERS:
        return ReasonView(reason_label(reason.field), reason.words)
    return ReasonView(reason_label(reason.field), tuple(value_label(site, reason.field, word) for word in reason.words))


def _kind(site: Site, hit: Hit, card: Card | None) -> str:
    words = [type_singular(hit.type)]
    if card and card.kind:
        words.append(site.vocabularies.kind_label(card.kind, current_language()))
    return " · ".join(words)


def _facts(site: Site, card: Card) -> tuple[str, ...]:
    place = card.country or card.who_region
    facts = [
        value_label(site, "country" if card.country else "region", place) if place else "",
        value_label(site, "access", card.access) if card.access else "",
        _languages(site, card) if card.type is RecordType.RESOURCE else "",
        str(card.year) if card.year else "",
    ]
    return tuple(fact for fact in facts if fact)


def _languages(site: Site, card: Card) -> str:
    if len(card.languages) > MOST_LANGUAGES_NAMED:
        count = len(card.languages)
        return ngettext("%(number)s language", "%(number)s languages", count) % {"number": number(count)}
    return listed(value_label(site, "language", code) for code in card.languages)


def _sorts(results: SearchResults, place: ListPlace) -> tuple[SortView, ...]:
    """The orders that a list offers. Where nothing was looked for nothing matches best: titles are in order."""
    request = results.request
    is_unasked = results.reading.is_empty and request.sort is Sort.RELEVANCE
    current = Sort.TITLE if is_unasked else request.sort
    offered = [sort for sort in place.sorts if not (results.reading.is_empty and sort is Sort.RELEVANCE)]
    return tuple(
        SortView(sort_label(sort), "" if sort is current else place.address_of(request.with_sort(sort)))
        for sort in offered
    )


def pages_view(results: SearchResults, place: ListPlace) -> Pages:
    """The ways between pages of results: the ends, and the neighbours of the current page."""
    request = results.request
    current, last = min(request.page, results.pages), results.pages

    def address(page: int) -> str:
        return place.address_of(request.with_page(page)) if 1 <= page <= last else ""

    near = range(current - NEIGHBOURING_PAGES, current + NEIGHBOURING_PAGES + 1)
    shown = sorted({1, last, *(page for page in near if 1 <= page <= last)})
    links: list[PageLink] = []
    for before, page in zip([0, *shown], shown, strict=False):
        if page > before + 1:
            links.append(PageLink(None, ""))
        links.append(PageLink(page, "" if page == request.page else address(page)))
    return Pages(tuple(links) if last > 1 else (), address(request.page - 1), address(request.page + 1))


def _offer(site: Site, way: WayOn, request: SearchRequest, place: ListPlace) -> Offer:
    return Offer(way_on_label(site, way, request), place.address_of(way.request), number(way.total))


def way_on_label(site: Site, way: WayOn, request: SearchRequest) -> str:
    """What a next step from a request is called."""
    words = {
        "query": way.request.q,
        "filter": listed(_left_out(request, way.request)),
        "left_out": listed(way.left_out),
        "topic": listed(value_label(site, "topic", topic) for topic in way.request.values("topic")),
        "place": listed(value_label(site, "region", region) for region in way.request.values("region")),
    }
    labels = {
        "without-filter": _("Without the filter: %(filter)s"),
        "without-filters": _("The same words without filters"),
        "not-exact": _("The same words with their other names and spellings"),
        "without-quotes": _("The same words without quotation marks"),
        "without-exclusions": _("The same words with nothing left out"),
        "spelling": _("Another spelling: %(query)s"),
        "other-name": _("Another name: %(query)s"),
        "fewer-words": _("%(query)s, without: %(left_out)s"),
        "topic": _("All about the topic: %(topic)s"),
        "region": _("%(query)s, in the region: %(place)s") if way.request.q else _("All from the region: %(place)s"),
        "glossary": _("Browse the glossary"),
        "people": _people_label(way.request),
    }
    return labels[way.name] % words


def _people_label(request: SearchRequest) -> str:
    if request.values("region"):
        return _("People to ask in the region: %(place)s")
    return _("People to ask on the topic: %(topic)s") if request.values("topic") else _("Browse the collaborators")


def _left_out(request: SearchRequest, other: SearchRequest) -> list[str]:
    """The filters of one request that another does not have, by what they are called."""
    kept = {name for name, _value in other.to_args()}
    return [filter_label(name) for name, _value in request.to_args() if name not in kept]
