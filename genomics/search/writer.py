"""Library -> the search part of a generation: the Whoosh index, and the arrays read from it once it is finished."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from whoosh import index
from whoosh.codec.base import Segment
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from genomics.content.library import Library
from genomics.search.documents import TEXTS, Document, DocumentFile, documents_of, write_documents
from genomics.search.facets import write_facets
from genomics.search.latent import write_latent
from genomics.search.look_ups import write_look_ups
from genomics.search.pins import write_pins
from genomics.search.places import write_regions
from genomics.search.postings import PostingArrays, write_postings
from genomics.search.ranking import Arrays
from genomics.search.relations import write_relations
from genomics.search.schema import KEY, field_name, make_schema
from genomics.search.segments import Earlier, read_table
from genomics.search.suggestions import write_suggestions
from genomics.search.thesaurus import make_thesaurus, write_thesaurus
from genomics.search.words import count_words, read_counts, write_words

WHOOSH_FOLDER = "whoosh"
MOST_MEGABYTES = 256
RUN_MEGABYTES = 64
"""What Whoosh may hold of the postings that it sorts, where they all fit into the one; else it writes sorted runs to
disk and merges them, and small runs take no longer than large ones."""
POSTINGS_SHARE = 8
"""Bytes that Whoosh reckons with for the postings of a byte of text."""
MOST_SEGMENTS = 8
"""Segments of the Whoosh index: each rebuild adds one, and at so many all but the largest become one."""
MOST_CHANGED = 0.2
"""Share of the records beyond which writing all of them anew is no slower than changing them."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Update:
    """What makes an index of an earlier one in that folder: documents to take out of it, and documents to put in.

    A changed document is both. `keys` are those of the earlier documents, by number.
    """

    folder: Path
    keys: tuple[str, ...]
    removed: tuple[Document, ...]
    added: tuple[Document, ...]


def build_index(library: Library, folder: Path, progress: Progress | None = None, previous: Path | None = None) -> None:
    """Writes everything that the search needs below `folder`, which must be new or empty.

    `progress` is called with (documents done, documents in all). `previous` is the folder of an index made by the same
    code whose files are known to be whole: its Whoosh segments, postings and counts of words are taken over, and only
    what differs is indexed again.
    """
    documents = list(documents_of(library))
    folder.mkdir(parents=True, exist_ok=True)
    write_documents(documents, folder)
    update = _update(documents, folder, previous)
    _write_postings(documents, update, folder, progress)
    write_latent(PostingArrays(folder), len(documents), folder)
    write_facets(documents, folder)
    write_relations(documents, folder)
    write_pins(library.pins, folder)
    write_look_ups(library, folder)
    write_regions(library.vocabularies.countries, folder)
    thesaurus = make_thesaurus(library)
    write_thesaurus(thesaurus, folder)
    write_words(_counted(update) if update else count_words(documents), thesaurus, folder)
    write_suggestions(thesaurus, Arrays.open(folder, [document.key for document in documents]), folder)


def _update(documents: Sequence[Document], folder: Path, previous: Path | None) -> _Update | None:
    """How to make the index of the folder's documents of the previous one; None where all is better written anew."""
    if previous is None:
        return None
    before, now = DocumentFile(previous), DocumentFile(folder)
    numbers = {head.key: number for number, head in enumerate(before.heads())}
    added = tuple(
        document
        for place, document in enumerate(documents)
        if document.key not in numbers or before.line(numbers[document.key]) != now.line(place)
    )
    gone = numbers.keys() - {document.key for document in documents}
    if len(added) + len(gone) > MOST_CHANGED * len(documents):
        return None
    out = (*sorted(gone), *(document.key for document in added if document.key in numbers))
    removed = tuple(before[numbers[key]] for key in out)
    return _Update(previous, tuple(numbers), removed, added)


def _counted(update: _Update) -> Counter[str]:
    """In how many texts each word stands now."""
    counts = Counter(read_counts(update.folder).records)
    counts.update(count_words(update.added))
    counts.subtract(count_words(update.removed))
    return +counts


def _write_postings(
    documents: Sequence[Document], update: _Update | None, folder: Path, progress: Progress | None
) -> None:
    """Lets Whoosh index what is new, and writes the arrays of all that its index holds."""
    whoosh_index = _started(folder / WHOOSH_FOLDER, update)
    earlier = _earlier(whoosh_index, update) if update else None
    added = update.added if update else documents
    writer = whoosh_index.writer(limitmb=_megabytes(folder))
    for document in update.removed if update else ():
        writer.delete_by_term(KEY, document.key)
    for number, document in enumerate(added, start=1):
        writer.add_document(**{KEY: document.key}, **_texts(document))
        if progress:
            progress(number, len(added))
    writer.commit(mergetype=_with_small_ones_merged)
    places = {document.key: place for place, document in enumerate(documents)}
    with whoosh_index.reader() as reader:
        table = read_table(reader, places, earlier)
    whoosh_index.close()
    # What Whoosh has written and read refers to itself, and builds run without the collector.
    gc.collect()
    write_postings(table, len(documents), folder)


def _megabytes(folder: Path) -> int:
    """What Whoosh may hold while it indexes the documents in the folder."""
    fits = (folder / TEXTS).stat().st_size * POSTINGS_SHARE <= MOST_MEGABYTES << 20
    return MOST_MEGABYTES if fits else RUN_MEGABYTES


def _started(folder: Path, update: _Update | None) -> index.Index:
    """A new Whoosh index, or one that begins with copies of the previous one's segments."""
    folder.mkdir()
    if update is None:
        return index.create_in(folder, make_schema())
    for path in (update.folder / WHOOSH_FOLDER).iterdir():
        if path.suffix in (".seg", ".toc"):
            # Copied, not linked: a damaged block must not harm two generations at once.
            shutil.copyfile(path, folder / path.name)
    return index.open_dir(folder, schema=make_schema())


def _earlier(whoosh_index: index.Index, update: _Update) -> Earlier:
    with whoosh_index.reader() as reader:
        segments = frozenset(leaf.segment().segment_id() for leaf, _ in reader.leaf_readers())
    return Earlier(PostingArrays(update.folder).table(), update.keys, segments)


def _with_small_ones_merged(writer: SegmentWriter, segments: list[Segment]) -> list[Segment]:
    """Whoosh's rule for segments, called before it adds another one: gives those that stay as they are."""
    if len(segments) < MOST_SEGMENTS - 1:
        return segments
    *small, largest = sorted(segments, key=lambda segment: segment.doc_count())
    for segment in small:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [largest]


def _texts(document: Document) -> dict[str, str]:
    return {field_name(field, lang): text for field, lang, text in document.texts() if text}
