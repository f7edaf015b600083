"""A content folder -> its Library, or all of its faults at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

from genomics.content import clock
from genomics.content.anchors import with_common_anchors
from genomics.content.cache import ReadCache
from genomics.content.checks import Addresses, check_folder
from genomics.content.connections import connect
from genomics.content.errors import ContentErrors, Fault
from genomics.content.folder import FolderReading, Progress, read_folder
from genomics.content.library import Library
from genomics.content.model import Record, Redirect, Translation
from genomics.content.notes import Days
from genomics.content.timing import Shown, shown_at

__all__ = ["Progress", "ReadCache", "read_library"]


def read_library(
    folder: Path,
    *,
    today: date | None = None,
    with_drafts: bool = False,
    progress: Progress | None = None,
    cache: ReadCache | None = None,
) -> Library:
    """The library of a content folder at this moment. Raises ContentErrors with all faults of all files.

    `today` is the day after which dates of reading are faults, by default the present day; `with_drafts` gives also
    drafts and what is still to come; `progress` is called after every file with the number of files done and the
    number of all; `cache` makes the next reading of the folder quick.
    """
    days = Days(today, today) if today else _present_days()
    reading = read_folder(folder, days, progress, cache if cache is not None else ReadCache())
    reading.translations = with_common_anchors(reading.translations, reading.records)
    faults = [*reading.faults, *check_folder(reading)]
    if faults:
        raise ContentErrors(faults)
    shown = shown_at(reading, clock.present(), with_drafts=with_drafts)
    if not shown.reading.records:
        advice = "Let readers see at least one page, such as pages/home.md."
        raise ContentErrors([Fault(str(folder), 1, "All records are drafts, still to come or past.", advice)])
    return _library(shown)


def _present_days() -> Days:
    """Today here, and the date where the day begins first: no editor's today is a day still to come on the server."""
    now = datetime.now().astimezone()
    return Days(now.date(), now.astimezone(timezone(timedelta(hours=14))).date())


def _library(shown: Shown) -> Library:
    reading = shown.reading
    records = _with_translations(reading)
    addresses = Addresses(reading)
    return Library(
        records=records,
        vocabularies=reading.vocabularies,
        timeline=reading.timeline,
        genes=reading.genes,
        synonyms=reading.synonyms,
        translated_words=reading.translated_words,
        pins=reading.pins,
        redirects=tuple(_straight(placed.redirect, addresses) for placed in reading.redirects),
        links=reading.links,
        diagrams=reading.diagrams,
        site=reading.site,
        connections=connect(records, addresses.key_at),
        digests=reading.digests,
        hidden=shown.hidden,
        notices=shown.notices,
        due=shown.due,
    )


def _straight(redirect: Redirect, addresses: Addresses) -> Redirect:
    """The redirect to the page at the end, where it leads to another redirect."""
    if addresses.exists(urlsplit(redirect.target).path):
        return redirect
    return Redirect(redirect.start, addresses.target_of(redirect.start))


def _with_translations(reading: FolderReading) -> dict[str, Record]:
    translations: dict[str, dict[str, Translation]] = defaultdict(dict)
    for file, translation in reading.translations:
        translations[file.key][translation.lang] = translation
    records = {key: reading.records[key] for key in sorted(reading.records)}
    for key, by_language in translations.items():
        records[key] = replace(records[key], translations=by_language)
    return records
