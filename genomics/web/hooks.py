"""`POST /hooks/rebuild`: whoever knows the secret asks the running site to build anew, for instance after a push."""

from __future__ import annotations

import hashlib
import hmac
import logging
import time

from flask import Blueprint, Response, request

from genomics.publishing.asking import is_first_use, request_build
from genomics.web.responses import json_answer
from genomics.web.sites import settings

blueprint = Blueprint("hooks", __name__, url_prefix="/hooks")

TIMESTAMP = "X-Genomics-Timestamp"
SIGNATURE = "X-Genomics-Signature"
WINDOW = 300
"""Seconds by which the clocks of sender and site may differ."""

_log = logging.getLogger(__name__)


@blueprint.post("/rebuild")
def rebuild() -> Response:
    """202 where a build was asked for; 403 where the request is not signed, too old or was used before."""
    chosen = settings()
    timestamp = request.headers.get(TIMESTAMP, "")
    expected = signature(chosen.hook_secret, timestamp, request.get_data())
    if not hmac.compare_digest(request.headers.get(SIGNATURE, "").encode(), expected.encode()):
        return _refused("The signature does not fit.")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > WINDOW:
        return _refused("The timestamp is not of now.")
    if not is_first_use(chosen.index_dir, expected.removeprefix("sha256="), 2 * WINDOW):
        return _refused("This request was taken already.")
    request_build(chosen)
    return json_answer({"state": "requested"}, 202)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What the sender has to send: the HMAC-SHA256 of the timestamp (Unix seconds), a full stop and the body."""
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def _refused(why: str) -> Response:
    _log.warning("a request for a build was refused: %s", why)
    return json_answer({"error": why}, 403)
