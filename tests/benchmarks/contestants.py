"""Four engines behind one interface: each builds an index of a library in a folder, opens it and answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Protocol

import tantivy
from whoosh import index as whoosh_index
from whoosh.analysis import Analyzer, Token
from whoosh.fields import ID, KEYWORD, TEXT, Schema
from whoosh.qparser import MultifieldParser, OrGroup
from whoosh.query import And, Or, Phrase, Query, Term
from whoosh.sorting import Count, FieldFacet

from genomics.content.library import Library
from genomics.search.analysis import analyse, token_of
from genomics.search.documents import DocumentFile, documents_of
from genomics.search.engine import SearchIndex
from genomics.search.query import Query as ReadQuery
from genomics.search.query import QueryReader
from genomics.search.ranking import Arrays, Ranking, best, rank
from genomics.search.request import SearchRequest
from genomics.search.thesaurus import open_thesaurus
from genomics.search.writer import build_index
from tests.benchmarks.synthetic import FACETS, Question

TOP = 10
FIELDS = ("title", "body")
SNIPPET_WORDS = 30
MANY = frozenset({"topic", "audience", "language"})
"""Facets of which a record may carry several values."""

Work = Callable[[], object]


class Contestant(Protocol):
    """An opened index. What is prepared does its work when it is called."""

    name: ClassVar[str]

    @classmethod
    def build(cls, library: Library, folder: Path) -> None:
        """Writes an index of the library's records into the folder, which is empty."""

    def __init__(self, folder: Path) -> None: ...

    def prepare_top(self, question: Question) -> Work:
        """Work that gives the keys of the best records for a question that has been read already."""

    def prepare_counted(self, question: Question) -> Work:
        """Work that also counts the five facets among all records that answer."""

    def answer(self, text: str) -> object:
        """Everything that a page of results shows for a text as it was typed."""


class ThisSite:
    """The search of this project."""

    name: ClassVar[str] = "this site"

    @classmethod
    def build(cls, library: Library, folder: Path) -> None:
        """See Contestant."""
        build_index(library, folder / "index")

    def __init__(self, folder: Path) -> None:
        self._index = SearchIndex.open(folder / "index", folder.name)
        self._keys = [head.key for head in DocumentFile(folder / "index").heads()]
        self._arrays = Arrays.open(folder / "index", self._keys)
        self._reader = QueryReader(open_thesaurus(folder / "index"), self._arrays.postings.frequency)

    def prepare_top(self, question: Question) -> Work:
        """See Contestant."""
        query = self._read(question)
        return lambda: self._top(rank(query, self._arrays))

    def prepare_counted(self, question: Question) -> Work:
        """See Contestant."""
        query = self._read(question)
        return lambda: self._counted(rank(query, self._arrays))

    def answer(self, text: str) -> object:
        """See Contestant."""
        return self._index.search(SearchRequest.from_args([("q", text)]))

    def suggest(self, typed: str) -> object:
        """Names that begin like what was typed."""
        return self._index.suggest(typed)

    def _read(self, question: Question) -> ReadQuery:
        return self._reader.read(SearchRequest.from_args([("q", _typed(question))]))[1]

    def _counted(self, ranking: Ranking) -> object:
        counts = {name: self._arrays.facets[name].counts(ranking.documents) for name in FACETS}
        return self._top(ranking), counts

    def _top(self, ranking: Ranking) -> list[str]:
        places = best(ranking.scores, TOP)
        places = places[(-ranking.scores[places]).argsort(kind="stable")][:TOP]
        return [self._keys[number] for number in ranking.documents[places].tolist()]


class SameAnalyzer(Analyzer):  # type: ignore[misc]  # Whoosh has no types
    """The analysis of this site, with what Whoosh's highlighter asks for."""

    def __call__(self, value: str, **_options: object) -> Iterator[Token]:
        """See whoosh.analysis.Analyzer."""
        token = Token(positions=True, chars=True, boost=1.0, stopped=False, removestops=True)
        for token.text, token.pos, token.startchar, token.endchar in analyse(value, "en"):
            yield token


class Whoosh:
    """Whoosh as its manual shows it, with the same analysis."""

    name: ClassVar[str] = "plain Whoosh"

    @classmethod
    def build(cls, library: Library, folder: Path) -> None:
        """See Contestant."""
        texts = {field: TEXT(analyzer=SameAnalyzer(), stored=True) for field in FIELDS}
        facets = {name: KEYWORD(stored=True) for name in FACETS}
        index = whoosh_index.create_in(folder, Schema(key=ID(stored=True), **texts, **facets))
        writer = index.writer(limitmb=256)
        for key, title, body, values in _rows(library):
            writer.add_document(
                key=key, title=title, body=body, **{name: " ".join(found) for name, found in values.items()}
            )
        writer.commit()
        index.close()

    def __init__(self, folder: Path) -> None:
        self._index = whoosh_index.open_dir(folder)
        self._searcher = self._index.searcher()
        self._parser = MultifieldParser(FIELDS, self._index.schema, group=OrGroup)

    def prepare_top(self, question: Question) -> Work:
        """See Contestant."""
        query = self._query(question)
        return lambda: [hit["key"] for hit in self._searcher.search(query, limit=TOP)]

    def prepare_counted(self, question: Question) -> Work:
        """See Contestant."""
        query = self._query(question)
        return lambda: self._counted(query)

    def answer(self, text: str) -> object:
        """See Contestant."""
        results, counts = self._counted(self._parser.parse(text))
        return [(hit["key"], hit["title"], hit.highlights("body")) for hit in results], counts

    def _query(self, question: Question) -> Query:
        tokens = [token_of(word, "en") for word in question.words]
        if question.kind == "phrase":
            return Or([Phrase(field, tokens) for field in FIELDS])
        group = And if question.kind == "all" else Or
        return group([Or([Term(field, token) for field in FIELDS]) for token in tokens])

    def _counted(self, query: Query) -> tuple[Any, object]:
        grouped = {name: FieldFacet(name, allow_overlap=name in MANY, maptype=Count) for name in FACETS}
        results = self._searcher.search(query, limit=TOP, groupedby=grouped)
        return results, {name: results.groups(name) for name in FACETS}


class SQLite:
    """The full-text search of SQLite, with its Porter stemmer."""

    name: ClassVar[str] = "SQLite FTS5"

    @classmethod
    def build(cls, library: Library, folder: Path) -> None:
        """See Contestant."""
        connection = sqlite3.connect(folder / "records.sqlite")
        connection.execute("CREATE VIRTUAL TABLE texts USING fts5(key UNINDEXED, title, body, tokenize='porter')")
        connection.execute("CREATE TABLE facets (name TEXT, record INTEGER, value TEXT)")
        for number, (key, title, body, values) in enumerate(_rows(library), start=1):
            connection.execute(
                "INSERT INTO texts (rowid, key, title, body) VALUES (?, ?, ?, ?)", (number, key, title, body)
            )
            pairs = [(name, number, value) for name, found in values.items() for value in found]
            connection.executemany("INSERT INTO facets VALUES (?, ?, ?)", pairs)
        connection.execute("CREATE INDEX by_record ON facets (record, name, value)")
        connection.commit()
        connection.close()

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "records.sqlite")

    def prepare_top(self, question: Question) -> Work:
        """See Contestant."""
        match = self._match(question)
        return lambda: self._best(match)

    def prepare_counted(self, question: Question) -> Work:
        """See Contestant."""
        match = self._match(question)
        return lambda: (self._best(match), self._counts(match))

    def answer(self, text: str) -> object:
        """See Contestant."""
        match = self._match(Question("any", tuple(text.split())))
        select = "SELECT key, title, snippet(texts, 2, '<b>', '</b>', '…', ?) FROM texts WHERE texts MATCH ?"
        found = self._connection.execute(f"{select} ORDER BY rank LIMIT ?", (SNIPPET_WORDS, match, TOP))
        return found.fetchall(), self._counts(match)

    def _match(self, question: Question) -> str:
        if question.kind == "phrase":
            return f'"{" ".join(question.words)}"'
        return (" AND " if question.kind == "all" else " OR ").join(f'"{word}"' for word in question.words)

    def _best(self, match: str) -> list[tuple[str]]:
        select = "SELECT key FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"
        return self._connection.execute(select, (match, TOP)).fetchall()

    def _counts(self, match: str) -> list[tuple[str, str, int]]:
        found = "SELECT rowid FROM texts WHERE texts MATCH ?"
        select = f"SELECT name, value, count(*) FROM facets WHERE record IN ({found}) GROUP BY name, value"
        return self._connection.execute(select, (match,)).fetchall()


class Tantivy:
    """tantivy, the search library in Rust that is built like Lucene, with its English stemmer."""

    name: ClassVar[str] = "tantivy"

    @classmethod
    def build(cls, library: Library, folder: Path) -> None:
        """See Contestant."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        for field in FIELDS:
            builder.add_text_field(field, stored=True, tokenizer_name="en_stem")
        for name in FACETS:
            builder.add_text_field(name, fast=True, tokenizer_name="raw")
        index = tantivy.Index(builder.build(), path=str(folder))
        writer = index.writer(num_threads=1)
        for key, title, body, values in _rows(library):
            document = tantivy.Document(key=key, title=title, body=body)
            for name, found in values.items():
                for value in found:
                    document.add_text(name, value)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._index.reload()
        self._searcher = self._index.searcher()

    def prepare_top(self, question: Question) -> Work:
        """See Contestant."""
        query = self._query(question)
        return lambda: self._best(query)

    def prepare_counted(self, question: Question) -> Work:
        """See Contestant."""
        query = self._query(question)
        return lambda: (self._best(query), self._counts(query))

    def answer(self, text: str) -> object:
        """See Contestant."""
        query = self._query(Question("any", tuple(text.split())))
        maker = tantivy.SnippetGenerator.create(self._searcher, query, self._index.schema, "body")
        documents = [self._searcher.doc(address) for _, address in self._searcher.search(query, TOP).hits]
        shown = [(found["key"][0], found["title"][0], maker.snippet_from_doc(found).to_html()) for found in documents]
        return shown, self._counts(query)

    def _query(self, question: Question) -> Any:
        if question.kind == "phrase":
            text = f'"{" ".join(question.words)}"'
        else:
            text = (" AND " if question.kind == "all" else " OR ").join(question.words)
        return self._index.parse_query(text, list(FIELDS))

    def _best(self, query: Any) -> list[str]:
        hits = self._searcher.search(query, TOP).hits
        return [self._searcher.doc(address)["key"][0] for _, address in hits]

    def _counts(self, query: Any) -> object:
        return self._searcher.aggregate(query, {name: {"terms": {"field": name, "size": 300}} for name in FACETS})


CONTESTANTS: tuple[type[Contestant], ...] = (ThisSite, Tantivy, SQLite, Whoosh)


def _typed(question: Question) -> str:
    """A question in the words of this site: all must stand where each is in quotation marks."""
    if question.kind == "phrase":
        return f'"{" ".join(question.words)}"'
    return " ".join(f'"{word}"' if question.kind == "all" else word for word in question.words)


def _rows(library: Library) -> Iterable[tuple[str, str, str, dict[str, tuple[str, ...]]]]:
    """(key, title, body, values by facet) of every record."""
    for document in documents_of(library):
        values = {name: document.facets[name] for name in FACETS}
        yield document.key, document.titles["en"], document.passages[0].text, values
