"""Holds what the files of a folder say of one another against the whole folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from genomics.content.addresses import SECTION_ADDRESSES
from genomics.content.data_files import PlacedRedirect
from genomics.content.errors import Fault
from genomics.content.folder import FolderReading
from genomics.content.model import SITE_LANGUAGES, Collaborator, RecordType, Resource, address_of
from genomics.content.nearest import Nearest, advice, any_of
from genomics.content.notes import Reference, Target
from genomics.content.source_files import DIAGRAM_FOLDER, VOCABULARY_FOLDER, SourceFile
from genomics.content.vocabulary import EVERYWHERE, Vocabularies, Vocabulary

_ID = re.compile(r"[A-Za-z0-9_-]+")


def check_folder(reading: FolderReading) -> list[Fault]:
    """All faults that only show when the files are seen together."""
    faults = list(_translations_without_original(reading))
    addresses = Addresses(reading)
    faults += _check_redirects(reading.redirects, addresses)
    names = _Names(reading, addresses)
    for file, references in reading.references:
        for reference in references:
            fault = (
                names.check(file, reference)
                or addresses.check(file, reference)
                or addresses.check_menu(file, reference)
            )
            if fault:
                faults.append(fault)
    faults += _check_regions(reading)
    return faults


def _translations_without_original(reading: FolderReading) -> Iterator[Fault]:
    unread = _unread_keys(reading)
    for file, _ in reading.translations:
        if file.key in reading.records or file.key in unread:
            continue
        original = file.path.removesuffix(f".{file.lang}.md") + ".md"
        yield Fault(file.path, 1, "This translates a record that is not there.", f"Write {original} first.")


def _unread_keys(reading: FolderReading) -> set[str]:
    """The records whose own file could not be read."""
    return {file.key for file in reading.unread if not file.lang}


def _faulty_diagrams(reading: FolderReading) -> Iterator[str]:
    """The diagrams whose own file could not be read."""
    for path in reading.faulty_paths:
        folder, _, name = path.partition("/")
        if folder == DIAGRAM_FOLDER:
            yield name.removesuffix(".yaml")


class _Names:
    """Vocabulary words, keys and ids."""

    def __init__(self, reading: FolderReading, addresses: Addresses) -> None:
        self._records = reading.records
        self._unread = _unread_keys(reading)
        self._addresses = addresses
        self._diagrams = set(reading.diagrams) | set(_faulty_diagrams(reading))
        self._vocabularies = _vocabularies_by_target(reading.vocabularies)
        self._nearest: dict[Target, Nearest] = {}

    def check(self, file: SourceFile, reference: Reference) -> Fault | None:
        vocabulary = self._vocabularies.get(reference.target)
        if vocabulary is not None:
            return self._check_word(file, reference, vocabulary)
        if reference.target is Target.DIAGRAM:
            return self._check_diagram(file, reference)
        key = self._key(reference)
        if reference.target is Target.ADDRESS or key in self._records or key in self._unread:
            return None
        what = f'There is no {reference.target} "{reference.value}".'
        return Fault(file.path, reference.line, what, self._advice_for_key(reference))

    def _check_word(self, file: SourceFile, reference: Reference, vocabulary: Vocabulary) -> Fault | None:
        if vocabulary.is_open:
            if _ID.fullmatch(reference.value):
                return None
            what = f'The {reference.target} "{reference.value}" is not written as an id.'
            return Fault(file.path, reference.line, what, "Use letters, digits, hyphens and underscores only.")
        if reference.value in vocabulary:
            return None
        what = f'There is no {reference.target} "{reference.value}".'
        otherwise = any_of(vocabulary.entries, f"Choose one from {_FILE_OF_TARGET[reference.target]}.")
        nearest = self._nearest_of(reference.target, vocabulary.entries, otherwise)
        return Fault(file.path, reference.line, what, nearest.advice(reference.value))

    def _check_diagram(self, file: SourceFile, reference: Reference) -> Fault | None:
        if reference.value in self._diagrams:
            return None
        what = f'There is no diagram "{reference.value}".'
        nearest = self._nearest_of(Target.DIAGRAM, self._diagrams, "Remove it, or add its file.")
        return Fault(file.path, reference.line, what, nearest.advice(reference.value))

    def _key(self, reference: Reference) -> str:
        record_type = _TYPE_OF_TARGET.get(reference.target)
        return f"{record_type}/{reference.value}" if record_type else reference.value

    def _advice_for_key(self, reference: Reference) -> str:
        record_type = _TYPE_OF_TARGET.get(reference.target)
        if record_type:
            ids = (record.id for record in self._records.values() if record.type is record_type)
            return self._nearest_of(reference.target, ids, "Remove it, or add its file.").advice(reference.value)
        moved = self._same_id_elsewhere(reference.value)
        if moved:
            return f'Write "{moved}".'
        return self._nearest_of(reference.target, self._records, "Remove it, or add its file.").advice(reference.value)

    def _same_id_elsewhere(self, key: str) -> str:
        type_name, _, record_id = key.partition("/")
        moved = self._addresses.key_at(address_of(RecordType(type_name), record_id))
        if moved:
            return moved
        keys = (f"{record_type}/{record_id}" for record_type in RecordType)
        return next((other for other in keys if other in self._records), "")

    def _nearest_of(self, target: Target, choices: Iterable[str], otherwise: str) -> Nearest:
        if target not in self._nearest:
            self._nearest[target] = Nearest(choices, otherwise)
        return self._nearest[target]


_TYPE_OF_TARGET = {Target.TERM: RecordType.TERM, Target.COLLABORATOR: RecordType.COLLABORATOR}

_FILE_OF_TARGET = {
    Target.TOPIC: "vocabularies/topics.yaml",
    Target.AUDIENCE: "vocabularies/audiences.yaml",
    Target.RESOURCE_KIND: "vocabularies/resource-kinds.yaml",
    Target.COLLABORATOR_KIND: "vocabularies/collaborator-kinds.yaml",
    Target.ACCESS: "vocabularies/access.yaml",
    Target.REGION: "vocabularies/regions.yaml",
    Target.COUNTRY: "vocabularies/countries.yaml",
    Target.LANGUAGE: "vocabularies/languages.yaml",
}


def _vocabularies_by_target(vocabularies: Vocabularies) -> dict[Target, Vocabulary]:
    return {
        Target.TOPIC: vocabularies.topics,
        Target.AUDIENCE: vocabularies.audiences,
        Target.RESOURCE_KIND: vocabularies.resource_kinds,
        Target.COLLABORATOR_KIND: vocabularies.collaborator_kinds,
        Target.ACCESS: vocabularies.access,
        Target.REGION: vocabularies.regions,
        Target.COUNTRY: vocabularies.countries,
        Target.LANGUAGE: vocabularies.languages,
    }


class Addresses:
    """All addresses inside the site, and the records behind them.

    Where a file could not be read, whatever it may hold counts as there: its own fault is enough.
    """

    def __init__(self, reading: FolderReading) -> None:
        self._records = reading.records
        self._keys = {record.address: key for key, record in reading.records.items()}
        self._others = SECTION_ADDRESSES | set(_word_addresses(reading)) | set(_unread_addresses(reading))
        self._unknown_folders = tuple(_unknown_folders(reading))
        self._unknown_texts = {file.key for file in reading.unread} | _keys_without_text(reading)
        self._redirects = {placed.redirect.start: placed.redirect.target for placed in reading.redirects}
        self._translated = {(file.key, file.lang): translation.body for file, translation in reading.translations}
        self._nearest: Nearest | None = None

    def exists(self, path: str) -> bool:
        """Whether a page, not a redirect, answers at that path."""
        path = _without_language(path)
        return path in self._keys or path in self._others or path.startswith(("/static/", *self._unknown_folders))

    def key_at(self, path: str) -> str:
        """The key of the record at that path, also behind redirects; empty where there is none."""
        return self._keys.get(_without_language(self.end_of(path)), "")

    def end_of(self, path: str) -> str:
        """The path to which redirects lead from that one: itself where there are none; empty for a loop."""
        return urlsplit(self.target_of(path)).path

    def target_of(self, path: str) -> str:
        """The same with the heading that the last redirect names, where it names one."""
        passed = set()
        target = path
        while path in self._redirects:
            if path in passed:
                return ""
            passed.add(path)
            target = self._redirects[path]
            path = urlsplit(target).path
        return target

    def check(self, file: SourceFile, reference: Reference) -> Fault | None:
        """The fault of a link that leads nowhere."""
        if reference.target is not Target.ADDRESS:
            return None
        parts = urlsplit(reference.value)
        path, fragment = unquote(parts.path), unquote(parts.fragment)
        key = self.key_at(path) if path else file.key
        if path and not self.exists(self.end_of(path)):
            what = f'The address "{path}" leads nowhere.'
            return Fault(file.path, reference.line, what, self.advice(path))
        if not fragment or (path and not key) or key in self._unknown_texts:
            return None
        anchors = self._anchors(key, file.lang)
        if f"#{fragment}" in anchors:
            return None
        page = f'The page "{path}"' if path else "This text"
        what = f'{page} has no heading "#{fragment}".'
        otherwise = "Link to the page alone, or correct the part after #."
        return Fault(file.path, reference.line, what, advice(f"#{fragment}", anchors, otherwise))

    def check_menu(self, file: SourceFile, reference: Reference) -> Fault | None:
        """The fault of a menu's entry that nothing gives a label: all but pages and lists, which stand on top."""
        address = reference.value
        is_there = address in self._keys or address in self._others
        if file.path != _SITE or (is_there and address.count("/") == 1):
            return None
        what = f'The address "{address}" cannot stand in a menu, which holds pages and lists.'
        return Fault(file.path, reference.line, what, "Write an address such as /about or /topics.")

    def advice(self, path: str) -> str:
        """What to write instead of an address that leads nowhere."""
        if self._nearest is None:
            self._nearest = Nearest([*self._keys, *sorted(self._others)], "Correct it, or remove the link.")
        return self._nearest.advice(path)

    def _anchors(self, key: str, lang: str) -> list[str]:
        record = self._records.get(key)
        bodies = [record.body] if record else []
        if (key, lang) in self._translated:
            bodies.insert(0, self._translated[key, lang])
        return [f"#{section.anchor}" for body in bodies for section in body.sections if section.anchor]


def _without_language(path: str) -> str:
    language, _, rest = path.removeprefix("/").partition("/")
    return f"/{rest}" if language in SITE_LANGUAGES else path


def _unread_addresses(reading: FolderReading) -> Iterator[str]:
    for file in reading.unread:
        if file.record_type and not file.lang:
            yield address_of(file.record_type, file.record_id)


def _unknown_folders(reading: FolderReading) -> Iterator[str]:
    """The beginnings of addresses whose vocabulary could not be read."""
    for folder in ("topics", "countries", "regions"):
        if f"{VOCABULARY_FOLDER}/{folder}.yaml" in reading.faulty_paths:
            yield f"/{folder}/"


def _keys_without_text(reading: FolderReading) -> set[str]:
    """The records with faults of their own that give no text: what headings they have is not known."""
    faulty = reading.faulty_paths
    return {key for key, record in reading.records.items() if record.path in faulty and not record.body.sections}


def _word_addresses(reading: FolderReading) -> Iterator[str]:
    """The pages of topics, countries and regions; of open vocabularies those that some record carries."""
    vocabularies = reading.vocabularies
    for folder, vocabulary, target in (
        ("topics", vocabularies.topics, Target.TOPIC),
        ("countries", vocabularies.countries, Target.COUNTRY),
        ("regions", vocabularies.regions, Target.REGION),
    ):
        words: Iterable[str] = vocabulary.entries
        if vocabulary.is_open:
            words = (ref.value for _, references in reading.references for ref in references if ref.target is target)
        yield from (f"/{folder}/{word}" for word in words)


_SITE = "site.yaml"
_REDIRECTS = "redirects.yaml"


def _check_redirects(redirects: Iterable[PlacedRedirect], addresses: Addresses) -> Iterator[Fault]:
    for placed in redirects:
        start, target = placed.redirect.start, urlsplit(placed.redirect.target).path
        if addresses.exists(start):
            what = f'There is a page at "{start}", so that its redirect never works.'
            yield Fault(_REDIRECTS, placed.start_line, what, "Remove the redirect, or rename the page.")
            continue
        end = addresses.end_of(start)
        if not end:
            what = f'The redirect from "{start}" leads back to where it came from.'
            yield Fault(_REDIRECTS, placed.target_line, what, "Let it end at a page.")
        elif not addresses.exists(end):
            what = f'The redirect from "{start}" ends at "{end}", which leads nowhere.'
            yield Fault(_REDIRECTS, placed.target_line, what, addresses.advice(target))


def _check_regions(reading: FolderReading) -> Iterator[Fault]:
    countries = reading.vocabularies.countries.entries
    for file, references in reading.references:
        record = reading.records.get(file.key)
        if file.lang or not isinstance(record, Resource | Collaborator):
            continue
        country = countries.get(record.country)
        if country is None or not country.region or record.who_region in ("", EVERYWHERE, country.region):
            continue
        line = next((ref.line for ref in references if ref.target is Target.REGION), 1)
        what = f'The country {country.id} is in the region {country.region}, not in "{record.who_region}".'
        yield Fault(file.path, line, what, f'Write "who_region: {country.region}", or correct the country.')
