"""The choice that an editor probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MANY = 2_000
"""With more choices than this, only those that begin alike are compared."""
MOST_LISTED = 12


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice most like the word, or an empty text where none is like it."""
    candidates = list(choices)
    if len(candidates) > MANY:
        candidates = [choice for choice in candidates if _begins_alike(word, choice)][:MANY]
    by_folded = {choice.casefold(): choice for choice in reversed(candidates)}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""


def advice(word: str, choices: Iterable[str], otherwise: str) -> str:
    """A sentence that names the nearest choice, or `otherwise`."""
    best = nearest(word, choices)
    return f'Write "{best}", the nearest there is.' if best else otherwise


def any_of(choices: Iterable[str], otherwise: str = "") -> str:
    """A sentence that names all choices, or `otherwise` where these are too many to be named, or none."""
    candidates = list(choices)
    if not candidates or (otherwise and len(candidates) > MOST_LISTED):
        return otherwise
    return f"Write one of: {', '.join(candidates)}." if len(candidates) > 1 else f'Write "{candidates[0]}".'


class Nearest:
    """Advice from one set of choices that stays quick however many faults there are.

    Repeated words are looked up once. After `MOST_LOOKED_UP` different words, the advice names no nearest choice:
    with so many faults the cause is a common one, and an editor mends from the top.
    """

    MOST_LOOKED_UP = 200

    def __init__(self, choices: Iterable[str], otherwise: str) -> None:
        self._choices = list(choices)
        self._otherwise = otherwise
        self._known: dict[str, str] = {}

    def advice(self, word: str) -> str:
        """What to write instead of the word."""
        if word in self._known:
            return self._known[word]
        if len(self._known) >= self.MOST_LOOKED_UP:
            return self._otherwise
        self._known[word] = advice(word, self._choices, self._otherwise)
        return self._known[word]


def _begins_alike(word: str, choice: str) -> bool:
    return abs(len(word) - len(choice)) <= 4 and word[:3].casefold() == choice[:3].casefold()
