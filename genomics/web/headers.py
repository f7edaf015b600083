"""What every answer says to browsers beside its content: what it may load, how long it may be kept."""

from __future__ import annotations

import hashlib

from flask import Flask, Response, request

from genomics.config import Settings
from genomics.web.static_files import is_for_ever

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "script-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "connect-src 'self'",
    )
)
ANY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
DOCUMENT = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What browsers heed on a document only: on a style sheet or script it would be 350 bytes that every page waits for."""
NO_DOCUMENTS = frozenset({"text/css", "text/javascript", "application/javascript"})
A_YEAR = 31_536_000
PAGES = "public, max-age=0, must-revalidate"
STATIC_FILES = f"public, max-age={A_YEAR}, immutable"
NEVER = "no-store"
ETAG_LENGTH = 20
PROBES = frozenset({"health.alive", "health.ready"})


def install(app: Flask, settings: Settings) -> None:
    """Gives every answer of the application its headers."""
    secure = settings.site_url.startswith("https://")

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(ANY_ANSWER)
        if response.mimetype not in NO_DOCUMENTS:
            response.headers.update(DOCUMENT)
        if secure:
            response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
        response.headers["Cache-Control"] = _caching(response)
        return _with_etag(response)


def _caching(response: Response) -> str:
    if response.status_code not in (200, 301, 304, 404, 410) or request.endpoint in PROBES:
        return NEVER
    if is_for_ever():
        return STATIC_FILES
    return PAGES


def _with_etag(response: Response) -> Response:
    if response.status_code != 200 or response.is_streamed or request.method not in ("GET", "HEAD"):
        return response
    if "ETag" not in response.headers:
        # Half as long as Flask's own: nothing compresses it, and every page waits for three.
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:ETAG_LENGTH], weak=True)
    response.make_conditional(request)
    return response
