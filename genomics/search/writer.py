"""Library -> the search part of a generation: the Whoosh index, and the arrays read from it once it is finished."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from whoosh import index

from genomics.content.library import Library
from genomics.search.documents import Document, documents_of, write_documents
from genomics.search.facets import write_facets
from genomics.search.postings import write_postings
from genomics.search.schema import field_name, make_schema
from genomics.search.thesaurus import make_thesaurus, write_thesaurus
from genomics.search.words import write_words

WHOOSH_FOLDER = "whoosh"
WRITER_MEGABYTES = 256
Progress = Callable[[int, int], None]


def build_index(library: Library, folder: Path, progress: Progress | None = None) -> None:
    """Writes everything that the search needs below `folder`, which must be new or empty.

    `progress` is called with (documents done, documents in all).
    """
    documents = list(documents_of(library))
    whoosh_folder = folder / WHOOSH_FOLDER
    whoosh_folder.mkdir(parents=True)
    whoosh_index = index.create_in(whoosh_folder, make_schema())
    writer = whoosh_index.writer(limitmb=WRITER_MEGABYTES)
    for number, document in enumerate(documents, start=1):
        writer.add_document(key=document.key, **_texts(document))
        if progress:
            progress(number, len(documents))
    # One segment: a document's number is then its place in `documents`, which the arrays rely on.
    writer.commit(optimize=True)
    with whoosh_index.reader() as reader:
        write_postings(reader, folder)
    whoosh_index.close()
    write_documents(documents, folder)
    write_facets(documents, folder)
    thesaurus = make_thesaurus(library)
    write_thesaurus(thesaurus, folder)
    write_words(documents, thesaurus, folder)


def _texts(document: Document) -> dict[str, str]:
    return {field_name(field, lang): text for field, lang, text in document.texts() if text}
