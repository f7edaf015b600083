"""Where places come to stand on the map."""

from __future__ import annotations

from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.web.world import (
    HEIGHT,
    NARROWEST,
    NORTHERNMOST,
    SOUTHERNMOST,
    WIDTH,
    WORLD,
    Point,
    part_around,
    project,
)

LATITUDES = st.floats(SOUTHERNMOST, NORTHERNMOST)
LONGITUDES = st.floats(-180, 180)
EQUATOR, POLE = 2.70663, 1.31737
"""Half the length of the equator and the height of a pole in the Equal Earth projection of a sphere of radius 1."""
POINTS = st.builds(Point, st.floats(0, WIDTH), st.floats(0, HEIGHT))


@given(LATITUDES, LONGITUDES)
def test_every_inhabited_place_is_on_the_map(latitude: float, longitude: float) -> None:
    point = project(latitude, longitude)
    assert -1 <= point.x <= WIDTH + 1
    assert -1 <= point.y <= HEIGHT + 1


@given(LATITUDES, LATITUDES, LONGITUDES, LONGITUDES)
def test_north_is_up_and_east_is_right(south: float, north: float, west: float, east: float) -> None:
    south, north = sorted((south, north))
    west, east = sorted((west, east))
    assert project(north, west).y <= project(south, east).y
    assert project(north, west).x <= project(north, east).x


@given(st.floats(-56, 83), st.floats(-179, 179))
def test_areas_keep_their_proportions_everywhere(latitude: float, longitude: float) -> None:
    step = 0.01
    here, east, north = project(latitude, longitude), project(latitude, longitude + step), project(latitude + step, 0)
    area = (east.x - here.x) * (here.y - north.y)
    unit = radians(step) * WIDTH / 2 / EQUATOR
    middle = radians(latitude + step / 2)
    assert area == pytest.approx(unit * unit * cos(middle), rel=0.002)


def test_the_map_is_as_wide_and_as_high_as_the_projection_says() -> None:
    assert project(0, 180).x - project(0, 0).x == WIDTH / 2
    pole = project(0, 0).y - project(90, 0).y
    assert pole == pytest.approx(WIDTH / 2 * POLE / EQUATOR, rel=1e-4)


@given(st.lists(POINTS, min_size=1))
def test_a_part_shows_all_its_points_and_nothing_beyond_the_map(points: list[Point]) -> None:
    part = part_around(points)
    assert part.left >= 0
    assert part.top >= 0
    assert part.left + part.width <= WIDTH + 0.001
    assert part.top + part.height <= HEIGHT + 0.001
    assert NARROWEST <= part.width <= WIDTH
    assert part.height / part.width == pytest.approx(HEIGHT / WIDTH)
    for point in points:
        x, y = part.share(point)
        assert -0.001 <= x <= 1.001
        assert -0.001 <= y <= 1.001


def test_no_points_ask_for_the_whole_world() -> None:
    assert part_around([]) == WORLD
