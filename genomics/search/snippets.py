"""The stretch of a record that shows best what a reader looked for, in the record's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.search.analysis import Occurrence
from genomics.search.documents import Document, Passage
from genomics.search.occurrences import Finder
from genomics.search.results import Stretch

SNIPPET_CHARACTERS = 220
PASSAGE_CHARACTERS = 20_000
"""Characters of one passage that are looked through."""
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of text, and the section that it stands in where that has a heading of its own."""

    stretches: tuple[Stretch, ...]
    lang: str
    anchor: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class _Window:
    score: float
    passage: Passage
    marks: tuple[Occurrence, ...]


def make_snippet(document: Document, weights: Mapping[str, float], lang: str, finder: Finder) -> Snippet:
    """The best stretch of a document for tokens of these weights; its beginning where none of them stands in it."""
    passages = list(_passages(document, lang, finder))
    if not passages:
        return Snippet((), lang)
    windows = [
        _best_window(passage, weights, finder if field in finder.fields else None) for field, passage in passages
    ]
    # Earlier passages win when they are as good: the summary says best what a record is.
    best = max(windows, key=lambda window: window.score)
    heading = None if best.score or "headings" not in finder.fields else _heading_match(passages, finder)
    passage = heading or best.passage
    marks = () if heading else best.marks
    return Snippet(_cut(passage.text, marks), passage.lang, passage.anchor, passage.heading)


def _passages(document: Document, lang: str, finder: Finder) -> Iterable[tuple[str, Passage]]:
    """Summary and passages with their fields, in the reader's language first; in others where there is nothing else."""
    languages = {*document.summaries, *(passage.lang for passage in document.passages)}
    languages = languages & finder.readable(lang) or languages
    for language in sorted(languages, key=lambda language: (language != lang, language != ORIGINAL_LANGUAGE)):
        if summary := document.summaries.get(language):
            yield "summary", Passage(language, summary)
        for passage in document.passages:
            if passage.lang == language and passage.text:
                yield "body", passage


def _heading_match(passages: Iterable[tuple[str, Passage]], finder: Finder) -> Passage | None:
    headed = (passage for _, passage in passages if passage.heading)
    return next((passage for passage in headed if finder.find(passage.heading, passage.lang)), None)


def _best_window(passage: Passage, weights: Mapping[str, float], finder: Finder | None) -> _Window:
    """The window that holds the most weight, each token counted once and a little for every repeat."""
    marks = finder.find(passage.text[:PASSAGE_CHARACTERS], passage.lang) if finder else []
    best = _Window(0.0, passage, ())
    first = 0
    for last in range(len(marks)):
        while marks[last].end - marks[first].start > SNIPPET_CHARACTERS:
            first += 1
        inside = marks[first : last + 1]
        score = sum(weights[token] for token in {mark.token for mark in inside}) + 0.01 * len(inside)
        if score > best.score:
            best = _Window(score, passage, tuple(inside))
    return best


def _cut(text: str, marks: tuple[Occurrence, ...]) -> tuple[Stretch, ...]:
    """A readable stretch around the marks: whole words, from a sentence's start where one is near."""
    if len(text) <= SNIPPET_CHARACTERS:
        return _mark(text, marks, 0, len(text))
    centre_start = marks[0].start if marks else 0
    centre_end = marks[-1].end if marks else 0
    room = max(0, SNIPPET_CHARACTERS - (centre_end - centre_start))
    start = _start_of_words(text, max(0, centre_start - room // 2))
    end = _end_of_words(text, min(len(text), start + SNIPPET_CHARACTERS), centre_end)
    head = (Stretch(ELLIPSIS + " "),) if start else ()
    tail = (Stretch(" " + ELLIPSIS),) if end < len(text) else ()
    return (*head, *_mark(text, marks, start, end), *tail)


def _start_of_words(text: str, start: int) -> int:
    if start == 0:
        return 0
    sentence = max(text.rfind(end, max(0, start - 60), start + 1) for end in (". ", "。", "؟ ", "? ", "! "))
    if sentence >= 0:
        return sentence + (1 if text[sentence] == "。" else 2)
    space = text.rfind(" ", max(0, start - 30), start + 1)
    return space + 1 if space >= 0 else start


def _end_of_words(text: str, end: int, least: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", max(least, end - 30), end)
    return space if space > least else max(end, least)


def _mark(text: str, marks: Iterable[Occurrence], start: int, end: int) -> tuple[Stretch, ...]:
    """text[start:end] in pieces, overlapping marks joined."""
    stretches: list[Stretch] = []
    done = start
    for mark in sorted(marks, key=lambda found: (found.start, -found.end)):
        if mark.end <= done or mark.start >= end:
            continue
        if mark.start > done:
            stretches.append(Stretch(text[done : mark.start]))
        stretches.append(Stretch(text[max(done, mark.start) : min(end, mark.end)], marked=True))
        done = min(end, mark.end)
    if done < end:
        stretches.append(Stretch(text[done:end]))
    return tuple(stretches)
