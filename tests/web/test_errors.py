"""What readers and programs get when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from genomics import create_app
from genomics.config import Settings
from genomics.publishing.site import Health, Site
from genomics.web import health
from genomics.web.application import LARGEST_BODY, build
from tests.web.conftest import FILES, publish
from tests.web.pages import PageReader


def test_a_mistyped_address_is_answered_with_likely_pages(client: FlaskClient) -> None:
    response = client.get("/resources/clinvarr")
    page = PageReader(response.text)
    assert response.status_code == 404
    assert "/resources/clinvar" in page.links
    assert page.all("input")[0]["value"] == "resources clinvarr"
    assert page.text("h1") == "There is no page at this address"


def test_what_only_holds_the_words_of_an_address_in_its_text_is_no_likely_page(client: FlaskClient) -> None:
    assert "/resources/clinvar" in PageReader(client.get("/search?q=free+findings").text).links
    assert "/resources/clinvar" not in PageReader(client.get("/free/findings").text).links
    assert "/resources/clinvar" in PageReader(client.get("/variants/clinical").text).links


def test_a_missing_page_is_answered_in_the_language_of_its_address(client: FlaskClient) -> None:
    page = PageReader(client.get("/fr/rien").text)
    assert page.text("h1") == "Il n’y a pas de page à cette adresse"
    assert "/fr/about" in page.links


@pytest.mark.parametrize(
    "address",
    [
        "/collaborators/none",
        "/glossary/none",
        "/topics/none",
        "/countries/ZZ",
        "/countries/CH",
        "/regions/ZZZ",
        "/resources/none.ris",
        "/none.json",
        "/fr/static/site.css",
        "/fr/healthz",
        "/static/none.css",
        "/" + "x" * 3000,
    ],
)
def test_what_does_not_exist_is_a_404(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_old_addresses_lead_to_the_new_ones(client: FlaskClient) -> None:
    assert client.get("/resources/old-archive").location == "/resources/clinvar"
    assert client.get("/resources/old-archive").status_code == 301
    assert client.get("/es/resources/old-archive").location == "/es/resources/clinvar"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/resources/old-archive.json", "/resources/clinvar.json"),
        ("/resources/old-archive.bib", "/resources/clinvar.bib"),
        ("/older-archive.ris", "/resources/clinvar.ris"),
        ("/mandate", "/about#the-mandate"),
        ("/mandate.json", "/about.json"),
        ("/welcome.json", "/home.json"),
    ],
)
def test_other_forms_of_what_has_moved_lead_to_the_same_form(client: FlaskClient, old: str, new: str) -> None:
    assert client.get(old).location == new
    assert client.get(new).status_code == 200


@pytest.mark.parametrize("old", ["/mandate.ris", "/subjects.json", "/welcome.bib"])
def test_what_has_moved_leads_to_no_form_that_is_not_there(client: FlaskClient, old: str) -> None:
    assert client.get(old).status_code == 404


def test_a_trailing_slash_is_taken_off_within_the_site_only(client: FlaskClient) -> None:
    assert client.get("/about/").location == "/about"
    assert client.get("/fr/").location == "/fr"
    assert client.get("/search/?q=a%26b").location == "/search?q=a%26b"
    for hostile in ("//example.com/", "///example.com/", "/\\example.com/", "//example.com", "/a\t/example.com/"):
        location = client.get("/", environ_overrides={"PATH_INFO": hostile}).headers.get("Location", "/")
        assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/en", "/"),
        ("/en/", "/"),
        ("/en?x=1", "/?x=1"),
        ("/en/about", "/about"),
        ("/en/about/?q=a%26b", "/about?q=a%26b"),
        ("/en//example.com/", "/example.com"),
        ("/en/\\example.com", "/%5Cexample.com"),
    ],
)
def test_english_has_no_prefix_and_who_adds_one_is_led_to_the_page(
    client: FlaskClient, address: str, expected: str
) -> None:
    response = client.get(address)
    assert (response.status_code, response.location) == (301, expected)


def test_what_only_begins_like_the_prefix_of_english_is_an_address_like_any(client: FlaskClient) -> None:
    assert client.get("/enzymes").status_code == 404
    assert client.get("/fr/en").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_pages_take_nothing_in(client: FlaskClient, method: str) -> None:
    response = getattr(client, method)("/about")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert PageReader(response.text).text("h1") == "This address can only be read"


def test_large_bodies_are_refused_unread(client: FlaskClient) -> None:
    response = client.post("/search", data=b"x" * (LARGEST_BODY + 1))
    assert response.status_code == 413
    assert PageReader(response.text).text("h1") == "That was too much to send"


@pytest.mark.parametrize("path", ["/about%00", "/a%0d%0aX-Evil:1/", "/%ff%fe", "/%7f"])
def test_an_address_that_no_page_can_have_is_a_bad_request(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 400
    assert PageReader(response.text).text("h1") == "This address cannot be read"


def test_without_a_generation_pages_say_so_and_name_the_command(empty_client: FlaskClient) -> None:
    for address in ("/", "/about", "/search?q=x", "/fr/search"):
        response = empty_client.get(address)
        assert response.status_code == 503, address
        assert "flask index build" in response.text
        assert int(response.headers["Retry-After"]) > 0
        assert len(PageReader(response.text).all("h1")) == 1
    assert empty_client.get("/readyz").status_code == 503
    assert empty_client.get("/healthz").json["state"] == "degraded"
    assert empty_client.get("/nowhere/at/all").status_code == 404


def test_a_damaged_index_stops_the_search_and_nothing_else(tmp_path: Path) -> None:
    settings = publish(tmp_path, FILES)
    for file in settings.index_dir.glob("generations/*/*/*.npy"):
        file.write_bytes(b"damaged")
    client = create_app(settings).test_client()
    assert client.get("/search?q=allele").status_code == 503
    answer = client.get("/api/v1/search?q=allele")
    assert (answer.status_code, answer.json["error"]["status"]) == (503, 503)
    assert answer.json["error"]["command"] == "flask index build"
    assert answer.json["error"]["advice"].startswith("Try again in a minute.")
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").json["state"] == "degraded"
    for address in ("/", "/about", "/resources/clinvar", "/collaborators", "/glossary", "/topics/screening", "/nil"):
        assert client.get(address).status_code in (200, 404), address
    browsing = client.get("/resources")
    assert browsing.status_code == 200
    assert "The filters do not work at the moment." in browsing.text
    assert "/resources/clinvar" in PageReader(browsing.text).links


def test_monitors_learn_the_kind_of_fault_and_the_log_holds_the_rest(
    tmp_path: Path, empty_client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    settings = publish(tmp_path / "damaged", FILES)
    for file in settings.index_dir.glob("generations/*/*/*.npy"):
        file.write_bytes(b"damaged")
    damaged_client = create_app(settings).test_client()
    for client, problem in ((empty_client, health.NO_PAGES), (damaged_client, health.NO_SEARCH)):
        for address in ("/healthz", "/readyz"):
            answer = client.get(address)
            assert set(answer.json) == {"state", "generation", "problem"}
            assert answer.json["problem"] == problem
            assert str(tmp_path) not in answer.text
            assert "generations" not in answer.text
    assert str(settings.index_dir) in caplog.text


def test_monitors_learn_that_readers_may_see_an_older_generation(tmp_path: Path) -> None:
    settings = publish(tmp_path, FILES)
    (settings.index_dir / "CURRENT").write_bytes(b"damaged")
    client = create_app(settings).test_client()
    assert client.get("/healthz").json["problem"] == health.NOT_WHOLE
    assert client.get("/readyz").json["problem"] == ""


class BrokenLoader:
    """A loader with a fault that nobody foresaw."""

    def current(self) -> Site:
        raise RuntimeError("the disk is on fire at /secret/path")

    def health(self) -> Health:
        raise RuntimeError("the disk is on fire at /secret/path")


def test_an_unforeseen_fault_is_a_page_that_tells_no_secrets() -> None:
    client = build(Settings(), BrokenLoader()).test_client()
    for address in ("/", "/fr/about", "/healthz"):
        response = client.get(address)
        assert response.status_code == 500
        assert "secret" not in response.text
        assert len(PageReader(response.text).all("h1")) == 1
    answer = client.get("/api/v1/search?q=x")
    assert (answer.status_code, answer.json["error"]["status"]) == (500, 500)


def test_programs_get_errors_as_json(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nothing")
    assert (answer.status_code, answer.mimetype) == (404, "application/json")
    assert answer.json["error"]["title"] == "There is no page at this address"
    assert client.post("/api/v1/search").json["error"]["status"] == 405
