"""Draws the land of the world map, once for all, from Natural Earth's coarsest coastlines.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python -m genomics.web.land package/land-110m.json static/land.svg

world-atlas packs Natural Earth 4.1.0 (1:110 million; public domain) as TopoJSON: chains of points, each an integer step
away from the one before, and polygons made of these chains. The map holds land alone, no borders, and leaves out
Antarctica, where nobody is listed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from genomics.web.world import HEIGHT, SOUTHERNMOST, WIDTH, project

Ring = list[tuple[float, float]]
"""A closed line of (longitude, latitude) in degrees."""
HALF_TURN = 180

_OPENING = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">\n'
    "<!-- Land without borders from Natural Earth 1:110 million (public domain), in the Equal Earth projection; "
    "written by genomics/web/land.py. The colour stands out on light and on dark ground. -->\n"
)


def svg(topology: dict[str, Any]) -> str:
    """The land of a topology as an SVG file of a single path."""
    rings = [ring for ring in _rings(topology) if max(latitude for _longitude, latitude in ring) > SOUTHERNMOST]
    path = "".join(_path(_points(ring)) for ring in rings)
    return f'{_OPENING}<path fill="#7d93a3" fill-opacity=".38" d="{path}"/>\n</svg>\n'


def _rings(topology: dict[str, Any]) -> Iterator[Ring]:
    chains = [_chain(arc, topology["transform"]) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            yield from (_unbroken(_ring(numbers, chains)) for numbers in polygon)


def _chain(arc: Iterable[Sequence[int]], transform: dict[str, Any]) -> Ring:
    (x_scale, y_scale), (x_start, y_start) = transform["scale"], transform["translate"]
    x = y = 0
    chain = []
    for x_step, y_step in arc:
        x, y = x + x_step, y + y_step
        chain.append((x * x_scale + x_start, y * y_scale + y_start))
    return chain


def _ring(numbers: Iterable[int], chains: Sequence[Ring]) -> Ring:
    """The chains of these numbers in a row, each beginning where the last one ended; ~n is chain n backwards."""
    ring: Ring = []
    for number in numbers:
        chain = chains[number] if number >= 0 else chains[~number][::-1]
        ring += chain[1:] if ring else chain
    return ring


def _unbroken(ring: Ring) -> Ring:
    """The ring in one piece: where it crosses the 180th meridian it goes on beyond 180 degrees."""
    turns, previous = 0, ring[0][0]
    unbroken = []
    for longitude, latitude in ring:
        turns += (longitude - previous < -HALF_TURN) - (longitude - previous > HALF_TURN)
        previous = longitude
        unbroken.append((longitude + turns * 2 * HALF_TURN, latitude))
    east, west = max(unbroken)[0], min(unbroken)[0]
    back = round((east + west) / (4 * HALF_TURN)) * 2 * HALF_TURN
    return [(longitude - back, latitude) for longitude, latitude in unbroken]


def _points(ring: Ring) -> list[tuple[int, int]]:
    """The ring on the map in whole units, without neighbours that fall together."""
    projected = (project(latitude, longitude) for longitude, latitude in ring)
    return [point for point, _ in groupby((round(point.x), round(point.y)) for point in projected)]


def _path(points: Sequence[tuple[int, int]]) -> str:
    """The shortest way to write a closed line; nothing for an island that is smaller than the map's unit."""
    if len(set(points)) < 3:
        return ""
    steps = [(x - last_x, y - last_y) for (last_x, last_y), (x, y) in pairwise(points)]
    numbers = "".join(_number(number) for step in steps for number in step)
    return f"M{points[0][0]} {points[0][1]}l{numbers.removeprefix(' ')}z"


def _number(number: int) -> str:
    return f"{number}" if number < 0 else f" {number}"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(svg(json.loads(Path(sys.argv[1]).read_text())), encoding="utf-8")
