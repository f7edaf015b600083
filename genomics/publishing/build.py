"""Content -> generation -> pointer: everything that a rebuild does, in order."""

from __future__ import annotations

import errno
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from genomics.config import Settings
from genomics.content.cache import ReadCache
from genomics.content.library import Library
from genomics.content.model import RecordType
from genomics.content.reader import read_library
from genomics.publishing.errors import BuildError, SiteUnavailableError
from genomics.publishing.inspection import problems_of
from genomics.publishing.manifest import (
    FORMAT_VERSION,
    Manifest,
    ManifestError,
    damaged_files,
    list_files,
    read_manifest,
    write_manifest,
)
from genomics.publishing.memory import without_collecting
from genomics.publishing.records import RecordStore, Rows, write_records
from genomics.publishing.rows import counts_of, digest_of, rows_of
from genomics.publishing.store import RECORDS, SEARCH, GenerationStore
from genomics.search.schema import fingerprint
from genomics.search.writer import build_index

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how many files or records are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. `published` is False where nothing had changed; `generation` is the one that readers see.

    `added`, `changed` and `removed` are the keys of records, compared with the generation before.
    """

    generation: str
    published: bool
    counts: Mapping[RecordType, int]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    seconds: float
    content_digest: str


def rebuild(
    settings: Settings, *, force: bool = False, cache: ReadCache | None = None, progress: Progress | None = None
) -> BuildReport:
    """Publishes what the content folder holds; with `force`, also where nothing has changed.

    Raises ContentErrors on faults in the content, BusyError where somebody else builds, BuildError where the
    generation cannot be written or does not pass its inspection. Readers then keep what they had.
    """
    started = time.monotonic()
    store = GenerationStore(settings.index_dir)
    report = progress or _say_nothing
    try:
        with store.lock(), without_collecting():
            library = read_library(
                settings.content_dir, cache=cache, progress=lambda done, total: report("Reading", done, total)
            )
            return _publish(store, library, force, report, started)
    except (OSError, sqlite3.Error) as error:
        raise BuildError(_sentence(settings.index_dir, error)) from error


def _publish(store: GenerationStore, library: Library, force: bool, report: Progress, started: float) -> BuildReport:
    rows = rows_of(library)
    digest = digest_of(rows)
    counts = counts_of(library)
    current = _current_manifest(store)
    if not force and current and _is_up_to_date(store, current, digest):
        return BuildReport(
            generation=current.generation,
            published=False,
            counts=counts,
            seconds=time.monotonic() - started,
            content_digest=digest,
        )
    before = _digests(store.folder(current.generation)) if current else {}
    after = {row.key: row.digest for row in rows.records}
    generation = _write(store, library, rows, digest, None if force else current, report)
    return BuildReport(
        generation=generation,
        published=True,
        counts=counts,
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(key for key in after.keys() & before.keys() if after[key] != before[key])),
        removed=tuple(sorted(before.keys() - after.keys())),
        seconds=time.monotonic() - started,
        content_digest=digest,
    )


def _write(
    store: GenerationStore, library: Library, rows: Rows, digest: str, current: Manifest | None, report: Progress
) -> str:
    with store.draft(digest) as generation:
        folder = store.partial(generation)
        write_records(rows, folder / RECORDS)
        build_index(
            library,
            folder / SEARCH,
            lambda done, total: report("Indexing", done, total),
            previous=_whole_search(store, current),
        )
        manifest = Manifest(
            generation=generation,
            built=datetime.now(UTC),
            format_version=FORMAT_VERSION,
            content_digest=digest,
            fingerprint=fingerprint(),
            counts=counts_of(library),
            files=list_files(folder),
        )
        write_manifest(folder, manifest)
        problems = problems_of(folder)
        if problems:
            raise BuildError("The new generation did not pass its inspection: " + " ".join(problems))
        store.publish(generation)
    return generation


def _whole_search(store: GenerationStore, current: Manifest | None) -> Path | None:
    """The search part of the current generation, where this code made it and no file of it is damaged."""
    if current is None or current.fingerprint != fingerprint():
        return None
    folder = store.folder(current.generation)
    return None if damaged_files(folder, current) else folder / SEARCH


def _current_manifest(store: GenerationStore) -> Manifest | None:
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


def _digests(folder: Path) -> Mapping[str, str]:
    """The digest of every record in that generation; none where its records cannot be read."""
    try:
        records = RecordStore(folder / RECORDS)
    except SiteUnavailableError:
        return {}
    try:
        return records.digests()
    except SiteUnavailableError:
        return {}
    finally:
        records.close()


def _say_nothing(step: str, done: int, total: int) -> None:
    """Progress for those who do not want to see any."""


def _sentence(index_dir: Path, error: OSError | sqlite3.Error) -> str:
    if _is_disk_full(error):
        return f"The disk that holds {index_dir} is full. Make room and build again; readers keep what they had."
    reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    place = error.filename if isinstance(error, OSError) and error.filename else index_dir
    return (
        f"{place}: {reason}. The index folder must be one that this user may write to: "
        "change its rights, or name another with GENOMICS_INDEX_DIR."
    )


def _is_disk_full(error: OSError | sqlite3.Error) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return error.sqlite_errorcode == sqlite3.SQLITE_FULL
