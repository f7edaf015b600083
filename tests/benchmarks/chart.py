"""A chart of bars as an SVG file: legible in light and dark, and to those who only hear it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from xml.sax.saxutils import escape

WIDTH = 720
LEFT = 120
RIGHT = 90
BAR = 16
GAP = 6
HEADING = 28
FOOT = 30
STYLE = """
  svg { background: #fff; font: 13px system-ui, sans-serif; }
  text { fill: #1b1b1b; } .heading { font-weight: 600; } .scale { fill: #555; } line { stroke: #ddd; }
  .bar { fill: #6b7280; } .first { fill: #0b5cad; }
  @media (prefers-color-scheme: dark) {
    svg { background: #16181d; } text { fill: #ececec; } .scale { fill: #b5b5b5; } line { stroke: #3a3d44; }
    .bar { fill: #8d95a3; } .first { fill: #6db3ff; }
  }
"""

Groups = Mapping[str, Mapping[str, float]]
"""Milliseconds by group and name; every group has the same names, the first of which stands out."""


def draw(title: str, groups: Groups) -> str:
    """The chart; each line of its scale is ten times the one before it."""
    values = [value for group in groups.values() for value in group.values()]
    least = 10 ** math.floor(math.log10(min(values)))
    decades = max(1, math.ceil(math.log10(max(values) / least)))
    bottom = sum(HEADING + len(group) * (BAR + GAP) for group in groups.values()) + GAP
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + FOOT}"',
            ' role="img" aria-labelledby="title description">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="description">{escape(_in_words(groups))}</desc>',
            f"<style>{STYLE}</style>",
            *_scale(least, decades, bottom),
            *_bars(groups, least, decades),
            "</svg>\n",
        )
    )


def _scale(least: float, decades: int, bottom: int) -> list[str]:
    drawn = []
    for decade in range(decades + 1):
        x = LEFT + (WIDTH - LEFT - RIGHT) * decade / decades
        drawn.append(f'<line x1="{x:.1f}" y1="{HEADING - GAP}" x2="{x:.1f}" y2="{bottom}"/>')
        drawn.append(
            f'<text class="scale" x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{least * 10**decade:g} ms</text>'
        )
    return drawn


def _bars(groups: Groups, least: float, decades: int) -> list[str]:
    drawn = []
    y = 0
    for heading, group in groups.items():
        y += HEADING
        drawn.append(f'<text class="heading" x="0" y="{y - GAP - 2}">{escape(heading)}</text>')
        for place, (name, value) in enumerate(group.items()):
            width = max(1.0, (WIDTH - LEFT - RIGHT) * math.log10(value / least) / decades)
            kind = "bar" if place else "bar first"
            drawn.append(f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end">{escape(name)}</text>')
            drawn.append(f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR}"/>')
            drawn.append(f'<text x="{LEFT + width + 6:.1f}" y="{y + 12}">{value:.2f} ms</text>')
            y += BAR + GAP
    return drawn


def _in_words(groups: Groups) -> str:
    return " ".join(
        f"{heading}: {', '.join(f'{name} {value:.2f} ms' for name, value in group.items())}."
        for heading, group in groups.items()
    )
