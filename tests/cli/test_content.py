from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from flask import Flask

from genomics.config import Settings
from tests.cli.running import run
from tests.links.hosts import HOST, Host
from tests.publishing.samples import replace_text


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


def test_translations_are_stamped_at_one_go_and_then_by_name(app: Flask, settings: Settings) -> None:
    path = settings.content_dir / "pages/about.fr.md"
    assert run(app, "content", "translated").stdout == "Noted in 1 translation; 0 stay as they are.\n"
    stamped = path.read_text(encoding="utf-8")
    replace_text(settings.content_dir / "pages/about.md", "We collect tools.", "We collect tools and courses.")
    assert run(app, "content", "translated").stdout == "Noted in 0 translations; 1 stay as they are.\n"
    assert path.read_text(encoding="utf-8") == stamped
    by_name = run(app, "content", "translated", "fr/about")
    assert by_name.stdout.startswith("pages/about.fr.md: original: ")
    assert path.read_text(encoding="utf-8") != stamped


def test_a_stale_translation_is_a_notice_and_is_published_all_the_same(app: Flask, settings: Settings) -> None:
    replace_text(settings.content_dir / "pages/about.fr.md", "---\n\n", "original: 00000000\n---\n\n")
    checked = run(app, "content", "check")
    assert checked.exit_code == 0
    assert checked.stdout.startswith("pages/about.fr.md:3: The English original has changed")
    assert checked.stdout.endswith("No faults, 1 notice: 2 pages, 1 resource, 1 collaborator, 1 glossary term.\n")
    assert run(app, "index", "build").exit_code == 0


def test_a_translation_that_is_not_there_cannot_be_stamped(app: Flask) -> None:
    refused = run(app, "content", "translated", "es/about")
    assert refused.exit_code == 1
    assert 'There is no translation "es/about". Write "fr/about"' in refused.stderr


def test_what_wants_looking_after_is_listed(app: Flask) -> None:
    told = run(app, "content", "stale")
    assert told.exit_code == 0
    assert "Pages without a review in the last year: 2\n  pages/about.md: never reviewed\n" in told.stdout


def test_links_are_asked_and_readers_are_told_of_those_that_are_lost(
    app: Flask, settings: Settings, host: Host
) -> None:
    clinvar = settings.content_dir / "resources/clinvar.md"
    replace_text(clinvar, "source: https://www.example.org/clinvar", f"source: {host.url('/dead')}")
    replace_text(clinvar, "year: 2013", f"url: {host.url('/gone')}\narchived: https://web.archive.org/web/2020/x")
    told = run(app, "content", "links", "--pause", "0", "/gone", "/dead")
    assert told.exit_code == 0
    assert f"dead: {host.url('/gone')} (410)\n    in resources/clinvar.md\n" in told.stdout
    assert told.stdout.endswith("2 addresses asked, 2 not fine.\n")
    run(app, "index", "build")
    page = app.test_client().get("/resources/clinvar").text
    assert page.count("This address has not answered since ") == 2
    assert 'href="https://web.archive.org/web/2020/x"' in page
    assert "Cette adresse ne répond plus depuis le " in app.test_client().get("/fr/resources/clinvar").text


def test_whatever_address_a_host_leads_to_the_content_is_published_all_the_same(
    app: Flask, settings: Settings, host: Host
) -> None:
    clinvar = settings.content_dir / "resources/clinvar.md"
    sources = ", ".join(map(host.url, ("/to-a-blank", "/to-a-bare-name", "/to-half-an-address", "/to-no-port")))
    replace_text(clinvar, "source: https://www.example.org/clinvar", f"source: [{sources}]")
    told = run(app, "content", "links", "--pause", "0", "/to-")
    assert told.stdout.count("(leads to what is no web address)") == 4
    assert run(app, "index", "build").exit_code == 0


def test_without_a_connection_no_link_is_noted_as_dead(app: Flask, settings: Settings) -> None:
    before = (settings.content_dir / "resources/clinvar.md").read_text()
    with socket.create_server((HOST, 0)) as one, socket.create_server((HOST, 0)) as other:
        ports = [listening.getsockname()[1] for listening in (one, other)]
    sources = ", ".join(f"http://{HOST}:{port}/" for port in ports)
    (settings.content_dir / "resources/clinvar.md").write_text(
        before.replace("source: https://www.example.org/clinvar", f"source: [{sources}]")
    )
    told = run(app, "content", "links", "--pause", "0")
    assert told.exit_code == 1
    assert "Is there a connection?" in told.stderr
    assert not (settings.content_dir / "links.yaml").exists()
