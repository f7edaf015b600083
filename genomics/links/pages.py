"""What a page says of itself although its host answers 200: that it is not there, or that its name is for sale."""

from __future__ import annotations

import html
import re
from difflib import SequenceMatcher

_PARKED = re.compile(
    # What they say: that the name is for sale, that it has run out, or that nobody has put a site there yet.
    r"\b(domain|web ?site|[\w-]+\.(com|org|net|info|io))( name)? (is|may be) (now |still )?(available )?for sale"
    r"|domain( name)? is parked"
    r"|(buy|purchase|inquire about|interested in|make an offer (on|for)) this domain"
    r"|this domain( name)? (has (expired|been parked)|is (registered, but may still be available|pending renewal))"
    r"|parked (free, courtesy|by its owner)|domain parking|domaine est (à vendre|expiré)"
    # Who shows such pages, in the addresses of their scripts and frames.
    r"|\b(sedo(parking)?|parkingcrew|parklogic|cashparking|hugedomains|afternic|bodis|above|uniregistry)\.(com|net)\b"
    r"|dan\.com/buy-domain|location(\.href)? ?= ?['\"]/lander\b",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b404\b|not found|no longer (available|exists)|(does ?n.t|does not) exist|cannot be found|can.t be found"
    r"|introuvable|no encontrad[ao]|no existe|не найден|不存在|找不到|غير موجود",
    re.IGNORECASE,
)
_HEADINGS = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)
SHORT = 3_000
"""Characters of a page that is short enough to be nothing but an apology."""
ALIKE = 0.95


def is_parked(page: str) -> bool:
    """Whether the page offers its own domain for sale."""
    return len(visible_text(page)) < SHORT and _PARKED.search(page) is not None


def says_it_is_missing(page: str) -> bool:
    """Whether the title or the main heading says that there is no such page."""
    return any(_MISSING.search(_UNSEEN.sub(" ", words)) for _tag, words in _HEADINGS.findall(page))


def could_be_an_apology(page: str) -> bool:
    """Whether it is worth asking the host what it answers where there surely is nothing."""
    return len(visible_text(page)) < SHORT


def are_alike(one: str, other: str) -> bool:
    """Whether two pages show the same but for a few words, such as the address."""
    return SequenceMatcher(None, visible_text(one), visible_text(other), autojunk=False).ratio() > ALIKE


def visible_text(page: str) -> str:
    """The words of a page without its tags."""
    return " ".join(html.unescape(_UNSEEN.sub(" ", page)).split())
