"""Content -> generation -> pointer: everything that a rebuild does, in order."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from genomics.config import Settings
from genomics.content.cache import ReadCache
from genomics.content.library import Library
from genomics.content.model import ORIGINAL_LANGUAGE, RecordType
from genomics.publishing.errors import BuildError, SiteUnavailableError
from genomics.publishing.failures import FAILURES, sentence_of
from genomics.publishing.history import Step, add_to_history, entry_of
from genomics.publishing.inspection import problems_of
from genomics.publishing.kept_files import load_kept, save_kept
from genomics.publishing.manifest import (
    FORMAT_VERSION,
    Gone,
    Manifest,
    ManifestError,
    damaged_files,
    list_files,
    read_manifest,
    write_manifest,
)
from genomics.publishing.memory import without_collecting
from genomics.publishing.progress import Progress, say_nothing
from genomics.publishing.reading import read_at_rest
from genomics.publishing.records import RecordStore, Rows, write_records
from genomics.publishing.rollback import HELD, holds_what_was_taken_back
from genomics.publishing.rows import counts_of, digests_of, rows_of
from genomics.publishing.store import RECORDS, SEARCH, GenerationStore
from genomics.search.schema import fingerprint
from genomics.search.writer import build_index


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. `published` is False where nothing had changed; `generation` is the one that readers see.

    `added`, `changed` and `removed` are the keys of records, compared with the generation before; `due` is the next
    moment at which a build finds something else in the same folder, because a date has come.
    """

    generation: str
    published: bool
    counts: Mapping[RecordType, int]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    seconds: float
    content_digest: str
    due: datetime | None = None

    @property
    def changed_keys(self) -> dict[str, tuple[str, ...]]:
        """The keys of the records that were added, changed and removed, by these names."""
        return {"added": self.added, "changed": self.changed, "removed": self.removed}

    @property
    def changes(self) -> dict[str, int]:
        """How many records were added, changed and removed, by these names."""
        return {name: len(keys) for name, keys in self.changed_keys.items()}


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for, and when."""

    force: bool
    note: str
    progress: Progress
    started: float

    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self.started


def rebuild(
    settings: Settings,
    *,
    force: bool = False,
    note: str = "",
    cache: ReadCache | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Publishes what the content folder holds; with `force`, also where nothing has changed or it was rolled back.

    Only files are parsed that are not as `cache` has them, by default as the last build has kept them on disk; with
    `force`, all. Raises ContentErrors on faults in the content, BusyError where somebody else builds, BuildError where
    the generation cannot be written, does not pass its inspection or is held back. Readers then keep what they had.
    """
    order = _Order(force, note, progress or say_nothing, time.monotonic())
    store = GenerationStore(settings.index_dir)
    try:
        with store.lock(), without_collecting():
            kept = cache if cache is not None else ReadCache() if force else load_kept(settings.index_dir)
            library = read_at_rest(settings, kept, lambda done, total: order.progress("Reading", done, total))
            report = _publish(settings, store, library, order)
            if cache is None and kept.has_changed:
                save_kept(kept, settings.index_dir)
            return report
    except FAILURES as error:
        raise BuildError(sentence_of(settings.index_dir, error)) from error


def _publish(settings: Settings, store: GenerationStore, library: Library, order: _Order) -> BuildReport:
    rows = rows_of(library)
    digests = digests_of(rows)
    current = current_manifest(store)
    if not order.force and current and _is_up_to_date(store, current, digests.content):
        return BuildReport(
            generation=current.generation,
            published=False,
            counts=counts_of(library),
            seconds=order.seconds(),
            content_digest=digests.content,
            due=library.due,
        )
    if not order.force and _is_held(store, rows.files, digests.content):
        raise BuildError(HELD)
    before = _read(store.folder(current.generation), RecordStore.digests) if current else {}
    after = digests.records
    manifest = _write(store, library, rows, digests.content, order)
    report = BuildReport(
        generation=manifest.generation,
        published=True,
        counts=manifest.counts,
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(key for key in after.keys() & before.keys() if after[key] != before[key])),
        removed=tuple(sorted(before.keys() - after.keys())),
        seconds=order.seconds(),
        content_digest=digests.content,
        due=library.due,
    )
    add_to_history(settings.index_dir, entry_of(manifest, Step.PUBLISHED, report.changes))
    return report


def _is_held(store: GenerationStore, files: Mapping[str, str], digest: str) -> bool:
    """Whether publishing would bring back, unchanged, what somebody has taken back."""
    pointer = store.pointer()
    if pointer is None or not pointer.rolled_back:
        return False
    folder = store.folder(pointer.previous)
    try:
        is_same = read_manifest(folder).content_digest == digest
    except ManifestError:
        is_same = False
    current, taken_back = (_read(own, RecordStore.files) for own in (store.folder(pointer.generation), folder))
    return is_same or holds_what_was_taken_back(files, current, taken_back)


def _write(store: GenerationStore, library: Library, rows: Rows, digest: str, order: _Order) -> Manifest:
    whole = newest_whole(store)
    with store.draft(digest) as generation:
        folder = store.partial(generation)
        manifest = write_generation(
            folder,
            library,
            rows,
            Manifest(
                generation=generation,
                built=datetime.now(UTC),
                format_version=FORMAT_VERSION,
                content_digest=digest,
                fingerprint=fingerprint(),
                counts=counts_of(library),
                files={},
                note=order.note,
                gone=_gone(store, library),
            ),
            previous=None if order.force else search_of(store, whole),
            progress=order.progress,
        )
        problems = problems_of(folder)
        if problems:
            raise BuildError("The new generation did not pass its inspection: " + " ".join(problems))
        # After a repair, readers are to fall back to what took over, not to what was repaired.
        store.publish(generation, whole.generation if whole else next(iter(store.candidates()), ""))
    return manifest


def write_generation(
    folder: Path, library: Library, rows: Rows, manifest: Manifest, *, previous: Path | None, progress: Progress
) -> Manifest:
    """Writes a generation into an empty folder; gives its manifest, which is the given one with all files.

    `previous` is the search part of an earlier generation that may be taken over. Raises FAILURES.
    """
    write_records(rows, folder / RECORDS)
    build_index(library, folder / SEARCH, lambda done, total: progress("Indexing", done, total), previous=previous)
    complete = replace(manifest, files=list_files(folder))
    write_manifest(folder, complete)
    return complete


def _gone(store: GenerationStore, library: Library) -> tuple[Gone, ...]:
    """The addresses of all records that were there once and are no more, by address."""
    taken = {record.address for record in library.records.values()}
    taken |= {redirect.start for redirect in library.redirects}
    for generation in store.candidates():
        try:
            folder = store.folder(generation)
            known = [*read_manifest(folder).gone, *_removed(folder, library)]
        except (ManifestError, SiteUnavailableError):
            continue
        gone = {entry.address: entry for entry in known if entry.address not in taken}
        return tuple(gone[address] for address in sorted(gone))
    return ()


def _removed(folder: Path, library: Library) -> list[Gone]:
    """Where the records of that generation stand that the library has no more. Raises SiteUnavailableError."""
    with closing(RecordStore(folder / RECORDS)) as records:
        cards = [records.card(key) for key in records.digests().keys() - library.records.keys()]
    return [Gone(card.address, card.titles[ORIGINAL_LANGUAGE]) for card in cards if card]


def newest_whole(store: GenerationStore) -> Manifest | None:
    """The manifest of the generation that readers see; where a file of it is damaged, of the next best."""
    for generation in store.candidates():
        folder = store.folder(generation)
        try:
            manifest = read_manifest(folder)
        except ManifestError:
            continue
        if not damaged_files(folder, manifest):
            return manifest
    return None


def search_of(store: GenerationStore, whole: Manifest | None) -> Path | None:
    """The search part of that generation, where this code made it."""
    if whole is None or whole.fingerprint != fingerprint():
        return None
    return store.folder(whole.generation) / SEARCH


def current_manifest(store: GenerationStore) -> Manifest | None:
    """The manifest of what readers see; None where there is nothing or it cannot be trusted."""
    pointer = store.pointer()
    if pointer is None:
        return None
    try:
        return read_manifest(store.folder(pointer.generation))
    except ManifestError:
        return None


def _is_up_to_date(store: GenerationStore, current: Manifest, digest: str) -> bool:
    is_same = current.content_digest == digest and current.fingerprint == fingerprint()
    return is_same and not problems_of(store.folder(current.generation))


def _read(folder: Path, digests: Callable[[RecordStore], Mapping[str, str]]) -> Mapping[str, str]:
    """These digests of that generation; none where its records cannot be read."""
    try:
        with closing(RecordStore(folder / RECORDS)) as records:
            return digests(records)
    except SiteUnavailableError:
        return {}
