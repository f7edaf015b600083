"""Which revision of an original a translation was made from: a short name for its title, summary and text."""

from __future__ import annotations

import hashlib
import unicodedata

LENGTH = 8
"""Hexadecimal digits: with a thousand edits of one record, two alike would come up once in eight thousand records."""


def revision_of(title: str, summary: str, text: str) -> str:
    """The beginning of the SHA-256 of what a translator reads; `text` is Markdown.

    The normal form: Unicode NFC, any white space as one space and none at the ends, the three on lines of their own.
    Wrapping lines anew therefore makes no new revision.
    """
    normal = "\n".join(" ".join(unicodedata.normalize("NFC", part).split()) for part in (title, summary, text))
    return hashlib.sha256(normal.encode()).hexdigest()[:LENGTH]
