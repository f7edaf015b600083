"""One opened generation inside a worker, and the loader that swaps it when another one is published."""

from __future__ import annotations

import logging
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from genomics.config import Settings
from genomics.content.library import Connections
from genomics.content.model import Diagram, Event, Record, RecordType, SiteText
from genomics.content.vocabulary import Vocabularies
from genomics.publishing.answers import AnswerCache
from genomics.publishing.errors import SiteUnavailableError
from genomics.publishing.gentle import letting_answers_pass
from genomics.publishing.manifest import Manifest, ManifestError, damaged_files, read_manifest
from genomics.publishing.memory import keep_for_good, without_collecting
from genomics.publishing.records import Card, RecordStore, Shared
from genomics.publishing.store import RECORDS, SEARCH, GenerationStore, parse_pointer
from genomics.search.request import SearchRequest
from genomics.search.results import SearchResults, SearchUnavailableError, Suggested

if TYPE_CHECKING:
    from genomics.search.engine import SearchIndex

__all__ = ["Card", "Health", "Site", "SiteLoader", "SiteUnavailableError", "open_site"]

LOOK_SECONDS = 0.25
"""After this time a request looks at the pointer, where nobody has looked since."""
LOOK_AHEAD = 0.5
"""After this share of the time a thread looks by itself, where there is one, before a request has to."""
RETRY_SECONDS = 5.0
"""How often a worker tries again to open what it could not open; comparing checksums takes time."""

_log = logging.getLogger(__name__)


class Site:
    """One opened generation. Everything but the search works without the search index.

    `search_problem` says why the search does not work, or is empty. Methods raise SiteUnavailableError where the
    records file goes bad later on.
    """

    def __init__(self, manifest: Manifest, records: RecordStore, search: SearchIndex | None, problem: str) -> None:
        self.generation: str = manifest.generation
        self.published: date = manifest.built.date()
        self.search_problem = problem
        self.vocabularies: Vocabularies = records.shared.vocabularies
        self.text: SiteText = records.shared.text
        self.timeline: tuple[Event, ...] = records.shared.timeline
        self.redirects: Mapping[str, str] = {entry.start: entry.target for entry in records.shared.redirects}
        self.shared: Shared = records.shared
        """All that belongs to no record, to be compared with another generation's."""
        self.gone: Mapping[str, str] = {entry.address: entry.title for entry in manifest.gone}
        self.lost_links: Mapping[str, date] = records.shared.lost_links
        self.diagrams: Mapping[str, Diagram] = records.shared.diagrams
        self.counts: Mapping[RecordType, int] = records.shared.counts
        self._records = records
        self._search = search
        # Its own: what another generation answered is never given for this one.
        self._answers = AnswerCache()
        # A request may still read from a site that has been replaced: the files go when the last one is done.
        weakref.finalize(self, _close, records, search)

    def record(self, key: str) -> Record | None:
        """The record of that key, such as `resource/clinvar`."""
        return self._records.record(key)

    def connections(self, key: str) -> Connections:
        """What that record's page shows beside it; empty where there is no such record."""
        return self._records.connections(key)

    def card(self, key: str) -> Card | None:
        """The card of that record."""
        return self._records.card(key)

    def cards(self, record_type: RecordType) -> tuple[Card, ...]:
        """All cards of a type, by English title without regard to case and accents."""
        return self._records.cards(record_type)

    def tagged(self, name: str, value: str) -> tuple[Card, ...]:
        """The cards of all types that carry `topic`, `country`, `region`, `audience` or `kind` = value, by title."""
        return self._records.tagged(name, value)

    def tag_counts(self, name: str) -> Mapping[str, int]:
        """How many records carry each value of `topic`, `country`, `region`, `audience` or `kind`."""
        return self._records.shared.tag_counts.get(name, {})

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The English title of every record, by key."""
        return self._records.titles()

    def digests(self) -> Mapping[str, str]:
        """The digest of every record, by key."""
        return self._records.digests()

    def search(self, request: SearchRequest) -> SearchResults:
        """The answer to one search. Raises SearchUnavailableError."""
        index = self._index()
        # Two requests are equal where only one of them was cut, which the answer says.
        key = (request, request.shortened, index.moment)
        return self._answers.answer(key, lambda: index.search(request))

    def suggest(self, q: str, lang: str) -> tuple[Suggested, ...]:
        """Names to search for that begin like what was typed so far. Raises SearchUnavailableError."""
        return self._index().suggest(q, lang)

    def rank(self, q: str, depth: int) -> list[tuple[str, float]]:
        """The best `depth` records for a query as (key, score), best first. Raises SearchUnavailableError."""
        return self._index().rank(q, depth)

    def ready(self) -> None:
        """Asks the index real questions. Raises SearchUnavailableError unless it answers for all records."""
        _ask(self._index(), self._records)

    def _index(self) -> SearchIndex:
        if self._search is None:
            raise SearchUnavailableError(self.search_problem)
        return self._search


@dataclass(frozen=True, slots=True)
class Health:
    """`problem` is empty when the newest generation is served and its search answers."""

    generation: str
    problem: str = ""


class SiteLoader:
    """Gives the current Site; looks at the pointer several times a second and swaps when it has changed.

    Safe for threads. What cannot be opened never replaces what is open.
    """

    def __init__(self, settings: Settings) -> None:
        self._store = GenerationStore(settings.index_dir)
        self._lock = Lock()
        self._site: Site | None = None
        self._problem = "Nothing has been opened yet."
        self._seen: bytes | None = None
        self._next_look = 0.0
        self._next_try = 0.0
        self._is_looking_ahead = False

    def current(self) -> Site:
        """The site to answer from; keep it for a whole request. Raises SiteUnavailableError."""
        self._look()
        site = self._site
        if site is None:
            raise SiteUnavailableError(self._problem)
        return site

    def look_ahead(self) -> None:
        """From now on a thread of this process looks, so that no reader waits while a new generation is opened."""
        with self._lock:
            if self._is_looking_ahead:
                return
            self._is_looking_ahead = True
        Thread(target=_keep_looking, args=(weakref.ref(self),), daemon=True).start()

    def look(self) -> None:
        """Looks now, and opens what is new."""
        with self._lock:
            if self._site:
                # Nobody else looks meanwhile. Without a site to answer from, requests wait for this one.
                self._next_look = time.monotonic() + LOOK_SECONDS
            self._swap_if_changed()
            self._next_look = time.monotonic() + LOOK_SECONDS

    def health(self) -> Health:
        """What is served, and what is wrong with it."""
        self._look()
        site = self._site
        return Health(site.generation if site else "", self._problem)

    def _look(self) -> None:
        if time.monotonic() < self._next_look:
            return
        # While one thread opens a new generation, the others go on with the old one, where there is one.
        if not self._lock.acquire(blocking=self._site is None):
            return
        try:
            if time.monotonic() >= self._next_look:
                self._swap_if_changed()
                self._next_look = time.monotonic() + LOOK_SECONDS
        finally:
            self._lock.release()

    def _swap_if_changed(self) -> None:
        try:
            content = self._store.pointer_bytes()
            is_due = bool(self._problem) and time.monotonic() >= self._next_try
            if content == self._seen and not is_due:
                return
            # What cannot be opened is tried again after a while, and not at every look.
            self._seen = content
            self._swap(content)
        except OSError as error:
            self._note(f"The index cannot be read: {error}. Run `flask index build`.")
        except Exception as error:
            # Whatever it is, the site that is open already goes on answering.
            _log.exception("a generation cannot be opened")
            self._note(f"The newest generation cannot be opened ({type(error).__name__}: {error}).")
        self._next_try = time.monotonic() + RETRY_SECONDS

    def _swap(self, content: bytes | None) -> None:
        pointer = parse_pointer(content) if content else None
        with letting_answers_pass():
            site, problems = self._best()
        if site is None:
            self._note(" ".join(problems) or "Nothing has been published yet. Run `flask index build`.")
            return
        if self._site is None or site.generation != self._site.generation:
            _log.info("serving generation %s", site.generation)
        self._site = site
        if pointer is None:
            problems.insert(0, "The pointer to the current generation is missing or damaged. Run `flask index build`.")
        if pointer is None or site.generation != pointer.generation:
            problems.append(f"Generation {site.generation} is served instead.")
        # Two generations may have the same trouble.
        self._note(" ".join(dict.fromkeys(problems)))

    def _best(self) -> tuple[Site | None, list[str]]:
        """The first generation that works in all parts, else any that has pages; and what is wrong with the others."""
        working = self._site if self._site and not self._site.search_problem else None
        fallback: Site | None = None
        problems: list[str] = []
        for generation in self._store.candidates():
            if working and working.generation == generation:
                break
            try:
                site = open_site(self._store.folder(generation))
            except SiteUnavailableError as error:
                problems.append(str(error))
                continue
            if not site.search_problem:
                return site, problems
            problems.append(site.search_problem)
            fallback = fallback or site
        return working or fallback or self._site, problems

    def _note(self, problem: str) -> None:
        if problem and problem != self._problem:
            _log.warning(problem)
        self._problem = problem


def _keep_looking(loader: weakref.ref[SiteLoader]) -> None:
    """Looks as long as somebody else has the loader."""
    if _looks(loader):
        # All code is loaded when the first generation is open.
        keep_for_good()
    while _looks(loader):
        time.sleep(LOOK_SECONDS * LOOK_AHEAD)


def _looks(loader: weakref.ref[SiteLoader]) -> bool:
    """Looks once; False where the loader is no more."""
    alive = loader()
    if alive:
        alive.look()
    return alive is not None


def open_site(folder: Path) -> Site:
    """The generation in that folder, its checksums compared. Raises SiteUnavailableError where it has no records.

    With a damaged or unfit search index, the site opens without a search.
    """
    try:
        manifest = read_manifest(folder)
    except ManifestError as error:
        raise SiteUnavailableError(f"{folder}: {error}. Run `flask index build`.") from error
    return open_compared(folder, manifest, damaged_files(folder, manifest))


def open_compared(folder: Path, manifest: Manifest, damage: Mapping[str, str]) -> Site:
    """The same of a generation whose files were compared with its manifest; `damage` is what that has shown."""
    if RECORDS in damage:
        raise SiteUnavailableError(f"{folder / RECORDS} {damage[RECORDS]}. Run `flask index build`.")
    records = RecordStore(folder / RECORDS)
    search, problem = _open_search(folder, manifest, damage, records)
    return Site(manifest, records, search, problem)


def _open_search(
    folder: Path, manifest: Manifest, damage: Mapping[str, str], records: RecordStore
) -> tuple[SearchIndex | None, str]:
    # Imported here because the command line, which has to start fast, imports this module without opening a site.
    from genomics.search.engine import SearchIndex
    from genomics.search.schema import fingerprint

    if damage:
        # Whoosh unpickles what it reads: a file that is not ours is never handed to it.
        name, fault = next(iter(damage.items()))
        return None, f"The search index is damaged: {folder / name} {fault}. Run `flask index build`."
    if manifest.fingerprint != fingerprint():
        return None, "The search index was made by another version of the site. Run `flask index build`."
    try:
        with without_collecting():
            search = SearchIndex.open(folder / SEARCH, manifest.generation)
        # Also opens what the search opens late: the folder may be gone by the time of the first reader's search.
        _ask(search, records)
    except SearchUnavailableError as error:
        return None, f"{error} Run `flask index build`."
    return search, ""


def _ask(search: SearchIndex, records: RecordStore) -> None:
    """Raises SearchUnavailableError unless the search answers for all records and for the words of a title."""
    total = search.search(SearchRequest()).total
    expected = sum(records.shared.counts.values())
    if total != expected:
        raise SearchUnavailableError(f"The search knows {total} records instead of {expected}.")
    title = records.any_title()
    if title:
        search.search(SearchRequest.from_args([("q", title)]))


def _close(records: RecordStore, search: SearchIndex | None) -> None:
    records.close()
    if search:
        search.close()
