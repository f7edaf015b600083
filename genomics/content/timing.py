"""What of a folder readers may see at a moment: nothing that is a draft, still to come or past, and no link to it.

Moments are in UTC. What is hidden is read and checked like everything else, so that the day on which it appears brings
no surprises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from genomics.content.checks import Addresses
from genomics.content.errors import Fault
from genomics.content.folder import FolderReading
from genomics.content.library import Hidden
from genomics.content.model import Body, Event, Record, Translation
from genomics.content.notes import Reference, Target
from genomics.content.vocabulary import Entry, Vocabularies, Vocabulary

Timed = Record | Translation | Event

_LINK = re.compile(r'<a href="(/(?!/)[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_NAMED_BY_KEY = ("related",)
_NAMED_BY_ID = {"see_also": "term", "provided_by": "collaborator", "look_up": "term"}
_TYPE_OF_TARGET = {Target.RECORD: "", Target.TERM: "term/", Target.COLLABORATOR: "collaborator/"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What readers may see of a folder, what they may not, and the next moment at which that changes by itself.

    `notices` tell of links that are shown as plain words because what they lead to is hidden.
    """

    reading: FolderReading
    hidden: tuple[Hidden, ...] = ()
    notices: tuple[Fault, ...] = ()
    due: datetime | None = None


def shown_at(reading: FolderReading, now: datetime, *, with_drafts: bool = False) -> Shown:
    """What readers may see of the folder at that moment; with drafts, also these and what is still to come."""

    def reason(timed: Timed) -> str:
        return _why_hidden(timed, now, with_drafts)

    due = next_moment(_all_timed(reading), now)
    hidden = tuple(_hidden(reading, reason))
    if not hidden:
        return Shown(reading, due=due)
    without = _without_hidden(reading, reason)
    addresses = Addresses(without)
    notices = tuple(_notices(without, addresses))
    return Shown(_without_links(without, addresses), hidden, notices, due)


def next_moment(timed: Iterable[Timed], now: datetime) -> datetime | None:
    """The next moment after `now` at which one of these appears or leaves; None where none does."""
    moments = (moment for one in timed if not one.draft for moment in (one.publish_from, one.publish_until))
    return min((moment for moment in moments if moment and moment > now), default=None)


def _why_hidden(timed: Timed, now: datetime, with_drafts: bool) -> str:
    """Why readers do not see it at that moment; empty where they do."""
    if timed.publish_until and timed.publish_until <= now:
        return f"until {timed.publish_until:%Y-%m-%d %H:%M} UTC"
    if with_drafts:
        return ""
    if timed.draft:
        return "a draft"
    is_to_come = timed.publish_from and timed.publish_from > now
    return f"from {timed.publish_from:%Y-%m-%d %H:%M} UTC" if is_to_come else ""


def _all_timed(reading: FolderReading) -> Iterator[Timed]:
    yield from reading.records.values()
    yield from (translation for _file, translation in reading.translations)
    yield from reading.timeline


_Reason = Callable[[Timed], str]


def _hidden(reading: FolderReading, reason: _Reason) -> Iterator[Hidden]:
    named = [(record.path, reason(record)) for record in reading.records.values()]
    named += [(file.path, reason(translation)) for file, translation in reading.translations]
    named += [(f"timeline.yaml: {event.title}", reason(event)) for event in reading.timeline]
    yield from (Hidden(path, why) for path, why in named if why)


def _without_hidden(reading: FolderReading, reason: _Reason) -> FolderReading:
    records = {key: record for key, record in reading.records.items() if not reason(record)}
    translations = [
        (file, translation)
        for file, translation in reading.translations
        if file.key in records and not reason(translation)
    ]
    paths = {file.path for file, _ in translations} | {record.path for record in records.values()}
    return replace(
        reading,
        records=records,
        translations=translations,
        timeline=tuple(event for event in reading.timeline if not reason(event)),
        references=[
            (file, references)
            for file, references in reading.references
            if file.record_type is None or file.path in paths
        ],
    )


def _notices(reading: FolderReading, addresses: Addresses) -> Iterator[Fault]:
    for file, references in reading.references:
        for reference in references:
            if _leads_to_hidden(reference, reading, addresses):
                what = f'Readers do not see "{reference.value}" at present, so nothing leads there.'
                yield Fault(file.path, reference.line, what, "Let it be, or let readers see that as well.")


def _leads_to_hidden(reference: Reference, reading: FolderReading, addresses: Addresses) -> bool:
    if reference.target is Target.ADDRESS:
        return not _exists(reference.value, addresses)
    beginning = _TYPE_OF_TARGET.get(reference.target)
    return beginning is not None and beginning + reference.value not in reading.records


def _exists(address: str, addresses: Addresses) -> bool:
    path = unquote(urlsplit(address).path)
    return not path or addresses.exists(addresses.end_of(path))


def _without_links(reading: FolderReading, addresses: Addresses) -> FolderReading:
    """The same without what leads to things that are not there: links keep their words alone."""
    known = reading.records.keys()
    return replace(
        reading,
        records={key: _unlinked_record(record, known, addresses) for key, record in reading.records.items()},
        translations=[
            (file, replace(translation, body=_unlinked_body(translation.body, addresses)))
            for file, translation in reading.translations
        ],
        timeline=tuple(replace(event, html=unlinked(event.html, addresses)) for event in reading.timeline),
        vocabularies=_unlinked_vocabularies(reading.vocabularies, addresses),
        redirects=tuple(placed for placed in reading.redirects if _exists(placed.redirect.start, addresses)),
        site=replace(
            reading.site,
            navigation=tuple(address for address in reading.site.navigation if _exists(address, addresses)),
            footer=tuple(address for address in reading.site.footer if _exists(address, addresses)),
        ),
    )


def _unlinked_record(record: Record, known: Iterable[str], addresses: Addresses) -> Record:
    changes: dict[str, Any] = {"body": _unlinked_body(record.body, addresses)}
    for name in _NAMED_BY_KEY:
        changes[name] = tuple(key for key in getattr(record, name) if key in known)
    for name, record_type in _NAMED_BY_ID.items():
        if hasattr(record, name):
            changes[name] = tuple(one for one in getattr(record, name) if f"{record_type}/{one}" in known)
    return replace(record, **changes)


def _unlinked_body(body: Body, addresses: Addresses) -> Body:
    if all(_exists(link, addresses) for link in body.links):
        return body
    links = tuple(link for link in body.links if _exists(link, addresses))
    return replace(body, html=unlinked(body.html, addresses), links=links)


def _unlinked_vocabularies(vocabularies: Vocabularies, addresses: Addresses) -> Vocabularies:
    names = Vocabularies.__dataclass_fields__
    return Vocabularies(**{name: _unlinked_vocabulary(getattr(vocabularies, name), addresses) for name in names})


def _unlinked_vocabulary(vocabulary: Vocabulary, addresses: Addresses) -> Vocabulary:
    def unlinked_entry(entry: Entry) -> Entry:
        return replace(entry, introduction=unlinked(entry.introduction, addresses))

    return replace(vocabulary, entries={name: unlinked_entry(entry) for name, entry in vocabulary.entries.items()})


def unlinked(html: str, addresses: Addresses) -> str:
    """HTML that was made here, with the words alone of links inside the site that lead nowhere."""
    return _LINK.sub(lambda found: found[0] if _exists(found[1].replace("&amp;", "&"), addresses) else found[2], html)
