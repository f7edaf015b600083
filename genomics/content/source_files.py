"""The files of a content folder: which there are, what each is for, and its bytes, read once."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from genomics.content.addresses import RESERVED_PAGE_IDS
from genomics.content.errors import Fault
from genomics.content.model import FOLDERS, ORIGINAL_LANGUAGE, TRANSLATION_LANGUAGES, RecordType
from genomics.content.nearest import nearest

LARGEST = 1_000_000
"""Bytes in one file. The longest page of a site like this has some 60,000."""

DIAGRAM_FOLDER = "diagrams"
VOCABULARY_FOLDER = "vocabularies"
VOCABULARY_FILES = {
    "topics.yaml": "topics",
    "audiences.yaml": "audiences",
    "resource-kinds.yaml": "resource_kinds",
    "collaborator-kinds.yaml": "collaborator_kinds",
    "access.yaml": "access",
    "regions.yaml": "regions",
    "countries.yaml": "countries",
    "languages.yaml": "languages",
}
"""The vocabulary that each file holds, by the name that `Vocabularies` gives it."""
VOCABULARY_PATHS = {f"{VOCABULARY_FOLDER}/{name}": attribute for name, attribute in VOCABULARY_FILES.items()}
DATA_FILES: Mapping[str, str] = {
    "timeline.yaml": "timeline",
    "synonyms.yaml": "synonyms",
    "translations.yaml": "translated_words",
    "genes.yaml": "genes",
    "pinned.yaml": "pins",
    "redirects.yaml": "redirects",
    "site.yaml": "site",
    "links.yaml": "links",
}

_TYPE_OF_FOLDER = {folder: record_type for record_type, folder in FOLDERS.items()}
_KNOWN_FOLDERS = (*_TYPE_OF_FOLDER, VOCABULARY_FOLDER, DIAGRAM_FOLDER)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to be read. `path` is relative to the content folder.

    Files of records have a `record_type`, a `record_id` and, where they are translations, a `lang`; files of diagrams
    have a `diagram_id`.
    """

    path: str
    record_type: RecordType | None = None
    record_id: str = ""
    lang: str = ""
    diagram_id: str = ""

    @property
    def key(self) -> str:
        """The key of its record, such as `resource/clinvar`; for a translation that of the original."""
        return f"{self.record_type}/{self.record_id}"


@dataclass(frozen=True, slots=True)
class FileContent:
    """The bytes of one file as they were at one moment, and their SHA-256."""

    data: bytes
    digest: str


class Signature(NamedTuple):
    """What tells that a file was saved again. Times are in nanoseconds."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


def signature_of(path: str) -> Signature | None:
    """The signature of the file there; None where it cannot be had."""
    try:
        status = os.stat(path)  # noqa: PTH116  # for 100,000 files, a Path each takes a second
    except OSError:
        return None
    return Signature(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def list_files(folder: Path) -> tuple[list[SourceFile], list[Fault]]:
    """The files to read, in the order of their paths, and a fault for every one that is out of place."""
    return _Listing(folder.resolve()).all()


def read_file(folder: Path, path: str) -> FileContent | Fault:
    """The bytes of one file, or why they cannot be had."""
    try:
        # Opening a pipe would wait for ever without O_NONBLOCK.
        descriptor = os.open(folder / path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        return Fault(path, 1, f"The file cannot be opened ({reason}).", "See who may read it, and whether it is there.")
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return Fault(path, 1, "This is not a regular file.", "Remove it, or put a text file in its place.")
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        return Fault(path, 1, f"The file is larger than {LARGEST:,} bytes.", "Split it, or remove what is not text.")
    return FileContent(data, hashlib.sha256(data).hexdigest())


class _Listing:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: list[SourceFile] = []
        self._faults: list[Fault] = []

    def all(self) -> tuple[list[SourceFile], list[Fault]]:
        for entry in self._entries(self._root):
            if entry.is_dir():
                self._take_folder(entry)
            elif entry.name in DATA_FILES:
                self._files.append(SourceFile(entry.name))
            else:
                self._note_unexpected(entry.name, entry.name, DATA_FILES)
        self._files.sort(key=lambda file: file.path)
        return self._files, self._faults

    def _take_folder(self, entry: os.DirEntry[str]) -> None:
        if entry.name not in _KNOWN_FOLDERS:
            best = nearest(entry.name, _KNOWN_FOLDERS)
            otherwise = f"Remove it: only {', '.join(_KNOWN_FOLDERS)} belong here."
            advice = f'Rename it to "{best}".' if best else otherwise
            self._fault(entry.name, "There is no place for this folder.", advice)
            return
        for child in self._entries(Path(entry.path)):
            path = f"{entry.name}/{child.name}"
            if child.is_dir():
                self._fault(path, "There is no place for a folder here.", f"Move its files into {entry.name}/ itself.")
            elif entry.name == VOCABULARY_FOLDER:
                self._take_vocabulary(path, child.name)
            elif entry.name == DIAGRAM_FOLDER:
                self._take_diagram(path, child.name)
            else:
                self._take_record(path, child.name, _TYPE_OF_FOLDER[entry.name])

    def _take_vocabulary(self, path: str, name: str) -> None:
        if name in VOCABULARY_FILES:
            self._files.append(SourceFile(path))
        else:
            self._note_unexpected(path, name, VOCABULARY_FILES)

    def _take_diagram(self, path: str, name: str) -> None:
        diagram_id, _dot, ending = name.rpartition(".")
        if ending != "yaml":
            advice = "Name it <id>.yaml, or remove it: only .yaml files belong here."
            self._fault(path, "The file's name does not end with .yaml.", advice)
        elif not _ID.fullmatch(diagram_id):
            self._note_unfit_id(path, diagram_id)
        else:
            self._files.append(SourceFile(path, diagram_id=diagram_id))

    def _take_record(self, path: str, name: str, record_type: RecordType) -> None:
        if not name.endswith(".md"):
            advice = "Name it <id>.md, or remove it: only .md files belong here."
            self._fault(path, "The file's name does not end with .md.", advice)
            return
        record_id, dot, lang = name.removesuffix(".md").partition(".")
        if dot and not self._is_translation_language(path, lang, record_id):
            return
        self._check_id(path, record_id, record_type)
        self._files.append(SourceFile(path, record_type, record_id, lang))

    def _is_translation_language(self, path: str, lang: str, record_id: str) -> bool:
        if lang in TRANSLATION_LANGUAGES:
            return True
        if lang == ORIGINAL_LANGUAGE:
            self._fault(path, "The original is in English already.", f"Put the text into {record_id}.md.")
        else:
            what = f'The site has no language "{lang}".'
            self._fault(path, what, f"End the name with .md after one of: {', '.join(TRANSLATION_LANGUAGES)}.")
        return False

    def _check_id(self, path: str, record_id: str, record_type: RecordType) -> None:
        if not _ID.fullmatch(record_id):
            self._note_unfit_id(path, record_id)
        elif record_type is RecordType.PAGE and record_id.casefold() in RESERVED_PAGE_IDS:
            self._fault(path, f'The site itself answers at "/{record_id}".', "Give the page another name.")

    def _note_unfit_id(self, path: str, wanted: str) -> None:
        what = f'"{_visible(wanted)}" cannot be an id.'
        self._fault(path, what, "Name the file with letters a to z, digits and hyphens only.")

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """What lies in a folder and counts, by name."""
        try:
            with os.scandir(folder) as found:
                entries = sorted((entry for entry in found if not _is_ignored(entry.name)), key=lambda e: e.name)
        except OSError as error:
            path = folder.relative_to(self._root).as_posix()
            reason = error.strerror or "unknown reason"
            self._fault(path, f"The folder cannot be read ({reason}).", "See who may read it.")
            return []
        self._note_collisions(folder, [entry.name for entry in entries])
        return [entry for entry in entries if self._may_be_read(entry)]

    def _may_be_read(self, entry: os.DirEntry[str]) -> bool:
        if not _is_readable(entry.name):
            self._fault(self._path(entry), "The name of the file is not UTF-8.", "Rename it.")
            return False
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(self._root):
            what = "This is a link to something outside the content folder."
            self._fault(self._path(entry), what, "Put the file itself here.")
            return False
        return True

    def _path(self, entry: os.DirEntry[str]) -> str:
        return Path(entry.path).relative_to(self._root).as_posix()

    def _note_collisions(self, folder: Path, names: Iterable[str]) -> None:
        first: dict[str, str] = {}
        for name in names:
            other = first.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
            if other == name:
                continue
            path = (folder / name).relative_to(self._root).as_posix()
            what = f'The names "{other}" and "{name}" collide on case-insensitive file systems.'
            if unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", other):
                what = f'Two files have the name "{other}", stored with different accents.'
            self._fault(path, what, "Rename or remove one of them.")

    def _note_unexpected(self, path: str, name: str, expected: Iterable[str]) -> None:
        best = nearest(name, expected)
        advice = f'Rename it to "{best}".' if best else f"Remove it: only {', '.join(expected)} belong here."
        self._fault(path, "There is no place for this file.", advice)

    def _fault(self, path: str, what: str, advice: str) -> None:
        self._faults.append(Fault(_visible(path), 1, what, advice))


def _is_ignored(name: str) -> bool:
    """What editors' programs leave behind, and notes for editors."""
    return name.startswith(".") or name.endswith("~") or (name[0] == name[-1] == "#") or name == "README.md"


def _is_readable(name: str) -> bool:
    return _visible(name) == name


def _visible(name: str) -> str:
    """The name with bytes that are not UTF-8 written as \\xNN."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
