"""A record's file -> its front matter and its text."""

from __future__ import annotations

from dataclasses import dataclass

from genomics.content.errors import Problem

FENCE = "---"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML and the Markdown of one file, and the line of the file on which each begins."""

    yaml: str
    yaml_line: int
    text: str
    text_line: int


def split_front_matter(content: str) -> FrontMatter | Problem:
    """The two parts of a record's file, or why they cannot be told apart."""
    if not content.strip():
        return Problem(1, "The file is empty.", 'Write a line "---", then "title: …", then another line "---".')
    lines = content.split("\n")
    if lines[0].rstrip() != FENCE:
        return Problem(1, 'The file does not begin with "---".', 'Write "---" on a line of its own above the fields.')
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == FENCE:
            return FrontMatter("\n".join(lines[1 : number - 1]), 2, "\n".join(lines[number:]), number + 1)
    return Problem(1, 'The closing "---" is missing.', 'Write "---" on a line of its own below the last field.')
