"""Text to tokens: one analyzer per language, the same for records and queries.

Letters are folded before they are stemmed, so that a word finds itself whether or not its accents were typed. A word
in another alphabet than the text's own is analysed by its alphabet: a Russian name in an English text is Russian.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import opencc
import Stemmer
from whoosh.analysis import Analyzer, Token

from genomics.search.spelling_variants import shared_spelling
from genomics.search.stopwords import STOP_WORDS

LATIN_LANGUAGES = ("en", "fr", "es")
LONGEST_TOKEN = 60
"""Letters that are kept of one token; a longer run of letters is no word."""
WORDS_REMEMBERED = 30_000
"""Words whose tokens a process remembers: the vocabulary of a large site, and a bound on what readers can fill."""
RUNS_REMEMBERED = 2_000
"""Runs of Chinese characters likewise; a run is as long as a clause, so that few come again."""
NOT_REMEMBERED = 0
"""Stems that a stemmer itself remembers: what it gives is remembered with the rest of a word's token."""
PARAGRAPH_GAP = 50
"""Positions skipped at a line's end, so that no phrase reaches from one name or paragraph into the next."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ACCENTS = "\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed"  # they are no letters, but stand inside words
_PIECE = rf"[^\W_{_CJK}]+(?:[{_ACCENTS}]+[^\W_{_CJK}]*)*"
_JOINERS = "'’ʼ.\\-‐‑–/:*+"
TOKEN = re.compile(rf"(?P<word>{_PIECE}(?:[{_JOINERS}]{_PIECE})*)|(?P<cjk>[{_CJK}]+)|(?P<line>\n)")
"""What tokens are made of: a word with what is joined to it, a run of Chinese characters, or the end of a line."""
_SPLIT = re.compile(_PIECE)
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ](?=\w)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’ʼ]s?$", re.IGNORECASE)
_MARKS = re.compile("[\u0300-\u036f]")
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u06d6-\u06ed]")
_ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه"})
ARTICLE_FORMS = r"^(?:[وف]?[بك]?ال|[وف]?لل)"
"""The Arabic article with what is written together with it, as the beginning of a regular expression."""
ARABIC_ARTICLE = re.compile(ARTICLE_FORMS + r"(?=\w{3})")
_ARABIC_PLURAL = re.compile(r"(?<=\w\wي)(?:ين|ون|ات)$")
_LATIN_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})

CJK = re.compile(f"[{_CJK}]")
_SIMPLIFY: Callable[[str], object] = opencc.OpenCC("t2s").convert

_STEMMING = Lock()
"""A stemmer works on its own fields: two threads in one at a time would give each other's letters."""
_STEMMERS: dict[str, Callable[[str], str]] = {
    language: Stemmer.Stemmer(name, NOT_REMEMBERED).stemWord
    for language, name in (
        ("en", "english"),
        ("fr", "french"),
        ("es", "spanish"),
        ("ru", "russian"),
        ("ar", "arabic"),
    )
}


class Occurrence(NamedTuple):
    """One token of a text: `space:text` where the space is the language it was analysed in, and where it stands.

    `position` counts words from 0; `start` and `end` are character offsets into the original text.
    """

    token: str
    position: int
    start: int
    end: int


def analyse(text: str, lang: str) -> Iterator[Occurrence]:
    """The tokens of a text in that language, in order. Stop words give no token but keep their position.

    A compound (`sickle-cell`, `WHA57.13`) gives its pieces and, at the position of the first, all of it in one.
    """
    position = 0
    for match in TOKEN.finditer(text):
        found, places = tokens_in(match, lang)
        if found:
            begin = match.start()
            for token, place, start, end in found:
                yield Occurrence(token, position + place, begin + start, begin + end)
        position += places


def tokens_in(match: re.Match[str], lang: str) -> tuple[tuple[Occurrence, ...], int]:
    """The tokens of a match of TOKEN with their places in it, and how many places it takes."""
    if match.lastgroup == "word":
        return _word(match.group(), lang)
    return _characters(match.group()) if match.lastgroup == "cjk" else ((), PARAGRAPH_GAP)


def tokens_of(text: str, lang: str) -> tuple[str, ...]:
    """The tokens of a text without their places."""
    return tuple(token for match in TOKEN.finditer(text) for token, *_ in tokens_in(match, lang)[0])


def token_of(word: str, lang: str) -> str:
    """The token of one word without punctuation, or the empty text for a stop word."""
    folded = fold(word)
    space = _space(folded, lang)
    if folded in STOP_WORDS[space]:
        return ""
    return f"{space}:{_stem(folded, space)[:LONGEST_TOKEN]}"


@lru_cache(maxsize=WORDS_REMEMBERED)
def fold(word: str) -> str:
    """The word in small letters without accents and letter variants, whatever its Unicode form."""
    small = unicodedata.normalize("NFKC", word[: LONGEST_TOKEN * 2]).casefold()
    if small.isascii():
        return small
    if CJK.search(small):
        return simplified(small)
    if _is_cyrillic(small):
        return _MARKS.sub("", small.replace("ё", "е"))
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", small)).translate(_LATIN_LETTERS)
    return _ARABIC_MARKS.sub("", plain).translate(_ARABIC_LETTERS)


def _stem(folded: str, space: str) -> str:
    if not folded.isalpha():
        return folded
    if space == "en":
        folded = shared_spelling(folded)
    if space == "ar":
        # The stemmer leaves the article joined to a conjunction or preposition in place.
        folded = ARABIC_ARTICLE.sub("", folded)
        # It takes one ending at a time: "Qataris" would keep the one that makes "Qatari" of "Qatar".
        folded = _ARABIC_PLURAL.sub("", folded)
    with _STEMMING:
        stem = _STEMMERS[space](folded)
        if space == "es" and stem.endswith("edad"):
            # It takes one ending at a time: "enfermedades" needs a second round to meet "enfermedad".
            stem = _STEMMERS[space](stem)
    return stem


@lru_cache(maxsize=2_000)
def simplified(text: str) -> str:
    """Chinese text in simplified characters."""
    return str(_SIMPLIFY(unicodedata.normalize("NFKC", text)))


def language_of(text: str, lang: str) -> str:
    """The language in which a text is analysed: that of its alphabet, and `lang` for Latin letters."""
    return "zh" if CJK.search(text) else _space(fold(text), lang)


def _space(folded: str, lang: str) -> str:
    if folded.isascii():
        return lang if lang in LATIN_LANGUAGES else "en"
    if _is_cyrillic(folded):
        return "ru"
    if any("\u0600" <= char <= "\u06ff" for char in folded):
        return "ar"
    return lang if lang in LATIN_LANGUAGES else "en"


def has_capital_inside(word: str) -> bool:
    """Whether a word has capitals after its first letter, and small letters too: HeLa, iPSC, mRNA."""
    return any(map(str.isupper, word[1:])) and any(map(str.islower, word))


def _is_cyrillic(text: str) -> bool:
    return any("\u0400" <= char <= "\u04ff" for char in text)


@lru_cache(maxsize=WORDS_REMEMBERED)
def _word(word: str, lang: str) -> tuple[tuple[Occurrence, ...], int]:
    """The tokens of a word with their places in it, and how many places it takes: a stop word's stays empty."""
    start = 0
    if lang == "fr" and (elided := ELISION.match(word)):
        start = elided.end()
    elif possessive := _POSSESSIVE.search(word):
        word = word[: possessive.start()]
    pieces = list(_SPLIT.finditer(word, start))
    found = [
        Occurrence(token_of(piece.group(), lang), number, piece.start(), piece.end())
        for number, piece in enumerate(pieces)
    ]
    if len(pieces) > 1 and any(piece.token for piece in found):
        joined = token_of("".join(piece.group() for piece in pieces), lang)
        found.insert(0, Occurrence(joined, 0, start, len(word)))
    return tuple(piece for piece in found if piece.token), max(1, len(pieces))


@lru_cache(maxsize=RUNS_REMEMBERED)
def _characters(run: str) -> tuple[tuple[Occurrence, ...], int]:
    """Single characters and overlapping pairs: Chinese and Japanese write no spaces."""
    plain = simplified(run)
    if len(plain) != len(run):
        plain = run
    found = []
    for number, char in enumerate(plain):
        found.append(Occurrence(f"zh:{char}", number, number, number + 1))
        if number + 1 < len(plain):
            found.append(Occurrence(f"zh:{plain[number : number + 2]}", number, number, number + 2))
    return tuple(found), len(run)


class LanguageAnalyzer(Analyzer):  # type: ignore[misc]  # Whoosh has no types
    """`analyse` in the form that Whoosh calls."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, value: str, **_options: object) -> Iterator[Token]:
        """Whoosh tokens with positions; `value` is the text of one field, its paragraphs on lines of their own."""
        token = Token(positions=True, boost=1.0)
        for token.text, token.pos, *_ in analyse(value, self.lang):
            yield token
