"""Words that know which language they are in, so that a page can say so to browsers and screen readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from genomics.content.model import ORIGINAL_LANGUAGE


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text and its language; an empty language means that the language is not known."""

    text: str
    lang: str = ORIGINAL_LANGUAGE

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads and what it says. `count` is shown beside it where it is known."""

    label: Phrase
    href: str
    count: int | None = None
    note: str = ""


def pick(texts: Mapping[str, str], language: str) -> Phrase:
    """The text in that language where there is one, else in English, else whichever there is."""
    for choice in (language, ORIGINAL_LANGUAGE, *texts):
        if texts.get(choice):
            return Phrase(texts[choice], choice)
    return Phrase("")
