"""What comes up while one file is read: its problems, and the places where it names something outside itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from genomics.content.errors import Problem
from genomics.content.markup import Rendered


class Target(StrEnum):
    """What a reference names, as a word for messages."""

    TOPIC = "topic"
    AUDIENCE = "audience"
    RESOURCE_KIND = "kind of resource"
    COLLABORATOR_KIND = "kind of collaborator"
    ACCESS = "access"
    REGION = "region"
    COUNTRY = "country"
    LANGUAGE = "language"
    RECORD = "record"
    TERM = "glossary term"
    COLLABORATOR = "collaborator"
    DIAGRAM = "diagram"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Reference:
    """One place that names something which only the whole folder can confirm."""

    line: int
    target: Target
    value: str


class Days(NamedTuple):
    """`today`, as messages show it, and the `latest` day that an editor anywhere on Earth may call today."""

    today: date
    latest: date


@dataclass(slots=True)
class Notes:
    """Collects while a file is read. Dates and years are held against `days`."""

    days: Days
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def fault(self, line: int, what: str, advice: str) -> None:
        """Notes a problem."""
        self.problems.append(Problem(line, what, advice))

    def refer(self, line: int, target: Target, value: str) -> None:
        """Notes something to be confirmed."""
        self.references.append(Reference(line, target, value))

    def take(self, rendered: Rendered) -> None:
        """Notes the problems and links of a text."""
        self.problems += rendered.problems
        self.references += [Reference(link.line, Target.ADDRESS, link.address) for link in rendered.links]
