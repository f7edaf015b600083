"""What readers will notice if the content is published as it is: compared with the generation that they see now."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from genomics.config import Settings
from genomics.content.errors import Fault
from genomics.content.library import Hidden, Library
from genomics.content.model import Record
from genomics.content.reader import read_library
from genomics.content.stamping import translated_files
from genomics.content.vocabulary import Vocabularies
from genomics.publishing.build import newest_whole, search_of, write_generation
from genomics.publishing.errors import BuildError
from genomics.publishing.failures import FAILURES, sentence_of
from genomics.publishing.manifest import FORMAT_VERSION, Manifest
from genomics.publishing.memory import without_collecting
from genomics.publishing.progress import Progress, say_nothing
from genomics.publishing.records import Shared
from genomics.publishing.rows import counts_of, digests_of, rows_of
from genomics.publishing.site import Site, SiteUnavailableError, open_site
from genomics.publishing.store import GenerationStore
from genomics.search.schema import fingerprint

TOP = 5
"""Results of a search that are compared."""
MOST_TITLES = 50
"""Titles of changed records that are searched for, at most."""
DRAFT = "draft"

_Fields = TypeVar("_Fields", Record, Shared, Vocabularies)

_FOR_SEARCH = "synonyms, words and genes for the search"
_FIELD_NAMES = {"body": "text", "names": "translations", "sources": "source", "html": "text"}
"""What editors call the fields whose names in the model differ."""
_PART_NAMES = {
    "text": "name, menus and texts of the site",
    "synonyms": _FOR_SEARCH,
    "translated_words": _FOR_SEARCH,
    "genes": _FOR_SEARCH,
    "pins": "what comes first for a search",
    "lost_links": "links that lead nowhere",
}
"""What editors call the parts of a site that belong to no record."""
_COUNTED = frozenset({"counts", "tag_counts"})
"""Parts that follow from the records."""
_NOT_COMPARED = frozenset({"id", "path", "revision", "translations"})


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that was added, changed or removed. `fields` are those that changed, named as in the files."""

    key: str
    title: str
    address: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Departure:
    """An address that answered and will not any more, and where a redirect leads instead, if one does."""

    address: str
    title: str
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class MovedSearch:
    """A search whose first results change: their titles now and then, best first."""

    query: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that readers will notice. `generation` is what they see now, empty where that is nothing.

    `lost_headings` are addresses such as `/about#mandate`; `stale` are files of translations whose originals change;
    `others` name what changes beside records. `search_problem` says why no searches could be compared.
    """

    generation: str
    added: tuple[RecordChange, ...]
    changed: tuple[RecordChange, ...]
    removed: tuple[RecordChange, ...]
    others: tuple[str, ...]
    departures: tuple[Departure, ...]
    lost_headings: tuple[str, ...]
    unlinked: tuple[Fault, ...]
    stale: tuple[str, ...]
    searches: tuple[MovedSearch, ...]
    asked: int
    search_problem: str
    hidden: tuple[Hidden, ...]
    due: datetime | None
    seconds: float

    @property
    def is_empty(self) -> bool:
        """Whether readers will notice nothing at all."""
        return not (self.added or self.changed or self.removed or self.others or self.searches)


def find_changes(settings: Settings, queries: Iterable[str] = (), progress: Progress = say_nothing) -> Changes:
    """What publishing the content folder would change. Nothing is published.

    `queries` are searched for beside the site's own examples and the titles of what changes. Raises ContentErrors on
    faults in the content, BuildError where no generation can be made for the comparison.
    """
    started = time.monotonic()
    try:
        with without_collecting():
            library = read_library(settings.content_dir, progress=lambda done, total: progress("Reading", done, total))
            with _unpublished(settings, library, progress) as new:
                return _compared(_current(settings), new, library, queries, started)
    except FAILURES as error:
        raise BuildError(sentence_of(settings.index_dir, error)) from error


@contextmanager
def _unpublished(settings: Settings, library: Library, progress: Progress) -> Iterator[Site]:
    """The generation that a build would publish, outside the index folder and only while the block runs."""
    store = GenerationStore(settings.index_dir)
    rows = rows_of(library)
    manifest = Manifest(
        generation=DRAFT,
        built=datetime.now(UTC),
        format_version=FORMAT_VERSION,
        content_digest=digests_of(rows).content,
        fingerprint=fingerprint(),
        counts=counts_of(library),
        files={},
    )
    with TemporaryDirectory(prefix="genomics-") as name:
        folder = Path(name)
        previous = search_of(store, newest_whole(store))
        write_generation(folder, library, rows, manifest, previous=previous, progress=progress)
        yield open_site(folder)


def _current(settings: Settings) -> Site | None:
    store = GenerationStore(settings.index_dir)
    pointer = store.pointer()
    try:
        return open_site(store.folder(pointer.generation)) if pointer else None
    except SiteUnavailableError:
        return None


def _compared(old: Site | None, new: Site, library: Library, queries: Iterable[str], started: float) -> Changes:
    before = old.digests() if old else {}
    after = new.digests()
    removed = _old_records(old, before.keys() - after.keys())
    differing = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    candidates = [(record, library.records[key]) for key, record in _old_records(old, differing).items()]
    # Another version of the site may store a record in another way without any change to what it says.
    pairs = [(then, now) for then, now in candidates if _changed_fields(then, now)]
    added = [library.records[key] for key in sorted(after.keys() - before.keys())]
    titles = [record.title for record in (*added, *(new for _, new in pairs), *removed.values())]
    asked = tuple(dict.fromkeys([*(example.q for example in library.site.searches), *queries, *titles[:MOST_TITLES]]))
    problem = (old.search_problem if old else "Nothing has been published yet.") or new.search_problem
    return Changes(
        generation=old.generation if old else "",
        added=tuple(_change(record) for record in added),
        changed=tuple(_change(now, _changed_fields(then, now)) for then, now in pairs),
        removed=tuple(_change(record) for record in removed.values()),
        others=tuple(dict.fromkeys(_others(old.shared, new.shared))) if old else (),
        departures=tuple(_departure(record, library) for record in removed.values()),
        lost_headings=tuple(heading for then, now in pairs for heading in _lost_headings(then, now)),
        unlinked=library.notices,
        stale=tuple(_gone_stale(pairs, library)),
        searches=() if problem or old is None else tuple(_moved(old, new, asked)),
        asked=0 if problem else len(asked),
        search_problem=problem,
        hidden=library.hidden,
        due=library.due,
        seconds=time.monotonic() - started,
    )


def _old_records(old: Site | None, keys: Iterable[str]) -> dict[str, Record]:
    records = ((key, old.record(key)) for key in sorted(keys)) if old else ()
    return {key: record for key, record in records if record}


def _change(record: Record, changed: Sequence[str] = ()) -> RecordChange:
    return RecordChange(record.key, record.title, record.address, tuple(changed))


def _changed_fields(then: Record, now: Record) -> list[str]:
    changed = [_FIELD_NAMES.get(name, name) for name in _differing(then, now) if name not in _NOT_COMPARED]
    languages = sorted(then.translations.keys() | now.translations.keys())
    differing = [lang for lang in languages if then.translations.get(lang) != now.translations.get(lang)]
    return changed + [f"translation ({lang})" for lang in differing]


def _others(old: Shared, new: Shared) -> Iterator[str]:
    """The parts beside records whose content differs; of the vocabularies, which."""
    for name in _differing(old, new):
        if name == "vocabularies":
            yield from (own.replace("_", " ") for own in _differing(old.vocabularies, new.vocabularies))
        elif name not in _COUNTED:
            yield _PART_NAMES.get(name, name)


def _differing(then: _Fields, now: _Fields) -> Iterator[str]:
    return (field.name for field in fields(then) if getattr(then, field.name) != getattr(now, field.name))


def _departure(record: Record, library: Library) -> Departure:
    redirect = next((entry.target for entry in library.redirects if entry.start == record.address), "")
    return Departure(record.address, record.title, redirect)


def _lost_headings(then: Record, now: Record) -> Iterator[str]:
    kept = {section.anchor for section in now.body.sections}
    lost = (section.anchor for section in then.body.sections if section.anchor not in kept)
    yield from (f"{now.address}#{anchor}" for anchor in lost if anchor)


def _gone_stale(pairs: Iterable[tuple[Record, Record]], library: Library) -> Iterator[str]:
    """Translations whose original changes while they stay as they are, also where they do not say what they follow."""
    originals = {now.key: then for then, now in pairs if then.revision != now.revision}
    for file in translated_files(library):
        then = originals.get(file.record.key)
        earlier = then.translations.get(file.translation.lang) if then else None
        if earlier and replace(earlier, original="") == replace(file.translation, original=""):
            yield file.path


def _moved(old: Site, new: Site, queries: Iterable[str]) -> Iterator[MovedSearch]:
    for query in queries:
        before, after = ([key for key, _score in site.rank(query, TOP)] for site in (old, new))
        if before != after:
            yield MovedSearch(query, _titles(old, before), _titles(new, after))


def _titles(site: Site, keys: Iterable[str]) -> tuple[str, ...]:
    cards = (site.card(key) for key in keys)
    return tuple(card.titles["en"] for card in cards if card)
