from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from genomics.config import PROJECT_FOLDER, Settings
from genomics.content.cache import ReadCache
from genomics.content.errors import ContentErrors
from genomics.content.library import Library
from genomics.content.model import RecordType
from genomics.publishing.build import rebuild
from genomics.publishing.errors import BuildError, BusyError
from genomics.publishing.inspection import problems_of
from genomics.publishing.kept_files import KEPT
from genomics.publishing.site import SiteLoader
from genomics.publishing.store import GenerationStore
from genomics.search.request import SearchRequest
from genomics.search.writer import build_index
from tests.browser.serving import environment
from tests.publishing.failing_builder import MOMENTS
from tests.publishing.samples import DAMAGES, KEYS, current_folder, replace_text, retitle
from tests.publishing.small_disk import on_small_disk


def start_builder(settings: Settings, moment: str, how: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.publishing.failing_builder", moment, how],
        cwd=PROJECT_FOLDER,
        env=environment(settings),
        stdout=subprocess.PIPE,
    )


def title_of_about(settings: Settings) -> str:
    site = SiteLoader(settings).current()
    record = site.record("page/about")
    assert record is not None
    hits = site.search(SearchRequest(q=record.title)).hits
    assert [hit.title for hit in hits if hit.key == "page/about"] == [record.title]
    return record.title


def test_the_first_build_publishes_everything(settings: Settings) -> None:
    report = rebuild(settings)
    assert report.published
    assert report.added == KEYS
    assert (report.changed, report.removed) == ((), ())
    assert report.counts[RecordType.PAGE] == 2
    assert report.seconds > 0
    assert problems_of(current_folder(settings)) == []
    assert title_of_about(settings) == "About us"


def test_a_build_that_finds_nothing_new_publishes_nothing(settings: Settings) -> None:
    first = rebuild(settings)
    again = rebuild(settings)
    assert not again.published
    assert again.generation == first.generation
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert again.counts == first.counts
    assert GenerationStore(settings.index_dir).generations() == (first.generation,)


def test_a_change_that_no_reader_sees_is_no_change(settings: Settings) -> None:
    rebuild(settings)
    replace_text(settings.content_dir / "pages/about.md", "title: About us", 'title:   "About us"')
    assert not rebuild(settings).published


def test_force_builds_all_the_same(settings: Settings) -> None:
    first = rebuild(settings)
    again = rebuild(settings, force=True)
    assert again.published
    assert again.generation > first.generation
    assert again.content_digest == first.content_digest


def test_a_build_says_what_was_added_changed_and_removed(settings: Settings) -> None:
    rebuild(settings)
    retitle(settings, "About our work")
    (settings.content_dir / "collaborators/elan.md").unlink()
    (settings.content_dir / "glossary/gene.md").write_text("---\ntitle: Gene\n---\n\nA stretch of DNA.\n")
    report = rebuild(settings, cache=ReadCache())
    assert report.added == ("term/gene",)
    assert report.changed == ("page/about",)
    assert report.removed == ("collaborator/elan",)
    assert title_of_about(settings) == "About our work"


def test_a_later_build_takes_up_what_the_last_one_has_read_and_does_without_where_that_is_damaged(
    settings: Settings,
) -> None:
    rebuild(settings)
    kept = settings.index_dir / KEPT
    assert not rebuild(settings).published
    for damage in (lambda: kept.write_bytes(kept.read_bytes()[:-1]), kept.unlink, lambda: None):
        damage()
        retitle(settings, f"About our work {damage}")
        assert rebuild(settings).changed == ("page/about",)
        assert kept.exists()


def test_a_build_that_cannot_keep_what_it_has_read_publishes_all_the_same(settings: Settings) -> None:
    rebuild(settings)
    (settings.index_dir / KEPT).unlink()
    (settings.index_dir / KEPT).mkdir()
    retitle(settings, "About our work")
    assert rebuild(settings).published
    assert sorted(path.name for path in settings.index_dir.iterdir()) == [
        "CURRENT",
        "HISTORY",
        "LOCK",
        KEPT,
        "generations",
    ]


def test_a_cache_gives_the_same_generation_as_none(settings: Settings) -> None:
    cache = ReadCache()
    rebuild(settings, cache=cache)
    retitle(settings, "About our work")
    with_cache = rebuild(settings, cache=cache)
    assert with_cache.changed == ("page/about",)
    assert not rebuild(settings).published


def test_long_steps_say_how_far_they_are(settings: Settings) -> None:
    said: list[tuple[str, int, int]] = []
    rebuild(settings, progress=lambda step, done, total: said.append((step, done, total)))
    assert {step for step, _, _ in said} == {"Reading", "Indexing"}
    assert said[-1] == ("Indexing", len(KEYS), len(KEYS))


def test_content_with_faults_is_never_published(settings: Settings) -> None:
    rebuild(settings)
    retitle(settings, "About our work")
    replace_text(settings.content_dir / "resources/clinvar.md", "year: 2013", "year: soon")
    with pytest.raises(ContentErrors) as errors:
        rebuild(settings)
    assert [fault.path for fault in errors.value.faults] == ["resources/clinvar.md"]
    assert title_of_about(settings) == "About us"


def test_a_folder_with_nothing_but_a_page_is_a_site(settings: Settings, tmp_path: Path) -> None:
    shutil.rmtree(settings.content_dir)
    (settings.content_dir / "pages").mkdir(parents=True)
    (settings.content_dir / "pages/the.md").write_text("---\ntitle: The\n---\n")
    assert rebuild(settings).added == ("page/the",)


def test_another_version_of_the_search_is_built_anew(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild(settings)
    monkeypatch.setattr("genomics.search.schema.fingerprint", lambda: "another")
    monkeypatch.setattr("genomics.publishing.build.fingerprint", lambda: "another")
    report = rebuild(settings)
    assert report.published
    assert report.changed == ()
    assert not rebuild(settings).published


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["records.sqlite", "manifest.json", "search"])
def test_a_damaged_generation_is_mended_by_the_next_build(
    settings: Settings, damage: Callable[[Path], None], name: str
) -> None:
    first = rebuild(settings)
    path = current_folder(settings) / name
    damage(max(path.rglob("*"), key=lambda found: found.stat().st_size) if path.is_dir() else path)
    assert problems_of(current_folder(settings)) != []
    again = rebuild(settings)
    assert again.published
    assert again.content_digest == first.content_digest
    assert problems_of(current_folder(settings)) == []


def test_a_generation_that_does_not_hold_all_records_is_not_published(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(settings)
    retitle(settings, "About our work")

    def without_one(library: Library, *rest: Any, **options: Any) -> None:
        records = dict(list(library.records.items())[1:])
        build_index(replace(library, records=records), *rest, **options)

    monkeypatch.setattr("genomics.publishing.build.build_index", without_one)
    with pytest.raises(BuildError, match="4 records instead of 5"):
        rebuild(settings)
    assert title_of_about(settings) == "About us"
    assert len(list((settings.index_dir / "generations").iterdir())) == 1


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(settings: Settings, moment: str) -> None:
    rebuild(settings)
    retitle(settings, "About our work")
    builder = start_builder(settings, moment, "killed")
    builder.communicate(timeout=30)
    assert builder.returncode == -signal.SIGKILL

    expected = "About our work" if moment == "after the pointer" else "About us"
    assert title_of_about(settings) == expected
    assert problems_of(current_folder(settings)) == []

    rebuild(settings)
    assert title_of_about(settings) == "About our work"
    retitle(settings, "About everything")
    rebuild(settings)
    assert title_of_about(settings) == "About everything"
    assert len(list((settings.index_dir / "generations").iterdir())) == 2


def test_of_two_builders_at_once_one_works_and_the_other_says_who(settings: Settings, tmp_path: Path) -> None:
    go_on = tmp_path / "go-on"
    builder = start_builder(settings, "before the search", str(go_on))
    assert builder.stdout is not None
    assert builder.stdout.readline() == b"here\n"
    with pytest.raises(BusyError, match=f"process {builder.pid} on "):
        rebuild(settings)
    go_on.touch()
    builder.communicate(timeout=30)
    assert builder.returncode == 0
    assert title_of_about(settings) == "About us"
    assert not rebuild(settings).published


def test_an_index_folder_that_is_a_file_is_named(settings: Settings) -> None:
    settings.index_dir.parent.mkdir()
    settings.index_dir.write_text("not a folder")
    with pytest.raises(BuildError, match=f"{settings.index_dir}.*GENOMICS_INDEX_DIR"):
        rebuild(settings)


def test_an_index_folder_that_may_not_be_written_is_named(settings: Settings) -> None:
    finished = on_small_disk(settings, '"$PYTHON" -m flask index build', "ro")
    assert finished.returncode == 1
    assert f"{settings.index_dir}/LOCK: Read-only file system." in finished.stderr
    assert "GENOMICS_INDEX_DIR" in finished.stderr
    assert "Traceback" not in finished.stderr


FULL_DISK = """
"$PYTHON" -m flask index build
dd if=/dev/zero of="$INDEX/ballast" bs=1k count=100000
sed -i 's/^title: .*/title: About our work/' "$CONTENT/pages/about.md"
"$PYTHON" -m flask index build
echo "exit $?"
ls "$INDEX/generations" | wc -l
"$PYTHON" -m flask index verify
echo "exit $?"
"""


def test_a_full_disk_is_said_and_readers_keep_what_they_had(settings: Settings) -> None:
    finished = on_small_disk(settings, FULL_DISK)
    assert f"The disk that holds {settings.index_dir} is full." in finished.stderr
    assert "Traceback" not in finished.stderr
    lines = finished.stdout.splitlines()
    assert lines[lines.index("exit 1") + 1] == "1"
    assert lines[-1] == "exit 0"


def test_a_limit_on_the_size_of_files_is_no_traceback(settings: Settings) -> None:
    rebuild(settings)
    retitle(settings, "About our work")
    finished = subprocess.run(
        ["sh", "-c", f"ulimit -f 8; exec '{sys.executable}' -m flask index build"],
        cwd=PROJECT_FOLDER,
        env=environment(settings),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert finished.returncode == 1
    assert str(settings.index_dir) in finished.stderr
    assert "Traceback" not in finished.stderr
    assert title_of_about(settings) == "About us"
    assert len(list((settings.index_dir / "generations").iterdir())) == 1
