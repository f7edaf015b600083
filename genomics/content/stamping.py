"""Writes into translations which revision of their original they were made from, and leaves all else as it is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from genomics.content.errors import Fault
from genomics.content.front_matter import FENCE
from genomics.content.library import Library
from genomics.content.model import Record, Translation
from genomics.content.nearest import advice
from genomics.content.source_files import read_file

_FIELD = re.compile(r"original[ \t]*:")


class UnknownTranslationError(ValueError):
    """A name that stands for no translation; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class TranslatedFile:
    """A translation in its file, which is relative to the content folder, and the record that it translates."""

    path: str
    record: Record
    translation: Translation

    @property
    def is_stale(self) -> bool:
        """Whether the original is known to have changed since."""
        return self.record.has_changed_since(self.translation)


def translated_files(library: Library) -> list[TranslatedFile]:
    """Every translation of the library, by path."""
    found = (
        TranslatedFile(f"{record.path.removesuffix('.md')}.{lang}.md", record, translation)
        for record in library.records.values()
        for lang, translation in record.translations.items()
    )
    return sorted(found, key=lambda file: file.path)


def named(files: Iterable[TranslatedFile], names: Iterable[str]) -> list[TranslatedFile]:
    """The translations that stand at these addresses (`fr/about`) or in these files (`pages/about.fr.md`).

    Raises UnknownTranslationError on the first name that stands for none.
    """
    by_name = {name: file for file in files for name in (_address(file), file.path)}
    chosen = {}
    for name in names:
        file = by_name.get(name.strip("/"))
        if file is None:
            otherwise = "Write its address, such as fr/about, or its file, such as pages/about.fr.md."
            raise UnknownTranslationError(f'There is no translation "{name}". {advice(name, by_name, otherwise)}')
        chosen[file.path] = file
    return list(chosen.values())


def stamp(folder: Path, files: Iterable[TranslatedFile]) -> list[TranslatedFile]:
    """Writes the present revision of the originals into these translations; gives those that were changed.

    Raises OSError.
    """
    changed = []
    for file in files:
        if file.translation.original == file.record.revision:
            continue
        path = (folder / file.path).resolve()
        _replace(path, stamped(path.read_bytes().decode("utf-8"), file.record.revision))
        changed.append(file)
    return changed


def stamped(text: str, revision: str) -> str:
    """The text of a translation's file with that revision as the last field, or in place of the one it has."""
    lines = text.split("\n")
    end = next(number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE)
    place = next((number for number in range(1, end) if _FIELD.match(lines[number])), end)
    windows = "\r" if lines[0].endswith("\r") else ""
    lines[place : place + (place < end)] = [f"original: {revision}{windows}"]
    return "\n".join(lines)


def notices(folder: Path, files: Iterable[TranslatedFile]) -> list[Fault]:
    """What to tell editors of translations whose originals have changed; none of it keeps anything from readers."""
    return [_notice(folder, file) for file in files if file.is_stale]


def _notice(folder: Path, file: TranslatedFile) -> Fault:
    return Fault(
        file.path,
        _line_of_field(folder, file.path),
        "The English original has changed since this translation was made.",
        f'Look the translation through, then write "original: {file.record.revision}".',
    )


def _line_of_field(folder: Path, path: str) -> int:
    content = read_file(folder, path)
    lines = [] if isinstance(content, Fault) else content.data.decode("utf-8", "replace").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if _FIELD.match(line)), 1)


def _address(file: TranslatedFile) -> str:
    return f"{file.translation.lang}{file.record.address}".rstrip("/")


def _replace(path: Path, text: str) -> None:
    """Writes a file so that a kill leaves the old text or the new one, with the rights that it had."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(text.encode("utf-8"))
    shutil.copymode(path, temporary)
    temporary.replace(path)
