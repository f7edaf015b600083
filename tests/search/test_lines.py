"""Files of one JSON text a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.search.lines import LineFile, write_lines
from genomics.search.results import SearchUnavailableError


@given(items=st.lists(st.text()))
def test_what_was_written_is_read_again_by_number(tmp_path_factory: pytest.TempPathFactory, items: list[str]) -> None:
    path = tmp_path_factory.mktemp("lines") / "texts.jsonl"
    write_lines(items, path)
    read = LineFile(path, str)
    assert list(read) == items
    assert read[1:] == items[1:]
    with pytest.raises(IndexError):
        read[len(items)]


def test_a_damaged_line_is_an_error_of_the_search(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    write_lines(["one", "two"], path)
    path.write_bytes(b'"one"\n"tw}}\n')
    read = LineFile(path, str)
    assert read[0] == "one"
    with pytest.raises(SearchUnavailableError, match="cannot be read"):
        read[1]


def test_lines_of_another_length_than_their_offsets_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    write_lines(["one", "two"], path)
    path.write_bytes(b'"one"\n"tw')
    with pytest.raises(ValueError, match="does not belong"):
        LineFile(path, str)
