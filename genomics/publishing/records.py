"""The records of one generation: a small SQLite file that is written once and only read from then on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import msgspec

from genomics.content.library import Connections
from genomics.content.model import (
    ORIGINAL_LANGUAGE,
    RECORD_CLASSES,
    Diagram,
    Event,
    Gene,
    Pin,
    Record,
    RecordType,
    Redirect,
    SiteText,
    SynonymGroup,
    TranslatedWords,
)
from genomics.content.vocabulary import Vocabularies
from genomics.publishing.errors import SiteUnavailableError

T = TypeVar("T")

_SCHEMA = """
CREATE TABLE records (
    key TEXT PRIMARY KEY, type TEXT NOT NULL, position INTEGER NOT NULL, digest TEXT NOT NULL,
    record BLOB NOT NULL, card BLOB NOT NULL, connections BLOB NOT NULL
);
CREATE INDEX records_by_type ON records (type, position);
CREATE TABLE tags (
    name TEXT NOT NULL, value TEXT NOT NULL, position INTEGER NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (name, value, position)
) WITHOUT ROWID;
CREATE TABLE shared (content BLOB NOT NULL);
CREATE TABLE files (path TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What lists show of a record. `titles` and `summaries` are by language, English included."""

    key: str
    type: RecordType
    id: str
    address: str
    titles: Mapping[str, str]
    summary: str = ""
    summaries: Mapping[str, str]
    kind: str = ""
    acronym: str = ""
    country: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    who_region: str = ""
    year: int | None = None
    access: str = ""
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    checked: str = ""
    part: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What belongs to the whole site. `tag_counts` is by tag name (`topic`, `country` …), then by value."""

    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    text: SiteText = field(default_factory=SiteText)
    timeline: tuple[Event, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    genes: tuple[Gene, ...] = ()
    synonyms: tuple[SynonymGroup, ...] = ()
    translated_words: tuple[TranslatedWords, ...] = ()
    pins: tuple[Pin, ...] = ()
    lost_links: Mapping[str, date] = field(default_factory=dict)
    """Addresses outside the site that no longer hold what they held, and the day since when."""
    diagrams: Mapping[str, Diagram] = field(default_factory=dict)
    counts: Mapping[RecordType, int] = field(default_factory=dict)
    tag_counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record as it is stored; `position` is its place among all records by English title, `digest` a SHA-256."""

    key: str
    type: RecordType
    position: int
    digest: str
    record: bytes
    card: bytes
    connections: bytes


@dataclass(frozen=True, slots=True)
class TagRow:
    """That a record carries a value of `topic`, `country`, `region`, `audience` or `kind`."""

    name: str
    value: str
    position: int
    key: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that a records file holds. `records` can be gone through again and again."""

    records: Iterable[RecordRow]
    tags: tuple[TagRow, ...]
    shared: bytes
    files: Mapping[str, str]
    """The SHA-256 of every file that editors have written, by its path in the content folder."""


def write_records(rows: Rows, path: Path) -> None:
    """Writes a new records file. Raises OSError or sqlite3.Error."""
    # Where the file cannot be made, SQLite would not say why.
    path.touch(exist_ok=False)
    with closing(sqlite3.connect(path)) as connection, connection:
        # The folder is brought to disk as a whole before it is published; until then nobody reads this file.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.executescript(_SCHEMA)
        connection.executemany(
            "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((r.key, r.type.value, r.position, r.digest, r.record, r.card, r.connections) for r in rows.records),
        )
        connection.executemany(
            "INSERT INTO tags VALUES (?, ?, ?, ?)", ((t.name, t.value, t.position, t.key) for t in rows.tags)
        )
        connection.execute("INSERT INTO shared VALUES (?)", (rows.shared,))
        connection.executemany("INSERT INTO files VALUES (?, ?)", rows.files.items())


class RecordStore:
    """An opened records file. Safe for threads; every method raises SiteUnavailableError where the file is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        try:
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise self._unavailable(error) from error
        try:
            self.shared = self._decode(self._rows("SELECT content FROM shared")[0][0], Shared)
        except SiteUnavailableError:
            self.close()
            raise
        except IndexError as error:
            self.close()
            raise self._unavailable(error) from error

    def close(self) -> None:
        """Gives the file back; nothing can be read afterwards."""
        with self._lock:
            self._connection.close()

    def record(self, key: str) -> Record | None:
        """The record of that key, such as `resource/clinvar`."""
        rows = self._rows("SELECT type, record FROM records WHERE key = ?", key)
        return self._decode(rows[0][1], RECORD_CLASSES[RecordType(rows[0][0])]) if rows else None

    def connections(self, key: str) -> Connections:
        """What is shown beside that record; empty where there is no such record."""
        rows = self._rows("SELECT connections FROM records WHERE key = ?", key)
        return self._decode(rows[0][0], Connections) if rows else Connections()

    def card(self, key: str) -> Card | None:
        """The card of that record."""
        rows = self._rows("SELECT card FROM records WHERE key = ?", key)
        return self._decode(rows[0][0], Card) if rows else None

    def cards(self, record_type: RecordType) -> tuple[Card, ...]:
        """All cards of a type, by English title without regard to case and accents."""
        return self._cards("SELECT card FROM records WHERE type = ? ORDER BY position", record_type.value)

    def tagged(self, name: str, value: str) -> tuple[Card, ...]:
        """The cards of all records that carry that value, by English title."""
        return self._cards(
            "SELECT card FROM tags JOIN records USING (key) WHERE name = ? AND value = ? ORDER BY tags.position",
            name,
            value,
        )

    def any_title(self) -> str:
        """The English title of some record; empty where there are no records."""
        rows = self._rows("SELECT card FROM records LIMIT 1")
        return self._decode(rows[0][0], Card).titles[ORIGINAL_LANGUAGE] if rows else ""

    def titles(self) -> dict[str, str]:
        """The English title of every record, by key."""
        return dict(
            self._rows("SELECT key, json_extract(CAST(card AS TEXT), ?) FROM records", f"$.titles.{ORIGINAL_LANGUAGE}")
        )

    def digests(self) -> dict[str, str]:
        """The digest of every record, by key."""
        return dict(self._rows("SELECT key, digest FROM records"))

    def files(self) -> dict[str, str]:
        """The SHA-256 of every file that editors had written, by its path in the content folder."""
        return dict(self._rows("SELECT path, digest FROM files"))

    def _cards(self, statement: str, *values: str) -> tuple[Card, ...]:
        return tuple(self._decode(row[0], Card) for row in self._rows(statement, *values))

    def _rows(self, statement: str, *values: str) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._unavailable(error) from error

    def _decode(self, content: bytes, wanted: type[T]) -> T:
        try:
            return msgspec.json.decode(content, type=wanted)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self._unavailable(error) from error

    def _unavailable(self, error: Exception) -> SiteUnavailableError:
        return SiteUnavailableError(f"{self._path} cannot be read ({error}). Run `flask index build`.")
