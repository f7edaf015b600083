"""A content folder -> everything that its files hold, each file read once and by itself.

What one file says of another is only noted here; `checks` holds it against the whole folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache as remembered
from functools import partial
from pathlib import Path
from typing import Any, get_type_hints

from genomics.content.cache import ParsedFile, ReadCache
from genomics.content.conflicts import conflicts
from genomics.content.data_files import (
    PlacedRedirect,
    read_countries,
    read_genes,
    read_links,
    read_pins,
    read_redirects,
    read_site_text,
    read_synonyms,
    read_timeline,
    read_translated_words,
    read_vocabulary,
)
from genomics.content.decoding import decode
from genomics.content.diagrams import read_diagram
from genomics.content.errors import Fault
from genomics.content.model import (
    CheckedLink,
    Diagram,
    Event,
    Gene,
    Pin,
    Record,
    SiteText,
    SynonymGroup,
    TranslatedWords,
    Translation,
)
from genomics.content.notes import Days, Notes, Reference
from genomics.content.records import read_record, read_translation
from genomics.content.source_files import (
    DATA_FILES,
    VOCABULARY_PATHS,
    SourceFile,
    list_files,
    read_file,
    signature_of,
)
from genomics.content.vocabulary import Vocabularies

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of all."""


@dataclass(slots=True)
class FolderReading:
    """What all files of a folder give before they are held against one another."""

    records: dict[str, Record] = field(default_factory=dict)
    translations: list[tuple[SourceFile, Translation]] = field(default_factory=list)
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    timeline: tuple[Event, ...] = ()
    genes: tuple[Gene, ...] = ()
    synonyms: tuple[SynonymGroup, ...] = ()
    translated_words: tuple[TranslatedWords, ...] = ()
    pins: tuple[Pin, ...] = ()
    redirects: tuple[PlacedRedirect, ...] = ()
    links: tuple[CheckedLink, ...] = ()
    diagrams: dict[str, Diagram] = field(default_factory=dict)
    site: SiteText = field(default_factory=SiteText)
    references: list[tuple[SourceFile, tuple[Reference, ...]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    unread: list[SourceFile] = field(default_factory=list)
    """Files of records and translations that are there but give nothing; each has a fault that says why."""

    @property
    def faulty_paths(self) -> frozenset[str]:
        """The files that have faults of their own."""
        return frozenset(fault.path for fault in self.faults)


def read_folder(folder: Path, days: Days, progress: Progress | None, cache: ReadCache) -> FolderReading:
    """Everything in the folder. Files that the cache knows byte for byte are not parsed again."""
    if not folder.is_dir():
        advice = "Create it, or set GENOMICS_CONTENT_DIR to the right one."
        return FolderReading(faults=[Fault(str(folder), 1, "There is no such content folder.", advice)])
    files, faults = list_files(folder)
    reading = FolderReading(faults=faults)
    values: dict[str, Any] = {}
    with cache.reading(days):
        for done, file in enumerate(files, start=1):
            parsed = _parsed(folder, file, days, cache, reading)
            if parsed:
                _take(parsed, reading, values)
            if file.record_type and (parsed is None or parsed.value is None):
                reading.unread.append(file)
            if progress:
                progress(done, len(files))
    _take_data(values, reading)
    if not reading.records and not reading.faults:
        advice = "Put at least one page into pages/, such as pages/home.md."
        reading.faults.append(Fault(str(folder), 1, "The content folder holds no records.", advice))
    return reading


def _parsed(folder: Path, file: SourceFile, days: Days, cache: ReadCache, reading: FolderReading) -> ParsedFile | None:
    signature = signature_of(f"{folder}/{file.path}")
    kept = cache.unchanged(file.path, signature)
    if kept is None:
        content = read_file(folder, file.path)
        if isinstance(content, Fault):
            reading.faults.append(content)
            return None
        kept = cache.keep(file.path, signature, content.digest, partial(_parse, file, content.data, days))
    reading.digests[file.path] = kept.digest
    return kept.parsed


def _parse(file: SourceFile, data: bytes, days: Days) -> ParsedFile:
    text, problems = decode(data)
    notes = Notes(days, problems)
    unsettled = conflicts(text or "")
    notes.problems += unsettled
    value = None if text is None or unsettled else _value(file, text, notes)
    faults = tuple(problem.in_file(file.path) for problem in notes.problems)
    return ParsedFile(file, value, tuple(notes.references), faults)


def _value(file: SourceFile, text: str, notes: Notes) -> Any:
    if file.diagram_id:
        return read_diagram(file.diagram_id, text, notes)
    if file.record_type is None:
        return _DATA_READERS[file.path](text, notes)
    if file.lang:
        return read_translation(file, file.record_type, text, notes)
    return read_record(file, file.record_type, text, notes)


_DATA_READERS: Mapping[str, Callable[[str, Notes], Any]] = {
    **dict.fromkeys(VOCABULARY_PATHS, read_vocabulary),
    "vocabularies/countries.yaml": read_countries,
    "timeline.yaml": read_timeline,
    "genes.yaml": read_genes,
    "synonyms.yaml": read_synonyms,
    "translations.yaml": read_translated_words,
    "pinned.yaml": read_pins,
    "redirects.yaml": read_redirects,
    "site.yaml": read_site_text,
    "links.yaml": read_links,
}


@remembered
def type_of_data(path: str) -> Any:
    """What the data file of that path holds."""
    return get_type_hints(_DATA_READERS[path])["return"]


def _take(parsed: ParsedFile, reading: FolderReading, values: dict[str, Any]) -> None:
    reading.faults += parsed.faults
    if parsed.references:
        reading.references.append((parsed.file, parsed.references))
    if isinstance(parsed.value, Record):
        reading.records[parsed.value.key] = parsed.value
    elif isinstance(parsed.value, Translation):
        reading.translations.append((parsed.file, parsed.value))
    elif isinstance(parsed.value, Diagram):
        reading.diagrams[parsed.value.id] = parsed.value
    elif parsed.value is not None:
        values[parsed.file.path] = parsed.value


def _take_data(values: Mapping[str, Any], reading: FolderReading) -> None:
    reading.vocabularies = Vocabularies(
        **{
            attribute: values[path]
            for path, attribute in VOCABULARY_PATHS.items()
            if path in values and path not in reading.faulty_paths
        }
    )
    for name, attribute in DATA_FILES.items():
        if name in values:
            setattr(reading, attribute, values[name])
