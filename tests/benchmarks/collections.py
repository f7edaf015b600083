"""The search beside SQLite's own on a judged collection: `python -m tests.benchmarks.collections FILE.json.gz ...`.

A collection is gzipped JSON: {"name": …, "docs": [[id, title, text], …], "queries": {qid: text}, "qrels": {qid: {id:
grade}}}. It becomes a content folder of pages, goes through the real commands, and nothing of it is kept. Where tantivy
is installed, it answers as well.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import ir_measures
from ir_measures import AP, RR, Qrel, R, ScoredDoc, nDCG

from genomics.config import PROJECT_FOLDER, Settings
from tests.browser.serving import environment

DEPTH = 100
MEASURES = [nDCG @ 10, AP(rel=1), RR, R @ 100]
WORDS_OF_A_TITLE = 12
LONGEST_TITLE = 500
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")

Run = list[ScoredDoc]


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents (title, text) and queries by their ids, and who judged what how relevant."""

    name: str
    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    judgements: tuple[Qrel, ...]


def main(paths: list[str]) -> None:
    """Measures every collection and prints a line for each engine."""
    if not paths:
        sys.exit("Name one or more collections: python -m tests.benchmarks.collections FILE.json.gz ...")
    engines: dict[str, Callable[[Collection], Run]] = {"this site": ask_the_site, "SQLite FTS5": ask_sqlite}
    if find_spec("tantivy"):
        engines["tantivy"] = ask_tantivy
    print(f"{'collection':<18}{'engine':<14}", *(f"{measure!s:>10}" for measure in MEASURES), f"{'seconds':>9}")
    for path in paths:
        collection = read_collection(Path(path))
        for name, ask in engines.items():
            started = time.monotonic()
            means = ir_measures.calc_aggregate(MEASURES, collection.judgements, ask(collection))
            values = (f"{means[measure]:>10.4f}" for measure in MEASURES)
            print(f"{collection.name:<18}{name:<14}", *values, f"{time.monotonic() - started:>9.1f}", flush=True)


def read_collection(path: Path) -> Collection:
    """The collection in a file; titles that are missing are made of the first words of the text."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        data = json.load(file)
    documents = {key: (one_line(title) or first_words(text), one_line(text)) for key, title, text in data["docs"]}
    judgements = (
        Qrel(query, document, grade) for query, grades in data["qrels"].items() for document, grade in grades.items()
    )
    queries = {query: one_line(text) for query, text in data["queries"].items()}
    return Collection(data["name"], documents, queries, tuple(judgements))


def ask_the_site(collection: Collection) -> Run:
    """What `flask search run` answers once the collection is published."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(content_dir=Path(folder) / "content", index_dir=Path(folder) / "index")
        documents = write_content(collection, settings.content_dir)
        queries = Path(folder) / "queries.tsv"
        queries.write_text("".join(f"{query}\t{text}\n" for query, text in collection.queries.items()))
        flask(settings, "content", "check")
        flask(settings, "index", "build")
        lines = flask(settings, "search", "run", "--queries", str(queries), "--depth", str(DEPTH)).splitlines()
    fields = (line.split() for line in lines)
    return [ScoredDoc(query, documents[key], float(score)) for query, _, key, _, score, _ in fields]


def write_content(collection: Collection, folder: Path) -> dict[str, str]:
    """Writes a page for every document and gives the documents' ids by the pages' keys."""
    (folder / "pages").mkdir(parents=True)
    ids = {}
    for number, (document, (title, text)) in enumerate(collection.documents.items()):
        # A JSON string is a YAML string, too.
        front = f"---\ntitle: {json.dumps(title[:LONGEST_TITLE], ensure_ascii=False)}\n---\n"
        (folder / "pages" / f"document-{number}.md").write_text(f"{front}\n{as_markdown(text)}\n", encoding="utf-8")
        ids[f"page/document-{number}"] = document
    return ids


def as_markdown(text: str) -> str:
    """One paragraph of Markdown that reads as the text does: any mark of punctuation may be escaped."""
    return PUNCTUATION.sub(r"\\\g<0>", text)


def ask_sqlite(collection: Collection) -> Run:
    """What SQLite's full-text search answers, with its Porter stemmer and BM25."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, title, text, tokenize='porter')")
    rows = ((document, title, text) for document, (title, text) in collection.documents.items())
    connection.executemany("INSERT INTO documents VALUES (?, ?, ?)", rows)
    run = []
    for query, text in collection.queries.items():
        found = connection.execute(
            "SELECT id, -rank FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT ?", (any_word(text), DEPTH)
        )
        run += [ScoredDoc(query, document, score) for document, score in found]
    connection.close()
    return run


def ask_tantivy(collection: Collection) -> Run:
    """What tantivy answers, with its English stemmer and BM25."""
    tantivy = import_module("tantivy")

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for field in ("title", "text"):
        builder.add_text_field(field, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for document, (title, text) in collection.documents.items():
        writer.add_document(tantivy.Document(id=document, title=title, text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    run = []
    for query, text in collection.queries.items():
        found = searcher.search(index.parse_query(any_word(text), ["title", "text"]), DEPTH).hits
        run += [ScoredDoc(query, searcher.doc(address)["id"][0], score) for score, address in found]
    return run


def any_word(text: str) -> str:
    """A query for documents with any of the words of a text."""
    return " OR ".join(f'"{word}"' for word in dict.fromkeys(re.findall(r"\w+", text.lower())))


def flask(settings: Settings, *words: str) -> str:
    """What a command says on standard output. Raises SystemExit with its complaint where it fails."""
    finished = subprocess.run(
        [sys.executable, "-m", "flask", *words],
        cwd=PROJECT_FOLDER,
        env=environment(settings),
        capture_output=True,
        text=True,
    )
    if finished.returncode:
        sys.exit(f"flask {' '.join(words)}: {finished.stdout[-2000:]}{finished.stderr[-2000:]}")
    return finished.stdout


def first_words(text: str) -> str:
    """A title for a text that has none."""
    return " ".join(text.split()[:WORDS_OF_A_TITLE])


def one_line(text: str) -> str:
    """The text without breaks and repeated spaces."""
    return " ".join(text.split())


if __name__ == "__main__":
    main(sys.argv[1:])
