"""What every answer says beside its content."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from genomics import create_app
from genomics.config import Settings
from tests.web.conftest import SITE_URL
from tests.web.pages import PageReader

ANSWERS = ("/", "/nowhere", "/api/v1/search", "/resources/clinvar.json", "/favicon.svg", "/healthz", "/about/")


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_is_locked_down(client: FlaskClient, address: str) -> None:
    with client.get(address) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    sources = {directive.split(" ", 1)[1] for directive in policy.split("; ")}
    assert sources == {"'none'", "'self'"}
    assert "manifest" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Referrer-Policy" in headers
    assert "Permissions-Policy" in headers
    assert "Set-Cookie" not in headers


def test_style_sheets_and_scripts_carry_only_what_browsers_heed_on_them(client: FlaskClient) -> None:
    for address in ("/static/site.css", "/static/search-box.js"):
        headers = client.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Referrer-Policy" in headers
        assert "Content-Security-Policy" not in headers


def test_only_the_interface_for_programs_is_open_to_other_sites(client: FlaskClient) -> None:
    assert client.get("/api/v1/search?q=allele").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/").headers
    assert "Access-Control-Allow-Origin" not in client.get("/search").headers


def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/about")
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.get("/about", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/fr/about").headers["ETag"] != first.headers["ETag"]


def test_errors_and_probes_are_never_kept(client: FlaskClient, empty_client: FlaskClient) -> None:
    assert empty_client.get("/about").headers["Cache-Control"] == "no-store"
    assert client.get("/readyz").headers["Cache-Control"] == "no-store"
    assert client.get("/healthz").headers["Cache-Control"] == "no-store"


def test_head_answers_like_get_without_a_body(client: FlaskClient) -> None:
    response = client.head("/about")
    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["ETag"] == client.get("/about").headers["ETag"]


def test_full_addresses_come_from_the_settings_and_never_from_the_request(client: FlaskClient) -> None:
    for address in ("/", "/resources/clinvar", "/api/v1/search", "/sitemap.xml", "/robots.txt"):
        response = client.get(address, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert "evil.example" not in response.text
    page = PageReader(client.get("/fr/about").text)
    canonical = [link["href"] for link in page.all("link") if link["rel"] == "canonical"]
    assert canonical == [f"{SITE_URL}/fr/about"]
    assert client.get("/about/", headers={"Host": "evil.example"}).location == "/about"


def test_only_sites_on_https_ask_for_https(settings: Settings) -> None:
    secure = create_app(settings).test_client().get("/").headers
    plain = create_app(replace(settings, site_url="http://127.0.0.1:8000")).test_client().get("/").headers
    assert "Strict-Transport-Security" in secure
    assert "Strict-Transport-Security" not in plain


def test_proxies_are_believed_only_where_they_are_configured(settings: Settings) -> None:
    told = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    for hops, expected in ((0, "127.0.0.1"), (1, "203.0.113.7")):
        app = create_app(replace(settings, trusted_proxies=hops))
        seen: list[str | None] = []
        app.before_request_funcs.setdefault(None, []).append(lambda seen=seen: seen.append(_caller()))
        app.test_client().get("/healthz", headers=told)
        assert seen == [expected]


def _caller() -> str | None:
    from flask import request

    return request.remote_addr
