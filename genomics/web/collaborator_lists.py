"""Lists of collaborators that a reader narrows: what is asked for, who passes, and the filters beside the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import request

from genomics.publishing.site import Card, Site
from genomics.search.request import SearchRequest
from genomics.search.results import Facet, FacetValue
from genomics.web.facets import FilterPanel, chips, facet_views
from genomics.web.localisation import current_language, localised, ngettext, number

FILTERS = ("kind", "topic", "region", "country")


@dataclass(frozen=True, slots=True)
class CollaboratorList:
    """A list of collaborators at an address, and the filters that are offered beside it."""

    address: str
    offered: tuple[str, ...] = FILTERS

    def request(self) -> SearchRequest:
        """What the address of the page being made asks for."""
        pairs = [(name, value) for name, value in request.args.items(multi=True) if name in FILTERS]
        return SearchRequest.from_args(pairs, current_language())

    def address_of(self, wanted: SearchRequest) -> str:
        """The address of the list under these filters, in the page's language."""
        query = wanted.query_string()
        return localised(f"{self.address}?{query}" if query else self.address)

    def panel(self, site: Site, cards: Iterable[Card], wanted: SearchRequest) -> FilterPanel:
        """The filters beside the list."""
        facets = tuple(_facet(cards, name, wanted) for name in self.offered)
        return FilterPanel(
            facets=facet_views(site, facets, wanted, self.address_of),
            chips=chips(site, wanted, self.address_of),
            clear=self.address_of(SearchRequest()),
            first_page=self.address_of(wanted),
            years=None,
        )


DIRECTORY = CollaboratorList("/collaborators")
ON_MAP = CollaboratorList("/map", ("kind", "topic", "region"))


def passes(card: Card, wanted: SearchRequest, but: str = "") -> bool:
    """Whether a card carries one of the chosen values of every filter, leaving one filter out."""
    chosen = ((name, wanted.values(name)) for name in FILTERS if name != but)
    return all(not values or set(values) & set(_values(card, name)) for name, values in chosen)


def counted(collaborators: int) -> str:
    """So many collaborators, in words."""
    return ngettext("%(number)s collaborator", "%(number)s collaborators", collaborators) % {
        "number": number(collaborators)
    }


def _values(card: Card, name: str) -> tuple[str, ...]:
    one = {"kind": card.kind, "region": card.who_region, "country": card.country}
    return card.topics if name == "topic" else (one[name],)


def _facet(cards: Iterable[Card], name: str, wanted: SearchRequest) -> Facet:
    """The values of one filter, counted without its own choice; most frequent first."""
    counts = Counter(value for card in cards if passes(card, wanted, but=name) for value in _values(card, name))
    chosen = wanted.values(name)
    values = {value: counts[value] for value in (*counts, *chosen) if value}
    ordered = sorted(values.items(), key=lambda item: (-item[1], item[0]))
    return Facet(name, tuple(FacetValue(value, count, value in chosen) for value, count in ordered))
