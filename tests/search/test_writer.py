"""An index that is brought up to date against one that is written anew."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from whoosh.writing import PostingPool

from genomics.content.library import Library
from genomics.content.model import Page, Record
from genomics.search import writer
from genomics.search.engine import SearchIndex
from genomics.search.writer import MOST_SEGMENTS, WHOOSH_FOLDER, build_index
from tests.search.samples import body, keys, library, search

WORDS = [
    "gene",
    "cell",
    "blood",
    "rare",
    "screening",
    "newborn",
    "data",
    "ethics",
    "risk",
    "policy",
    "consent",
    "variant",
]


def page(name: str, choice: random.Random) -> Record:
    words = [choice.choice(WORDS) for _ in range(30)]
    return Page(id=name, title=" ".join(words[:3]), summary=" ".join(words[3:9]), body=body(" ".join(words[9:])))


def edited(content: Library, choice: random.Random) -> Library:
    """The library after a change, an addition or a removal of one or two records."""
    records = dict(content.records)
    for _ in range(choice.randint(1, 2)):
        what = choice.choice(["change", "add", "remove", "rename"])
        old = choice.choice(sorted(records))
        if what in ("remove", "rename"):
            gone = records.pop(old)
        if what == "rename":
            renamed = replace(gone, id=f"n{choice.randrange(10**6)}")
            records[renamed.key] = renamed
        if what in ("change", "add"):
            new = page(old.split("/")[1] if what == "change" else f"n{choice.randrange(10**6)}", choice)
            records[new.key] = new
    return library(*records.values())


def written(folder: Path) -> dict[str, bytes]:
    """Everything beside Whoosh's own files, whose names are drawn by chance."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_of_edits_gives_what_a_full_build_gives(tmp_path: Path, seed: int) -> None:
    choice = random.Random(seed)
    content = library(*(page(f"p{number}", choice) for number in range(40)))
    previous = tmp_path / "0"
    build_index(content, previous)
    for step in range(1, 12):
        content = edited(content, choice)
        build_index(content, tmp_path / str(step), previous=previous)
        build_index(content, tmp_path / f"full{step}")
        assert written(tmp_path / str(step)) == written(tmp_path / f"full{step}")
        previous = tmp_path / str(step)


def test_postings_that_do_not_fit_into_memory_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choice = random.Random(2)
    content = library(*(page(f"p{number}", choice) for number in range(100)))
    build_index(content, tmp_path / "in memory")
    saved: list[PostingPool] = []
    save = PostingPool.save
    monkeypatch.setattr(PostingPool, "save", lambda pool: (saved.append(pool), save(pool)))
    monkeypatch.setattr(writer, "MOST_MEGABYTES", 0)
    monkeypatch.setattr(writer, "RUN_MEGABYTES", 0.1)
    build_index(content, tmp_path / "in runs")
    assert len(saved) > 2
    assert written(tmp_path / "in runs") == written(tmp_path / "in memory")


def test_segments_are_taken_over_and_do_not_pile_up(tmp_path: Path) -> None:
    choice = random.Random(1)
    content = library(*(page(f"p{number}", choice) for number in range(40)))
    build_index(content, tmp_path / "0")
    before: set[str] = set()
    kept = 0
    for step in range(1, 2 * MOST_SEGMENTS):
        changed = page("p1", choice)
        content = library(*{**content.records, changed.key: changed}.values())
        build_index(content, tmp_path / str(step), previous=tmp_path / str(step - 1))
        segments = list((tmp_path / str(step) / WHOOSH_FOLDER).glob("*.seg"))
        assert len(segments) <= MOST_SEGMENTS
        names = {path.name for path in segments}
        kept += len(names & before)
        before = names
    assert kept > MOST_SEGMENTS


def test_an_index_brought_up_to_date_leaves_the_earlier_one_as_it_was(tmp_path: Path) -> None:
    choice = random.Random(2)
    first = library(*(page(f"p{number}", choice) for number in range(30)))
    build_index(first, tmp_path / "first")
    before = {path: path.read_bytes() for path in (tmp_path / "first").rglob("*") if path.is_file()}
    build_index(edited(first, choice), tmp_path / "second", previous=tmp_path / "first")
    assert {path: path.read_bytes() for path in (tmp_path / "first").rglob("*") if path.is_file()} == before
    earlier = SearchIndex.open(tmp_path / "first", "first")
    assert set(keys(search(earlier, page_size=100))) == set(first.records)


def test_progress_counts_the_records_that_are_indexed(tmp_path: Path) -> None:
    choice = random.Random(3)
    seen: list[tuple[int, int]] = []
    build_index(
        library(*(page(f"p{n}", choice) for n in range(5))), tmp_path, lambda done, total: seen.append((done, total))
    )
    assert seen == [(number, 5) for number in range(1, 6)]
