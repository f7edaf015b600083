"""The places where collaborators sit: those of one city share a place, and so do those of its close neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, radians

from genomics.publishing.site import Card
from genomics.web.world import Point, project

NEAR = 40.0
"""Kilometres within which cities of one country share a mark: two marks would hide one another."""
_KILOMETRES_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Place:
    """A mark on the map, and the cards of those who are there, by title. `number` tells it from all others."""

    number: int
    country: str
    point: Point
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class _City:
    country: str
    name: str
    latitude: float
    longitude: float
    cards: tuple[Card, ...]

    def is_near(self, other: _City) -> bool:
        north = self.latitude - other.latitude
        east = (self.longitude - other.longitude) * cos(radians(self.latitude))
        return self.country == other.country and hypot(north, east) * _KILOMETRES_PER_DEGREE <= NEAR


def places_of(cards: Iterable[Card]) -> tuple[Place, ...]:
    """The places of all cards that are in a city whose coordinates some card tells; the greatest first.

    A card without a city is on the map where it has coordinates of its own.
    """
    groups: list[list[_City]] = []
    for city in sorted(_cities(cards), key=lambda city: (-len(city.cards), city.country, city.name)):
        near = next((group for group in groups if city.is_near(group[0])), None)
        if near is None:
            groups.append([city])
        else:
            near.append(city)
    return tuple(_place(number, group) for number, group in enumerate(groups, start=1))


def _cities(cards: Iterable[Card]) -> Iterable[_City]:
    together: dict[tuple[object, ...], list[Card]] = defaultdict(list)
    for card in cards:
        spot = (card.city,) if card.city else (card.latitude, card.longitude)
        together[card.country, *spot].append(card)
    for found in together.values():
        # Coordinates are those of the city, so that one record's word holds for all that are there.
        known = [(card.latitude, card.longitude) for card in found]
        latitude, longitude = next((pair for pair in known if None not in pair), (None, None))
        if latitude is not None and longitude is not None:
            yield _City(found[0].country, found[0].city, latitude, longitude, tuple(found))


def _place(number: int, group: list[_City]) -> Place:
    cards = sorted((card for city in group for card in city.cards), key=lambda card: card.titles["en"].casefold())
    return Place(number, group[0].country, project(group[0].latitude, group[0].longitude), tuple(cards))
