"""Style sheets and scripts: named by their content, so that browsers ask for them once."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.web.pages import PageReader

FOR_EVER = "public, max-age=31536000, immutable"


def shared_files(client: FlaskClient) -> list[str]:
    """The addresses of what a page loads beside itself."""
    page = PageReader(client.get("/about").text)
    sheets = [link["href"] for link in page.all("link") if link["rel"] in ("stylesheet", "icon")]
    scripts = [script["src"] for script in page.all("script")]
    return sheets + scripts + [form["data-combobox"] for form in page.all("form")]


def test_what_a_page_loads_may_be_kept_for_ever(client: FlaskClient) -> None:
    addresses = shared_files(client)
    assert len(addresses) == 7
    for address in addresses:
        assert re.search(r"\.[0-9a-f]{10}\.(css|js|svg)$", address)
        response = client.get(address)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, FOR_EVER), address


def test_a_name_of_another_time_gives_todays_file_and_is_not_kept(client: FlaskClient) -> None:
    today = client.get("/static/site.css")
    old = client.get("/static/site.0123456789.css")
    assert (old.status_code, old.data) == (200, today.data)
    for response in (today, old):
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_files_that_are_not_there_are_missing(client: FlaskClient) -> None:
    for name in ("nothing.css", "../app.py", "vendor", "vendor/"):
        assert client.get(f"/static/{name}", follow_redirects=True).status_code == 404, name


def test_sheets_travel_without_their_comments_and_scripts_keep_them(client: FlaskClient) -> None:
    assert "/*" not in client.get("/static/site.css").text
    assert client.get("/static/search-box.js").text.startswith("// ")


def test_style_sheets_name_no_file_from_elsewhere_and_no_font(client: FlaskClient) -> None:
    for name in ("site", "home", "lists", "reading", "timeline", "print"):
        sheet = client.get(f"/static/{name}.css").text
        assert not re.search(r"url\(|@import|@font-face", sheet), name
