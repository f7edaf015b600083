"""A new record's file, valid as it stands and ready to be filled in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import yaml

from genomics.content.addresses import RESERVED_PAGE_IDS
from genomics.content.data_files import read_vocabulary
from genomics.content.decoding import decode
from genomics.content.errors import Fault
from genomics.content.fields import LONGEST_TITLE
from genomics.content.markup import slug
from genomics.content.model import FOLDERS, RecordType
from genomics.content.notes import Days, Notes
from genomics.content.source_files import read_file

LONGEST_ID = 80

_KIND_FILES = {
    RecordType.RESOURCE: "vocabularies/resource-kinds.yaml",
    RecordType.COLLABORATOR: "vocabularies/collaborator-kinds.yaml",
}

_TO_FILL_IN = {
    RecordType.PAGE: ("topics: [one, another]", "part: explained", "order: 100"),
    RecordType.RESOURCE: (
        "publisher: Who publishes it",
        "url: https://…",
        "year: 2020",
        "languages: [en]",
        "access: open",
        "topics: [one, another]",
        "audiences: [one, another]",
        "who_region: GLOBAL",
    ),
    RecordType.COLLABORATOR: (
        "acronym: Its short name",
        "url: https://…",
        "country: Its code",
        "city: Where it sits",
        "topics: [one, another]",
        "who_region: GLOBAL",
    ),
    RecordType.TERM: ("also: [another name]", "topics: [one, another]", "translations: {fr: …, es: …}"),
}
"""Fields that most records of a type have, as comments: an editor removes the sign in front."""


class SkeletonError(ValueError):
    """No file can be made from what was asked for; the message says why and what to do."""


def make_skeleton(folder: Path, record_type: RecordType, title: str, today: date) -> Path:
    """The path of a new file in the content folder, with that title and the day on which it was made.

    Never overwrites a file. Raises SkeletonError where the title gives no usable id or the record is there already.
    """
    words = " ".join(title.split())
    if not words or len(words) > LONGEST_TITLE:
        raise SkeletonError(f"A title has from 1 to {LONGEST_TITLE} characters. Write another one.")
    if not words.isprintable():
        raise SkeletonError("The title holds a character that cannot be shown. Type it anew.")
    record_id = _id_from(words)
    if record_type is RecordType.PAGE and record_id in RESERVED_PAGE_IDS:
        raise SkeletonError(f'The site itself answers at "/{record_id}". Give the page another title.')
    home = folder / FOLDERS[record_type]
    home.mkdir(parents=True, exist_ok=True)
    path = home / f"{record_id}.md"
    if path.name.casefold() in {other.name.casefold() for other in home.iterdir()}:
        raise SkeletonError(f"{path} is there already. Change that file, or choose another title.")
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(_content(record_type, words, _kinds(folder, record_type), today))
    return path


def _id_from(title: str) -> str:
    """The title in small letters without accents, words joined by hyphens."""
    unaccented = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    if not any(char.isalnum() for char in unaccented):
        raise SkeletonError(f'No id can be made from "{title}". Give the English title.')
    record_id = slug(unaccented)
    if len(record_id) <= LONGEST_ID:
        return record_id
    return record_id[: LONGEST_ID + 1].rpartition("-")[0] or record_id[:LONGEST_ID]


def _kinds(folder: Path, record_type: RecordType) -> Sequence[str]:
    """The kinds that the folder's vocabulary offers; "other" where there is none."""
    file = _KIND_FILES.get(record_type)
    if file is None:
        return ()
    content = read_file(folder, file)
    text = None if isinstance(content, Fault) else decode(content.data)[0]
    kinds = list(read_vocabulary(text, Notes(Days(date.max, date.max))).entries) if text else []
    return kinds or ["other"]


def _content(record_type: RecordType, title: str, kinds: Sequence[str], today: date) -> str:
    lines = ["---", yaml.safe_dump({"title": title}, allow_unicode=True, width=10_000).strip()]
    if kinds:
        lines.append(f"kind: {kinds[0]}  # one of: {', '.join(kinds)}")
    lines.append("# summary: One sentence, at most 200 characters.")
    lines += [f"# {line}" for line in _TO_FILL_IN[record_type]]
    lines += [
        "# source: https://…",
        f"# read: {today.isoformat()}",
        "checked: known  # seen, once a source was read",
    ]
    if record_type is RecordType.PAGE:
        lines.append(f"reviewed: {today.isoformat()}")
    lines += ["---", "", "Write the text here.", ""]
    return "\n".join(lines)
