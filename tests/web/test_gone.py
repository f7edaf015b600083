"""What stands at the address of a record that was removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from genomics import create_app
from genomics.config import Settings
from genomics.publishing.build import rebuild
from genomics.publishing.site import SiteLoader
from tests.publishing.samples import flip_a_bit
from tests.web.conftest import FILES, publish

REMOVED = "---\ntitle: Clin & archive\nkind: database\n---\n"


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    """A site from which the resource `clin-archive` has been removed."""
    settings = publish(tmp_path, FILES | {"resources/clin-archive.md": REMOVED})
    (settings.content_dir / "resources/clin-archive.md").unlink()
    rebuild(settings)
    return settings


@pytest.fixture
def reader(site: Settings) -> FlaskClient:
    return create_app(site).test_client()


def test_it_says_that_the_record_was_removed_and_leads_on(reader: FlaskClient) -> None:
    answer = reader.get("/resources/clin-archive")
    assert answer.status_code == 410
    assert "“Clin &amp; archive” was published here and has been taken off." in answer.text
    assert 'href="/resources/clinvar"' in answer.text
    assert 'content="noindex"' in answer.text


@pytest.mark.parametrize("address", ["/resources/clin-archive.json", "/resources/clin-archive.ris"])
def test_programs_are_told_with_the_same_status(reader: FlaskClient, address: str) -> None:
    assert reader.get(address).status_code == 410


def test_it_says_so_in_the_language_of_the_page(reader: FlaskClient) -> None:
    answer = reader.get("/fr/resources/clin-archive")
    assert answer.status_code == 410
    assert "Cette page n’est plus sur le site" in answer.text


def test_what_never_was_is_still_not_found(reader: FlaskClient) -> None:
    assert reader.get("/resources/clin-archives").status_code == 404


def test_it_is_remembered_through_later_builds(site: Settings) -> None:
    for title in ("One", "Two"):
        (site.content_dir / "pages/later.md").write_text(f"---\ntitle: {title}\n---\n")
        rebuild(site)
    assert not rebuild(site).published
    assert SiteLoader(site).current().gone == {"/resources/clin-archive": "Clin & archive"}


def test_it_is_remembered_when_the_current_generation_is_damaged(site: Settings) -> None:
    (site.content_dir / "pages/later.md").write_text("---\ntitle: Later\n---\n")
    rebuild(site)
    generation = SiteLoader(site).current().generation
    flip_a_bit(site.index_dir / "generations" / generation / "manifest.json")
    rebuild(site)
    assert list(SiteLoader(site).current().gone) == ["/resources/clin-archive"]


def test_a_record_that_comes_back_is_a_record_again(site: Settings) -> None:
    (site.content_dir / "resources/clin-archive.md").write_text(REMOVED)
    rebuild(site)
    assert create_app(site).test_client().get("/resources/clin-archive").status_code == 200
    assert SiteLoader(site).current().gone == {}


def test_a_redirect_leads_to_where_it_stands_now(site: Settings) -> None:
    with (site.content_dir / "redirects.yaml").open("a") as file:
        file.write("- from: /resources/clin-archive\n  to: /resources/clinvar\n")
    rebuild(site)
    answer = create_app(site).test_client().get("/resources/clin-archive")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/resources/clinvar")
