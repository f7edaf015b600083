"""YAML that cannot be read, or says more than the content format does."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from genomics.content import yaml_source
from genomics.content.decoding import decode
from genomics.content.yaml_source import MappingNode, TextNode, read_yaml
from tests.conftest import WriteFolder
from tests.content.samples import HOME, Case, every, messages, page, term, told_of_each

CASES = [
    Case("a tab", page("summary:\tShort\n"), "pages/about.md:3: The line holds a tab. Use spaces instead."),
    Case(
        "a tab as indentation",
        page("topics:\n\t- screening\n"),
        "pages/about.md:4: The line holds a tab. Use spaces instead.",
    ),
    Case(
        "a field that stands twice",
        page("title: Us\n"),
        'pages/about.md:3: The field "title" stands twice, first on line 2. Keep one.',
    ),
    Case(
        "a field that stands twice deep inside",
        term("translations:\n  fr: allèle\n  fr: allele\n"),
        'glossary/allele.md:5: The field "fr" stands twice, first on line 4. Keep one.',
    ),
    Case(
        "an anchor",
        page("summary: &s Short\n"),
        'pages/about.md:3: The line uses a YAML anchor (&). Remove it, or put quotes around the value: "&…".',
    ),
    Case(
        "an alias",
        page("summary: *s\n"),
        'pages/about.md:3: The line uses a YAML alias (*). Write the value out, or put quotes around it: "*…".',
    ),
    Case(
        "a tag",
        page("order: !!int 3\n"),
        'pages/about.md:3: The line uses a YAML tag (!). Remove it, or put quotes around the value: "!…".',
    ),
    Case(
        "a control character written with a backslash",
        page('summary: "A\\u202EB"\n'),
        "pages/about.md:3: A value holds an invisible control character, written with a backslash. Remove it.",
    ),
    Case(
        "a second document",
        {**HOME, "timeline.yaml": "- {year: 2000, title: A, text: B}\n---\n- {year: 2001, title: A, text: B}\n"},
        'timeline.yaml:2: A second "---" begins another document. Remove the line: one file holds one document.',
    ),
    Case(
        "values nested too deeply",
        page("topics: [[[[[[[[[[[a]]]]]]]]]]]\n"),
        "pages/about.md:3: Values are nested more than 10 deep. Write it flatter: content/README.md shows how.",
    ),
    Case(
        "a name that is a list",
        page("? [a, b]\n: c\n"),
        "pages/about.md:3: The name of a field is not a plain word. Write name: value.",
    ),
    Case(
        "a colon inside a value",
        page("summary: Genes: what they are\n"),
        'pages/about.md:3: A value holds a colon followed by a space. Put quotes around the value: "…", or '
        "correct the indentation.",
    ),
    Case(
        "a line without a colon",
        page("summary\norder: 3\n"),
        "pages/about.md:3: The line is neither a field nor part of one. Write name: value, or indent the line"
        " if it continues a value.",
    ),
    Case(
        "a value that begins with @",
        page("summary: @who\n"),
        "pages/about.md:3: A value begins with a character that has a meaning of its own. Put quotes around "
        'the value: "…".',
    ),
    Case(
        "a value that begins with *",
        page("summary: * important\n"),
        "pages/about.md:3: A value begins with a character that has a meaning of its own. Put quotes around "
        'the value: "…".',
    ),
    Case(
        "a quotation mark that is not closed",
        page('summary: "Short\norder: 3\n'),
        "pages/about.md:3: A quotation mark is opened and never closed. Close it, or write ’ for an apostrophe.",
    ),
    Case(
        "a list that is not closed",
        page("topics: [a, b\norder: 3\n"),
        "pages/about.md:3: A list that begins with [ is not closed. Write ] at its end and a comma between its items.",
    ),
    Case(
        "braces that are not closed",
        page("source: {url: a\norder: 3\n"),
        "pages/about.md:3: Fields that begin with { are not closed. Write } at their end and a comma between them.",
    ),
    Case(
        "a backslash in double quotes",
        page('summary: "\\q"\n'),
        "pages/about.md:3: A backslash in double quotes is not understood. Use single quotes, or write two "
        "backslashes.",
    ),
    Case(
        "a list on the line of its name",
        page("topics: - a\n"),
        'pages/about.md:3: A list begins on the line of its name. Begin the list on the next line, with "- " '
        "before each item.",
    ),
    Case(
        "a field indented too far",
        page("summary:\n    a: b\n  c: d\n"),
        "pages/about.md:5: The line does not fit the lines above it. Indent fields and items of the same kind alike, "
        "and write ’ for an apostrophe in a quoted value.",
    ),
    Case(
        "an apostrophe in single quotes",
        page("summary: 'It's short'\n"),
        "pages/about.md:3: The line does not fit the lines above it. Indent fields and items of the same kind alike, "
        "and write ’ for an apostrophe in a quoted value.",
    ),
    Case(
        "a list item that is a field",
        {**HOME, "redirects.yaml": "- from: /a\n  to: /\nfrom: /b\n"},
        "redirects.yaml:3: The line does not fit the lines above it. Indent fields and items of the same kind alike, "
        "and write ’ for an apostrophe in a quoted value.",
    ),
    Case(
        "a bracket that closes nothing",
        page("summary: ]\n"),
        "pages/about.md:3: The line cannot be read. Compare it with the examples in content/README.md.",
    ),
]


test_an_editor_is_told_of = told_of_each(CASES)


@every(CASES)
def test_the_messages_are_the_same_where_yaml_has_no_c_library(
    case: Case, write_folder: WriteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_source, "_Loader", yaml.SafeLoader)
    assert messages(write_folder(case.files)) == [case.message]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_decoded_text_is_read_or_refused_with_a_line_of_its_own(text: str) -> None:
    decoded, _ = decode(text.encode())
    assert decoded is not None
    reading = read_yaml(decoded, first_line=5)
    last = 5 + decoded.count("\n")
    assert all(5 <= problem.line <= last for problem in reading.problems)


@given(st.dictionaries(st.text("abc", min_size=1), st.text(st.characters(categories=["L", "N", "P", "Zs"]))))
def test_values_come_back_as_the_text_that_was_written(values: dict[str, str]) -> None:
    reading = read_yaml(json.dumps(values, ensure_ascii=False))
    assert isinstance(reading.node, MappingNode)
    assert {
        field.name: field.value.text for field in reading.node.fields if isinstance(field.value, TextNode)
    } == values


def test_values_that_look_like_something_else_stay_text() -> None:
    node = read_yaml("a: NO\nb: 1.10\nc: 2026-01-01\nd: null\ne: 0x1F\nf: ~\n").node
    assert isinstance(node, MappingNode)
    values = [field.value.text for field in node.fields if isinstance(field.value, TextNode)]
    assert values == ["NO", "1.10", "2026-01-01", "null", "0x1F", "~"]


def test_lines_count_from_the_line_on_which_the_text_begins() -> None:
    node = read_yaml("title: A\nalso:\n  - B\n", first_line=2).node
    assert isinstance(node, MappingNode)
    assert (node.line_of("title"), node.line_of("also"), node.line_of("absent")) == (2, 3, 2)


def test_an_empty_text_has_no_node_and_no_problem() -> None:
    assert read_yaml("# nothing\n") == (None, [])
