from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from genomics import create_app
from genomics.config import Settings
from genomics.web.hooks import SIGNATURE, TIMESTAMP, WINDOW, signature
from tests.web.conftest import publish

SECRET = "a secret of twenty-four letters"
PAGE = {"pages/home.md": "---\ntitle: Home\n---\n"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """Who asked for a build; none is started."""
    calls: list[Settings] = []
    monkeypatch.setattr("genomics.web.hooks.request_build", calls.append)
    return calls


@pytest.fixture
def hooked(tmp_path: Path, asked: list[Settings]) -> FlaskClient:
    return create_app(replace(publish(tmp_path, PAGE), hook_secret=SECRET)).test_client()


def post(client: FlaskClient, *, secret: str = SECRET, at: float = 0.0, body: bytes = b"{}") -> TestResponse:
    timestamp = str(int(time.time() + at))
    headers = {TIMESTAMP: timestamp, SIGNATURE: signature(secret, timestamp, body)}
    return client.post("/hooks/rebuild", data=body, headers=headers)


def test_a_signed_request_asks_for_a_build(hooked: FlaskClient, asked: list[Settings]) -> None:
    answer = post(hooked)
    assert (answer.status_code, answer.get_json()) == (202, {"state": "requested"})
    assert len(asked) == 1


def test_a_request_is_taken_once(hooked: FlaskClient, asked: list[Settings], tmp_path: Path) -> None:
    timestamp = str(int(time.time()))
    headers = {TIMESTAMP: timestamp, SIGNATURE: signature(SECRET, timestamp, b"")}
    assert hooked.post("/hooks/rebuild", headers=headers).status_code == 202
    other_worker = create_app(
        Settings(content_dir=tmp_path / "content", index_dir=tmp_path / "index", hook_secret=SECRET)
    ).test_client()
    for client in (hooked, other_worker):
        again = client.post("/hooks/rebuild", headers=headers)
        assert (again.status_code, again.get_json()) == (403, {"error": "This request was taken already."})
    assert len(asked) == 1


@pytest.mark.parametrize("at", [-WINDOW - 5, WINDOW + 5])
def test_an_old_request_is_refused_however_well_it_is_signed(
    hooked: FlaskClient, asked: list[Settings], at: float
) -> None:
    assert post(hooked, at=at).status_code == 403
    assert asked == []


def test_nobody_asks_without_the_secret(hooked: FlaskClient, asked: list[Settings]) -> None:
    assert post(hooked, secret="another secret of some letters").status_code == 403
    assert hooked.post("/hooks/rebuild").status_code == 403
    timestamp = str(int(time.time()))
    headers = {TIMESTAMP: timestamp, SIGNATURE: signature(SECRET, timestamp, b"one")}
    assert hooked.post("/hooks/rebuild", data=b"two", headers=headers).status_code == 403
    assert hooked.post("/hooks/rebuild", headers={TIMESTAMP: "soon", SIGNATURE: "sha256=é"}).status_code == 403
    unreal = signature(SECRET, "soon", b"")
    assert hooked.post("/hooks/rebuild", headers={TIMESTAMP: "soon", SIGNATURE: unreal}).status_code == 403
    assert asked == []


def test_the_address_can_only_be_posted_to(hooked: FlaskClient) -> None:
    answer = hooked.get("/hooks/rebuild")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_without_a_secret_there_is_no_such_address(bare_client: FlaskClient) -> None:
    assert post(bare_client).status_code == 404
