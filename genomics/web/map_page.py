"""The map of collaborators: a mark for every place, and the list of the same places. Needs no search index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import Blueprint

from genomics.content.model import RecordType
from genomics.content.ordering import sort_key
from genomics.content.vocabulary import EVERYWHERE
from genomics.publishing.site import Card, Site
from genomics.search.request import SearchRequest
from genomics.web.card_views import CardView, card_view
from genomics.web.collaborator_lists import DIRECTORY, ON_MAP, counted, passes
from genomics.web.frame import Head, crumbs, own_words, render
from genomics.web.labels import section_label, value_label
from genomics.web.localisation import gettext, number
from genomics.web.phrases import Link
from genomics.web.places import Place, places_of
from genomics.web.sites import current_site
from genomics.web.world import HEIGHT, WIDTH, Part, part_around

_ = gettext
blueprint = Blueprint("map", __name__)

FEW = 50
"""So many collaborators are named at once; of more, the map gives an overview that leads on to single countries."""
ENLARGING = ("region", "country")
"""The filters that show a part of the world instead of the whole."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map. `x` and `y` are shares of the picture's width and height, such as `48.2%`.

    `href` leads to those who are there; `figure` is the number inside the mark, empty for one.
    """

    href: str
    x: str
    y: str
    name: str
    figure: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place in the list, by its cities; in an overview, `collaborators` is empty and `href` leads to them."""

    anchor: str
    name: str
    href: str
    count: int
    collaborators: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class CountryView:
    """The places of one country in the list; `name` is empty where the places name none."""

    name: str
    places: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """The picture: the part of the land behind the marks, as an SVG view box, and the marks, the greatest first."""

    view_box: str
    width: int
    height: int
    marks: tuple[Mark, ...]


@blueprint.get("/map")
def collaborators_on_a_map() -> str:
    site = current_site()
    wanted = ON_MAP.request()
    cards = site.cards(RecordType.COLLABORATOR)
    places = places_of(cards)
    chosen = sum(passes(card, wanted) for card in cards)
    is_overview = chosen > FEW and not any(wanted.values(name) for name in ENLARGING)
    further = wanted if is_overview else None
    shown = _shown(places, wanted)
    placed = {card.key for place in places for card in place.cards}
    elsewhere = [card for card in cards if card.key not in placed and passes(card, wanted)]
    return render(
        "map.html",
        Head(
            title=own_words(section_label("/map")),
            description=_("Where the collaborators are: a map of the world and a list of the same places."),
            crumbs=crumbs("/collaborators"),
            canonical="/map",
        ),
        map=_map(site, shown, _part(places, wanted), further),
        countries=_listed(site, shown, further),
        elsewhere=[] if is_overview else [card_view(site, card) for card in elsewhere],
        elsewhere_by_country=_by_country(site, elsewhere, wanted) if is_overview else [],
        elsewhere_count=number(len(elsewhere)),
        panel=ON_MAP.panel(site, cards, wanted),
        count=counted(chosen),
        regions=_regions(site, places, wanted),
        directory=DIRECTORY.address_of(wanted),
    )


def _shown(places: Iterable[Place], wanted: SearchRequest) -> list[Place]:
    """The places with those of their collaborators that pass the filters; places without any are left out."""
    narrowed = (replace(place, cards=tuple(card for card in place.cards if passes(card, wanted))) for place in places)
    return [place for place in narrowed if place.cards]


def _part(places: Iterable[Place], wanted: SearchRequest) -> Part:
    """The whole world, or the part in which the chosen regions and countries have places."""
    chosen = SearchRequest(filters=tuple(pair for pair in wanted.filters if pair[0] in ENLARGING))
    return part_around(place.point for place in _shown(places, chosen) if chosen.filters)


def _map(site: Site, shown: list[Place], part: Part, further: SearchRequest | None) -> MapView:
    box = " ".join(f"{side:g}" for side in (round(part.left), round(part.top), round(part.width), round(part.height)))
    greatest_first = sorted(shown, key=lambda place: -len(place.cards))
    return MapView(box, WIDTH, HEIGHT, tuple(_mark(site, place, part, further) for place in greatest_first))


def _regions(site: Site, places: Iterable[Place], wanted: SearchRequest) -> list[Link]:
    """The regions that can be enlarged: those that have places, in the vocabulary's order."""
    present = {card.who_region for place in places for card in place.cards} - {"", EVERYWHERE}
    elsewhere = wanted.without("region").without("country")
    return [
        Link(
            own_words(value_label(site, "region", entry.id)),
            ON_MAP.address_of(elsewhere.with_filter("region", entry.id)),
        )
        for entry in site.vocabularies.regions
        if entry.id in present
    ]


def _mark(site: Site, place: Place, part: Part, further: SearchRequest | None) -> Mark:
    x, y = part.share(place.point)
    many = len(place.cards)
    name = _("%(filter)s: %(value)s") % {"filter": _name(site, place), "value": counted(many)}
    return Mark(_href(place, further), f"{x:.1%}", f"{y:.1%}", name, number(many) if many > 1 else "")


def _by_country(site: Site, cards: Iterable[Card], wanted: SearchRequest) -> list[Link]:
    """Where those without a place are named: under their countries, else under their WHO regions."""
    groups: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in cards:
        groups[("country", card.country) if card.country else ("region", card.who_region)].append(card)
    links = [
        Link(
            own_words(value_label(site, name, value) if value else _("Not stated")),
            ON_MAP.address_of(wanted.with_filter(name, value)) if value else DIRECTORY.address_of(wanted),
            len(found),
        )
        for (name, value), found in groups.items()
    ]
    return sorted(links, key=lambda link: sort_key(link.label.text))


def _listed(site: Site, shown: list[Place], further: SearchRequest | None) -> list[CountryView]:
    """The places by country, then by city, as readers of the page's language order them."""
    by_country: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(shown, key=lambda place: _cities(place.cards)):
        by_country[_country(site, place.country)].append(place)
    return [
        CountryView(name, tuple(_place_view(site, place, further) for place in places))
        for name, places in sorted(by_country.items(), key=lambda found: sort_key(found[0]))
    ]


def _place_view(site: Site, place: Place, further: SearchRequest | None) -> PlaceView:
    cities = _(", ").join(city for city in _cities(place.cards) if city)
    return PlaceView(
        anchor=_anchor(place),
        name=cities or _country(site, place.country) or _("Not stated"),
        href=_href(place, further),
        count=len(place.cards),
        collaborators=() if further else tuple(card_view(site, card) for card in place.cards),
    )


def _href(place: Place, further: SearchRequest | None) -> str:
    """Where the place's collaborators are named: on this page, or on the map of its country under the same filters."""
    if further is None:
        return f"#{_anchor(place)}"
    return f"{ON_MAP.address_of(further.with_filter('country', place.country))}#{_anchor(place)}"


def _anchor(place: Place) -> str:
    return f"place-{place.number}"


def _name(site: Site, place: Place) -> str:
    """The cities that the place's collaborators are in, and their country."""
    return _(", ").join(part for part in (*_cities(place.cards), _country(site, place.country)) if part)


def _cities(cards: Iterable[Card]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(card.city for card in cards))


def _country(site: Site, code: str) -> str:
    return value_label(site, "country", code) if code else ""
