"""Going back to the previous generation, and forward again; and what a build does after that."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from genomics.config import Settings
from genomics.publishing.errors import BuildError
from genomics.publishing.history import Step, add_to_history, entry_of
from genomics.publishing.inspection import problems_of
from genomics.publishing.manifest import Manifest, read_manifest
from genomics.publishing.store import GenerationStore, Pointer

HELD = (
    "Nothing was published: the content still holds all that was taken back with `flask index rollback`. Correct it, "
    "or publish it all the same with `flask index rollback --forward` or `flask index build --force`."
)


@dataclass(frozen=True, slots=True)
class RollbackReport:
    """Which generation readers see now, which one they saw before, and whether that was a step forward."""

    current: Manifest
    left: str
    is_forward: bool
    seconds: float


def roll_back(settings: Settings, *, forward: bool = False) -> RollbackReport:
    """Points readers to the other of the two generations that are kept: back, and forward again after that.

    With `forward`, only forward. Raises BuildError where there is nothing to go to or where it is not whole,
    BusyError where somebody builds, OSError where the folder cannot be written.
    """
    started = time.monotonic()
    store = GenerationStore(settings.index_dir)
    with store.lock():
        pointer = _pointer(store, forward)
        problems = problems_of(store.folder(pointer.previous))
        if problems:
            raise BuildError(
                f"{pointer.previous} is not whole, so readers keep {pointer.generation}: {' '.join(problems)}"
            )
        is_forward = pointer.rolled_back
        store.point(Pointer(pointer.previous, pointer.generation, rolled_back=not is_forward))
        manifest = read_manifest(store.folder(pointer.previous))
        add_to_history(settings.index_dir, entry_of(manifest, Step.FORWARD if is_forward else Step.BACK))
    return RollbackReport(manifest, pointer.generation, is_forward, time.monotonic() - started)


def _pointer(store: GenerationStore, forward: bool) -> Pointer:
    pointer = store.pointer()
    if pointer is None:
        raise BuildError("There is no current generation. Run `flask index build`.")
    if forward and not pointer.rolled_back:
        raise BuildError(f"There is nothing to go forward to: {pointer.generation} was not rolled back to.")
    if not pointer.previous or pointer.previous not in store.generations():
        raise BuildError(f"There is no generation but {pointer.generation}, so readers keep it.")
    return pointer


def holds_what_was_taken_back(
    after: Mapping[str, str], current: Mapping[str, str], taken_back: Mapping[str, str]
) -> bool:
    """Whether content still has every difference that made somebody go back from one generation to another.

    All three are digests of files by path: of the content, of what readers see, of what they no longer see. Neither an
    edit elsewhere nor a date that comes brings back what was taken back; an edit to any part of it does, for somebody
    has mended it.
    """
    differing = {path for path in current.keys() | taken_back.keys() if current.get(path) != taken_back.get(path)}
    return bool(differing) and all(after.get(path) == taken_back.get(path) for path in differing)
