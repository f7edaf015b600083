"""Which collaborators share a mark on the map."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from genomics.content.model import RecordType
from genomics.publishing.site import Card
from genomics.web.places import places_of

COORDINATES = st.tuples(st.floats(-60, 80).map(lambda n: round(n, 2)), st.floats(-180, 180).map(lambda n: round(n, 2)))


def card(name: str, country: str = "", city: str = "", at: tuple[float, float] | None = None) -> Card:
    return Card(
        key=f"collaborator/{name}",
        type=RecordType.COLLABORATOR,
        id=name,
        address=f"/collaborators/{name}",
        titles={"en": name},
        summaries={},
        country=country,
        city=city,
        latitude=at[0] if at else None,
        longitude=at[1] if at else None,
    )


CARDS = st.lists(
    st.tuples(st.sampled_from(["", "AE", "NG"]), st.sampled_from(["", "A", "B", "C"]), st.none() | COORDINATES),
    max_size=12,
).map(lambda facts: [card(f"c{number}", *fact) for number, fact in enumerate(facts)])


@given(CARDS)
def test_every_card_has_at_most_one_mark_and_every_card_with_coordinates_has_one(cards: list[Card]) -> None:
    placed = [card.key for place in places_of(cards) for card in place.cards]
    assert len(placed) == len(set(placed))
    assert {card.key for card in cards if card.latitude is not None} <= set(placed)


@given(CARDS)
def test_those_of_one_city_share_a_mark_and_no_mark_spans_two_countries(cards: list[Card]) -> None:
    mark_of = {card.key: place for place in places_of(cards) for card in place.cards}
    assert all(place.country == card.country for place in mark_of.values() for card in place.cards)
    in_cities = [card for card in cards if card.city and card.key in mark_of]
    for one in in_cities:
        for other in in_cities:
            if (one.country, one.city) == (other.country, other.city):
                assert mark_of[one.key] is mark_of[other.key]


@given(CARDS, st.randoms())
def test_the_places_do_not_depend_on_the_order_of_the_cards(cards: list[Card], random: Random) -> None:
    located = [c for c in cards if c.latitude is not None]
    one_each = list({(c.country, c.city): c for c in located}.values())
    shuffled = random.sample(one_each, len(one_each))
    assert places_of(one_each) == places_of(shuffled)


def test_numbers_tell_marks_apart() -> None:
    places = places_of([card("a", "AE", "A", (0, 0)), card("b", "AE", "B", (10, 0)), card("c", "NG", "A", (0, 0))])
    assert sorted(place.number for place in places) == [1, 2, 3]


def test_a_suburb_shares_the_mark_of_its_city_and_a_town_far_off_does_not() -> None:
    near, far = (51.6, 0.1), (52.2, 0.12)
    places = places_of(
        [card("a", "GB", "London", (51.5, 0.0)), card("b", "GB", "Suburb", near), card("c", "GB", "Cambridge", far)]
    )
    assert [sorted(card.id for card in place.cards) for place in places] == [["c"], ["a", "b"]]


def test_a_city_across_the_border_keeps_its_own_mark() -> None:
    assert len(places_of([card("a", "FR", "Strasbourg", (48.58, 7.75)), card("b", "DE", "Kehl", (48.57, 7.81))])) == 2


def test_a_card_is_placed_by_what_another_record_says_of_its_city() -> None:
    (place,) = places_of([card("a", "KE", "Kilifi"), card("b", "KE", "Kilifi", (-3.63, 39.85))])
    assert [found.id for found in place.cards] == ["a", "b"]
    assert places_of([card("a", "KE", "Kilifi")]) == ()
