"""How the land of the map is drawn from coastlines, and what the shipped drawing is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from genomics.web.land import svg
from genomics.web.static_files import FOLDER
from genomics.web.world import HEIGHT, WIDTH, project

SQUARE = [[10, 10], [0, 20], [20, 0], [0, -20], [-20, 0]]


def topology(*polygons: list[list[int]], arcs: list[Any], step: float = 1) -> dict[str, Any]:
    return {
        "transform": {"scale": [step, step], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"land": {"geometries": [{"type": "MultiPolygon", "arcs": list(polygons)}]}},
    }


def corners(drawing: str) -> list[list[tuple[int, int]]]:
    """The corners of every closed line of a drawing."""
    lines = re.search(r' d="([^"]*)"', drawing)
    assert lines is not None
    return [_corners(line) for line in lines[1].split("z") if line]


def _corners(line: str) -> list[tuple[int, int]]:
    numbers = [int(number) for number in re.findall(r"-?\d+", line)]
    x, y = numbers[:2]
    found = [(x, y)]
    for right, down in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + right, y + down
        found.append((x, y))
    return found


def on_map(longitude: float, latitude: float) -> tuple[int, int]:
    point = project(latitude, longitude)
    return round(point.x), round(point.y)


def test_a_coastline_becomes_a_closed_line_on_the_map() -> None:
    (square,) = corners(svg(topology([[0]], arcs=[SQUARE])))
    assert square == [on_map(*corner) for corner in ((10, 10), (10, 30), (30, 30), (30, 10), (10, 10))]


def test_chains_are_joined_and_read_backwards_where_that_is_said() -> None:
    halves = [[[10, 10], [0, 20], [20, 0]], [[10, 10], [20, 0], [0, 20]]]
    assert corners(svg(topology([[0, ~1]], arcs=halves))) == corners(svg(topology([[0]], arcs=[SQUARE])))


def test_land_across_the_180th_meridian_stays_in_one_piece() -> None:
    across = [[170, 10], [0, 10], [-340, 0], [0, -10], [340, 0]]
    (ring,) = corners(svg(topology([[0]], arcs=[across])))
    assert max(x for x, _y in ring) - min(x for x, _y in ring) < WIDTH / 10


def test_antarctica_and_what_is_too_small_to_see_are_left_out() -> None:
    antarctica = [[0, -80], [20, 0], [0, 5], [-20, 0], [0, -5]]
    assert corners(svg(topology([[0]], arcs=[antarctica]))) == []
    speck = [[1, 1], [1, 0], [0, 1], [-1, -1]]
    assert corners(svg(topology([[0]], arcs=[speck], step=0.001))) == []


def test_the_shipped_drawing_is_the_world_and_has_no_more_than_land() -> None:
    drawing = (FOLDER / "land.svg").read_text(encoding="utf-8")
    assert drawing.count("<path") == 1
    assert "Natural Earth" in drawing
    lines = corners(drawing)
    assert len(lines) > 100
    everything = [corner for line in lines for corner in line]
    assert min(x for x, _y in everything) >= 0
    assert max(x for x, _y in everything) <= WIDTH * 1.02
    assert max(y for _x, y in everything) <= HEIGHT
    # A line across the whole map would be one that jumps from the eastern to the western edge.
    assert all(abs(one[0] - other[0]) < WIDTH / 10 for line in lines for one, other in pairwise(line))
