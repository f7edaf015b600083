"""Files that are not made of front matter and text."""

from __future__ import annotations

from tests.content.samples import Case, told_of_each

CASES = [
    Case(
        "an empty file",
        {"pages/about.md": "\n"},
        'pages/about.md:1: The file is empty. Write a line "---", then "title: …", then another line "---".',
    ),
    Case(
        "no front matter",
        {"pages/about.md": "# About us\n\nText.\n"},
        'pages/about.md:1: The file does not begin with "---". Write "---" on a line of its own above the fields.',
    ),
    Case(
        "an empty line above the front matter",
        {"pages/about.md": "\n---\ntitle: About us\n---\n"},
        'pages/about.md:1: The file does not begin with "---". Write "---" on a line of its own above the fields.',
    ),
    Case(
        "front matter that is never closed",
        {"pages/about.md": "---\ntitle: About us\n\nText.\n"},
        'pages/about.md:1: The closing "---" is missing. Write "---" on a line of its own below the last field.',
    ),
    Case(
        "front matter without fields",
        {"pages/about.md": "---\n---\n\nText.\n"},
        'pages/about.md:1: The field "title" is missing. Add a line "title: …".',
    ),
    Case(
        "front matter that is a list",
        {"pages/about.md": "---\n- title\n- About us\n---\n"},
        "pages/about.md:2: The front matter is not a list of fields. Write one field a line, as in title: About us.",
    ),
    Case(
        "front matter that is a sentence",
        {"pages/about.md": "---\nAbout us\n---\n"},
        "pages/about.md:2: The front matter is not a list of fields. Write one field a line, as in title: About us.",
    ),
]


test_an_editor_is_told_of = told_of_each(CASES)
