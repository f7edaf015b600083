"""Addresses: which ones lead to other sites, and which ones the site keeps for itself."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from genomics.content.model import FOLDERS, SITE_LANGUAGES

SECTION_ADDRESSES = frozenset(
    {"/", "/topics", "/countries", "/regions", "/explained", "/timeline", "/map", "/search"}
    | {f"/{folder}" for folder in FOLDERS.values() if folder != "pages"}
)
"""Pages that are there whatever the content holds."""

RESERVED_PAGE_IDS = frozenset(
    {"admin", "api", "favicon", "feeds", "healthz", "hooks", "languages", "metrics", "opensearch", "pages", "readyz"}
    | {"robots", "search", "sitemap", "static", "styleguide", "suggest", "well-known"}
    | {address.strip("/") for address in SECTION_ADDRESSES if address != "/"}
    | set(SITE_LANGUAGES)
)
"""Ids that a page cannot have because the site answers at that address itself."""

_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}", re.UNICODE)


def is_web_address(text: str) -> bool:
    """Whether the text is a whole http or https address of a host with a dot in its name."""
    if any(char.isspace() or char in '<>"' for char in text):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _HOST.fullmatch(host) is not None


def is_site_address(text: str) -> bool:
    """Whether the text has the form of an address inside the site, such as `/about`."""
    return text.startswith("/") and not text.startswith(("//", "/\\"))
