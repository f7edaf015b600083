from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.library import Connections, Library
from genomics.content.model import (
    RECORD_CLASSES,
    Body,
    Collaborator,
    Event,
    Gene,
    Page,
    Record,
    RecordType,
    Redirect,
    Resource,
    Section,
    SiteText,
    Source,
    SynonymGroup,
    Term,
    Translation,
)
from genomics.content.vocabulary import Entry, Vocabularies, Vocabulary
from genomics.publishing.errors import SiteUnavailableError
from genomics.publishing.records import RecordStore, write_records
from genomics.publishing.rows import rows_of

FULL = Resource(
    id="clinvar",
    title="ClinVar",
    path="resources/clinvar.md",
    summary="An archive.",
    also=("CV",),
    topics=("rare-diseases", "data-sharing"),
    audiences=("researchers",),
    keywords=("variant",),
    sources=(Source("https://www.example.org/", "Example", "a copy"),),
    source_note="read in a copy",
    checked="seen",
    read=date(2026, 11, 22),
    related=("term/allele",),
    body=Body("<p>Text</p>", (Section("uses", "Uses", 2, "Text"),), ("/glossary/allele",)),
    translations={"fr": Translation("fr", "ClinVar (fr)", "Une archive.", translates=date(2026, 11, 1))},
    kind="database",
    publisher="NCBI",
    url="https://www.example.org/clinvar",
    year=2013,
    languages=("en",),
    access="open",
    country="US",
    who_region="AMR",
    identifiers={"pmid": "1", "doi": "10.1000/182"},
    provided_by=("ncbi",),
)
NETWORK = Collaborator(
    id="elan", title="Élan", kind="network", acronym="ELN", country="FR", city="Lyon", latitude=45.8, founded=1999
)
TERM = Term(id="allele", title="Allele", names={"fr": "allèle", "zh": "等位基因"}, see_also=("gene",))
HOME = Page(id="home", title="Home", part="initiative", order=1, reviewed=date(2026, 1, 2))


def open_store(folder: Path, *records: Record, **parts: Any) -> RecordStore:
    by_key = {record.key: record for record in sorted(records, key=lambda record: record.key)}
    library = Library(records=by_key, **parts)
    write_records(rows_of(library), folder / "records.sqlite")
    return RecordStore(folder / "records.sqlite")


def test_records_of_every_type_come_back_as_they_were(tmp_path: Path) -> None:
    store = open_store(tmp_path, FULL, NETWORK, TERM, HOME)
    for record in (FULL, NETWORK, TERM, HOME):
        assert store.record(record.key) == record
    found = store.record(FULL.key)
    assert isinstance(found, Resource)
    assert list(found.identifiers) == ["pmid", "doi"]
    store.close()


def test_what_is_not_there_is_none(tmp_path: Path) -> None:
    store = open_store(tmp_path, FULL)
    assert store.record("page/clinvar") is None
    assert store.card("resource/nothing") is None
    assert store.connections("resource/nothing") == Connections()
    assert store.cards(RecordType.PAGE) == ()
    assert store.tagged("topic", "nothing") == ()
    store.close()


def test_a_card_holds_what_lists_show(tmp_path: Path) -> None:
    store = open_store(tmp_path, FULL, NETWORK, TERM, HOME)
    card = store.card(FULL.key)
    assert card is not None
    assert (card.address, card.kind, card.year, card.access) == (
        "/resources/clinvar",
        "database",
        2013,
        "open",
    )
    assert card.titles == {"en": "ClinVar", "fr": "ClinVar (fr)"}
    assert card.summaries == {"en": "An archive.", "fr": "Une archive."}
    network = store.card(NETWORK.key)
    assert network is not None
    assert (network.acronym, network.city, network.country, network.summaries) == ("ELN", "Lyon", "FR", {})
    home = store.card(HOME.key)
    assert home is not None
    assert (home.address, home.part, home.order) == ("/", "initiative", 1)
    term = store.card(TERM.key)
    assert term is not None
    assert term.titles == {"en": "Allele", "fr": "allèle", "zh": "等位基因"}
    store.close()


def test_the_titles_of_all_records_come_by_key(tmp_path: Path) -> None:
    titles = {"collaborator/elan": "Élan", "page/home": "Home", "term/allele": "Allele"}
    assert open_store(tmp_path, NETWORK, HOME, TERM).titles() == titles


def test_the_files_that_editors_have_written_come_with_their_digests(tmp_path: Path) -> None:
    digests = {"pages/home.md": "1", "timeline.yaml": "2"}
    store = open_store(tmp_path, HOME, digests={**digests, "links.yaml": "3"})
    assert store.files() == digests


def test_lists_are_in_the_order_of_a_dictionary(tmp_path: Path) -> None:
    titles = {"a": "zebra", "b": "Éclair", "c": "echo", "d": "eden", "e": "Alpha"}
    pages = [Page(id=name, title=title, topics=("x",)) for name, title in titles.items()]
    store = open_store(tmp_path, *pages)
    expected = ["Alpha", "echo", "Éclair", "eden", "zebra"]
    assert [card.titles["en"] for card in store.cards(RecordType.PAGE)] == expected
    assert [card.titles["en"] for card in store.tagged("topic", "x")] == expected
    store.close()


def test_records_are_found_by_what_they_carry(tmp_path: Path) -> None:
    store = open_store(tmp_path, FULL, NETWORK, TERM)
    for name, value in (
        ("topic", "data-sharing"),
        ("audience", "researchers"),
        ("country", "US"),
        ("region", "AMR"),
        ("kind", "database"),
    ):
        assert [card.key for card in store.tagged(name, value)] == [FULL.key], name
    assert store.shared.tag_counts["country"] == {"US": 1, "FR": 1}
    store.close()


def test_what_all_pages_share_comes_back_as_it_was(tmp_path: Path) -> None:
    topics = Vocabulary({"b": Entry(id="b", label={"en": "B"}), "a": Entry(id="a", label={"en": "A"}, region="EUR")})
    store = open_store(
        tmp_path,
        FULL,
        vocabularies=Vocabularies(topics=topics),
        timeline=(Event(year=2003, title="Read", html="<p>All</p>"),),
        genes=(Gene(symbol="HBB", also=("beta",)),),
        synonyms=(SynonymGroup(starts=("a",), finds=("b",)),),
        redirects=(Redirect("/old", "/new"),),
        site=SiteText(name={"en": "Ours"}),
        connections={FULL.key: Connections(related=("term/allele",))},
    )
    shared = store.shared
    assert list(shared.vocabularies.topics.entries) == ["b", "a"]
    assert shared.vocabularies.topics == topics
    assert shared.vocabularies.audiences.is_open
    assert shared.timeline[0].title == "Read"
    assert shared.genes[0].symbol == "HBB"
    assert shared.synonyms[0].finds == ("b",)
    assert shared.redirects == (Redirect("/old", "/new"),)
    assert shared.text.name == {"en": "Ours"}
    assert shared.counts == {
        RecordType.PAGE: 0,
        RecordType.RESOURCE: 1,
        RecordType.COLLABORATOR: 0,
        RecordType.TERM: 0,
    }
    assert store.connections(FULL.key).related == ("term/allele",)
    store.close()


def test_many_threads_read_the_right_records(tmp_path: Path) -> None:
    pages = [Page(id=f"p{number}", title=f"Page {number}") for number in range(50)]
    store = open_store(tmp_path, *pages)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: store.record(f"page/p{number % 50}"), range(1000)))
    assert [record.title for record in found if record] == [f"Page {number % 50}" for number in range(1000)]
    store.close()


def test_a_folder_with_odd_letters_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "100% odd? #name 索引"
    folder.mkdir()
    store = open_store(folder, HOME)
    assert store.record(HOME.key) == HOME
    store.close()


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_records_file_names_the_command_to_run(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "records.sqlite").write_bytes(content)
    with pytest.raises(SiteUnavailableError, match="flask index build"):
        RecordStore(tmp_path / "records.sqlite")


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(SiteUnavailableError, match="flask index build"):
        RecordStore(tmp_path / "records.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_cannot_be_understood_names_the_command_to_run(tmp_path: Path) -> None:
    open_store(tmp_path, HOME).close()
    connection = sqlite3.connect(tmp_path / "records.sqlite")
    with connection:
        connection.execute("UPDATE records SET record = ?", (b'{"id": 7}',))
    connection.close()
    store = RecordStore(tmp_path / "records.sqlite")
    with pytest.raises(SiteUnavailableError, match="flask index build"):
        store.record(HOME.key)
    store.close()


def test_a_closed_store_says_so_and_does_not_crash(tmp_path: Path) -> None:
    store = open_store(tmp_path, HOME)
    store.close()
    with pytest.raises(SiteUnavailableError):
        store.record(HOME.key)


_words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
_optional_fields = {
    "summary": _words,
    "also": st.lists(_words, max_size=3).map(tuple),
    "read": st.none() | st.dates(),
    "body": st.builds(Body, html=_words, sections=st.lists(st.builds(Section), max_size=0).map(tuple)),
}


@given(
    record=st.one_of(
        st.builds(Page, id=st.just("x"), title=_words, order=st.integers(-(2**53), 2**53), **_optional_fields),
        st.builds(
            Resource,
            id=st.just("x"),
            title=_words,
            kind=_words,
            year=st.none() | st.integers(0, 3000),
            identifiers=st.dictionaries(_words, _words, max_size=3),
            **_optional_fields,
        ),
        st.builds(Collaborator, id=st.just("x"), title=_words, kind=_words, latitude=st.floats(-90, 90)),
        st.builds(Term, id=st.just("x"), title=_words, names=st.dictionaries(_words, _words, max_size=3)),
    )
)
def test_any_record_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    store = open_store(tmp_path_factory.mktemp("records"), record)
    found = store.record(record.key)
    assert type(found) is RECORD_CLASSES[record.type]
    assert found == record
    store.close()


def test_a_damaged_file_is_told_of_once(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(SiteUnavailableError) as told:
        RecordStore(path)
    assert str(told.value) == f"{path} cannot be read (file is not a database). Run `flask index build`."
