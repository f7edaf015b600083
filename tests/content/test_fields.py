"""The tables of fields, and what content/README.md says of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from genomics.content.fields import ALL_TABLES, RECORD_FIELDS
from genomics.content.identifiers import CONDITION_IDENTIFIERS, PUBLICATION_IDENTIFIERS
from genomics.content.model import RECORD_CLASSES, RecordType
from genomics.content.source_files import DATA_FILES, VOCABULARY_FILES
from genomics.content.values import SOURCE_FIELDS

README = (Path(__file__).parents[2] / "content" / "README.md").read_text(encoding="utf-8")
DOCUMENTED = set(
    re.findall(r"[\w.-]+", " ".join(re.findall(r"`([^`\n]+)`", README) + re.findall(r"^    .*$", README, re.M)))
)

EVERY_FIELD = [
    pytest.param(field.name, id=f"{table.noun}: {field.name}")
    for table in ALL_TABLES
    for field in table.fields.values()
]


@pytest.mark.parametrize("name", EVERY_FIELD)
def test_every_field_is_documented_for_editors(name: str) -> None:
    assert name in DOCUMENTED


@pytest.mark.parametrize(
    "name", [*SOURCE_FIELDS, *PUBLICATION_IDENTIFIERS, *CONDITION_IDENTIFIERS, *DATA_FILES, *VOCABULARY_FILES]
)
def test_every_file_and_part_of_a_field_is_documented_for_editors(name: str) -> None:
    assert name in DOCUMENTED


def test_a_field_that_nobody_has_is_not_documented() -> None:
    assert "zebra" not in DOCUMENTED


@pytest.mark.parametrize("record_type", list(RecordType))
def test_every_field_of_a_record_has_its_place_in_the_model(record_type: RecordType) -> None:
    attributes = {field.attribute or field.name for field in RECORD_FIELDS[record_type].fields.values()}
    assert attributes <= set(RECORD_CLASSES[record_type].__dataclass_fields__)


@pytest.mark.parametrize("record_type", list(RecordType))
def test_every_attribute_of_a_record_can_be_written(record_type: RecordType) -> None:
    given_by_the_files = {"id", "path", "body", "revision", "translations"}
    attributes = {field.attribute or field.name for field in RECORD_FIELDS[record_type].fields.values()}
    assert set(RECORD_CLASSES[record_type].__dataclass_fields__) - given_by_the_files == attributes
