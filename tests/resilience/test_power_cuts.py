"""Power cuts: what was not brought to disk in time is cut short, empty or gone, whatever the order."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from genomics.config import Settings
from genomics.publishing.build import rebuild
from genomics.publishing.store import PARTIAL, GenerationStore
from tests.resilience.builder import at_every_change
from tests.resilience.samples import Seen, edit, seen

Choice = Callable[[object, object], object]
"""What is on the disk of something that stood there in one form for certain and now has another; None: nothing."""


class Disk:
    """A folder as a disk without power keeps it: only what was synced is certain.

    Files and folders are known by their inodes. All that was ever synced is held open, so that no number comes twice.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[int, bytes] = {}
        self._folders: dict[int, dict[str, int]] = {}
        self._held: list[int] = []
        for path in [root, *root.rglob("*")]:
            self.sync(path)

    def close(self) -> None:
        """Lets go of everything that is held open."""
        for handle in self._held:
            os.close(handle)

    def sync(self, path: Path) -> None:
        """Makes one file or folder certain as it is now."""
        handle = os.open(path, os.O_RDONLY)
        self._held.append(handle)
        number = os.fstat(handle).st_ino
        if path.is_dir():
            self._folders[number] = {child.name: child.stat().st_ino for child in path.iterdir()}
        else:
            self._files[number] = path.read_bytes()

    def after_a_cut(self, *choices: Choice) -> Iterator[dict[Path, bytes]]:
        """For each way to choose, the files that would be there if the power were cut now, by path below the folder."""
        files, folders = self._present()
        for choose in choices:
            left = {number: self._content(number, data, choose) for number, data in files.items()}
            names = {number: self._names(number, children, choose) for number, children in folders.items()}
            number = self._root.stat().st_ino
            yield dict(_below(Path(), number, {**self._files, **left}, {**self._folders, **names}))

    def _present(self) -> tuple[dict[int, bytes], dict[int, dict[str, int]]]:
        """Files and folders as they are; of unfinished generations, which nobody reads, only the names."""
        files, folders = {}, {}
        for parent, children, names in os.walk(self._root):
            found = {name: (Path(parent) / name).stat().st_ino for name in (*children, *names)}
            folders[Path(parent).stat().st_ino] = found
            files.update({found[name]: (Path(parent) / name).read_bytes() for name in names})
            children[:] = [name for name in children if not name.endswith(PARTIAL)]
        return files, folders

    def _names(self, number: int, present: dict[str, int], choose: Choice) -> dict[str, int]:
        certain = self._folders.get(number, {})
        chosen = {
            name: choose(certain.get(name), present.get(name)) for name in sorted(certain.keys() | present.keys())
        }
        return {name: found for name, found in chosen.items() if isinstance(found, int)}

    def _content(self, number: int, present: bytes, choose: Choice) -> bytes:
        certain = self._files.get(number)
        if certain == present:
            return present
        chosen = choose(certain, present)
        return chosen if isinstance(chosen, bytes) else b""


def _below(
    place: Path, number: int, files: dict[int, bytes], folders: dict[int, dict[str, int]]
) -> Iterator[tuple[Path, bytes]]:
    for name, child in folders[number].items():
        if child in files:
            yield place / name, files[child]
        elif child in folders:
            yield from _below(place / name, child, files, folders)


def only_what_is_certain(certain: object, _present: object) -> object:
    """The least that a disk may keep."""
    return certain


def names_before_contents(certain: object, present: object) -> object:
    """What file systems do that write folders at once and files later."""
    return certain if isinstance(present, bytes) else present


def cut_in_half(_certain: object, present: object) -> object:
    """What an interrupted writing leaves."""
    return present[: len(present) // 2] if isinstance(present, bytes) else present


def at_random(seed: int) -> Choice:
    """Any order in which a disk may write."""
    chance = random.Random(seed)

    def choose(certain: object, present: object) -> object:
        return chance.choice([certain, present, present])

    return choose


class Cuts:
    """Everything that a folder could look like after a power cut at some moment of a build, each once.

    Unfinished generations are left out: nobody reads them.
    """

    def __init__(self, disk: Disk) -> None:
        self.found: dict[str, dict[Path, bytes]] = {}
        self._disk = disk
        self._moments = 0

    def note(self) -> None:
        """Adds what could be left now."""
        self._moments += 1
        choices = (only_what_is_certain, names_before_contents, cut_in_half, at_random(self._moments))
        for left in self._disk.after_a_cut(*choices):
            visible = {path: data for path, data in left.items() if not any(p.endswith(PARTIAL) for p in path.parts)}
            digest = hashlib.sha256(repr(sorted(visible.items())).encode()).hexdigest()
            self.found.setdefault(digest, visible)


@pytest.fixture
def cuts_during(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Settings], Cuts]]:
    """Builds, and gives what a power cut on the way could have left."""
    disks = []

    def build(settings: Settings) -> Cuts:
        disk = Disk(settings.index_dir.parent)
        disks.append(disk)
        cuts = Cuts(disk)
        synced = os.fsync

        def sync(handle: int) -> None:
            synced(handle)
            disk.sync(Path(f"/proc/self/fd/{handle}").resolve())

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", sync)
            sys.setprofile(at_every_change(cuts.note))
            try:
                rebuild(settings)
            finally:
                sys.setprofile(None)
        cuts.note()
        return cuts

    yield build
    for disk in disks:
        disk.close()


def restored(files: dict[Path, bytes], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@pytest.fixture
def apart(settings: Settings, folder: Path) -> Settings:
    """The settings with an index that has a folder of its own around it."""
    (folder / "disk").mkdir()
    return replace(settings, index_dir=folder / "disk" / "index")


def test_a_power_cut_at_any_moment_leaves_one_edition_whole_and_a_way_on(
    apart: Settings, folder: Path, cuts_during: Callable[[Settings], Cuts]
) -> None:
    for edition in ("Zeroth", "First"):
        edit(apart.content_dir, edition)
        rebuild(apart)
    old = seen(apart)
    edit(apart.content_dir, "Second")
    cuts = cuts_during(apart)
    new = seen(apart)
    after = replace(apart, index_dir=folder / "after" / "index")
    met: list[Seen] = []
    for files in cuts.found.values():
        restored(files, folder / "after")
        met.append(seen(after))
        assert met[-1] in (old, new)
        rebuild(after)
        assert seen(after) == new
    assert old in met
    assert new in met


def test_a_power_cut_during_the_first_build_leaves_nothing_or_everything(
    apart: Settings, folder: Path, cuts_during: Callable[[Settings], Cuts]
) -> None:
    cuts = cuts_during(apart)
    new = seen(apart)
    after = replace(apart, index_dir=folder / "after" / "index")
    for files in cuts.found.values():
        restored(files, folder / "after")
        if GenerationStore(after.index_dir).pointer():
            assert seen(after) == new
        rebuild(after)
        assert seen(after) == new
