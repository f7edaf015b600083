"""The stretch of a record that shows best what a reader looked for, in the record's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.search.analysis import Occurrence
from genomics.search.documents import Document, Passage
from genomics.search.occurrences import Found
from genomics.search.results import Stretch

SNIPPET_CHARACTERS = 220
ELLIPSIS = "…"

_SIDE_BY_SIDE = re.compile(r"[ \-‐‑–]?")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of text, and the section that it stands in where that has a heading of its own."""

    stretches: tuple[Stretch, ...]
    lang: str
    anchor: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage that may be shown, the marks in it, and whether its heading has any."""

    passage: Passage
    marks: Sequence[Occurrence]
    has_heading: bool = False


@dataclass(frozen=True, slots=True)
class _Window:
    score: float
    passage: Passage
    marks: tuple[Occurrence, ...]


def make_snippet(document: Document, weights: Mapping[str, float], lang: str, found: Found) -> Snippet:
    """The best stretch of a document for tokens of these weights; its beginning where none of them stands in it.

    In the reader's language, where the document has any text in it: readers of a translation read that, whatever words
    of their query it holds.
    """
    languages = {*document.summaries, *(passage.lang for passage in document.passages)}
    ordered = sorted(languages, key=lambda own: (own != lang, own != ORIGINAL_LANGUAGE, own not in found.languages))
    by_language = (list(_candidates(document, language, found)) for language in ordered)
    candidates = next(filter(None, by_language), [])
    if not candidates:
        return Snippet((), lang)
    windows = [_best_window(candidate, weights) for candidate in candidates]
    # Earlier passages win when they are as good: the summary says best what a record is.
    best = max(windows, key=lambda window: window.score)
    headed = (candidate.passage for candidate in candidates if candidate.has_heading)
    heading = None if best.score else next(headed, None)
    passage = heading or best.passage
    marks = () if heading else best.marks
    return Snippet(_cut(passage.text, marks), passage.lang, passage.anchor, passage.heading)


def _candidates(document: Document, language: str, found: Found) -> Iterable[_Candidate]:
    """Summary and passages in one language."""
    if summary := document.summaries.get(language):
        yield _Candidate(Passage(language, summary), found.between("summary", language, 0, len(summary)))
    yield from _passages(document, language, found)


def _passages(document: Document, language: str, found: Found) -> Iterable[_Candidate]:
    """The passages in one language: the index has them, and their headings, on lines of one text."""
    start = heading_start = 0
    for passage in document.passages:
        if passage.lang != language:
            continue
        end, heading_end = start + len(passage.text), heading_start + len(passage.heading)
        if passage.text:
            has_heading = bool(found.between("headings", language, heading_start, heading_end))
            yield _Candidate(passage, found.between("body", language, start, end), has_heading)
        start = end + 1
        heading_start = heading_end + bool(passage.heading)


def _best_window(candidate: _Candidate, weights: Mapping[str, float]) -> _Window:
    """The window that holds the most weight, each token counted once and a little for every repeat."""
    marks = candidate.marks
    best = _Window(0.0, candidate.passage, ())
    first = 0
    for last in range(len(marks)):
        while marks[last].end - marks[first].start > SNIPPET_CHARACTERS:
            first += 1
        inside = marks[first : last + 1]
        score = sum(weights[token] for token in dict.fromkeys(mark.token for mark in inside)) + 0.01 * len(inside)
        if score > best.score:
            best = _Window(score, candidate.passage, tuple(inside))
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
    if space < 0 and start < 30:
        return 0
    return space + 1 if space >= 0 else start


def _end_of_words(text: str, end: int, least: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", max(least, end - 30), end + 1)
    return space if space >= least else max(end, least)


def _mark(text: str, marks: Iterable[Occurrence], start: int, end: int) -> tuple[Stretch, ...]:
    """text[start:end] in pieces, marks that overlap or stand side by side joined."""
    stretches: list[Stretch] = []
    done = start
    for first, last in _joined(marks, text):
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        if first > done:
            stretches.append(Stretch(text[done:first]))
        stretches.append(Stretch(text[first:last], marked=True))
        done = last
    if done < end:
        stretches.append(Stretch(text[done:end]))
    return tuple(stretches)


def _joined(marks: Iterable[Occurrence], text: str) -> list[tuple[int, int]]:
    """(start, end) of the marks, those with nothing but a space or a hyphen between them as one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((mark.start, mark.end) for mark in marks):
        if spans and _SIDE_BY_SIDE.fullmatch(text, spans[-1][1], max(spans[-1][1], start)):
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans
