"""Answers made small for the way: with Brotli, or with gzip for browsers that know no better."""

from __future__ import annotations

import gzip
from functools import lru_cache
from http import HTTPStatus

import brotli
from flask import Flask, Response, request

SMALLEST = 400
"""Bytes below which the wrapping is larger than what it saves."""
TEXTS = ("text/", "application/json", "application/xml", "application/x-bibtex", "application/x-research-info-systems")
MORE_TEXTS = frozenset({"image/svg+xml", "application/javascript"})
WELL, QUICKLY = 10, 5
"""Brotli's levels: 10 saves a sixth more than 5 and takes twenty times as long, some 15 ms for a large page."""
LARGE = 6_500
"""Bytes, quickly compressed, of a page that its readers would have to wait for twice on a slow line."""
GZIP_LEVEL = 9
KEPT = 256
"""How many answers are kept as they were compressed; some 5 MB."""


def install(app: Flask) -> None:
    """Compresses every answer of the application that is a text, in a form that its reader accepts."""

    @app.after_request
    def compress(response: Response) -> Response:
        if not _is_text(response):
            return response
        response.vary.add("Accept-Encoding")
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return response
        encoding = _accepted()
        body = response.get_data()
        if encoding and len(body) >= SMALLEST:
            response.set_data(_compressed(body, encoding, response.status_code))
            response.content_encoding = encoding
        return response


def _is_text(response: Response) -> bool:
    mimetype = response.mimetype or ""
    return mimetype.startswith(TEXTS) or mimetype in MORE_TEXTS


def _accepted() -> str:
    accepted = request.accept_encodings
    return next((name for name in ("br", "gzip") if accepted.quality(name) > 0), "")


def _compressed(body: bytes, encoding: str, status: int) -> bytes:
    if encoding == "gzip":
        return gzip.compress(body, GZIP_LEVEL, mtime=0)
    if status != HTTPStatus.OK:
        # There are as many wrong addresses as anybody makes up, and each answer names its own.
        return _with_brotli(body, QUICKLY)
    if request.query_string:
        # There are as many searches as there are words: none is worth keeping, few are worth more than a millisecond.
        quickly = _with_brotli(body, QUICKLY)
        return quickly if len(quickly) < LARGE else _with_brotli(body, WELL)
    return _compressed_well(body)


@lru_cache(maxsize=KEPT)
def _compressed_well(body: bytes) -> bytes:
    return _with_brotli(body, WELL)


def _with_brotli(body: bytes, level: int) -> bytes:
    compressed: bytes = brotli.compress(body, quality=level)
    return compressed
