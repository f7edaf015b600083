from __future__ import annotations

import os
import pty
import re
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from genomics.config import PROJECT_FOLDER, Settings
from genomics.publishing.history import HISTORY
from genomics.publishing.lock import build_lock
from genomics.publishing.store import GenerationStore
from tests.browser.serving import environment
from tests.cli.running import read_until, run, start
from tests.publishing.samples import current_folder, flip_a_bit, replace_text, retitle


def test_a_build_says_what_it_did(app: Flask, settings: Settings) -> None:
    first = run(app, "index", "build")
    assert first.exit_code == 0
    assert "2 pages, 1 resource, 1 collaborator, 1 glossary term." in first.stdout
    assert "5 added: collaborator/elan, page/about, page/home, resource/clinvar, term/allele" in first.stdout
    assert re.search(r"Published \S+ in \d+\.\d s\.", first.stdout)
    retitle(settings, "About our work")
    (settings.content_dir / "collaborators/elan.md").unlink()
    second = run(app, "index", "build")
    assert "0 added\n1 changed: page/about\n1 removed: collaborator/elan\n" in second.stdout


def test_a_build_without_changes_says_so(app: Flask) -> None:
    run(app, "index", "build")
    again = run(app, "index", "build")
    assert again.exit_code == 0
    assert "Nothing has changed" in again.stdout
    forced = run(app, "index", "build", "--force")
    assert "0 added\n0 changed\n0 removed\nPublished" in forced.stdout


def test_a_build_with_faults_lists_them(app: Flask, settings: Settings) -> None:
    replace_text(settings.content_dir / "resources/clinvar.md", "year: 2013", "year: soon")
    result = run(app, "index", "build")
    assert result.exit_code == 1
    assert "resources/clinvar.md:9:" in result.stderr
    assert GenerationStore(settings.index_dir).generations() == ()


def test_a_build_while_another_runs_says_who_and_exits_with_75(app: Flask, settings: Settings) -> None:
    with build_lock(settings.index_dir / "LOCK"):
        builder = start(settings, "index", "build")
        said, _ = builder.communicate(timeout=30)
    assert builder.returncode == 75
    assert f"Another build is running: process {os.getpid()} on {socket.gethostname()}, since " in said


def test_an_index_folder_that_cannot_be_written_is_a_sentence(app: Flask, settings: Settings) -> None:
    settings.index_dir.write_text("not a folder")
    result = run(app, "index", "build")
    assert result.exit_code == 1
    assert "GENOMICS_INDEX_DIR" in result.stderr


def test_without_a_terminal_a_build_that_goes_well_is_silent_but_for_what_it_did(app: Flask) -> None:
    assert run(app, "index", "build").stderr == ""
    assert run(app, "index", "build").stderr == ""


def test_the_timer_of_the_guide_sends_mail_about_faults_and_about_nothing_else(app: Flask, settings: Settings) -> None:
    assert mailed(settings) == ""
    assert mailed(settings) == ""
    with build_lock(settings.index_dir / "LOCK"):
        assert mailed(settings) == ""
    replace_text(settings.content_dir / "resources/clinvar.md", "year: 2013", "year: soon")
    assert re.search(r"^resources/clinvar\.md:9: (.|\n)*\n1 fault in 1 file\.\n$", mailed(settings))


def mailed(settings: Settings) -> str:
    """What cron sends to the operator after it has run the line of the guide."""
    guide = (PROJECT_FOLDER / "docs/operating.md").read_text(encoding="utf-8")
    line = re.search(r"^ +\* \* \* \* \* (.*)$", guide, re.MULTILINE)
    assert line
    assert "%" not in line[1], "cron would take it for the end of the command"
    command = line[1].replace("/srv/genomics", shlex.quote(str(PROJECT_FOLDER)))
    command = command.replace(".venv/bin/flask", f"{shlex.quote(sys.executable)} -m flask")
    finished = subprocess.run(
        ["sh", "-c", command], env=environment(settings), capture_output=True, text=True, timeout=60
    )
    return finished.stdout + finished.stderr


def test_long_steps_show_a_bar_on_a_terminal(settings: Settings) -> None:
    ours, theirs = pty.openpty()
    builder = subprocess.Popen(
        [sys.executable, "-m", "flask", "index", "build"],
        cwd=PROJECT_FOLDER,
        env=environment(settings) | {"TERM": "xterm"},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    assert builder.wait(30) == 0
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert re.search(r"Reading +\[#+\] +100%", shown)
    assert re.search(r"Indexing +\[#+\] +100%", shown)


def test_the_status_names_both_generations(app: Flask, settings: Settings) -> None:
    before = run(app, "index", "status")
    assert before.exit_code == 1
    assert "Nothing has been published yet. Run `flask index build`." in before.stderr
    run(app, "index", "build")
    run(app, "index", "build", "--force")
    (settings.index_dir / "generations" / "20200101T000000Z-00000000.partial").mkdir()
    after = run(app, "index", "status")
    assert after.exit_code == 0
    assert re.search(r"Current: +\S+, built \S+ \S+ UTC: 2 pages, 1 resource", after.stdout)
    assert "Previous: " in after.stdout
    assert "The next build removes: 20200101T000000Z-00000000.partial" in after.stdout


def test_what_was_published_can_be_verified(app: Flask, settings: Settings) -> None:
    assert run(app, "index", "verify").exit_code == 1
    run(app, "index", "build")
    whole = run(app, "index", "verify")
    assert whole.exit_code == 0
    assert whole.stdout.endswith(": whole\n")
    flip_a_bit(current_folder(settings) / "records.sqlite")
    broken = run(app, "index", "verify")
    assert broken.exit_code == 1
    assert "records.sqlite is damaged: its checksum differs." in broken.stdout
    assert "flask index build" in broken.stderr


def test_a_previous_generation_that_is_not_whole_is_no_more_than_a_note(app: Flask, settings: Settings) -> None:
    run(app, "index", "build")
    previous = current_folder(settings)
    run(app, "index", "build", "--force")
    (previous / "records.sqlite").unlink()
    result = run(app, "index", "verify")
    assert result.exit_code == 0
    assert f"{current_folder(settings).name}: whole\n{previous.name}: not whole\n" in result.stdout
    assert "Note: this is the previous generation" in result.stdout
    assert "flask index build" not in result.output


def test_after_a_change_of_the_search_one_build_makes_the_index_whole(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(app, "index", "build")
    for module in ("genomics.search.schema", "genomics.publishing.build"):
        monkeypatch.setattr(f"{module}.fingerprint", lambda: "another")
    stale = run(app, "index", "verify")
    assert stale.exit_code == 1
    assert stale.output.count("flask index build") == 1
    run(app, "index", "build")
    mended = run(app, "index", "verify")
    assert (mended.exit_code, mended.stderr) == (0, "")
    assert "made by another version of the site.\n" in mended.stdout


def test_watching_ends_when_it_is_told_to(settings: Settings) -> None:
    watcher = start(settings, "index", "watch")
    read_until(watcher, "Published")
    retitle(settings, "About our work")
    read_until(watcher, "1 changed")
    watcher.send_signal(signal.SIGTERM)
    assert watcher.wait(10) == 0
    assert watcher.stdout is not None
    assert "Watching has ended." in watcher.stdout.read()
    watcher.stdout.close()


def published_twice(app: Flask, settings: Settings) -> tuple[str, str]:
    """Two generations, the second with another title for the page `about`; their names."""
    run(app, "index", "build", "--note", "The first")
    first = current_folder(settings).name
    retitle(settings, "A slip of the pen")
    run(app, "index", "build", "--note", "  A new \n title ")
    return first, current_folder(settings).name


def test_readers_go_back_and_forward_with_the_same_command(app: Flask, settings: Settings) -> None:
    first, second = published_twice(app, settings)
    client = app.test_client()
    back = run(app, "index", "rollback")
    assert back.exit_code == 0
    assert f"Readers see {first}, built " in back.stdout
    assert f"They no longer see {second}" in back.stdout
    assert "About us" in client.get("/about").text
    status = run(app, "index", "status").stdout
    assert re.search(rf"^Taken back: +{second}", status, re.MULTILINE)
    assert "flask index rollback --forward" in status
    forward = run(app, "index", "rollback")
    assert f"Readers see {second}, built " in forward.stdout
    assert re.search(rf"^Previous: +{first}", run(app, "index", "status").stdout, re.MULTILINE)


def test_going_only_forward_does_not_go_back(app: Flask, settings: Settings) -> None:
    _first, second = published_twice(app, settings)
    refused = run(app, "index", "rollback", "--forward")
    assert refused.exit_code == 1
    assert "There is nothing to go forward to" in refused.stderr
    assert current_folder(settings).name == second
    run(app, "index", "rollback")
    assert run(app, "index", "rollback", "--forward").exit_code == 0
    assert current_folder(settings).name == second


def test_a_build_after_going_back_says_why_it_publishes_nothing(app: Flask, settings: Settings) -> None:
    first, _second = published_twice(app, settings)
    run(app, "index", "rollback")
    held = run(app, "index", "build")
    assert held.exit_code == 1
    assert "Nothing was published" in held.stderr
    assert "flask index rollback --forward" in held.stderr
    assert current_folder(settings).name == first


def test_the_history_tells_what_readers_saw_with_counts_and_notes(app: Flask, settings: Settings) -> None:
    assert run(app, "index", "history").exit_code == 1
    first, second = published_twice(app, settings)
    run(app, "index", "rollback")
    lines = run(app, "index", "history").stdout.splitlines()
    assert [line.strip() for line in lines if line.startswith("  ")] == ["The first", "A new title", "The first"]
    moments = [line for line in lines if not line.startswith("  ")]
    assert re.fullmatch(rf"\S+ \S+ UTC  rolled back to {first}; 2 pages, 1 resource, .*; readers see it", moments[0])
    assert re.fullmatch(rf"\S+ \S+ UTC  published {second}; .*; 1 changed; kept", moments[1])
    assert re.fullmatch(rf"\S+ \S+ UTC  published {first}; .*; 5 added", moments[2])


def test_a_damaged_line_of_the_history_hides_no_other(app: Flask, settings: Settings) -> None:
    published_twice(app, settings)
    path = settings.index_dir / HISTORY
    path.write_bytes(b'{"moment": "once"}\n\xff\n' + path.read_bytes())
    told = run(app, "index", "history")
    assert told.exit_code == 0
    assert told.stdout.count("published") == 2


def test_the_changes_are_told_before_anything_is_published(app: Flask, settings: Settings, tmp_path: Path) -> None:
    run(app, "index", "build")
    assert "Readers will notice nothing" in run(app, "index", "changes").stdout
    before = current_folder(settings)
    retitle(settings, "Our <work> & more")
    (settings.content_dir / "collaborators/elan.md").unlink()
    queries, judgements, page = (tmp_path / name for name in ("queries.tsv", "judgements.tsv", "changes.html"))
    queries.write_text("q1\tabout us\n")
    judgements.write_text("Lyon\tcollaborator/elan\t3\n")
    told = run(
        app,
        *("index", "changes", "--html", str(page), "--queries", str(queries), "--judgements", str(judgements)),
    )
    assert told.exit_code == 0
    assert "1 record changed:\n  page/about  Our <work> & more  (title)\n" in told.stdout
    assert "1 record removed:\n  collaborator/elan  Élan network\n" in told.stdout
    assert "Leaves: /collaborators/elan will say that it has been taken off." in told.stdout
    assert "  Lyon\n    now:  Élan network\n    then: nothing\n" in told.stdout
    assert told.stdout.endswith("Nothing was published.\n")
    assert current_folder(settings) == before
    html = page.read_text(encoding="utf-8")
    assert "Our &lt;work&gt; &amp; more" in html
    assert "<h3>Lyon</h3>" in html
    assert not re.search(r'(src|href)="(?!http://127\.0\.0\.1:8000/)', html)


def test_changes_with_a_fault_are_no_changes_yet(app: Flask, settings: Settings) -> None:
    run(app, "index", "build")
    (settings.content_dir / "glossary/allele.md").unlink()
    told = run(app, "index", "changes")
    assert told.exit_code == 1
    assert 'The address "/glossary/allele" leads nowhere.' in told.stderr


def test_a_file_of_queries_that_cannot_be_used_is_a_sentence(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "queries.tsv").write_text("about us\n")
    told = run(app, "index", "changes", "--queries", str(tmp_path / "queries.tsv"))
    assert told.exit_code == 1
    assert "expected qid<TAB>query" in told.stderr
