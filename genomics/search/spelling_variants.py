"""British and American spelling as one: every English word is compared in the spelling that both share after this.

The forms need not be correct English; they only have to be the same for both spellings, in records and in queries.
"""

from __future__ import annotations

import re
from functools import lru_cache

REMEMBERED = 30_000
"""Words whose form a process remembers: the vocabulary of a large site, and a bound on what readers can fill."""
_SHORTEST = 5
"""Letters below which a word is left alone: short words are too easily another word."""

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[ao]+e(?=[a-z])", "e"),  # haemophilia, foetus, diarrhoea, angiooedema
        (r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|al$|able$|less$|ful$|ite|ist|er)", "or"),  # tumour, behavioural
        (r"is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)", "iz"),  # organise, immunisation
        (r"ys(?=(?:e|ed|er|ers|ing)$)", "yz"),  # analyse
        (r"(?<=[btv])re(?=$|s$|d$)", "er"),  # centre, fibre, manoeuvre
        (r"(?<=[aeiou])ll(?=(?:ed|ing|er|or|ers|ors)$)", "l"),  # counselling, labelled
        (r"gramme(?=s?$)", "gram"),  # programme
        (r"ogue(?=s?$)", "og"),  # catalogue
        (r"(?<=[a-z]{2})ence(?=s?$)", "ense"),  # licence, defence
        (r"(?<=pract)ice(?=s?$)", "ize"),  # practice, practise
        (r"sulph", "sulf"),
        (r"ae?geing$", "aging"),
        (r"(?<=ag)e(?=ing$)", ""),  # ageing
        (r"dgement", "dgment"),
        (r"(?<=fulfi)ll", "l"),
        (r"(?<=enro)ll(?=ment)", "l"),
        (r"(?<=[ik])ll(?=ful)", "l"),  # skilful, wilful
        (r"^mould", "mold"),
        (r"^alumini", "alumin"),
        # Not a matter of spelling, but of the stemmer, which keeps these plurals apart.
        (r"(?<=[a-z]{2}[oy])s[ei]s$", "s"),  # diagnosis, diagnoses, diagnosed
    )
)


@lru_cache(maxsize=REMEMBERED)
def shared_spelling(word: str) -> str:
    """The word, in small letters, in the form that its British and its American spelling share."""
    if len(word) < _SHORTEST or not word.isascii():
        return word
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word
