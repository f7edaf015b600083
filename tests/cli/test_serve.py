from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from genomics.config import Settings
from genomics.publishing.store import GenerationStore
from tests.browser.serving import get, gunicorn
from tests.cli.running import read_until, run, start
from tests.publishing.samples import replace_text, retitle


def at(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def wait_until_it_says(address: str, path: str, text: str, times: int = 1) -> None:
    """Returns when a page has held that text so many times running."""
    started = time.monotonic()
    running = 0
    while time.monotonic() - started < 10:
        running = running + 1 if text in get(address, path)[1] else 0
        if running == times:
            return
        time.sleep(0.02)
    raise AssertionError(f"{path} never held {text!r}")


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def served(settings: Settings, port: int) -> Iterator[subprocess.Popen[str]]:
    process = start(settings, "serve", "--port", str(port))
    yield process
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert process.stdout is not None
    process.stdout.close()
    with pytest.raises(ConnectionRefusedError):
        get(at(port), "/")


def test_a_saved_edit_is_on_the_page_and_in_the_search_by_itself(
    settings: Settings, served: subprocess.Popen[str], port: int
) -> None:
    said = read_until(served, "The site is at")
    assert f"http://127.0.0.1:{port}" in said
    assert "About us" in get(at(port), "/about")[1]
    retitle(settings, "Xylophones")
    wait_until_it_says(at(port), "/about", "Xylophones", times=10)
    assert '"page/about"' in get(at(port), "/api/v1/search?q=xylophones")[1]


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
    assert get(at(port), "/resources/clinvar")[0] == 200


def test_a_first_build_with_faults_serves_an_apology_until_they_are_mended(settings: Settings, port: int) -> None:
    page = settings.content_dir / "resources/clinvar.md"
    replace_text(page, "year: 2013", "year: soon")
    process = start(settings, "serve", "--port", str(port))
    try:
        said = read_until(process, "The site is at")
        assert "resources/clinvar.md:9:" in said
        assert get(at(port), "/about")[0] == 503
        replace_text(page, "year: soon", "year: 2013")
        wait_until_it_says(at(port), "/about", "About us")
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
        assert "A stretch of DNA." in get(at(port), "/glossary/gene")[1]
        before = json.loads(get(at(port), "/healthz")[1])["generation"]
        replace_text(draft, "A stretch of DNA.", "A length of DNA.")
        wait_until_it_says(at(port), "/glossary/gene", "A length of DNA.", times=10)
        assert json.loads(get(at(port), "/healthz")[1])["generation"] > before
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
        assert f"<loc>http://127.0.0.1:{port}/about</loc>" in get(at(port), "/sitemap.xml")[1]
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
        assert "<loc>http://127.0.0.1:8000/about</loc>" in get(at(port), "/sitemap.xml")[1]
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def test_a_port_that_is_taken_says_how_to_choose_another(app: Flask, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        result = run(app, "serve", "--port", str(port))
    assert result.exit_code == 1
    assert f"make run PORT={port + 1}" in result.stderr


def test_four_workers_see_a_new_generation_without_a_restart(app: Flask, settings: Settings) -> None:
    run(app, "index", "build")
    with gunicorn(settings, workers=4) as (address, _server):
        wait_until_it_says(address, "/about", "About us", times=20)
        retitle(settings, "About our work")
        run(app, "index", "build")
        wait_until_it_says(address, "/about", "About our work", times=20)
