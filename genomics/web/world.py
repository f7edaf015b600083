"""The world map's projection: where on the map a place is, and which part of the map a list of places needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

NORTHERNMOST = 84.0
SOUTHERNMOST = -57.0
"""The latitudes at the map's edges: all land but Antarctica."""
WIDTH = 2000
NARROWEST = WIDTH / 4
"""How far the map is enlarged at most: its coastlines are coarse."""
MARGIN = 0.12
"""What is left free on each side of the places that a part of the map is made for, as a share of that part."""

# The Equal Earth projection (Šavrič, Patterson and Jenny, 2018): areas keep their proportions.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, in units of which it is WIDTH wide; `y` grows southwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the map: its upper left corner and its size, in the map's units."""

    left: float
    top: float
    width: float
    height: float

    def share(self, point: Point) -> tuple[float, float]:
        """Where a point is within this part: from 0 at its left and upper edge to 1 at its right and lower edge."""
        return (point.x - self.left) / self.width, (point.y - self.top) / self.height


def _equal_earth(latitude: float, longitude: float) -> tuple[float, float]:
    theta = asin(_M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    stretch = _M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square))
    return radians(longitude) * cos(theta) / stretch, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


_SCALE = WIDTH / (2 * _equal_earth(0, 180)[0])
_TOP = _equal_earth(NORTHERNMOST, 0)[1]
HEIGHT = round((_TOP - _equal_earth(SOUTHERNMOST, 0)[1]) * _SCALE)
WORLD = Part(0, 0, WIDTH, HEIGHT)


def project(latitude: float, longitude: float) -> Point:
    """Where on the map a place is, its coordinates being in degrees."""
    x, y = _equal_earth(latitude, longitude)
    return Point(WIDTH / 2 + x * _SCALE, (_TOP - y) * _SCALE)


def part_around(points: Iterable[Point]) -> Part:
    """The part of the map, in the proportions of the whole, that shows all the points; without any, the whole."""
    shown = list(points)
    if not shown:
        return WORLD
    left, right = min(point.x for point in shown), max(point.x for point in shown)
    top, bottom = min(point.y for point in shown), max(point.y for point in shown)
    enough = max(right - left, (bottom - top) * WIDTH / HEIGHT) / (1 - 2 * MARGIN)
    width = min(max(enough, NARROWEST), WIDTH)
    height = width * HEIGHT / WIDTH
    return Part(
        _between(0, (left + right - width) / 2, WIDTH - width),
        _between(0, (top + bottom - height) / 2, HEIGHT - height),
        width,
        height,
    )


def _between(least: float, value: float, most: float) -> float:
    return min(max(least, value), most)
