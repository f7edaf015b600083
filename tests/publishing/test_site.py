from __future__ import annotations

import gc
import logging
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from genomics.config import Settings
from genomics.content.model import RecordType
from genomics.publishing import site as site_module
from genomics.publishing.build import rebuild
from genomics.publishing.site import Site, SiteLoader, SiteUnavailableError
from genomics.publishing.store import GenerationStore
from genomics.search.engine import SearchIndex
from genomics.search.request import SearchRequest
from genomics.search.results import SearchUnavailableError
from tests.publishing.samples import DAMAGES, current_folder, flip_a_bit, retitle

PATIENCE = 30
"""Seconds after which a thread will never do what it should."""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loaders that look at once, so that a test need not wait."""
    monkeypatch.setattr(site_module, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(site_module, "RETRY_SECONDS", 0.0)


def about(site: Site) -> str:
    record = site.record("page/about")
    assert record is not None
    return record.title


def build_with_title(settings: Settings, title: str) -> str:
    retitle(settings, title)
    return rebuild(settings).generation


def open_files() -> int:
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir()))


def largest_search_file(folder: Path) -> Path:
    return max((folder / "search").rglob("*"), key=lambda path: path.stat().st_size)


def test_a_site_gives_everything_that_pages_show(settings: Settings) -> None:
    generation = rebuild(settings).generation
    site = SiteLoader(settings).current()
    assert site.generation == generation
    assert site.counts[RecordType.RESOURCE] == 1
    assert site.redirects == {"/old-about": "/about"}
    assert [event.year for event in site.timeline] == [2003]
    assert [card.key for card in site.cards(RecordType.PAGE)] == ["page/about", "page/home"]
    assert [card.key for card in site.tagged("topic", "rare-diseases")] == ["resource/clinvar", "collaborator/elan"]
    assert site.tag_counts("region") == {"AMR": 1, "EUR": 1}
    assert site.tag_counts("nothing") == {}
    card = site.card("page/about")
    assert card is not None
    assert card.titles == {"en": "About us", "fr": "À propos"}
    assert site.connections("resource/clinvar").related == ("term/allele",)
    assert site.search(SearchRequest(q="ClinVar")).hits[0].key == "resource/clinvar"
    assert site.rank("ClinVar", 1)[0][0] == "resource/clinvar"
    site.ready()


def test_before_the_first_build_the_command_to_run_is_named(settings: Settings) -> None:
    loader = SiteLoader(settings)
    with pytest.raises(SiteUnavailableError, match=r"Nothing has been published yet.*flask index build"):
        loader.current()
    assert loader.health().generation == ""
    assert "flask index build" in loader.health().problem


def test_a_first_build_ends_the_waiting(settings: Settings) -> None:
    loader = SiteLoader(settings)
    with pytest.raises(SiteUnavailableError):
        loader.current()
    rebuild(settings)
    assert about(wait_for(loader)) == "About us"
    assert loader.health().problem == ""


def wait_for(loader: SiteLoader, generation: str = "") -> Site:
    """The site as soon as that generation (or any) is served; fails after a second."""
    end = time.monotonic() + 1
    while time.monotonic() < end:
        try:
            site = loader.current()
        except SiteUnavailableError:
            site = None
        if site and generation in ("", site.generation):
            return site
        time.sleep(0.02)
    raise AssertionError("not served within a second")


def test_a_new_generation_is_served_within_a_second(settings: Settings) -> None:
    rebuild(settings)
    loader = SiteLoader(settings)
    assert about(loader.current()) == "About us"
    for title in ("About our work", "About everything"):
        generation = build_with_title(settings, title)
        assert about(wait_for(loader, generation)) == title


def test_between_two_looks_the_files_are_left_alone(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild(settings)
    loader = SiteLoader(settings)
    first = loader.current()
    looks: list[int] = []
    original = GenerationStore.pointer_bytes

    def look(store: GenerationStore) -> bytes | None:
        looks.append(1)
        return original(store)

    monkeypatch.setattr(GenerationStore, "pointer_bytes", look)
    end = time.monotonic() + 0.3
    while time.monotonic() < end:
        assert loader.current() is first
    assert len(looks) <= 1


def test_a_request_keeps_its_site_while_others_get_the_new_one(settings: Settings, impatient: None) -> None:
    rebuild(settings)
    loader = SiteLoader(settings)
    kept = loader.current()
    for number in range(4):
        build_with_title(settings, f"Title {number}")
        loader.current()
    assert about(loader.current()) == "Title 3"
    assert about(kept) == "About us"
    assert kept.search(SearchRequest(q="About us")).hits[0].title == "About us"


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["records.sqlite", "manifest.json", "search"])
def test_with_a_damaged_generation_the_previous_one_takes_over(
    settings: Settings, damage: Callable[[Path], None], name: str
) -> None:
    previous = rebuild(settings).generation
    build_with_title(settings, "About our work")
    folder = current_folder(settings)
    damage(largest_search_file(folder) if name == "search" else folder / name)
    loader = SiteLoader(settings)
    assert about(loader.current()) == "About us"
    loader.current().ready()
    health = loader.health()
    assert health.generation == previous
    assert "flask index build" in health.problem
    assert f"Generation {previous} is served instead." in health.problem


@pytest.mark.parametrize("name", ["records.sqlite", "search"])
def test_a_worker_keeps_what_it_has_rather_than_a_damaged_generation(
    settings: Settings, impatient: None, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    build_with_title(settings, "First")
    loader = SiteLoader(settings)
    first = loader.current()
    build_with_title(settings, "Second")
    folder = current_folder(settings)
    flip_a_bit(largest_search_file(folder) if name == "search" else folder / name)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert loader.current() is first
    assert "is served instead" in loader.health().problem
    assert len(caplog.records) == 1
    generation = build_with_title(settings, "Third")
    assert about(loader.current()) == "Third"
    assert loader.health() == site_module.Health(generation)


def test_a_generation_that_was_repaired_is_served_without_a_restart(settings: Settings, impatient: None) -> None:
    rebuild(settings)
    build_with_title(settings, "About our work")
    path = current_folder(settings) / "records.sqlite"
    content = path.read_bytes()
    flip_a_bit(path)
    loader = SiteLoader(settings)
    assert about(loader.current()) == "About us"
    path.write_bytes(content)
    assert about(loader.current()) == "About our work"
    assert loader.health().problem == ""


def test_with_every_generation_damaged_the_command_to_run_is_named(settings: Settings) -> None:
    rebuild(settings)
    flip_a_bit(current_folder(settings) / "records.sqlite")
    with pytest.raises(SiteUnavailableError, match="flask index build"):
        SiteLoader(settings).current()


def test_a_damaged_search_index_with_nothing_before_it_still_serves_pages(settings: Settings) -> None:
    rebuild(settings)
    flip_a_bit(largest_search_file(current_folder(settings)))
    loader = SiteLoader(settings)
    site = loader.current()
    assert about(site) == "About us"
    with pytest.raises(SearchUnavailableError, match=r"damaged.*flask index build"):
        site.search(SearchRequest())
    with pytest.raises(SearchUnavailableError):
        site.ready()
    assert "damaged" in loader.health().problem


def test_a_damaged_file_is_never_unpickled(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild(settings)
    flip_a_bit(largest_search_file(current_folder(settings)))

    def open_index(*_: object) -> None:
        raise AssertionError("the search index was opened")

    monkeypatch.setattr("genomics.search.engine.SearchIndex.open", open_index)
    assert about(SiteLoader(settings).current()) == "About us"


def test_pages_are_served_though_the_search_is_of_another_version(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(settings)
    monkeypatch.setattr("genomics.search.schema.fingerprint", lambda: "another")
    loader = SiteLoader(settings)
    assert about(loader.current()) == "About us"
    with pytest.raises(SearchUnavailableError, match=r"another version.*flask index build"):
        loader.current().search(SearchRequest(q="about"))
    assert "another version" in loader.health().problem


def test_a_worker_keeps_its_search_until_it_runs_the_code_that_built_the_new_one(
    settings: Settings, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(settings)
    loader = SiteLoader(settings)
    first = loader.current()
    with monkeypatch.context() as newer_code:
        newer_code.setattr("genomics.search.schema.fingerprint", lambda: "another")
        newer_code.setattr("genomics.publishing.build.fingerprint", lambda: "another")
        build_with_title(settings, "About our work")
    assert loader.current() is first
    assert "another version" in loader.health().problem


def test_without_a_working_search_the_newest_pages_are_served(
    settings: Settings, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(settings)
    loader = SiteLoader(settings)
    with monkeypatch.context() as newer_code:
        newer_code.setattr("genomics.search.schema.fingerprint", lambda: "another")
        assert about(loader.current()) == "About us"
    build_with_title(settings, "About our work")
    with monkeypatch.context() as newer_code:
        newer_code.setattr("genomics.search.schema.fingerprint", lambda: "another")
        assert about(loader.current()) == "About our work"
        assert loader.health().problem.count("another version") == 1


def test_without_a_pointer_the_newest_generation_is_served_and_it_is_said(settings: Settings) -> None:
    rebuild(settings)
    generation = build_with_title(settings, "About our work")
    (settings.index_dir / "CURRENT").unlink()
    loader = SiteLoader(settings)
    assert about(loader.current()) == "About our work"
    assert loader.health().generation == generation
    assert "pointer" in loader.health().problem


def test_an_index_folder_deleted_under_a_worker_does_not_stop_it(settings: Settings, impatient: None) -> None:
    rebuild(settings)
    loader = SiteLoader(settings)
    loader.current()
    shutil.rmtree(settings.index_dir)
    assert about(loader.current()) == "About us"
    assert loader.current().search(SearchRequest(q="About us")).total
    assert loader.health().problem != ""


def test_a_worker_that_cannot_open_the_newest_generation_keeps_answering(
    settings: Settings, impatient: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rebuild(settings)
    loader = SiteLoader(settings)
    loader.current()
    retitle(settings, "About our work")
    rebuild(settings)
    with monkeypatch.context() as patched:
        patched.setattr("genomics.publishing.site.damaged_files", no_memory)
        assert about(loader.current()) == "About us"
        assert "MemoryError" in loader.health().problem
        assert about(loader.current()) == "About us"
    assert about(loader.current()) == "About our work"
    assert loader.health().problem == ""
    assert "a generation cannot be opened" in caplog.text


def no_memory(*_: object) -> None:
    raise MemoryError


def test_an_index_folder_that_is_a_file_is_no_crash(settings: Settings) -> None:
    settings.index_dir.parent.mkdir()
    settings.index_dir.write_text("not a folder")
    with pytest.raises(SiteUnavailableError, match="flask index build"):
        SiteLoader(settings).current()


def test_a_pointer_that_cannot_be_read_is_no_crash(settings: Settings, impatient: None) -> None:
    rebuild(settings)
    loader = SiteLoader(settings)
    first = loader.current()
    (settings.index_dir / "CURRENT").unlink()
    (settings.index_dir / "CURRENT").mkdir()
    assert loader.current() is first
    assert "cannot be read" in loader.health().problem


def test_fifty_swaps_leave_no_open_files(settings: Settings, impatient: None) -> None:
    rebuild(settings)
    loader = SiteLoader(settings)
    loader.current().ready()
    before = open_files()
    for _ in range(50):
        rebuild(settings, force=True)
        loader.current().ready()
    assert open_files() <= before
    assert len(list((settings.index_dir / "generations").iterdir())) == 2


def test_threads_see_whole_sites_while_generations_change(settings: Settings, impatient: None) -> None:
    build_with_title(settings, "Title 0")
    loader = SiteLoader(settings)
    is_over = threading.Event()

    def read() -> int:
        seen = 0
        while not is_over.is_set():
            site = loader.current()
            title = about(site)
            hits = [hit.title for hit in site.search(SearchRequest(q=title)).hits if hit.key == "page/about"]
            assert hits == [title]
            seen += 1
        return seen

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            for number in range(1, 8):
                build_with_title(settings, f"Title {number}")
        finally:
            is_over.set()
    assert all(reader.result() > 0 for reader in readers)
    assert about(loader.current()) == "Title 7"


@pytest.fixture
def slow_opening(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """An opening of generations that waits for the event."""
    may_open = threading.Event()
    original = site_module.open_site

    def open_slowly(folder: Path) -> Site:
        assert may_open.wait(10)
        return original(folder)

    monkeypatch.setattr(site_module, "open_site", open_slowly)
    yield may_open
    may_open.set()


def test_readers_need_not_wait_while_a_generation_is_opened(
    settings: Settings, impatient: None, slow_opening: threading.Event
) -> None:
    slow_opening.set()
    rebuild(settings)
    loader = SiteLoader(settings)
    first = loader.current()
    slow_opening.clear()
    build_with_title(settings, "About our work")
    opener = threading.Thread(target=loader.current)
    opener.start()
    time.sleep(0.1)
    started = time.monotonic()
    assert loader.current() is first
    assert time.monotonic() - started < 1
    slow_opening.set()
    opener.join()
    assert about(loader.current()) == "About our work"


def asking(q: str) -> SearchRequest:
    return SearchRequest.from_args([("q", q)])


def test_what_is_asked_again_is_answered_alike_without_another_search(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(settings)
    site = SiteLoader(settings).current()
    first = site.search(asking("clinvar"))
    searched = []
    monkeypatch.setattr(SearchIndex, "search", lambda _index, request: searched.append(request.q))
    assert site.search(asking("clinvar")) == first
    site.search(SearchRequest.from_args([("q", "clinvar")], "fr"))
    site.search(SearchRequest.from_args([("q", "clinvar"), ("page", "2")]))
    assert searched == ["clinvar", "clinvar"]


def test_a_request_that_was_cut_is_not_answered_like_one_that_was_not(settings: Settings) -> None:
    rebuild(settings)
    site = SiteLoader(settings).current()
    whole, cut = asking("clinvar " + "a" * 492), asking("clinvar " + "a" * 600)
    assert whole == cut
    assert not site.search(whole).reading.shortened
    assert site.search(cut).reading.shortened


@pytest.mark.usefixtures("impatient")
def test_a_new_generation_never_gives_the_answers_of_an_old_one(settings: Settings) -> None:
    rebuild(settings)
    loader = SiteLoader(settings)
    before = loader.current().search(asking("quokkas"))
    generation = build_with_title(settings, "Quokkas")
    after = loader.current().search(asking("quokkas"))
    assert (before.generation != generation, after.generation) == (True, generation)
    assert "Quokkas" in [hit.title for hit in after.hits]


def test_an_answer_is_given_no_longer_than_its_pins_last(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    end = datetime.now(UTC) + timedelta(days=1)
    pin = f"- query: [clinvar]\n  records: [page/about]\n  note: It says more.\n  until: {end:%Y-%m-%d}\n"
    (settings.content_dir / "pinned.yaml").write_text(pin, encoding="utf-8")
    rebuild(settings)
    site = SiteLoader(settings).current()
    assert site.search(asking("clinvar")).hits[0].pinned
    monkeypatch.setattr("genomics.content.clock.present", lambda: end + timedelta(days=2))
    assert not site.search(asking("clinvar")).hits[0].pinned


def test_a_loader_that_looks_ahead_opens_what_is_new_in_no_readers_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_with_title(settings, "Old")
    loader = SiteLoader(settings)
    assert about(loader.current()) == "Old"
    opened = threading.Event()
    threads: list[threading.Thread] = []
    intervals: list[float] = []
    original = site_module.open_site

    def noticed(folder: Path) -> Site:
        threads.append(threading.current_thread())
        intervals.append(sys.getswitchinterval())
        opened.set()
        return original(folder)

    monkeypatch.setattr(site_module, "open_site", noticed)
    loader.look_ahead()
    loader.look_ahead()
    build_with_title(settings, "New")
    assert opened.wait(PATIENCE)
    end = time.monotonic() + PATIENCE
    while about(loader.current()) != "New":
        assert time.monotonic() < end
    assert len(threads) == 1
    assert threads[0] is not threading.current_thread()
    assert intervals[0] < sys.getswitchinterval()


def test_the_thread_that_looks_ahead_ends_with_its_loader(settings: Settings) -> None:
    rebuild(settings)
    before = set(threading.enumerate())
    loader = SiteLoader(settings)
    loader.look_ahead()
    (looking,) = set(threading.enumerate()) - before
    del loader
    gc.collect()
    looking.join(PATIENCE)
    assert not looking.is_alive()


def test_the_first_reader_waits_for_the_site_that_is_opened_ahead(
    settings: Settings, slow_opening: threading.Event
) -> None:
    build_with_title(settings, "First")
    loader = SiteLoader(settings)
    loader.look_ahead()
    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(loader.current) for _ in range(4)]
        time.sleep(0.1)
        assert not any(reader.done() for reader in readers)
        slow_opening.set()
        assert {about(reader.result(PATIENCE)) for reader in readers} == {"First"}
