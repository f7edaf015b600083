"""Bytes that are no text."""

from __future__ import annotations

from tests.content.samples import Case, told_of_each

CASES = [
    Case(
        "bytes that are not UTF-8",
        {"pages/about.md": "---\ntitle: About us\n---\n\nCafé".encode()[:-1] + b"\n"},
        "pages/about.md:5: The file is not UTF-8. Save it with the encoding UTF-8.",
    ),
    Case(
        "Latin-1",
        {"pages/about.md": "---\ntitle: About us\n---\n\nCafé\n".encode("latin-1")},
        "pages/about.md:5: The file is not UTF-8. Save it with the encoding UTF-8.",
    ),
    Case(
        "a byte order mark",
        {"pages/about.md": "\ufeff---\ntitle: About us\n---\n"},
        'pages/about.md:1: The file begins with a byte order mark (BOM). Save it as "UTF-8", not as "UTF-8 with BOM".',
    ),
    Case(
        "a NUL character",
        {"pages/about.md": "---\ntitle: About us\n---\n\nA\0B\n"},
        "pages/about.md:5: The line holds the invisible control character U+0000. Delete it, or type the line anew.",
    ),
    Case(
        "a character that turns the reading direction around",
        {"pages/about.md": "---\ntitle: About \u202eus\n---\n"},
        "pages/about.md:2: The line holds the invisible control character U+202E. Delete it, or type the line anew.",
    ),
    Case(
        "a line separator",
        {"pages/about.md": "---\ntitle: About us\n---\n\n\nOne\u2028two\n"},
        "pages/about.md:6: The line holds the invisible control character U+2028. Delete it, or type the line anew.",
    ),
]


test_an_editor_is_told_of = told_of_each(CASES)
