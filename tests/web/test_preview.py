from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from genomics import create_app
from genomics.publishing.build import rebuild
from tests.web.conftest import FILES, publish

DRAFT = {
    "glossary/xylophone.md": "---\ntitle: Xylophone\ndraft: true\n---\n\nAn instrument.\n",
    "glossary/coming.md": "---\ntitle: Coming\npublish_from: 2999-01-01\n---\n\nStill to come.\n",
    "glossary/past.md": "---\ntitle: Past\npublish_until: 2020-01-01\n---\n\nOver.\n",
}


@pytest.fixture
def previewer(tmp_path: Path) -> FlaskClient:
    settings = publish(tmp_path, FILES | DRAFT)
    preview = replace(settings, preview=True, index_dir=settings.index_dir / "preview")
    rebuild(preview)
    return create_app(preview).test_client()


@pytest.mark.parametrize("address", ["/", "/about", "/glossary/xylophone", "/search?q=allele", "/nowhere", "/fr/about"])
def test_every_page_says_that_it_is_a_draft_and_keeps_out_of_search_engines(
    previewer: FlaskClient, address: str
) -> None:
    answer = previewer.get(address)
    assert '<p class="preview">' in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    assert 'rel="canonical"' not in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_shows_drafts_and_what_is_still_to_come_also_in_the_search(previewer: FlaskClient) -> None:
    assert "An instrument." in previewer.get("/glossary/xylophone").text
    assert previewer.get("/glossary/coming").status_code == 200
    assert previewer.get("/glossary/past").status_code == 404
    found = previewer.get("/api/v1/search?q=xylophone").get_json()["results"]
    assert [hit["key"] for hit in found] == ["term/xylophone"]


def test_robots_are_kept_out_altogether(previewer: FlaskClient) -> None:
    assert previewer.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_pages_follow_saves_by_a_script_of_their_own(previewer: FlaskClient) -> None:
    page = previewer.get("/about")
    generation = previewer.get("/healthz").get_json()["generation"]
    assert f'<script src="/preview/follow.js" data-generation="{generation}" defer></script>' in page.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    script = previewer.get("/preview/follow.js")
    assert script.mimetype == "text/javascript"
    assert "/healthz" in script.text


def test_the_site_itself_knows_nothing_of_previews(client: FlaskClient) -> None:
    assert client.get("/preview/follow.js").status_code == 404
    page = client.get("/about")
    assert "/preview/" not in page.text
    assert 'class="preview"' not in page.text
    assert "X-Robots-Tag" not in page.headers
