"""One record's file -> its record or translation, with everything that is wrong in the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from genomics.content.fields import RECORD_FIELDS, TRANSLATION_FIELDS
from genomics.content.front_matter import FrontMatter, split_front_matter
from genomics.content.markup import render
from genomics.content.model import ORIGINAL_LANGUAGE, RECORD_CLASSES, Body, Record, RecordType, Translation
from genomics.content.notes import Notes
from genomics.content.revision import revision_of
from genomics.content.source_files import SourceFile
from genomics.content.yaml_source import MappingNode, read_yaml


def read_record(file: SourceFile, record_type: RecordType, content: str, notes: Notes) -> Record:
    """The record of that file.

    It is made even where there are problems, as far as it goes, so that other records can refer to it.
    """
    front, node = _front_matter(content, notes)
    values: dict[str, Any] = {}
    if node is not None:
        values = RECORD_FIELDS[record_type].read(node, notes)
        check_sources(node, values, notes)
        check_timing(node, values, notes)
        _EXTRA_CHECKS[record_type](file, node, values, notes)
    body = _body(front, ORIGINAL_LANGUAGE, notes)
    if record_type is RecordType.TERM and front and not body.html:
        notes.fault(front.text_line - 1, "The term has no definition.", 'Write it below the closing "---".')
    for required in ("title", "kind"):
        if required in RECORD_FIELDS[record_type].fields:
            values.setdefault(required, file.record_id)
    revision = revision_of(values["title"], values.get("summary", ""), front.text if front else "")
    return RECORD_CLASSES[record_type](id=file.record_id, path=file.path, body=body, revision=revision, **values)


def read_translation(file: SourceFile, record_type: RecordType, content: str, notes: Notes) -> Translation:
    """The translation of that file, made as far as it goes."""
    front, node = _front_matter(content, notes)
    values: dict[str, Any] = {}
    if node is not None:
        values = TRANSLATION_FIELDS.read(_translatable(node, record_type, notes), notes)
        check_timing(node, values, notes)
    values.setdefault("title", file.record_id)
    return Translation(lang=file.lang, body=_body(front, file.lang, notes), **values)


def check_sources(node: MappingNode, values: dict[str, Any], notes: Notes) -> None:
    """Notes it where an entry claims that sources were read and names none."""
    if any(field.name == "source" for field in node.fields):
        return
    if values.get("checked") == "seen":
        line = node.line_of("checked")
        notes.fault(line, '"checked: seen" stands without a source.', 'Add "source: https://…", or write known.')
    if "read" in values:
        notes.fault(node.line_of("read"), '"read" stands without a source.', 'Add "source: https://…", or remove it.')


def check_timing(node: MappingNode, values: dict[str, Any], notes: Notes) -> None:
    """Notes it where an entry would leave before it comes."""
    begins, ends = values.get("publish_from"), values.get("publish_until")
    if begins and ends and ends <= begins:
        what = '"publish_until" is not after "publish_from", so that nobody would ever see this.'
        notes.fault(node.line_of("publish_until"), what, "Correct one of the two.")


def _front_matter(content: str, notes: Notes) -> tuple[FrontMatter | None, MappingNode | None]:
    front = split_front_matter(content)
    if not isinstance(front, FrontMatter):
        notes.problems.append(front)
        return None, None
    node, problems = read_yaml(front.yaml, front.yaml_line)
    notes.problems += problems
    if node is None and not problems:
        node = MappingNode((), 1)
    if node is None or isinstance(node, MappingNode):
        return front, node
    advice = "Write one field a line, as in title: About us."
    notes.fault(node.line, "The front matter is not a list of fields.", advice)
    return front, None


def _body(front: FrontMatter | None, lang: str, notes: Notes) -> Body:
    if front is None or not front.text.strip():
        return Body()
    rendered = render(front.text, lang=lang, first_line=front.text_line)
    notes.take(rendered)
    return rendered.body


def _translatable(node: MappingNode, record_type: RecordType, notes: Notes) -> MappingNode:
    """The fields that a translation may have, or that no record has; a problem for the others."""
    kept = []
    for field in node.fields:
        if field.name in TRANSLATION_FIELDS.fields or field.name not in RECORD_FIELDS[record_type].fields:
            kept.append(field)
            continue
        what = f'A translation has no field "{field.name}" of its own.'
        notes.fault(field.line, what, "Remove it: it is taken from the original.")
    return MappingNode(tuple(kept), node.line)


_Check = Callable[[SourceFile, MappingNode, dict[str, Any], Notes], None]


def _check_related(file: SourceFile, node: MappingNode, values: dict[str, Any], notes: Notes) -> None:
    if file.key in values.get("related", ()):
        notes.fault(node.line_of("related"), "The record names itself as related.", "Remove its own key.")


def _check_collaborator(file: SourceFile, node: MappingNode, values: dict[str, Any], notes: Notes) -> None:
    _check_related(file, node, values, notes)
    written = {field.name for field in node.fields}
    for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if one in written and other not in written:
            line = node.line_of(one)
            notes.fault(line, f'"{one}" stands without "{other}".', f'Add "{other}: …", or remove both.')


def _check_term(file: SourceFile, node: MappingNode, values: dict[str, Any], notes: Notes) -> None:
    _check_related(file, node, values, notes)
    if file.record_id in values.get("see_also", ()):
        notes.fault(node.line_of("see_also"), "The term names itself under see_also.", "Remove its own id.")


_EXTRA_CHECKS: dict[RecordType, _Check] = {
    RecordType.PAGE: _check_related,
    RecordType.RESOURCE: _check_related,
    RecordType.COLLABORATOR: _check_collaborator,
    RecordType.TERM: _check_term,
}
