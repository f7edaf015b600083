"""What an editor with a browser sees of a draft: open pages follow every save, under the site's own strict rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from genomics.config import Settings
from tests.browser.serving import free_port, running, wait_until_it_answers
from tests.publishing.samples import replace_text, write_content


@pytest.fixture
def previewed(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A content folder and the address of its preview."""
    settings = Settings(content_dir=write_content(tmp_path / "content"), index_dir=tmp_path / "index")
    port = str(free_port())
    address = f"http://127.0.0.1:{port}"
    with running("flask", "preview", "--port", port, settings=settings, output=tmp_path / "terminal") as process:
        wait_until_it_answers(address, process)
        yield settings.content_dir, address


def test_an_open_page_shows_a_save_by_itself(page: Page, previewed: tuple[Path, str]) -> None:
    content, address = previewed
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/about")
    expect(page.locator("p.preview")).to_be_visible()
    replace_text(content / "pages/about.md", "We collect tools.", "We collect courses.")
    expect(page.get_by_text("We collect courses.")).to_be_visible(timeout=10_000)
    assert complaints == []
