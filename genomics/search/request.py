"""What a reader asks for: the address of a search as a value object, capped so that no input can hurt."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlencode

MAX_CHARACTERS = 500
"""Longest query that is read. Long enough for a request in several sentences; what follows is left out and said."""
MAX_VALUES = 20
"""Most values that one filter takes."""
MAX_VALUE_CHARACTERS = 60
DEFAULT_PAGE_SIZE = 10
MAX_PAGE_SIZE = 100
MAX_PAGE = 10_000
YEARS = (1000, 2100)

FILTERS = ("type", "topic", "audience", "region", "country", "language", "access", "kind")
"""Filters that may be given several times: OR inside one filter, AND across filters."""
NOT_STATED = "not-stated"
"""The value of a filter for records that could state it and do not, so that no filter loses them silently."""


class Sort(StrEnum):
    """The orders that a list of results can have."""

    RELEVANCE = "relevance"
    TITLE = "title"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. `filters` holds (name, value) pairs without repeats, in the order of FILTERS and then as given.

    `page` counts from 1. `exact`: only the words as they were typed count. `shortened` says that the query was longer
    than MAX_CHARACTERS.
    """

    q: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = DEFAULT_PAGE_SIZE
    lang: str = "en"
    exact: bool = False
    shortened: bool = field(default=False, compare=False)

    @classmethod
    def from_args(cls, args: Iterable[tuple[str, str]], lang: str = "en") -> SearchRequest:
        """The request that the pairs of an address's query part ask for; never raises, ignores what it cannot use."""
        pairs = list(args)
        q, shortened = _clean_query(_first(pairs, "q"))
        return cls(
            q=q,
            filters=_filters(pairs),
            year_from=_number(_first(pairs, "year_from"), *YEARS),
            year_to=_number(_first(pairs, "year_to"), *YEARS),
            sort=_sort(_first(pairs, "sort")),
            page=_number(_first(pairs, "page"), 1, MAX_PAGE) or 1,
            page_size=_number(_first(pairs, "page_size"), 1, MAX_PAGE_SIZE) or DEFAULT_PAGE_SIZE,
            lang=lang,
            exact=_first(pairs, "exact") == "1",
            shortened=shortened,
        )

    def to_args(self) -> list[tuple[str, str]]:
        """The pairs that give this request again, without those that only say the default."""
        pairs = [("q", self.q)] if self.q else []
        if self.exact:
            pairs.append(("exact", "1"))
        pairs += self.filters
        if self.year_from is not None:
            pairs.append(("year_from", str(self.year_from)))
        if self.year_to is not None:
            pairs.append(("year_to", str(self.year_to)))
        if self.sort is not Sort.RELEVANCE:
            pairs.append(("sort", self.sort.value))
        if self.page != 1:
            pairs.append(("page", str(self.page)))
        if self.page_size != DEFAULT_PAGE_SIZE:
            pairs.append(("page_size", str(self.page_size)))
        return pairs

    def query_string(self) -> str:
        """The query part of this request's address, without the question mark."""
        return urlencode(self.to_args())

    def values(self, name: str) -> tuple[str, ...]:
        """The chosen values of one filter."""
        return tuple(value for filter_name, value in self.filters if filter_name == name)

    def with_filter(self, name: str, value: str) -> SearchRequest:
        """The same search narrowed to one more value, from its first page."""
        return replace(self, filters=_in_order([*self.filters, (name, value)]), page=1)

    def without(self, name: str, value: str | None = None) -> SearchRequest:
        """The same search without one value of a filter, or without the whole filter, from its first page."""
        if name == "year_from":
            return replace(self, year_from=None, page=1)
        if name == "year_to":
            return replace(self, year_to=None, page=1)
        kept = tuple(pair for pair in self.filters if pair[0] != name or value not in (None, pair[1]))
        return replace(self, filters=kept, page=1)

    def without_filters(self) -> SearchRequest:
        """The same words, with nothing filtered out."""
        return replace(self, filters=(), year_from=None, year_to=None, page=1)

    def with_query(self, q: str) -> SearchRequest:
        """Other words under the same filters, from the first page."""
        return replace(self, q=_clean_query(q)[0], page=1)

    def with_exact(self, exact: bool) -> SearchRequest:
        """The same words, exactly as they were typed or with all that they are known by, from the first page."""
        return replace(self, exact=exact, page=1)

    def with_sort(self, sort: Sort) -> SearchRequest:
        """The same results in another order, from the first page."""
        return replace(self, sort=sort, page=1)

    def with_page(self, page: int) -> SearchRequest:
        """Another page of the same results."""
        return replace(self, page=page)


def _first(pairs: list[tuple[str, str]], name: str) -> str:
    return next((value for key, value in pairs if key == name), "")


def _clean_query(text: str) -> tuple[str, bool]:
    """One line of normal text, and whether it had to be cut. Control characters count as spaces."""
    head = text[: MAX_CHARACTERS * 4]
    composed = unicodedata.normalize("NFC", head.encode("utf-8", "ignore").decode("utf-8"))
    printable = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Zs") else char for char in composed)
    line = " ".join(printable.split())
    return line[:MAX_CHARACTERS].strip(), len(line) > MAX_CHARACTERS or len(text) > len(head)


def _filters(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    wanted = [
        (name, value.strip())
        for name, value in pairs
        if name in FILTERS and value.strip() and len(value) <= MAX_VALUE_CHARACTERS and value.isprintable()
    ]
    return _in_order(wanted)


def _in_order(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    unique = list(dict.fromkeys(pairs))
    return tuple(pair for name in FILTERS for pair in [p for p in unique if p[0] == name][:MAX_VALUES])


def _number(text: str, least: int, most: int) -> int | None:
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        return None
    return min(max(int(text), least), most)


def _sort(text: str) -> Sort:
    return Sort(text) if text in list(Sort) else Sort.RELEVANCE
