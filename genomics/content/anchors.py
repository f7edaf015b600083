"""The headings of translations under the anchors of their originals, so that a link to one works in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from genomics.content.model import Body, Record, Section, Translation
from genomics.content.source_files import SourceFile

# Only markup.py writes headings: where a text itself holds these characters, they are escaped.
_ANCHOR = re.compile(r'(?<=<h[2-4] id=")[^"]*')


def with_common_anchors(
    translations: Iterable[tuple[SourceFile, Translation]], records: Mapping[str, Record]
) -> list[tuple[SourceFile, Translation]]:
    """The translations with the anchors of their originals, the records of the same keys."""
    return [
        (file, replace(translation, body=anchored_like(records[file.key].body, translation.body)))
        if file.key in records
        else (file, translation)
        for file, translation in translations
    ]


def anchored_like(original: Body, body: Body) -> Body:
    """The body with the original's anchors where its headings stand in the same number and levels; else itself."""
    if [section.level for section in _anchored(body)] != [section.level for section in _anchored(original)]:
        return body
    theirs = {
        section.anchor: counterpart.anchor
        for section, counterpart in zip(_anchored(body), _anchored(original), strict=True)
    }
    html = _ANCHOR.sub(lambda found: theirs.get(found[0], found[0]), body.html)
    sections = [replace(section, anchor=theirs.get(section.anchor, section.anchor)) for section in body.sections]
    return replace(body, html=html, sections=tuple(sections))


def _anchored(body: Body) -> list[Section]:
    return [section for section in body.sections if section.anchor]
