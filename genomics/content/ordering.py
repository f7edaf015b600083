"""The order of names, the same in what is published and on every page."""

from __future__ import annotations

import unicodedata

_ARABIC_ARTICLE = "ال"


def sort_key(name: str) -> str:
    """What names are ordered by: their letters without case, accents and the Arabic article."""
    folded = name.casefold()
    if folded.isascii():
        return folded
    folded = unicodedata.normalize("NFKD", folded.removeprefix(_ARABIC_ARTICLE))
    return "".join(char for char in folded if not unicodedata.combining(char))
