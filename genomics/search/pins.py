"""What the editors put first: the records that are pinned to a query, until a moment that they set."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec

from genomics.content.model import Pin
from genomics.search.query import QUOTED
from genomics.search.reasons import MOST_REASONS
from genomics.search.results import Hit, Reason
from genomics.search.thesaurus import name_key

PINS = "pins.json"
PINNED = "pinned"
"""The field of a reason that only says that the editors chose the record."""

_OPERATOR = re.compile(rf"(?<!\S)[-−–](?=\S)|{QUOTED}")


@dataclass(frozen=True, slots=True)
class PinnedRecords:
    """The keys of the records that lead, in order, and the moment in UTC at which they cease to."""

    keys: tuple[str, ...]
    until: datetime | None = None


class Pins:
    """The pins of an index by the name key of what readers type."""

    def __init__(self, by_query: Mapping[str, PinnedRecords]) -> None:
        self._by_query = by_query
        self._ends = sorted(pinned.until for pinned in by_query.values() if pinned.until)

    def keys_for(self, q: str, now: datetime) -> tuple[str, ...]:
        """The records that lead at that moment for a query; none where it leaves words out or puts them in quotes."""
        pinned = self._by_query.get(name_key(q))
        if pinned is None or (pinned.until and pinned.until <= now) or _OPERATOR.search(q):
            return ()
        return pinned.keys

    def expired(self, now: datetime) -> int:
        """How many pins have ceased to lead at that moment."""
        return bisect_right(self._ends, now)


def write_pins(pins: Iterable[Pin], folder: Path) -> None:
    """Writes the pins into the folder; of two that are the same query, the first counts."""
    by_query: dict[str, PinnedRecords] = {}
    for pin in pins:
        for query in pin.queries:
            by_query.setdefault(name_key(query), PinnedRecords(pin.records, pin.until))
    (folder / PINS).write_bytes(msgspec.json.encode(by_query))


def open_pins(folder: Path) -> Pins:
    """The pins that were written into the folder."""
    return Pins(msgspec.json.decode((folder / PINS).read_bytes(), type=dict[str, PinnedRecords]))


def marked(hits: Iterable[Hit], keys: Collection[str], q: str) -> tuple[Hit, ...]:
    """The hits, those of these keys marked as the editors' choice for the query."""
    return tuple(_as_pinned(hit, q) if hit.key in keys else hit for hit in hits)


def _as_pinned(hit: Hit, q: str) -> Hit:
    return replace(hit, pinned=True, reasons=(Reason(PINNED, (q,)), *hit.reasons)[:MOST_REASONS])
