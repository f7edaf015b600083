"""Which part may import which: read from the sources, so that nothing has to run for a wrong import to be found."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "genomics"
LEVELS = {"": 5, "web": 4, "cli": 4, "publishing": 3, "search": 2, "links": 2, "content": 1, "config": 0}
"""Every part of the package and how high it stands; nobody imports upward. The empty name is `genomics/__init__.py`."""

HOMES = {
    "whoosh": {"search"},
    "flask": {"", "cli", "web"},
    "werkzeug": {"web"},
    "yaml": {"content"},
    "markdown_it": {"content"},
    "sqlite3": {"publishing"},
    "watchfiles": {"publishing"},
}
"""The parts that may use a library; libraries that are not listed are nobody's in particular."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(module: Path) -> str:
    """The part that a file belongs to, such as `web`."""
    first = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported_names(source: str) -> Iterator[str]:
    """The full name of everything that is imported anywhere in the source, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where something comes from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_parts(source: str) -> set[str]:
    """The parts of the package that the source imports."""
    names = [name.split(".") for name in imported_names(source)]
    return {name[1] if name[1] in LEVELS else "" for name in names if name[0] == "genomics" and len(name) > 1}


def imported_libraries(source: str) -> set[str]:
    """The top-level names of everything else that the source imports."""
    return {name.split(".")[0] for name in imported_names(source)} - {"genomics"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(module: Path) -> None:
    part = part_of(module)
    assert part in LEVELS, f"say in LEVELS where {part} stands"
    source = module.read_text(encoding="utf-8")
    upward = {other for other in imported_parts(source) if LEVELS[other] > LEVELS[part]}
    assert not upward, f"{part} imports {upward}, which stands above it"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_stay_in_the_part_that_they_belong_to(module: Path) -> None:
    part = part_of(module)
    strangers = {
        library
        for library in imported_libraries(module.read_text(encoding="utf-8"))
        if part not in HOMES.get(library, {part})
    }
    assert not strangers, f"{part} imports {strangers}"


def test_imports_are_found_wherever_they_stand() -> None:
    source = """
import whoosh.index
from genomics.search import engine

def f():
    from genomics.web.api import answer
    from genomics import config, create_app
"""
    assert imported_parts(source) == {"search", "web", "config", ""}
    assert imported_libraries(source) == {"whoosh"}
