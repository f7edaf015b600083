"""Answers are made small in a form that their reader accepts, and say the same in every form."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask.testing import FlaskClient

from genomics.web import compression

TEXTS = ("/", "/about", "/fr/glossary", "/search?q=allele", "/resources/clinvar.json", "/resources/clinvar.ris")
FILES = ("/static/site.css", "/static/search-box.js", "/favicon.svg", "/sitemap.xml", "/nowhere")


@pytest.mark.parametrize("address", TEXTS + FILES)
def test_every_form_says_the_same(client: FlaskClient, address: str) -> None:
    plain = client.get(address)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}
    for encoding, unpacked in unpack.items():
        packed = client.get(address, headers={"Accept-Encoding": encoding})
        if len(plain.data) < 400:
            assert packed.data == plain.data
            continue
        assert packed.headers["Content-Encoding"] == encoding
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
        assert unpacked(packed.data) == plain.data


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=0.5, br;q=0.1", "br"),
        ("identity", None),
        ("zstd", None),
        ("br;q=0, gzip;q=0", None),
    ],
)
def test_a_reader_gets_the_smallest_form_that_it_accepts(
    client: FlaskClient, accepted: str, expected: str | None
) -> None:
    response = client.get("/about", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == expected


def test_what_has_not_changed_is_not_sent_again_in_any_form(client: FlaskClient) -> None:
    for encoding in ("br", "gzip", "identity"):
        first = client.get("/about", headers={"Accept-Encoding": encoding})
        told = {"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]}
        again = client.get("/about", headers=told)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Vary"] == first.headers["Vary"]


def test_a_head_request_is_told_the_length_of_the_answer(client: FlaskClient) -> None:
    told = {"Accept-Encoding": "br"}
    assert (
        client.head("/about", headers=told).headers["Content-Length"]
        == client.get("/about", headers=told).headers["Content-Length"]
    )


def test_addresses_that_lead_nowhere_take_no_room_and_little_work(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels: list[int] = []

    def compress(body: bytes, quality: int) -> bytes:
        levels.append(quality)
        return brotli.compress(body, quality=quality)

    monkeypatch.setattr(compression, "_with_brotli", compress)
    for address in ("/nowhere", "/nowhere"):
        client.get(address, headers={"Accept-Encoding": "br"})
    assert levels == [compression.QUICKLY, compression.QUICKLY]
