"""Bytes of a file -> text in one normal form, and what is wrong with the bytes."""

from __future__ import annotations

import codecs
import re
import unicodedata

from genomics.content.errors import Problem

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufeff\ufffe\uffff]")
"""Characters that cannot be seen but break lines, end texts or turn the reading direction around."""


def decode(data: bytes) -> tuple[str | None, list[Problem]]:
    """The text with `\\n` line ends and composed letters (NFC), and its problems.

    The text is None where the bytes are not UTF-8; forbidden characters have become spaces.
    """
    problems = []
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        problems.append(
            Problem(1, "The file begins with a byte order mark (BOM).", 'Save it as "UTF-8", not as "UTF-8 with BOM".')
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [*problems, Problem(line, "The file is not UTF-8.", "Save it with the encoding UTF-8.")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems += [_forbidden(text, found.start()) for found in FORBIDDEN.finditer(text)]
    if problems:
        text = FORBIDDEN.sub(" ", text)
    return unicodedata.normalize("NFC", text), problems


def _forbidden(text: str, position: int) -> Problem:
    line = text.count("\n", 0, position) + 1
    code = f"U+{ord(text[position]):04X}"
    return Problem(line, f"The line holds the invisible control character {code}.", "Delete it, or type the line anew.")
