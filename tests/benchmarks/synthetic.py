"""Made-up records for measuring: words as unevenly frequent as those of real texts, five filters, always the same."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, product

from genomics.content.library import Library
from genomics.content.model import Body, Resource, Section
from genomics.search.analysis import token_of
from genomics.search.documents import Document

SEED = 2003
WORDS_OF_A_TEXT = 120
WORDS_OF_A_SENTENCE = (6, 18)
WORDS_OF_A_TITLE = (3, 7)
FACETS = ("kind", "topic", "audience", "language", "country")
MOST_ASKED = 2_000
"""Questions ask for words among so many of the most frequent."""

_BEGINNINGS = (
    "haemo cardio neuro onco hepato nephro dermato osteo myo immuno cyto geno pharmaco patho endo gastro pneumo angio "
    "thrombo lympho encephalo arthro adeno chondro fibro gluco lipo melano oto rhino"
)
_MIDDLES = "globin gen blast plas troph cyt lys derm metr path phor ton kin zym stat morph chrom typ som neur"
_ENDINGS = "ic osis itis ology oma emia aly ine ase al ation ity able ous ant er"
_JOINING = "of the in and with for to by on from"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every engine: words of which `any` may stand, `all` must, or all in this order (`phrase`)."""

    kind: str
    words: tuple[str, ...]


def make_library(size: int) -> Library:
    """A library of so many resources, always the same for the same size."""
    choice = random.Random(SEED)
    words = _Words(choice)
    records = [_record(number, words, choice) for number in range(size)]
    return Library(records={record.key: record for record in records})


def make_questions(documents: Sequence[Document], kind: str, most: int) -> list[Question]:
    """At most so many questions that some document answers."""
    choice = random.Random(SEED)
    vocabulary = _Words(random.Random(SEED)).vocabulary[:MOST_ASKED]
    questions: list[Question] = []
    while len(questions) < most:
        words = choice.choice(documents).passages[0].text.replace(".", "").lower().split()
        if kind == "phrase":
            start = choice.randrange(len(words) - 3)
            found = tuple(words[start : start + choice.randint(2, 3)])
            if set(found) & set(_JOINING.split()):
                continue
        elif kind == "all":
            found = tuple(choice.sample([word for word in words if token_of(word, "en")], 2))
        else:
            found = tuple(choice.sample(vocabulary, choice.randint(2, 4)))
        questions.append(Question(kind, found))
    return questions


class _Words:
    """Draws words by Zipf's law: the n-th is drawn about 1 / n as often as the first."""

    def __init__(self, choice: random.Random) -> None:
        self.vocabulary = ["".join(parts) for parts in product(_BEGINNINGS.split(), _MIDDLES.split(), _ENDINGS.split())]
        choice.shuffle(self.vocabulary)
        self._sums = list(accumulate(1 / (rank + 3) for rank in range(len(self.vocabulary))))
        self._choice = choice

    def draw(self) -> str:
        return self.vocabulary[bisect(self._sums, self._choice.random() * self._sums[-1])]

    def sentences(self, words: int) -> Iterator[str]:
        while words > 0:
            length = min(words, self._choice.randint(*WORDS_OF_A_SENTENCE))
            drawn = [
                self._choice.choice(_JOINING.split()) if place % 4 == 3 else self.draw() for place in range(length)
            ]
            yield " ".join(drawn).capitalize() + "."
            words -= length


def _record(number: int, words: _Words, choice: random.Random) -> Resource:
    return Resource(
        id=f"r{number:06}",
        title=" ".join(words.draw() for _ in range(choice.randint(*WORDS_OF_A_TITLE))).capitalize(),
        body=Body(sections=(Section("", "", 0, " ".join(words.sentences(WORDS_OF_A_TEXT))),)),
        kind=f"kind-{choice.randrange(12)}",
        topics=_some("topic", 30, 3, choice),
        audiences=_some("audience", 5, 2, choice),
        languages=_some("language", 40, 2, choice),
        country=f"country-{min(choice.randrange(200), choice.randrange(200))}",
        year=choice.randint(1980, 2025),
    )


def _some(name: str, values: int, most: int, choice: random.Random) -> tuple[str, ...]:
    numbers = choice.sample(range(values), choice.randint(1, most))
    return tuple(f"{name}-{number}" for number in numbers)
