"""A whole content folder: all records, cross-checked and linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

from genomics.content.cache import ReadCache
from genomics.content.checks import Addresses, check_folder
from genomics.content.connections import Connections, connect
from genomics.content.errors import ContentErrors, Fault
from genomics.content.model import Event, Gene, Record, Redirect, SiteText, SynonymGroup, Translation
from genomics.content.reader import FolderReading, Progress, read_folder
from genomics.content.vocabulary import Vocabularies

__all__ = ["Connections", "ContentErrors", "Fault", "Library", "ReadCache", "read_library"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that a content folder holds, free of faults. `records` is by key, in the order of the keys."""

    records: Mapping[str, Record]
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    timeline: tuple[Event, ...] = ()
    genes: tuple[Gene, ...] = ()
    synonyms: tuple[SynonymGroup, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    site: SiteText = field(default_factory=SiteText)
    connections: Mapping[str, Connections] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every file read, by path relative to the folder."""


def read_library(
    folder: Path, *, today: date | None = None, progress: Progress | None = None, cache: ReadCache | None = None
) -> Library:
    """The library of a content folder. Raises ContentErrors with all faults of all files.

    `today` is the day after which dates of reading are faults, by default the present day; `progress` is called after
    every file with the number of files done and the number of all; `cache` makes the next reading of the folder quick.
    """
    day = today or _latest_day_on_earth()
    reading = read_folder(folder, day, progress, cache if cache is not None else ReadCache())
    faults = [*reading.faults, *check_folder(reading)]
    if faults:
        raise ContentErrors(faults)
    return _library(reading)


def _latest_day_on_earth() -> date:
    """The date where the day begins first, so that no editor's today is a day still to come on the server."""
    return datetime.now(timezone(timedelta(hours=14))).date()


def _library(reading: FolderReading) -> Library:
    records = _with_translations(reading)
    addresses = Addresses(reading)
    return Library(
        records=records,
        vocabularies=reading.vocabularies,
        timeline=reading.timeline,
        genes=reading.genes,
        synonyms=reading.synonyms,
        redirects=tuple(_straight(placed.redirect, addresses) for placed in reading.redirects),
        site=reading.site,
        connections=connect(records, addresses.key_at),
        digests=reading.digests,
    )


def _straight(redirect: Redirect, addresses: Addresses) -> Redirect:
    """The redirect to the page at the end, where it leads to another redirect."""
    if addresses.exists(urlsplit(redirect.target).path):
        return redirect
    return Redirect(redirect.start, addresses.end_of(redirect.start))


def _with_translations(reading: FolderReading) -> dict[str, Record]:
    translations: dict[str, dict[str, Translation]] = defaultdict(dict)
    for file, translation in reading.translations:
        translations[f"{file.record_type}/{file.record_id}"][translation.lang] = translation
    records = {key: reading.records[key] for key in sorted(reading.records)}
    for key, by_language in translations.items():
        records[key] = replace(records[key], translations=by_language)
    return records
