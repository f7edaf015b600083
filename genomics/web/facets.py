"""The filters beside a list: their values with counts, what is chosen, and the links that add or remove a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from genomics.publishing.site import Site
from genomics.search.request import SearchRequest
from genomics.search.results import Facet
from genomics.web.labels import filter_label, value_label
from genomics.web.localisation import gettext

_ = gettext

FIRST_SHOWN = 8

AddressOf = Callable[[SearchRequest], str]
"""Gives the address of the list under another request."""


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """One value of a filter; `href` chooses it, or removes it where it is chosen."""

    label: str
    count: int
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """One filter. `more` holds what is behind "Show all"; chosen values are always among `first`."""

    name: str
    label: str
    first: tuple[FacetChoice, ...]
    more: tuple[FacetChoice, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address of the list without it."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class YearForm:
    """The form that narrows a list to some years; `hidden` keeps everything else that is asked for."""

    action: str
    year_from: int | None
    year_to: int | None
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FilterPanel:
    """All filters of a list. `clear` is the address without any, `first_page` that of the list from its
    beginning; `years` is missing where years mean nothing."""

    facets: tuple[FacetView, ...]
    chips: tuple[Chip, ...]
    clear: str
    first_page: str
    years: YearForm | None


def facet_views(
    site: Site, facets: tuple[Facet, ...], request: SearchRequest, address_of: AddressOf
) -> tuple[FacetView, ...]:
    """The filters that offer a choice: the first one open, so that all of them fit on a phone, and what is set."""
    offered = [facet for facet in facets if facet.values]
    return tuple(_facet_view(site, facet, request, address_of, is_first=facet is offered[0]) for facet in offered)


def chips(site: Site, request: SearchRequest, address_of: AddressOf, fixed: str = "") -> tuple[Chip, ...]:
    """What is set, each with the way to take it off again; the filter `fixed` belongs to the list and stays."""
    set_filters = [
        Chip(
            _("%(filter)s: %(value)s") % {"filter": filter_label(name), "value": value_label(site, name, value)},
            address_of(request.without(name, value)),
        )
        for name, value in request.filters
        if name != fixed
    ]
    years = [
        Chip(
            _("%(filter)s: %(value)s") % {"filter": filter_label(name), "value": value},
            address_of(request.without(name)),
        )
        for name, value in (("year_from", request.year_from), ("year_to", request.year_to))
        if value is not None
    ]
    return (*set_filters, *years)


def _facet_view(
    site: Site, facet: Facet, request: SearchRequest, address_of: AddressOf, *, is_first: bool
) -> FacetView:
    choices = []
    for value in facet.values:
        other = (
            request.without(facet.name, value.value) if value.chosen else request.with_filter(facet.name, value.value)
        )
        label = value_label(site, facet.name, value.value)
        choices.append(FacetChoice(label, value.count, address_of(other), value.chosen))
    ordered = sorted(choices, key=lambda choice: not choice.is_chosen)
    is_set = any(choice.is_chosen for choice in choices)
    # A list of nine with one hidden helps nobody.
    shown = FIRST_SHOWN if len(ordered) > FIRST_SHOWN + 1 else len(ordered)
    return FacetView(
        name=facet.name,
        label=filter_label(facet.name),
        first=tuple(ordered[:shown]),
        more=tuple(ordered[shown:]),
        is_open=is_set or is_first,
    )
