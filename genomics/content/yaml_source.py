"""YAML text -> nodes that know their lines. Every value is read as text: `NO` is Norway and `1.10` stays `1.10`.

The events of the parser are read and not its nodes, because only events tell anchors and tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from genomics.content.conflicts import dividers
from genomics.content.decoding import FORBIDDEN
from genomics.content.errors import Problem

DEEPEST = 10
"""How far lists and fields may be nested; the content format needs four."""

_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TextNode(NamedTuple):
    """A single value."""

    text: str
    line: int


class ListNode(NamedTuple):
    """A list of values."""

    items: tuple[Node, ...]
    line: int


class FieldNode(NamedTuple):
    """A name with a value; `line` is that of the name."""

    name: str
    line: int
    value: Node


class MappingNode(NamedTuple):
    """Fields in the order of the file, each name once."""

    fields: tuple[FieldNode, ...]
    line: int

    def line_of(self, name: str) -> int:
        """The line of that field, or that of the whole mapping where it has none."""
        return next((field.line for field in self.fields if field.name == name), self.line)


Node = TextNode | ListNode | MappingNode


class YamlReading(NamedTuple):
    """The outermost node, None for an empty or an unreadable text, and what is wrong with it."""

    node: Node | None
    problems: list[Problem]


def read_yaml(text: str, first_line: int = 1) -> YamlReading:
    """The nodes of a YAML text that begins on that line of its file."""
    unsettled = dividers(text, first_line)
    if unsettled:
        return YamlReading(None, unsettled)
    tabs = [number for number, line in enumerate(text.split("\n"), start=first_line) if "\t" in line]
    problems = [Problem(line, "The line holds a tab.", "Use spaces instead.") for line in tabs]
    builder = _Builder(first_line, problems)
    try:
        node = builder.build(yaml.parse(text, Loader=_Loader))
    except _UnreadableError as error:
        return YamlReading(None, [*problems, error.problem])
    except yaml.MarkedYAMLError as error:
        broken = _in_plain_words(error, first_line, last_line=first_line + text.count("\n"))
        return YamlReading(None, problems if broken.line in tabs else [*problems, broken])
    return YamlReading(node, problems)


class _UnreadableError(Exception):
    """Reading on makes no sense."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


class _Open(NamedTuple):
    """A list or a mapping whose end has not come yet; a mapping's children are names and values in turn."""

    is_mapping: bool
    line: int
    children: list[Node]


class _Builder:
    """Puts nodes together from the parser's events, without recursion."""

    def __init__(self, first_line: int, problems: list[Problem]) -> None:
        self._first_line = first_line
        self._problems = problems
        self._open: list[_Open] = []
        self._documents = 0

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        for event in events:
            node = self._node(event)
            if node is None:
                continue
            if self._open:
                self._open[-1].children.append(node)
            else:
                root = node
        return root

    def _node(self, event: yaml.Event) -> Node | None:
        """The node that the event completes, if any."""
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self._start(isinstance(event, yaml.MappingStartEvent), self._checked_line(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            return self._finish(self._open.pop())
        elif isinstance(event, yaml.AliasEvent):
            line = self._line(event)
            self._note(line, "The line uses a YAML alias (*).", 'Write the value out, or put quotes around it: "*…".')
            return TextNode("alias", line)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._count_document(self._line(event))
        return None

    def _text(self, event: yaml.ScalarEvent) -> TextNode:
        line = self._checked_line(event)
        if FORBIDDEN.search(event.value):
            self._note(line, "A value holds an invisible control character, written with a backslash.", "Remove it.")
        return TextNode(event.value, line)

    def _checked_line(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> int:
        line = self._line(event)
        if event.anchor is not None:
            self._note(line, "The line uses a YAML anchor (&).", 'Remove it, or put quotes around the value: "&…".')
        if event.tag is not None:
            self._note(line, "The line uses a YAML tag (!).", 'Remove it, or put quotes around the value: "!…".')
        return line

    def _start(self, is_mapping: bool, line: int) -> None:
        if len(self._open) >= DEEPEST:
            advice = "Write it flatter: content/README.md shows how."
            raise _UnreadableError(Problem(line, f"Values are nested more than {DEEPEST} deep.", advice))
        self._open.append(_Open(is_mapping, line, []))

    def _finish(self, collection: _Open) -> Node:
        if not collection.is_mapping:
            return ListNode(tuple(collection.children), collection.line)
        fields: dict[str, FieldNode] = {}
        for name, value in zip(collection.children[::2], collection.children[1::2], strict=True):
            if not isinstance(name, TextNode):
                self._note(name.line, "The name of a field is not a plain word.", "Write name: value.")
            elif name.text in fields:
                first = fields[name.text].line
                self._note(name.line, f'The field "{name.text}" stands twice, first on line {first}.', "Keep one.")
            else:
                fields[name.text] = FieldNode(name.text, name.line, value)
        return MappingNode(tuple(fields.values()), collection.line)

    def _count_document(self, line: int) -> None:
        self._documents += 1
        if self._documents > 1:
            problem = 'A second "---" begins another document.'
            raise _UnreadableError(Problem(line, problem, "Remove the line: one file holds one document."))

    def _note(self, line: int, what: str, advice: str) -> None:
        self._problems.append(Problem(line, what, advice))

    def _line(self, event: yaml.Event) -> int:
        return self._first_line + (event.start_mark.line if event.start_mark else 0)


_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "A value holds a colon followed by a space.",
        'Put quotes around the value: "…", or correct the indentation.',
    ),
    (
        "could not find expected ':'",
        "The line is neither a field nor part of one.",
        "Write name: value, or indent the line if it continues a value.",
    ),
    (
        "cannot start any token",
        "A value begins with a character that has a meaning of its own.",
        'Put quotes around the value: "…".',
    ),
    (
        "alphabetic or numeric character",
        "A value begins with a character that has a meaning of its own.",
        'Put quotes around the value: "…".',
    ),
    (
        "unexpected end of stream",
        "A quotation mark is opened and never closed.",
        "Close it, or write ’ for an apostrophe.",
    ),
    ("',' or ']'", "A list that begins with [ is not closed.", "Write ] at its end and a comma between its items."),
    ("',' or '}'", "Fields that begin with { are not closed.", "Write } at their end and a comma between them."),
    (
        "unknown escape character",
        "A backslash in double quotes is not understood.",
        "Use single quotes, or write two backslashes.",
    ),
    (
        "sequence entries are not allowed",
        "A list begins on the line of its name.",
        'Begin the list on the next line, with "- " before each item.',
    ),
    *(
        (
            words,
            "The line does not fit the lines above it.",
            "Indent fields and items of the same kind alike, and write ’ for an apostrophe in a quoted value.",
        )
        for words in ("expected key", "expected '-' indicator", "expected <block end>")
    ),
)
"""What the YAML library says (in C and in Python), what that means, and what to do."""

_OPENED_EARLIER = ("unexpected end of stream", "',' or ']'", "',' or '}'", "could not find expected ':'")
"""Faults that stand where something began, not where its end was missed."""


def _in_plain_words(error: yaml.MarkedYAMLError, first_line: int, last_line: int) -> Problem:
    said = error.problem or ""
    opened_earlier = any(words in said for words in _OPENED_EARLIER)
    mark = error.context_mark if opened_earlier and error.context_mark else error.problem_mark or error.context_mark
    # What is missing at the end is missed on the line after the last one.
    line = min(first_line + (mark.line if mark else 0), last_line)
    for words, what, advice in _PLAIN_WORDS:
        if words in said:
            return Problem(line, what, advice)
    return Problem(line, "The line cannot be read.", "Compare it with the examples in content/README.md.")
