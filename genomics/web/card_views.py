"""Records as lists show them, grouped by what they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from genomics.content.model import RecordType
from genomics.publishing.site import Card, Site
from genomics.search.request import SearchRequest
from genomics.web.labels import card_summary, card_title, type_plural, type_singular, value_label
from genomics.web.localisation import current_language, gettext, localised
from genomics.web.phrases import Phrase
from genomics.web.presenters import SEARCH

_ = gettext

FIRST_SHOWN = 12
TYPES = (RecordType.PAGE, RecordType.RESOURCE, RecordType.COLLABORATOR, RecordType.TERM)


@dataclass(frozen=True, slots=True)
class CardView:
    """A record in a list."""

    type: str
    kind: str
    title: Phrase
    href: str
    summary: Phrase
    place: str


@dataclass(frozen=True, slots=True)
class Group:
    """The first records of a list, how many there are in all, and where the rest is (empty: all are shown)."""

    name: str
    label: str
    cards: tuple[CardView, ...]
    total: int
    rest: str


def card_view(site: Site, card: Card) -> CardView:
    """A record in a list, in the page's language."""
    kind = site.vocabularies.kind_label(card.kind, current_language()) if card.kind else type_singular(card.type)
    country = value_label(site, "country", card.country) if card.country else ""
    place = _(", ").join(part for part in (card.city, country) if part)
    return CardView(card.type, kind, card_title(card), localised(card.address), card_summary(card), place)


def groups_by_type(site: Site, cards: Iterable[Card], filter_name: str, value: str) -> tuple[Group, ...]:
    """Cards grouped by type, the first dozen of each; the rest is in the search under the same filter."""
    listed = list(cards)
    groups = []
    for record_type in TYPES:
        own = [card for card in listed if card.type is record_type]
        rest = SEARCH.address_of(SearchRequest().with_filter("type", record_type).with_filter(filter_name, value))
        groups.append(group(site, str(record_type), type_plural(record_type), own, rest))
    return tuple(found for found in groups if found.cards)


def group(site: Site, name: str, label: str, cards: list[Card], rest: str) -> Group:
    """The first dozen cards; a list that is hardly longer is shown whole."""
    is_short = len(cards) <= FIRST_SHOWN + 2 or not rest
    shown = cards if is_short else cards[:FIRST_SHOWN]
    return Group(name, label, tuple(card_view(site, card) for card in shown), len(cards), "" if is_short else rest)
