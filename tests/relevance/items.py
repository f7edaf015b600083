"""What everybody must be able to find, and strings that find nothing: made from the content, the same each time."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from genomics.content.library import Library
from genomics.content.model import ORIGINAL_LANGUAGE, SITE_LANGUAGES, Collaborator, Record, Term

CONCEPTS = 50
PAIRS = 150
LONGEST_PAIR = 6
"""Words of the longest name that is tried in both spellings."""

_WORD = re.compile(r"[^\W\d_]{5,}")
_AMERICAN = tuple(
    (re.compile(british, re.IGNORECASE), american)
    for british, american in (
        (r"\bhaem", "hem"),
        (r"aemi(?=[ac])", "emi"),
        (r"\bpaed", "ped"),
        (r"\borthopaed", "orthoped"),
        (r"\bgynaec", "gynec"),
        (r"\bfoet", "fet"),
        (r"\boed", "ed"),
        (r"\boesoph", "esoph"),
        (r"\boestr", "estr"),
        (r"(?<=diarrh)oe(?=a)", "e"),
        (r"(?<=\btum)our", "or"),
        (r"(?<=\bbehavi)our", "or"),
        (r"(?<=\bcol)our", "or"),
        (r"(?<=\blab)our", "or"),
        (r"(?<=\bfav)our", "or"),
        (r"(?<=[a-z]{3})is(?=ation)", "iz"),
        (r"(?<=\borgan)is(?=e|ing)", "iz"),
        (r"(?<=\bpersonal)is(?=e|ing)", "iz"),
        (r"(?<=\bstandard)is(?=e|ing)", "iz"),
        (r"(?<=\brecogn)is(?=e|ing)", "iz"),
        (r"(?<=\bharmon)is(?=e|ing)", "iz"),
        (r"(?<=\bcentral)is(?=e|ing)", "iz"),
        (r"(?<=anal)ys(?=e|ing)", "yz"),
        (r"(?<=\bcent)re(?=s?\b)", "er"),
        (r"(?<=\bfib)re(?=s?\b)", "er"),
        (r"(?<=counsel)l(?=ing|or|ed)", ""),
        (r"(?<=model)l(?=ing|ed)", ""),
        (r"(?<=label)l(?=ing|ed)", ""),
        (r"(?<=\bprogram)me", ""),
        (r"(?<=\bcatalog)ue", ""),
        (r"(?<=\bdefen)ce\b", "se"),
        (r"(?<=\blicen)ce\b", "se"),
        (r"\bageing\b", "aging"),
        (r"sulph", "sulf"),
    )
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of one record in one language, and the records that bear it too; `is_title` beside other names."""

    text: str
    lang: str
    keys: frozenset[str]
    is_title: bool


@dataclass(frozen=True, slots=True)
class Concept:
    """A glossary term, and what it is called in each language: its name, and its first other name where it has one."""

    key: str
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A name with one wrong word, and the record that is meant."""

    q: str
    lang: str
    key: str


def names(library: Library) -> list[Name]:
    """Every title, acronym and other name of every record, in each language that has one.

    What is a title of one record and another name of a second is a name of both, and a title of the first alone.
    """
    titled: dict[str, set[str]] = {}
    named: dict[str, set[str]] = {}
    found: dict[tuple[str, str, bool], None] = {}
    for record in library.records.values():
        for text, lang, is_title in _names_of(record):
            named.setdefault(text.casefold(), set()).add(record.key)
            if is_title:
                titled.setdefault(text.casefold(), set()).add(record.key)
            found[text, lang, is_title] = None
    return [
        Name(text, lang, frozenset((titled if is_title else named)[text.casefold()]), is_title)
        for text, lang, is_title in found
    ]


def _names_of(record: Record) -> Iterator[tuple[str, str, bool]]:
    for lang, title in record.titles.items():
        yield title, lang, True
    for name in record.also:
        yield name, ORIGINAL_LANGUAGE, False
    if isinstance(record, Collaborator):
        yield from ((name, ORIGINAL_LANGUAGE, False) for name in (record.acronym, record.local_name) if name)
    for lang, translation in record.translations.items():
        yield from ((name, lang, False) for name in translation.also)


def concepts(library: Library) -> list[Concept]:
    """CONCEPTS glossary terms, evenly spread over those that have a name in every language."""
    terms = [
        record
        for record in library.records.values()
        if isinstance(record, Term) and set(SITE_LANGUAGES) <= set(record.titles)
    ]
    chosen = [terms[place * len(terms) // CONCEPTS] for place in range(CONCEPTS)]
    return [Concept(term.key, {lang: _common_names(term, lang) for lang in SITE_LANGUAGES}) for term in chosen]


def _common_names(term: Term, lang: str) -> tuple[str, ...]:
    translation = term.translations.get(lang)
    others = translation.also if translation else term.also if lang == ORIGINAL_LANGUAGE else ()
    return (term.titles[lang], *others[:1])


def misspellings(library: Library, count: int, langs: Iterable[str], seed: int) -> list[Misspelling]:
    """Names of glossary terms in these languages, each with one slip in one word of five letters or more."""
    choice = random.Random(seed)
    allowed = set(langs)
    named = [
        (record.key, lang, title)
        for record in library.records.values()
        if isinstance(record, Term)
        for lang, title in record.titles.items()
        if lang in allowed and _correctable(title)
    ]
    found: list[Misspelling] = []
    while len(found) < count:
        key, lang, title = choice.choice(named)
        match = choice.choice(_correctable(title))
        wrong = _misspelt(match.group(), choice)
        if wrong != match.group():
            found.append(Misspelling(title[: match.start()] + wrong + title[match.end() :], lang, key))
    return found


def _correctable(title: str) -> list[re.Match[str]]:
    return [match for match in _WORD.finditer(title) if not match.group().isupper()]


def _misspelt(word: str, choice: random.Random) -> str:
    """One letter left out, doubled, replaced by one of the same alphabet, or swapped with the next; never the first."""
    place = choice.randrange(1, len(word) - 1)
    head, letter, tail = word[:place], word[place], word[place + 1 :]
    return choice.choice(
        [
            head + tail,
            head + letter * 2 + tail,
            head + choice.choice(word.lower()) + tail,
            head + tail[0] + letter + tail[1:],
        ]
    )


def spelling_pairs(library: Library) -> list[tuple[str, str]]:
    """The English names and words to be found by that are spelt in a British way, with their American spelling."""
    pairs: dict[str, str] = {}
    for record in library.records.values():
        for text in (record.title, *record.also, *record.keywords):
            american = _in_american(text)
            if american != text and text.isascii() and len(text.split()) <= LONGEST_PAIR:
                pairs.setdefault(text, american)
    return list(pairs.items())


def _in_american(text: str) -> str:
    for british, american in _AMERICAN:
        text = british.sub(american, text)
    return text


def nonsense(count: int, seed: int = 13) -> list[str]:
    """Strings of one to five words without a vowel."""
    choice = random.Random(seed)
    return [" ".join(_random_word(choice) for _ in range(1 + number % 5)) for number in range(count)]


def _random_word(choice: random.Random) -> str:
    return "".join(choice.choice("bcdfghjklmnpqrstvwxz") for _ in range(choice.randint(4, 10)))


_HOSTILE = (
    "NOT " * 200, "AND OR NOT", "((((((", '"' * 60, "*" * 80, "a" * 500, "-" * 90, "\x00\x01", "\u202e\u202d", "%00",
    "../../etc/passwd", "<script>alert(1)</script>", "' OR 1=1 --", "{{7*7}}", "\U0001f9ec" * 40, "\ufdfa" * 30,
    "\u0301" * 200, "名" * 300, "1" * 300, "10.1000/" + "a/" * 150, "WHA" + " 1" * 90, "title:gene^5 ~2", "gene?" * 80,
    '"gene ' * 60, "- - -", "[a TO z]",
)  # fmt: skip


_LETTERS = "abcdefgé ßçñабвгдёж ابتثج 基因组病 \"-*()[]{}<>:;.,!?/\\'`~^&%$#@|+=_0123456789\t\n\u200b\u0301\U0001f9ec"


def hostile(library: Library, count: int, seed: int = 17) -> Iterator[str]:
    """In turn: strings that attack, random letters of the site's alphabets, words of the content, any characters."""
    choice = random.Random(seed)
    words = [word for record in library.records.values() for word in record.title.split()]
    words += [gene.symbol for gene in library.genes]
    ways: tuple[Callable[[], str], ...] = (
        lambda: choice.choice(_HOSTILE) + choice.choice(["", choice.choice(words)]),
        lambda: "".join(choice.choice(_LETTERS) for _ in range(choice.randint(0, 120))),
        lambda: " ".join(choice.choice(words) for _ in range(choice.randint(1, 70))),
        lambda: "".join(chr(choice.randrange(0x20, 0xD7FF)) for _ in range(choice.randint(1, 60))),
    )
    return (ways[number % len(ways)]() for number in range(count))
