"""Answers that are not pages: JSON and downloads."""

from __future__ import annotations

import json
from typing import Any

from flask import Response


def json_answer(value: Any, status: int = 200) -> Response:
    """A value as JSON, with the letters of all languages as they are."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(text + "\n", status, mimetype="application/json")


def download(text: str, content_type: str, name: str) -> Response:
    """A text as a file that browsers save under that name."""
    response = Response(text, content_type=f"{content_type}; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
