"""Files that `flask content new` makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genomics.content.model import RecordType
from genomics.content.reader import read_library
from genomics.content.skeleton import SkeletonError, make_skeleton
from tests.conftest import WriteFolder
from tests.content.samples import HOME, TODAY, VOCABULARIES, messages


@pytest.mark.parametrize("record_type", list(RecordType))
@pytest.mark.parametrize("vocabularies", [{}, VOCABULARIES], ids=["open vocabularies", "own vocabularies"])
def test_a_new_record_of_any_type_has_no_faults(
    record_type: RecordType, vocabularies: dict[str, str | bytes], write_folder: WriteFolder
) -> None:
    folder = write_folder(vocabularies)
    path = make_skeleton(folder, record_type, "Gene: the  NO of Ça", TODAY)
    assert path.name == "gene-the-no-of-ca.md"
    record = read_library(folder, today=TODAY).records[f"{record_type}/gene-the-no-of-ca"]
    assert (record.title, record.checked) == ("Gene: the NO of Ça", "known")


@pytest.mark.parametrize("record_type", list(RecordType))
def test_every_line_to_fill_in_names_a_field(record_type: RecordType, write_folder: WriteFolder) -> None:
    folder = write_folder(VOCABULARIES)
    path = make_skeleton(folder, record_type, "New", TODAY)
    path.write_text(path.read_text().replace("\n# ", "\n"))
    assert not [message for message in messages(folder) if "has no field" in message]


def test_the_kinds_to_choose_from_stand_beside_the_field(write_folder: WriteFolder) -> None:
    kinds = "- id: tool\n  label: {en: Tool}\n- id: course\n  label: {en: Course}\n"
    folder = write_folder({"vocabularies/resource-kinds.yaml": kinds})
    path = make_skeleton(folder, RecordType.RESOURCE, "New", TODAY)
    assert "\nkind: tool  # one of: tool, course\n" in path.read_text()


@pytest.mark.parametrize("title", ["Home", "home", "HOME!"])
def test_nothing_is_overwritten(title: str, write_folder: WriteFolder) -> None:
    folder = write_folder(HOME)
    before = (folder / "pages" / "home.md").read_bytes()
    with pytest.raises(SkeletonError, match=r"home\.md is there already\. Change that file, or choose another title\."):
        make_skeleton(folder, RecordType.PAGE, title, TODAY)
    assert (folder / "pages" / "home.md").read_bytes() == before


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("  ", "A title has from 1 to 500 characters. Write another one."),
        ("x" * 501, "A title has from 1 to 500 characters. Write another one."),
        ("A\x00B", "The title holds a character that cannot be shown. Type it anew."),
        ("A\udcff", "The title holds a character that cannot be shown. Type it anew."),
        ("基因", 'No id can be made from "基因". Give the English title.'),
        ("Search", 'The site itself answers at "/search". Give the page another title.'),
    ],
)
def test_a_title_that_gives_no_address_is_refused(title: str, message: str, write_folder: WriteFolder) -> None:
    folder = write_folder({})
    with pytest.raises(SkeletonError) as caught:
        make_skeleton(folder, RecordType.PAGE, title, TODAY)
    assert str(caught.value) == message
    assert list(folder.rglob("*.md")) == []


def test_a_long_title_gives_a_short_id(write_folder: WriteFolder) -> None:
    folder = write_folder({})
    path = make_skeleton(folder, RecordType.PAGE, "genomics for everyone " * 10, TODAY)
    assert path.stem == "genomics-for-everyone-genomics-for-everyone-genomics-for-everyone-genomics-for"
    assert make_skeleton(folder, RecordType.PAGE, "x" * 200, TODAY).stem == "x" * 80


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.characters()))
def test_whatever_the_title_a_file_that_is_made_is_valid(title: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder: Path = tmp_path_factory.mktemp("content")
    try:
        path = make_skeleton(folder, RecordType.TERM, title, TODAY)
    except SkeletonError:
        return
    assert path.is_file()
    assert messages(folder) == []
