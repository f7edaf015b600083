"""The index folder: generations side by side, and the pointer that says which one readers see.

index/LOCK                      held by whoever builds
index/CURRENT                   the pointer, replaced atomically
index/HISTORY                   what was published and taken back, a line each
index/READ                      what the last build has read of the content, for the next one
index/generations/<id>/         records.sqlite, search/, manifest.json
index/generations/<id>.partial  one that is being built
"""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from genomics.publishing.files import sync, sync_tree, write_atomically
from genomics.publishing.lock import build_lock
from genomics.publishing.manifest import Manifest, ManifestError, read_manifest

RECORDS = "records.sqlite"
SEARCH = "search"
PARTIAL = ".partial"

_ID = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{8}")
_TIME = "%Y%m%dT%H%M%SZ"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which generation readers see, and the other one that is kept (empty where there is none).

    That is the one before it, or, where readers were `rolled_back`, the one that they no longer see.
    """

    generation: str
    previous: str = ""
    rolled_back: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """What an index folder holds. A manifest is None where there is no such generation or it cannot be read.

    `others` are further generations and unfinished ones; the next build removes them.
    """

    current: Manifest | None
    previous: Manifest | None
    others: tuple[str, ...]
    problem: str = ""
    rolled_back: bool = False


class GenerationStore:
    """Makes, publishes and finds generations below one index folder."""

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._folder = index_dir / "generations"
        self._pointer_path = index_dir / "CURRENT"

    def lock(self) -> AbstractContextManager[None]:
        """Makes this process the only builder while the block runs. Raises BusyError or OSError."""
        return build_lock(self._index_dir / "LOCK")

    def folder(self, generation: str) -> Path:
        """Where that generation lies."""
        return self._folder / generation

    def pointer_bytes(self) -> bytes | None:
        """The pointer file as it is, None where there is none. Raises OSError where it cannot be read."""
        try:
            return self._pointer_path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def pointer(self) -> Pointer | None:
        """What readers see; None before the first build, and where the pointer file is damaged."""
        content = self.pointer_bytes()
        return parse_pointer(content) if content else None

    def generations(self) -> tuple[str, ...]:
        """All finished generations, newest first."""
        return tuple(sorted(filter(_ID.fullmatch, self._names()), reverse=True))

    def candidates(self) -> tuple[str, ...]:
        """The generations that can be served, best first: the current one, the one before, then the newest."""
        pointer = self.pointer()
        named = (pointer.generation, pointer.previous) if pointer else ()
        existing = self.generations()
        return tuple(dict.fromkeys((*(name for name in named if name in existing), *existing)))

    @contextmanager
    def draft(self, content_digest: str) -> Iterator[str]:
        """An empty `.partial` folder, by its generation's id; removed if the block fails. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        generation = self._new_id(content_digest)
        folder = self.partial(generation)
        folder.mkdir()
        try:
            yield generation
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            self._remove_unless_shown(generation)
            raise

    def partial(self, generation: str) -> Path:
        """Where that generation lies while it is being built."""
        return self._folder / (generation + PARTIAL)

    def _remove_unless_shown(self, generation: str) -> None:
        """Removes a generation to which the pointer could not be moved, and with it the room that it takes."""
        pointer = self.pointer()
        if pointer is None or pointer.generation != generation:
            shutil.rmtree(self.folder(generation), ignore_errors=True)

    def publish(self, generation: str, previous: str) -> None:
        """Brings a finished draft to disk and points readers to it: the one publishing step. Raises OSError.

        `previous` is kept beside it, empty where there is none; all others are removed.
        """
        partial = self.partial(generation)
        sync_tree(partial)
        partial.rename(self.folder(generation))
        sync(self._folder)
        # The folder of the generations may be as new as they are: a pointer must not come to disk before it.
        sync(self._index_dir)
        pointer = Pointer(generation, previous)
        self.point(pointer)
        self._prune(pointer)

    def point(self, pointer: Pointer) -> None:
        """Shows readers another generation. Only whoever holds the lock may call it. Raises OSError."""
        write_atomically(self._pointer_path, msgspec.json.encode(pointer) + b"\n")

    def status(self) -> Status:
        """What is there. Raises OSError where the folder cannot be read."""
        pointer = self.pointer()
        if pointer is None:
            is_there = self.pointer_bytes() is not None
            problem = f"{self._pointer_path} is damaged." if is_there else "Nothing has been published yet."
            return Status(None, None, tuple(sorted(self._names())), problem)
        shown = (pointer.generation, pointer.previous)
        current, problem = self._manifest(pointer.generation)
        return Status(
            current=current,
            previous=self._manifest(pointer.previous)[0] if pointer.previous else None,
            others=tuple(sorted(name for name in self._names() if name not in shown)),
            problem=problem,
            rolled_back=pointer.rolled_back,
        )

    def _manifest(self, generation: str) -> tuple[Manifest | None, str]:
        try:
            return read_manifest(self.folder(generation)), ""
        except ManifestError as error:
            return None, f"{self.folder(generation)}: {error}."

    def _names(self) -> list[str]:
        return [path.name for path in self._folder.iterdir()] if self._folder.is_dir() else []

    def _new_id(self, content_digest: str) -> str:
        """An id that sorts after all others, also when the clock was set back."""
        moment = datetime.now(UTC).replace(microsecond=0)
        stamps = [match[1] for match in map(_ID.match, self._names()) if match]
        if stamps:
            newest = datetime.strptime(max(stamps), _TIME).replace(tzinfo=UTC)
            moment = max(moment, newest + timedelta(seconds=1))
        return f"{moment:{_TIME}}-{content_digest[:8]}"

    def _prune(self, pointer: Pointer) -> None:
        kept = (pointer.generation, pointer.previous)
        for name in self._names():
            if name in kept or not _ID.match(name):
                continue
            try:
                shutil.rmtree(self._folder / name)
            except OSError as error:
                # Readers have the new generation already: what is left over is no reason to call the build a failure.
                _log.warning("The old generation %s could not be removed: %s", name, error)


def parse_pointer(content: bytes) -> Pointer | None:
    """What a pointer file says; None where it is damaged."""
    try:
        pointer = msgspec.json.decode(content, type=Pointer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    names = (pointer.generation, pointer.previous) if pointer.previous else (pointer.generation,)
    return pointer if all(_ID.fullmatch(name) for name in names) else None
