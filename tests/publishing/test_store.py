from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.publishing.store import GenerationStore, Pointer, parse_pointer

DIGEST = "0123abcd" * 8
FUTURE = "20991231T235959Z-00000000"


def publish(store: GenerationStore, text: str = "words") -> str:
    with store.draft(DIGEST) as generation:
        (store.partial(generation) / "records.sqlite").write_text(text)
        store.publish(generation, next(iter(store.candidates()), ""))
    return generation


@pytest.fixture
def store(tmp_path: Path) -> GenerationStore:
    return GenerationStore(tmp_path / "not" / "yet" / "index")


def test_before_the_first_build_there_is_nothing(store: GenerationStore) -> None:
    assert store.pointer() is None
    assert store.generations() == ()
    assert store.candidates() == ()
    assert store.status().problem == "Nothing has been published yet."


def test_what_is_published_is_current_and_what_was_is_previous(store: GenerationStore) -> None:
    first = publish(store, "one")
    second = publish(store, "two")
    assert store.pointer() == Pointer(second, first)
    assert (store.folder(second) / "records.sqlite").read_text() == "two"
    assert store.candidates() == (second, first)


def test_only_the_current_and_the_previous_generation_are_kept(store: GenerationStore) -> None:
    published = [publish(store) for _ in range(4)]
    assert store.generations() == (published[3], published[2])


def test_what_a_killed_builder_left_is_swept_up_by_the_next(store: GenerationStore) -> None:
    first = publish(store)
    left = store.partial("20200101T000000Z-00000000")
    left.mkdir()
    (left / "half").write_text("x")
    second = publish(store)
    assert not left.exists()
    assert store.generations() == (second, first)


def test_files_of_others_in_the_folder_are_left_alone(store: GenerationStore) -> None:
    first = publish(store)
    note = store.folder("notes.txt")
    note.write_text("mine")
    publish(store)
    publish(store)
    assert note.read_text() == "mine"
    assert not store.folder(first).exists()


def test_a_draft_that_fails_leaves_nothing_and_readers_keep_what_they_had(store: GenerationStore) -> None:
    first = publish(store)
    with pytest.raises(FileNotFoundError), store.draft(DIGEST) as generation:
        (store.partial(generation) / "not there" / "half").write_text("x")
    assert store.pointer() == Pointer(first)
    assert store.status().others == ()


def test_ids_say_when_and_what(store: GenerationStore) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    generation = publish(store)
    assert re.fullmatch(r"\d{8}T\d{6}Z-0123abcd", generation)
    assert datetime.strptime(generation[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) >= before


def test_two_builds_in_one_second_have_ids_in_their_order(store: GenerationStore) -> None:
    published = [publish(store) for _ in range(5)]
    assert sorted(set(published)) == published


def test_a_clock_that_was_set_back_does_not_make_new_generations_look_old(store: GenerationStore) -> None:
    store.folder(FUTURE).mkdir(parents=True)
    first = publish(store)
    second = publish(store)
    assert FUTURE < first < second
    assert store.candidates() == (second, first)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"generation": 7}', b"[]"])
def test_a_damaged_pointer_is_told_apart_from_none(store: GenerationStore, tmp_path: Path, content: bytes) -> None:
    generation = publish(store)
    pointer_path = tmp_path / "not" / "yet" / "index" / "CURRENT"
    pointer_path.write_bytes(content)
    assert store.pointer() is None
    assert store.candidates() == (generation,)
    assert store.status().problem == f"{pointer_path} is damaged."


def test_after_a_damaged_pointer_the_newest_generation_becomes_the_previous_one(
    store: GenerationStore, tmp_path: Path
) -> None:
    first = publish(store)
    (tmp_path / "not" / "yet" / "index" / "CURRENT").write_bytes(b"?")
    second = publish(store)
    assert store.pointer() == Pointer(second, first)


def test_a_pointer_to_a_generation_that_was_deleted_is_reported(store: GenerationStore) -> None:
    first = publish(store)
    second = publish(store)
    (store.folder(second) / "records.sqlite").unlink()
    store.folder(second).rmdir()
    assert "manifest.json cannot be read" in store.status().problem
    assert store.candidates() == (first,)


@pytest.mark.parametrize("name", ["../../etc", "/etc/passwd", "", "20261122T150000Z", "20261122T150000Z-0123abcd/.."])
def test_a_pointer_never_leads_out_of_the_folder(name: str) -> None:
    assert parse_pointer(b'{"generation": "%s"}' % name.encode()) is None


@given(st.binary(max_size=200))
def test_no_pointer_file_makes_a_worker_fail(content: bytes) -> None:
    assert parse_pointer(content) is None
