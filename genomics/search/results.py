"""What a search answers: frozen values that templates, JSON and the command line present."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from genomics.search.request import SearchRequest


class MeaningKind(StrEnum):
    """What a name names."""

    TERM = "term"
    RECORD = "record"
    SYNONYM = "synonym"
    GENE = "gene"
    PLACE = "place"
    KIND = "kind"
    AUDIENCE = "audience"
    TOPIC = "topic"
    LANGUAGE = "language"


class SearchUnavailableError(Exception):
    """The index cannot be read; the message says why and which command mends it. Never shown as an empty list."""


class PartKind(StrEnum):
    """What a part of a query was taken for."""

    WORD = "word"
    PHRASE = "phrase"
    EXCLUSION = "exclusion"
    GENE = "gene"
    TERM = "term"
    NAME = "name"
    IDENTIFIER = "identifier"
    PLACE = "place"
    KIND = "kind"
    AUDIENCE = "audience"
    TOPIC = "topic"
    LANGUAGE = "language"


SAYS_LITTLE = frozenset({PartKind.KIND, PartKind.AUDIENCE, PartKind.LANGUAGE})
"""What parts of a query may be taken for that say of what sort records are, not what they are about."""


class WhyIgnored(StrEnum):
    """Why a part of a query does not count."""

    COMMON = "common"
    REPEATED = "repeated"
    UNKNOWN = "unknown"
    UNKNOWN_IDENTIFIER = "unknown-identifier"


@dataclass(frozen=True, slots=True)
class ReadExpansion:
    """What was searched besides the typed words: a text, a record's key or `filter=value`, with weight and origin.

    `lang` is the language of a text, empty for the others.
    """

    text: str
    origin: str
    weight: float
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ReadMeaning:
    """One thing that a part was taken for. `labels` is what it is called, by language; `origin` where that is said."""

    kind: str
    origin: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadPart:
    """One part of a query as it was read. `text` is what was typed; `ignored` says why it does not count, if so."""

    kind: PartKind
    text: str
    meanings: tuple[ReadMeaning, ...] = ()
    expansions: tuple[ReadExpansion, ...] = ()
    ignored: WhyIgnored | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a query was read. `refused`: nothing answers it well. `shortened`: only the beginning was read.

    `exact`: only the words as they were typed were searched.
    """

    q: str
    parts: tuple[ReadPart, ...] = ()
    language: str = "en"
    refused: bool = False
    shortened: bool = False
    exact: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for, so that everything is shown."""
        return not self.q or (bool(self.parts) and all(part.kind is PartKind.EXCLUSION for part in self.parts))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a snippet; `marked` pieces are what the reader looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a hit is there.

    `field` is a field of the record (`title`, `names`, `identifiers`, `keywords`, `details`, `headings`, `summary`,
    `body`) and `words` what stands there; or a filter's name (`country`, `region`, `kind`, `audience`, `topic`,
    `language`) and `words` the value that the record carries; or `gene`, with the symbol of a gene that causes the
    condition; or `record`, where the query is a name of it; or `pinned`, where the editors put it first for the query
    in `words`; or `related`, where it holds none of the query and stands beside the answer whose title is in `words`;
    or `look_up`, without words, where it holds none of the query and the genes asked for can be looked up there.
    `origin` is the entry of the thesaurus, or that answer, which linked the query to the words; empty where they were
    typed.
    """

    field: str
    words: tuple[str, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record in a list of results. `anchor` and `heading` name the section that matched, where one did.

    `language` is that of the title, `snippet_language` that of the snippet; a `score` is comparable within one answer.
    `pinned`: the editors put it first for this query.
    """

    key: str
    title: str
    address: str
    type: str
    language: str
    score: float
    snippet: tuple[Stretch, ...]
    snippet_language: str = "en"
    reasons: tuple[Reason, ...] = ()
    anchor: str = ""
    heading: str = ""
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many of the results it would leave. `not-stated` stands for itself."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one filter among the results, counted without that filter's own choice; most frequent first."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query that has results; `applied` where its results are shown already."""

    q: str
    applied: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """A name offered while typing. `key` is the record that bears it, empty for genes, places, topics and kinds."""

    text: str
    lang: str
    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class WayOn:
    """A next step that is known to lead somewhere: `name` says which step, `request` what it searches.

    `left_out` are the words of the query that it does without.
    """

    name: str
    request: SearchRequest
    total: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The whole answer to one request."""

    request: SearchRequest
    reading: Reading
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    generation: str
    suggestion: Suggestion | None = None
    ways_on: tuple[WayOn, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages of results there are; at least one."""
        return max(1, -(-self.total // self.request.page_size))

    def facet(self, name: str) -> Facet:
        """The facet of that name; without values where the index knows none."""
        return next((facet for facet in self.facets if facet.name == name), Facet(name, ()))
