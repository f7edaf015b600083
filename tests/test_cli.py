from __future__ import annotations

import http.client
import json
import os
import pty
import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from genomics import create_app
from genomics.config import PROJECT_FOLDER, Settings
from genomics.publishing.lock import build_lock
from genomics.publishing.store import GenerationStore
from tests.publishing.samples import current_folder, flip_a_bit, replace_text, retitle, write_content


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(content_dir=write_content(tmp_path / "content"), index_dir=tmp_path / "index", watch_seconds=0.1)


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


def run(app: Flask, *words: str) -> Result:
    """A command in this process; `.stdout`, `.stderr` and `.exit_code` as a shell would see them."""
    result = app.test_cli_runner().invoke(args=words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def environment(settings: Settings) -> dict[str, str]:
    return os.environ | {
        "GENOMICS_CONTENT_DIR": str(settings.content_dir),
        "GENOMICS_INDEX_DIR": str(settings.index_dir),
        "GENOMICS_WATCH_SECONDS": "0.1",
        "PYTHONUNBUFFERED": "1",
    }


def start(settings: Settings, *words: str) -> subprocess.Popen[str]:
    """A flask command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "flask", *words],
        cwd=PROJECT_FOLDER,
        env=environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_the_command_line_starts_without_loading_the_search(settings: Settings) -> None:
    script = (
        "import sys, app; print(sorted({'numpy', 'whoosh', 'yaml', 'markdown_it', 'watchfiles'} & set(sys.modules)))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT_FOLDER, env=environment(settings), capture_output=True, check=True
    )
    assert finished.stdout == b"[]\n"


@pytest.mark.parametrize("words", [("index", "status"), ("routes",), ("--help",)])
def test_a_setting_that_cannot_be_used_is_a_sentence(settings: Settings, words: tuple[str, ...]) -> None:
    finished = with_a_bad_setting(settings, "flask", *words)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr == "GENOMICS_WATCH_SECONDS is 'soon'. Write a number of seconds from 0.05 to 60.\n"


def test_gunicorn_gives_up_on_a_setting_that_cannot_be_used(settings: Settings, port: int) -> None:
    finished = with_a_bad_setting(settings, "gunicorn", "app:app", "--bind", f"127.0.0.1:{port}", "--no-control-socket")
    assert finished.returncode == 4
    assert "GENOMICS_WATCH_SECONDS is 'soon'." in finished.stderr
    assert "Traceback" not in finished.stderr


def with_a_bad_setting(settings: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=PROJECT_FOLDER,
        env=environment(settings) | {"GENOMICS_WATCH_SECONDS": "soon"},
        capture_output=True,
        text=True,
        timeout=30,
    )


# --- content ---------------------------------------------------------------------------------------------------------


def test_content_without_faults_is_counted(app: Flask) -> None:
    result = run(app, "content", "check")
    assert result.exit_code == 0
    assert result.stdout == "No faults: 2 pages, 1 resource, 1 collaborator, 1 glossary term.\n"


def test_every_fault_is_listed_and_nothing_is_built(app: Flask, settings: Settings) -> None:
    replace_text(settings.content_dir / "resources/clinvar.md", "year: 2013", "year: soon")
    replace_text(settings.content_dir / "pages/about.md", "title: About us", "titel: About us")
    result = run(app, "content", "check")
    assert result.exit_code == 1
    places = {line.split(" ")[0] for line in result.stdout.splitlines()}
    assert "resources/clinvar.md:9:" in places
    assert "pages/about.md:2:" in places
    assert re.search(r"\d+ faults in 2 files\.\n$", result.stderr)
    assert not settings.index_dir.exists()


@pytest.mark.parametrize("kind", ["page", "resource", "collaborator", "term"])
def test_a_new_file_is_valid_as_it_is(app: Flask, settings: Settings, kind: str) -> None:
    result = run(app, "content", "new", kind, "Rare Diseases: a guide")
    assert result.exit_code == 0
    assert "ready to be filled in" in result.stdout
    path = Path(result.stdout.split(" is ready")[0])
    assert path.is_relative_to(settings.content_dir)
    assert "Rare Diseases: a guide" in path.read_text(encoding="utf-8")
    assert run(app, "content", "check").exit_code == 0


def test_a_new_file_never_replaces_an_old_one(app: Flask) -> None:
    assert run(app, "content", "new", "page", "Rare diseases").exit_code == 0
    again = run(app, "content", "new", "page", "Rare diseases")
    assert again.exit_code == 1
    assert "rare-diseases" in again.stderr


def test_an_unknown_kind_of_file_is_a_usage_error(app: Flask) -> None:
    assert run(app, "content", "new", "poem", "Rare diseases").exit_code == 2


# --- index -----------------------------------------------------------------------------------------------------------


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


# --- serve -----------------------------------------------------------------------------------------------------------


def read_until(process: subprocess.Popen[str], text: str) -> str:
    """The lines that a process says, up to the one with that text; it is ended where that takes too long."""
    assert process.stdout is not None
    said = ""
    patience = threading.Timer(20, process.terminate)
    patience.start()
    try:
        for line in process.stdout:
            said += line
            if text in line:
                return said
    finally:
        patience.cancel()
    raise AssertionError(f"{text!r} was never said, but: {said}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def wait_until_it_says(port: int, path: str, text: str, times: int = 1) -> None:
    """Returns when a page has held that text so many times running."""
    started = time.monotonic()
    running = 0
    while time.monotonic() - started < 10:
        running = running + 1 if text in get(port, path)[1] else 0
        if running == times:
            return
        time.sleep(0.02)
    raise AssertionError(f"{path} never held {text!r}")


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def served(settings: Settings, port: int) -> Iterator[subprocess.Popen[str]]:
    process = start(settings, "serve", "--port", str(port))
    yield process
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert process.stdout is not None
    process.stdout.close()
    with pytest.raises(ConnectionRefusedError):
        get(port, "/")


def test_a_saved_edit_is_on_the_page_and_in_the_search_by_itself(
    settings: Settings, served: subprocess.Popen[str], port: int
) -> None:
    said = read_until(served, "The site is at")
    assert f"http://127.0.0.1:{port}" in said
    assert "About us" in get(port, "/about")[1]
    retitle(settings, "Xylophones")
    wait_until_it_says(port, "/about", "Xylophones", times=10)
    assert '"page/about"' in get(port, "/api/v1/search?q=xylophones")[1]


def test_builds_give_way_to_the_web_server_beside_them(served: subprocess.Popen[str]) -> None:
    read_until(served, "The site is at")
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    web_server = children_of(served.pid)
    everybody = [*web_server, *(worker for child in web_server for worker in children_of(child))]
    assert len(everybody) > 1
    assert {os.getpriority(os.PRIO_PROCESS, pid) for pid in everybody} == {ours}
    assert priorities_of_threads(served.pid) == {max(ours, 10)}


def priorities_of_threads(pid: int) -> set[int]:
    return {os.getpriority(os.PRIO_PROCESS, int(task.name)) for task in Path(f"/proc/{pid}/task").iterdir()}


def test_a_broken_edit_is_shown_in_the_terminal_while_the_site_goes_on(
    settings: Settings, served: subprocess.Popen[str], port: int
) -> None:
    read_until(served, "The site is at")
    replace_text(settings.content_dir / "resources/clinvar.md", "year: 2013", "year: soon")
    read_until(served, "resources/clinvar.md:9:")
    assert get(port, "/resources/clinvar")[0] == 200


def test_a_first_build_with_faults_serves_an_apology_until_they_are_mended(settings: Settings, port: int) -> None:
    page = settings.content_dir / "resources/clinvar.md"
    replace_text(page, "year: 2013", "year: soon")
    process = start(settings, "serve", "--port", str(port))
    try:
        said = read_until(process, "The site is at")
        assert "resources/clinvar.md:9:" in said
        assert get(port, "/about")[0] == 503
        replace_text(page, "year: soon", "year: 2013")
        wait_until_it_says(port, "/about", "About us")
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stdout is not None
        process.stdout.close()


def test_a_preview_follows_saves_of_drafts_and_publishes_nothing(settings: Settings, port: int) -> None:
    draft = settings.content_dir / "glossary/gene.md"
    draft.write_text("---\ntitle: Gene\ndraft: true\n---\n\nA stretch of DNA.\n")
    process = start(settings, "preview", "--port", str(port))
    try:
        assert f"The preview is at http://127.0.0.1:{port}." in read_until(process, "The preview is at")
        assert "A stretch of DNA." in get(port, "/glossary/gene")[1]
        before = json.loads(get(port, "/healthz")[1])["generation"]
        replace_text(draft, "A stretch of DNA.", "A length of DNA.")
        wait_until_it_says(port, "/glossary/gene", "A length of DNA.", times=10)
        assert json.loads(get(port, "/healthz")[1])["generation"] > before
        assert GenerationStore(settings.index_dir).generations() == ()
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert process.stdout is not None
        process.stdout.close()


def test_a_web_server_that_dies_is_not_hushed_up(settings: Settings, port: int) -> None:
    process = start(settings, "serve", "--port", str(port))
    read_until(process, "The site is at")
    for child in children_of(process.pid):
        os.kill(child, signal.SIGTERM)
    said, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "The web server has stopped by itself" in said


def test_a_site_on_all_addresses_calls_itself_by_one_that_a_browser_can_open(settings: Settings, port: int) -> None:
    process = start(settings, "serve", "--host", "0.0.0.0", "--port", str(port))
    try:
        assert f"The site is at http://127.0.0.1:{port}." in read_until(process, "The site is at")
        assert f"<loc>http://127.0.0.1:{port}/about</loc>" in get(port, "/sitemap.xml")[1]
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def test_an_address_that_was_chosen_is_kept_even_where_it_is_the_default(
    settings: Settings, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GENOMICS_SITE_URL", "http://127.0.0.1:8000")
    process = start(settings, "serve", "--port", str(port))
    try:
        read_until(process, "The site is at")
        assert "<loc>http://127.0.0.1:8000/about</loc>" in get(port, "/sitemap.xml")[1]
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def test_a_port_that_is_taken_says_how_to_choose_another(app: Flask, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        result = run(app, "serve", "--port", str(port))
    assert result.exit_code == 1
    assert f"make run PORT={port + 1}" in result.stderr


def test_four_workers_see_a_new_generation_without_a_restart(app: Flask, settings: Settings, port: int) -> None:
    run(app, "index", "build")
    command = [sys.executable, "-m", "gunicorn", "app:app", "--workers", "4", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        [*command, "--no-control-socket", "--log-level", "error"], cwd=PROJECT_FOLDER, env=environment(settings)
    )
    try:
        wait_until_it_listens(port)
        wait_until_it_says(port, "/about", "About us", times=20)
        retitle(settings, "About our work")
        run(app, "index", "build")
        wait_until_it_says(port, "/about", "About our work", times=20)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def wait_until_it_listens(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            get(port, "/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server never listened")


# --- search ----------------------------------------------------------------------------------------------------------


def test_a_search_without_an_index_names_the_command_to_run(app: Flask, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text("q1\tallele\n")
    for words in (("query", "allele"), ("query", "allele", "--json"), ("run", "--queries", str(queries))):
        result = run(app, "search", *words)
        assert result.exit_code == 1
        assert "flask index build" in result.stderr


@pytest.fixture
def built(app: Flask) -> Flask:
    assert run(app, "index", "build").exit_code == 0
    return app


def test_a_search_shows_what_it_found(built: Flask) -> None:
    result = run(built, "search", "query", "ClinVar")
    assert result.exit_code == 0
    assert re.search(r"^ +1\. ClinVar +\[resource/clinvar\]", result.stdout, re.MULTILINE)


def test_one_is_counted_in_the_singular(built: Flask, tmp_path: Path) -> None:
    assert run(built, "search", "query", '"ClinVar"').stdout.startswith("1 result\n")
    assert run(built, "search", "query", "zzzzzz").stdout.startswith("0 results\n")
    judgements = tmp_path / "judgements.tsv"
    judgements.write_text("ClinVar\tresource/clinvar\t3\n")
    assert run(built, "search", "evaluate", str(judgements)).stdout.endswith("\n1 query\n")


def test_a_search_as_json_is_what_the_api_answers(built: Flask) -> None:
    result = run(built, "search", "query", "ClinVar", "--json")
    answer = built.test_client().get("/api/v1/search?q=ClinVar").get_json()
    assert json.loads(result.stdout) == answer
    assert answer["results"][0]["key"] == "resource/clinvar"


def test_a_run_has_a_line_for_every_result(built: Flask, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text("# two queries\nq1\tlaboratories\n\nq2\tallele gene\nq3\tzzzzzz\n", encoding="utf-8")
    result = run(built, "search", "run", "--queries", str(queries), "--depth", "2")
    assert result.exit_code == 0
    rows = [line.split(" ") for line in result.stdout.splitlines()]
    assert {(row[1], row[5], len(row)) for row in rows} == {("Q0", "genomics", 6)}
    for qid in ("q1", "q2"):
        own = [row for row in rows if row[0] == qid]
        assert [row[3] for row in own] == [str(place) for place in range(1, len(own) + 1)]
        scores = [float(row[4]) for row in own]
        assert scores == sorted(scores, reverse=True)
        assert len(set(scores)) == len(scores)
    assert len([row for row in rows if row[0] == "q1"]) == 2
    assert not [row for row in rows if row[0] == "q3"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("q1 allele\n", "1: expected qid<TAB>query"),
        ("q1\tallele\nq2\t\n", "2: expected qid<TAB>query"),
        ("q1\tallele\nq1\tgene\n", "2: 'q1' is no qid, or stands there twice"),
        ("q 1\tallele\n", "1: 'q 1' is no qid"),
    ],
)
def test_a_bad_line_among_the_queries_is_named(built: Flask, tmp_path: Path, text: str, place: str) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text(text)
    result = run(built, "search", "run", "--queries", str(queries))
    assert result.exit_code == 1
    assert f"{queries}:{place}" in result.stderr


def test_queries_that_are_not_utf_8_are_a_sentence(built: Flask, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_bytes(b"q1\tall\xe8le\n")
    result = run(built, "search", "run", "--queries", str(queries))
    assert result.exit_code == 1
    assert "cannot be read" in result.stderr


def test_the_search_is_measured_by_judgements(built: Flask, tmp_path: Path) -> None:
    judgements = tmp_path / "judgements.tsv"
    judgements.write_text("# found\nClinVar\tresource/clinvar\t3\n# not found\nzzzzzz\tterm/allele\t2\n")
    result = run(built, "search", "evaluate", str(judgements))
    assert result.exit_code == 0
    for measure in ("nDCG@10", "AP", "RR", "R@100"):
        assert re.search(rf"^{measure} +0\.5000$", result.stdout, re.MULTILINE), result.stdout
    assert result.stdout.endswith("\n2 queries\n")
    each = run(built, "search", "evaluate", str(judgements), "--each")
    assert re.search(r"^ClinVar\t.*nDCG@10=1\.0000", each.stdout, re.MULTILINE)
    assert re.search(r"^zzzzzz\t.*nDCG@10=0\.0000", each.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("allele\tterm/allele\n", ":1: expected query<TAB>key<TAB>grade"),
        ("allele\tterm/allele\t4\n", ":1: '4' is no grade"),
        ("allele\tterm/allele\t1\nallele\tterm/allele\t2\n", ":2: term/allele is judged twice"),
        ("# nothing\n", " holds no judgements"),
    ],
)
def test_a_bad_line_among_the_judgements_is_named(built: Flask, tmp_path: Path, text: str, place: str) -> None:
    judgements = tmp_path / "judgements.tsv"
    judgements.write_text(text)
    result = run(built, "search", "evaluate", str(judgements))
    assert result.exit_code == 1
    assert f"{judgements}{place}" in result.stderr


def test_measuring_without_its_library_says_what_to_install(
    built: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judgements = tmp_path / "judgements.tsv"
    judgements.write_text("allele\tterm/allele\t1\n")
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    result = run(built, "search", "evaluate", str(judgements))
    assert result.exit_code == 1
    assert "requirements-dev.txt" in result.stderr
