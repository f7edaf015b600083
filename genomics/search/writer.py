"""Library -> the search part of a generation: the Whoosh index, and the arrays read from it once it is finished."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from whoosh import index
from whoosh.reading import IndexReader

from genomics.content.library import Library
from genomics.search.documents import Document, documents_of, read_lines, write_documents
from genomics.search.facets import write_facets
from genomics.search.latent import write_latent
from genomics.search.pins import write_pins
from genomics.search.places import write_regions
from genomics.search.postings import PostingArrays, write_postings
from genomics.search.relations import write_relations
from genomics.search.schema import KEY, field_name, make_schema
from genomics.search.thesaurus import make_thesaurus, write_thesaurus
from genomics.search.words import write_words

WHOOSH_FOLDER = "whoosh"
WRITER_MEGABYTES = 256
MOST_SEGMENTS = 8
"""Segments beyond which the Whoosh index is written anew: each rebuild adds one."""
MOST_CHANGED = 0.2
"""Share of the records beyond which writing all of them anew is no slower than changing them."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Changes:
    """What has to happen to an earlier Whoosh index: keys to take out, documents to put in."""

    removed: tuple[str, ...]
    added: tuple[Document, ...]


def build_index(library: Library, folder: Path, progress: Progress | None = None, previous: Path | None = None) -> None:
    """Writes everything that the search needs below `folder`, which must be new or empty.

    `progress` is called with (documents done, documents in all). `previous` is the folder of an index made by the same
    code whose files are known to be whole: its Whoosh segments are taken over, and only what differs is indexed again.
    """
    documents = list(documents_of(library))
    folder.mkdir(parents=True, exist_ok=True)
    lines = write_documents(documents, folder)
    changes = _changes(documents, lines, previous)
    whoosh_index = _started(folder, previous if changes else None)
    added = changes.added if changes else documents
    writer = whoosh_index.writer(limitmb=WRITER_MEGABYTES)
    for key in changes.removed if changes else ():
        writer.delete_by_term(KEY, key)
    for number, document in enumerate(added, start=1):
        writer.add_document(**{KEY: document.key}, **_texts(document))
        if progress:
            progress(number, len(added))
    writer.commit(merge=False)
    with whoosh_index.reader() as reader:
        write_postings(reader, _numbers(reader, documents), folder)
    whoosh_index.close()
    write_latent(PostingArrays(folder), len(documents), folder)
    write_facets(documents, folder)
    write_relations(documents, folder)
    write_pins(library.pins, folder)
    write_regions(library.vocabularies.countries, folder)
    thesaurus = make_thesaurus(library)
    write_thesaurus(thesaurus, folder)
    write_words(documents, thesaurus, folder)


def _changes(documents: Sequence[Document], lines: Sequence[bytes], previous: Path | None) -> _Changes | None:
    """What to change in the previous index, or nothing where all is better written anew."""
    if previous is None or len(list((previous / WHOOSH_FOLDER).glob("*.seg"))) >= MOST_SEGMENTS:
        return None
    before = read_lines(previous)
    added = tuple(doc for doc, line in zip(documents, lines, strict=True) if before.get(doc.key) != line)
    gone = before.keys() - {document.key for document in documents}
    if len(added) + len(gone) > MOST_CHANGED * len(documents):
        return None
    return _Changes((*sorted(gone), *(document.key for document in added if document.key in before)), added)


def _started(folder: Path, previous: Path | None) -> index.Index:
    """A new Whoosh index, or one that begins with copies of the previous one's segments."""
    whoosh_folder = folder / WHOOSH_FOLDER
    whoosh_folder.mkdir()
    if previous is None:
        return index.create_in(whoosh_folder, make_schema())
    for path in (previous / WHOOSH_FOLDER).iterdir():
        if path.suffix in (".seg", ".toc"):
            # Copied, not linked: a damaged block must not harm two generations at once.
            shutil.copyfile(path, whoosh_folder / path.name)
    return index.open_dir(whoosh_folder, schema=make_schema())


def _numbers(reader: IndexReader, documents: Iterable[Document]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The place of every Whoosh document among the documents; -1 for those that were taken out."""
    places = {document.key: place for place, document in enumerate(documents)}
    numbers = np.full(reader.doc_count_all(), -1, dtype=np.int64)
    for number in reader.all_doc_ids():
        numbers[number] = places[reader.stored_fields(number)[KEY]]
    return numbers


def _texts(document: Document) -> dict[str, str]:
    return {field_name(field, lang): text for field, lang, text in document.texts() if text}
