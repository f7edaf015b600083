"""The search for the words exactly as they were typed: no other ending, spelling or accent, but in any case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from genomics.search.analysis import CJK
from genomics.search.documents import Document
from genomics.search.results import PartKind, Reading


def exact_words(reading: Reading) -> tuple[re.Pattern[str], ...]:
    """What finds each word and phrase of a reading as it was typed."""
    return tuple(
        _pattern(part.text) for part in reading.parts if part.kind is not PartKind.EXCLUSION and not part.ignored
    )


def holds_exactly(document: Document, words: Sequence[re.Pattern[str]]) -> bool:
    """Whether every one of the words stands somewhere in the document's texts."""
    texts = [unicodedata.normalize("NFC", text) for _, _, text in document.texts()]
    return all(any(word.search(text) for text in texts) for word in words)


def _pattern(typed: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, typed.split()))
    start = "" if CJK.match(typed[0]) else r"(?<!\w)"
    end = "" if CJK.match(typed[-1]) else r"(?!\w)"
    return re.compile(start + words + end, re.IGNORECASE)
