"""The words that records choose from: topics, audiences, kinds, access, regions, countries, languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from genomics.content.model import ORIGINAL_LANGUAGE

EVERYWHERE = "GLOBAL"
"""The region of what concerns the whole world, whichever country it is in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One choice of a vocabulary. Labels, plurals, summaries, other names and adjectives are by language.

    `region` (countries only) is the country's WHO region, empty where it belongs to none. `introduction` is safe HTML.
    """

    id: str
    label: Mapping[str, str]
    plural: Mapping[str, str] = field(default_factory=dict)
    summary: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adjective: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    region: str = ""
    introduction: str = ""

    def label_in(self, lang: str) -> str:
        """The label in that language, else in English, else the id."""
        return self.label.get(lang) or self.label.get(ORIGINAL_LANGUAGE) or self.id

    def plural_in(self, lang: str) -> str:
        """What several of them are called in that language, as far as it is known, else the label."""
        return self.plural.get(lang) or self.label_in(lang)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The entries of one file, in the file's order. An open vocabulary (no file) takes any id."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    is_open: bool = False

    def __contains__(self, entry_id: object) -> bool:
        return self.is_open or entry_id in self.entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, entry_id: str) -> Entry:
        """The entry; an id that no file describes gets its label from the id itself."""
        found = self.entries.get(entry_id)
        return found or Entry(id=entry_id, label={ORIGINAL_LANGUAGE: _label_from_id(entry_id)})

    def label(self, entry_id: str, lang: str = ORIGINAL_LANGUAGE) -> str:
        """The entry's label in that language."""
        return self.get(entry_id).label_in(lang)


OPEN = Vocabulary(is_open=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabularies:
    """All vocabularies of a content folder."""

    topics: Vocabulary = OPEN
    audiences: Vocabulary = OPEN
    resource_kinds: Vocabulary = OPEN
    collaborator_kinds: Vocabulary = OPEN
    access: Vocabulary = OPEN
    regions: Vocabulary = OPEN
    countries: Vocabulary = OPEN
    languages: Vocabulary = OPEN

    def kind_label(self, kind: str, lang: str = ORIGINAL_LANGUAGE) -> str:
        """The label of a resource's or collaborator's kind."""
        return self._kind(kind).label_in(lang)

    def kind_plural(self, kind: str, lang: str = ORIGINAL_LANGUAGE) -> str:
        """What resources or collaborators of a kind are called together."""
        return self._kind(kind).plural_in(lang)

    def _kind(self, kind: str) -> Entry:
        holder = self.collaborator_kinds if kind in self.collaborator_kinds.entries else self.resource_kinds
        return holder.get(kind)


def _label_from_id(entry_id: str) -> str:
    if len(entry_id) <= 3 or entry_id.isupper():
        return entry_id
    words = entry_id.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
