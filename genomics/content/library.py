"""A whole content folder: all records, cross-checked and linked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from genomics.content.errors import Fault
from genomics.content.model import (
    CheckedLink,
    Diagram,
    Event,
    Gene,
    Pin,
    Record,
    Redirect,
    SiteText,
    SynonymGroup,
    TranslatedWords,
)
from genomics.content.vocabulary import Vocabularies


@dataclass(frozen=True, slots=True)
class Connections:
    """What a record's page shows beside it, as keys: `related` records, glossary `terms` in its text, `provides`
    (a collaborator's resources), `mentioned_in` (pages whose text links to it)."""

    related: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    provides: tuple[str, ...] = ()
    mentioned_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """A file, or an event of the timeline, that readers do not see, and why: `a draft`, `from …`, `until …`."""

    path: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that a content folder holds, free of faults. `records` is by key, in the order of the keys."""

    records: Mapping[str, Record]
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    timeline: tuple[Event, ...] = ()
    genes: tuple[Gene, ...] = ()
    synonyms: tuple[SynonymGroup, ...] = ()
    translated_words: tuple[TranslatedWords, ...] = ()
    pins: tuple[Pin, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    links: tuple[CheckedLink, ...] = ()
    diagrams: Mapping[str, Diagram] = field(default_factory=dict)
    site: SiteText = field(default_factory=SiteText)
    connections: Mapping[str, Connections] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every file read, by path relative to the folder."""
    hidden: tuple[Hidden, ...] = ()
    """What the folder holds beyond the library, because it is a draft, still to come or past."""
    notices: tuple[Fault, ...] = ()
    """What editors may want to know, although nothing is wrong."""
    due: datetime | None = None
    """The next moment at which something appears or leaves by itself."""
