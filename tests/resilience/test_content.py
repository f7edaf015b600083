"""Content that does not hold still or is no content, and clocks that go backward."""

from __future__ import annotations

import os
import socket
import stat
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from genomics import create_app
from genomics.config import Settings
from genomics.content.errors import ContentErrors
from genomics.publishing import store as store_module
from genomics.publishing.build import rebuild
from genomics.publishing.errors import BuildError
from genomics.publishing.site import SiteLoader
from genomics.search.request import SearchRequest
from tests.cli.running import run
from tests.resilience.many_files import write_many
from tests.resilience.samples import Seen, edit, seen, write_library

GIGABYTE = 1 << 30
NAMES = ("содержание", "内容 %20?#&", "محتوى", "ιστός'\"", "a\nb", "🧬" * 40, "e\u0301", os.fsdecode(b"\xff\xfe"))


@pytest.fixture
def before(settings: Settings) -> Seen:
    """What readers see before anything happens."""
    rebuild(settings)
    return seen(settings)


def faults_of(settings: Settings) -> list[str]:
    with pytest.raises(ContentErrors) as errors:
        rebuild(settings)
    return [str(fault) for fault in errors.value.faults]


class Editing:
    """Somebody who gives two pages, the first and the last that are read, the same word, between two steps of reading.

    `times` is how often, at most.
    """

    def __init__(self, content: Path, times: int) -> None:
        self._pages = (content / "collaborators/elan.md", content / "resources/clinvar.md")
        self._originals = [page.read_text(encoding="utf-8") for page in self._pages]
        self._left = times
        self.edition = 0

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != "Reading" or done != total // 2 or not self._left:
            return
        self._left -= 1
        self.edition += 1
        for page, original in zip(self._pages, self._originals, strict=True):
            page.write_text(f"{original}\nThis is edition {'I' * self.edition}\n", encoding="utf-8")


def editions_seen(settings: Settings) -> list[str]:
    site = SiteLoader(settings).current()
    records = [site.record(key) for key in ("collaborator/elan", "resource/clinvar")]
    return [record.body.text.rpartition("edition ")[2] for record in records if record]


@pytest.mark.parametrize("times", [1, 3])
def test_a_generation_is_one_state_of_a_folder_that_is_edited_during_the_build(settings: Settings, times: int) -> None:
    editing = Editing(settings.content_dir, times)
    rebuild(settings, progress=editing)
    assert editions_seen(settings) == ["I" * times, "I" * times]
    assert not rebuild(settings).published


def test_a_folder_that_never_holds_still_is_not_published(settings: Settings, before: Seen) -> None:
    with pytest.raises(BuildError, match="while it was read"):
        rebuild(settings, progress=Editing(settings.content_dir, 1000))
    assert seen(settings) == before
    assert rebuild(settings).published


def test_a_half_saved_file_is_read_again_rather_than_called_a_fault(settings: Settings) -> None:
    page = settings.content_dir / "collaborators/elan.md"
    whole = page.read_text(encoding="utf-8")
    page.write_text("---\ntitle: half", encoding="utf-8")

    def finish(_step: str, done: int, total: int) -> None:
        if done == total and page.read_text(encoding="utf-8") != whole:
            page.write_text(whole, encoding="utf-8")

    assert rebuild(settings, progress=finish).published


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(days=4000)])
def test_after_the_clock_was_set_back_edits_are_published_in_their_order(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, back: timedelta
) -> None:
    rebuild(settings)
    loader = SiteLoader(settings)
    generations = [loader.current().generation]

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) - back

    monkeypatch.setattr(store_module, "datetime", Earlier)
    for edition in ("First", "Second", "Third"):
        edit(settings.content_dir, edition)
        generations.append(rebuild(settings).generation)
        assert ("page/about", f"{edition} edition") in {hit[:2] for hit in seen(settings).searches[""]}
    assert sorted(set(generations)) == generations
    (settings.index_dir / "CURRENT").unlink()
    assert SiteLoader(settings).current().generation == generations[-1]
    assert run(create_app(settings), "index", "history").stdout.count("published") == len(generations)


def test_what_is_no_file_or_lies_elsewhere_is_named_and_readers_keep_what_they_had(
    settings: Settings, before: Seen, tmp_path: Path
) -> None:
    strange = [settings.content_dir / f"glossary/{name}.md" for name in ("device", "link", "pipe", "socket")]
    device, link, pipe, plug = strange
    link.symlink_to("/etc/passwd")
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(plug))
    make_device(device)
    said = faults_of(settings)
    assert [fault.partition(":")[0] for fault in said] == [f"glossary/{path.name}" for path in strange]
    assert not any("root:" in fault for fault in said)
    assert seen(settings) == before
    for path in strange:
        path.unlink()
    assert not rebuild(settings).published


def make_device(path: Path) -> None:
    """An endless source of zeros: itself where we may make one, else a link to it."""
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        path.symlink_to("/dev/zero")


def test_a_file_of_a_gigabyte_is_named_and_not_read(settings: Settings, before: Seen) -> None:
    large = settings.content_dir / "pages/large.md"
    large.touch()
    os.truncate(large, GIGABYTE)
    assert faults_of(settings) == [
        "pages/large.md:1: The file is larger than 1,000,000 bytes. Split it, or remove what is not text."
    ]
    assert seen(settings) == before


def test_twenty_thousand_strange_files_are_all_named_at_once(settings: Settings, before: Seen) -> None:
    write_many(settings.content_dir, 20_000)
    assert len(faults_of(settings)) == 20_000
    assert seen(settings) == before


@pytest.mark.parametrize("name", NAMES)
def test_folders_may_have_names_in_any_script(folder: Path, name: str) -> None:
    settings = Settings(content_dir=write_library(folder / name / "content"), index_dir=folder / name / "index")
    app = create_app(settings)
    assert run(app, "index", "build").exit_code == 0
    assert run(app, "index", "verify").exit_code == 0
    assert SiteLoader(settings).current().search(SearchRequest(q="ClinVar")).total
    (settings.content_dir / "pages/about.md").write_text("no front matter")
    assert run(app, "index", "build").exit_code == 1
    assert run(app, "index", "status").exit_code == 0


@pytest.mark.parametrize("name", NAMES)
def test_files_with_names_in_any_script_are_named_as_far_as_they_can_be(
    settings: Settings, before: Seen, name: str
) -> None:
    (settings.content_dir / f"pages/{name}.md").write_text("---\ntitle: A page\n---\n")
    finished = run(create_app(settings), "index", "build")
    assert finished.exit_code == 1
    assert finished.stderr.startswith("pages/")
    assert seen(settings) == before
