"""Whatever readers and programs ask for, nothing of what is not for them now is in the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from genomics import create_app
from tests.web.conftest import FILES, publish

WORD = "Xylophone"
DRAFT = "draft: true\n"
FILES_WITH_HIDDEN = FILES | {
    "pages/xylophone.md": f"---\ntitle: {WORD} page\npart: help\n{DRAFT}---\n\n{WORD}.\n",
    "resources/xylophone.md": f"---\ntitle: {WORD} tool\nkind: publication\ntopics: [rare-diseases]\ncountry: AE\n"
    f"related: [resource/clinvar]\npublish_from: 2999-01-01\n---\n\nSee [ClinVar](/resources/clinvar). {WORD}.\n",
    "collaborators/xylophone.md": f"---\ntitle: {WORD} network\nkind: network\npublish_until: 2020-01-01\n---\n",
    "glossary/xylophone.md": f"---\ntitle: {WORD}\nalso: [{WORD}s]\nsee_also: [gene]\n{DRAFT}---\n\n{WORD}.\n",
    "glossary/gene.es.md": f"---\ntitle: {WORD} gen\n{DRAFT}---\n\n{WORD}.\n",
    "timeline.yaml": FILES["timeline.yaml"]
    + f"- {{year: 2020, title: {WORD} year, text: {WORD}., publish_from: 2999-01-01}}\n",
    "pages/how-to-search.md": "---\ntitle: How to search\npart: help\nrelated: [term/xylophone]\n---\n\n"
    "Ask for [words](/glossary/xylophone) or [tools](/resources/xylophone).\n",
}


@pytest.fixture(scope="module")
def hiding_client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(publish(tmp_path_factory.mktemp("hiding"), FILES_WITH_HIDDEN)).test_client()


def pages_of(client: FlaskClient) -> Iterator[str]:
    """Every address of the sitemap, in English and in Spanish."""
    for address in re.findall(r"<loc>https://[^/]+(/[^<]*)</loc>", client.get("/sitemap.xml").text):
        yield address
        if not address.startswith(("/fr/", "/ru/")):
            yield f"/es{address}".rstrip("/")


def test_no_page_of_the_site_names_it(hiding_client: FlaskClient) -> None:
    addresses = list(pages_of(hiding_client))
    assert "/how-to-search" in addresses
    for address in addresses:
        answer = hiding_client.get(address)
        assert answer.status_code == 200, address
        assert WORD.casefold() not in answer.text.casefold(), address


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap.xml",
        "/api/v1/suggest?q=xylo",
        "/api/v1/search?q=clinvar&page_size=100",
        "/api/v1/search?page_size=100",
        "/how-to-search.json",
        "/glossary/gene.json",
    ],
)
def test_no_answer_for_programs_names_it(hiding_client: FlaskClient, address: str) -> None:
    answer = hiding_client.get(address)
    assert answer.status_code == 200
    assert WORD.casefold() not in answer.text.casefold().replace("q=xylo", "")


def test_no_search_finds_it(hiding_client: FlaskClient) -> None:
    assert hiding_client.get("/api/v1/search?q=xylophone").get_json()["total"] == 0


@pytest.mark.parametrize("address", ["/xylophone", "/resources/xylophone", "/glossary/xylophone", "/fr/xylophone"])
@pytest.mark.parametrize("ending", ["", ".json"])
def test_its_address_is_one_at_which_there_is_nothing(hiding_client: FlaskClient, address: str, ending: str) -> None:
    assert hiding_client.get(address + ending).status_code == 404


def test_facets_do_not_count_it(hiding_client: FlaskClient, client: FlaskClient) -> None:
    for name in ("facets", "total"):
        with_hidden = hiding_client.get("/api/v1/search").get_json()[name]
        assert with_hidden == client.get("/api/v1/search").get_json()[name]


def test_a_link_to_it_is_plain_words(hiding_client: FlaskClient) -> None:
    assert "Ask for words or tools." in hiding_client.get("/how-to-search").text


def test_it_is_there_once_its_time_has_come(tmp_path: Path) -> None:
    files = {
        name: text.replace(DRAFT, "").replace("2999-01-01", "2020-01-01") for name, text in FILES_WITH_HIDDEN.items()
    }
    client = create_app(publish(tmp_path, files)).test_client()
    assert WORD in client.get("/resources/xylophone").text
    assert '<a href="/glossary/xylophone">words</a>' in client.get("/how-to-search").text
    assert WORD in client.get("/timeline").text
    assert client.get("/collaborators/xylophone").status_code == 404
