"""Whole names: which records are called exactly what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from genomics.search.analysis import fold
from genomics.search.documents import Document

NAMES = "names.json"
_LETTERS = re.compile(r"\w+")
_PARENTHESIS = re.compile(r"\s*[(（]([^()（）]+)[)）]\s*")
_SUBTITLE = re.compile(r":\s")


def name_key(text: str) -> str:
    """A name without case, accents, spaces and punctuation, so that all ways to write it are one."""
    return "".join(fold(word) for word in _LETTERS.findall(text))


def write_names(documents: Sequence[Document], folder: Path) -> None:
    """Writes the numbers of the documents that bear each name."""
    holders: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        for key in dict.fromkeys(name_key(name) for name in names_of(document)):
            if key:
                holders.setdefault(key, []).append(number)
    (folder / NAMES).write_bytes(msgspec.json.encode(holders))


def open_names(folder: Path) -> dict[str, list[int]]:
    """The numbers of the documents by the key of their names."""
    return msgspec.json.decode((folder / NAMES).read_bytes(), type=dict[str, list[int]])


def names_of(document: Document) -> Iterable[str]:
    """Every name of a document: titles and other names, also without what they add in parentheses or after a colon."""
    for title in document.titles.values():
        yield title
        yield _PARENTHESIS.sub(" ", title)
        yield from _PARENTHESIS.findall(title)
        yield _SUBTITLE.split(title)[0]
    for names in document.names.values():
        yield from names
    yield from document.identifiers
