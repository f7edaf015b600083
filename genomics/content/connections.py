"""What a record's page shows beside it: related records, terms in its text, what it provides, what links to it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from genomics.content.library import Connections
from genomics.content.mentions import TermFinder
from genomics.content.model import Collaborator, Page, Record, Resource, Term

MOST_RELATED = 6
"""Records that are merely similar fill the list up to here."""
MOST_NAMED = 12
"""Records that only the others name fill it up to here, so that the page of a common term stays readable."""
MOST_TERMS = 8
LEAST_SHARED = 2
"""Records count as similar from so many things in common on: one common topic makes nothing similar."""
MOST_COMPARISONS = 5_000_000
"""In one folder. Every record gets an equal share, at most MOST_CANDIDATES, so that large folders stay quick."""
MOST_CANDIDATES = 2_000
"""Comparisons for one record. A topic that more records carry says too little to be worth them."""


NOTHING = Connections()


def connect(records: Mapping[str, Record], key_at: Callable[[str], str]) -> dict[str, Connections]:
    """The connections of every record, by key. `key_at` gives the key of the record at an address, or nothing."""
    provides = _provided(records)
    mentioned_in = _mentions(records, key_at)
    explicit = _explicitly_related(records)
    similar = _Similar(records)
    terms = TermFinder(record for record in records.values() if isinstance(record, Term))
    connections = {}
    for key, record in records.items():
        related = explicit[key]
        shown = {key, *related, *provides.get(key, ()), *_providers(record)}
        filled = (*related, *similar.to(key, max(0, MOST_RELATED - len(related)), shown))
        found = Connections(
            related=filled,
            terms=_terms_of(record, terms, key_at),
            provides=tuple(provides.get(key, ())),
            mentioned_in=tuple(mentioned_in.get(key, ())),
        )
        connections[key] = NOTHING if found == NOTHING else found
    return connections


def _provided(records: Mapping[str, Record]) -> Mapping[str, list[str]]:
    provides = defaultdict(list)
    for key, record in records.items():
        for provider in _providers(record):
            provides[provider].append(key)
    return provides


def _providers(record: Record) -> list[str]:
    if not isinstance(record, Resource):
        return []
    return [f"collaborator/{provider}" for provider in record.provided_by]


def _mentions(records: Mapping[str, Record], key_at: Callable[[str], str]) -> Mapping[str, list[str]]:
    mentioned_in = defaultdict(list)
    for key, record in records.items():
        if not isinstance(record, Page):
            continue
        linked = dict.fromkeys(key_at(address) for address in record.body.links)
        for other in linked:
            if other and other != key:
                mentioned_in[other].append(key)
    return mentioned_in


def _explicitly_related(records: Mapping[str, Record]) -> dict[str, tuple[str, ...]]:
    """What records name themselves, first in their own order, then the records that name them."""
    own = {key: _own_related(record) for key, record in records.items()}
    naming: dict[str, list[str]] = defaultdict(list)
    for key, others in own.items():
        for other in others:
            naming[other].append(key)
    related = {}
    for key, others in own.items():
        room = max(MOST_NAMED - len(others), 0)
        related[key] = (*others, *[other for other in naming[key] if other not in others][:room])
    return related


def _own_related(record: Record) -> tuple[str, ...]:
    see_also = [f"term/{other}" for other in record.see_also] if isinstance(record, Term) else []
    return tuple(dict.fromkeys([*record.related, *see_also]))


def _terms_of(record: Record, finder: TermFinder, key_at: Callable[[str], str]) -> tuple[str, ...]:
    """Terms that the text links to, then terms that it names, each in the order in which they appear."""
    linked = (key_at(address) for address in record.body.links if "/glossary/" in address)
    texts = [record.title, record.summary]
    for section in record.body.sections:
        texts += (section.heading, section.text)
    found = dict.fromkeys(key for key in (*linked, *finder.find(texts)) if key and key != record.key)
    return tuple(found)[:MOST_TERMS]


class _Similar:
    """Finds records that have topics, keywords or a country in common; the rarer these are, the more they count."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._features = {key: _features(record) for key, record in records.items()}
        self._carriers: dict[str, list[str]] = defaultdict(list)
        for key, features in self._features.items():
            for feature in features:
                self._carriers[feature].append(key)
        count = max(1, len(records))
        self._share = min(MOST_CANDIDATES, max(MOST_RELATED, MOST_COMPARISONS // count))
        self._weight = {feature: math.log(1 + count / len(keys)) for feature, keys in self._carriers.items()}

    def to(self, key: str, wanted: int, shown: set[str]) -> tuple[str, ...]:
        """The keys of the most similar records that are not shown already, most similar first."""
        if not wanted:
            return ()
        scores: dict[str, float] = defaultdict(float)
        shared: Counter[str] = Counter()
        for feature in self._worth_comparing(self._features[key]):
            for other in self._carriers[feature]:
                scores[other] += self._weight[feature]
                shared[other] += 1
        candidates = [other for other, number in shared.items() if number >= LEAST_SHARED and other not in shown]
        return tuple(sorted(candidates, key=lambda other: (-scores[other], other))[:wanted])

    def _worth_comparing(self, features: Iterable[str]) -> list[str]:
        """The rarest features, as many as the record's share of comparisons allows."""
        left = self._share
        chosen = []
        for feature in sorted(features, key=lambda name: (len(self._carriers[name]), name)):
            left -= len(self._carriers[feature])
            if left < 0:
                break
            chosen.append(feature)
        return chosen


def _features(record: Record) -> tuple[str, ...]:
    country = record.country if isinstance(record, Resource | Collaborator) else ""
    found = [f"topic {topic}" for topic in record.topics]
    found += [f"keyword {keyword.casefold()}" for keyword in record.keywords]
    if country:
        found.append(f"country {country}")
    return tuple(dict.fromkeys(found))
