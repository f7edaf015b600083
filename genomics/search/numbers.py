"""Numbers by which things are known elsewhere (DOI, ISBN, resolutions, OMIM …): in every usual writing, and in one.

The one writing is that of the index: what records hold is brought into it as well as what readers type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from genomics.content.identifiers import isbn13, mistake

_FORMS = re.compile(
    r"""(?<![\w./-])(?:
      (?P<doi>(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:?\s*)?10\.\d{4,9}/[^\s"“”«»„]+)
    | (?P<isbn>(?:ISBN(?:-1[03])?:?\s*)?(?:97[89][ -]?(?:\d[ -]?){9}|(?:\d[ -]?){9})[\dX])
    | (?P<issn>(?:ISSN:?\s*)?\d{4}-\d{3}[\dX])
    | (?P<pmid>PMID:?\s*\d{1,9})
    | (?P<document>(?:WHA|EB)\s?\d{1,3}\s?[./\s]\s?R?\s?\d{1,3}|A/RES/\d{1,3}/\d{1,4})
    | (?P<hgnc>HGNC\s?[:\s]\s?\d{1,6})
    | (?P<omim>O?MIM\s?[:\#\s]\s?\#?\d{6})
    | (?P<orpha>ORPHA(?:NET|CODE)?\s?[:\s]\s?\d{1,7})
    | (?P<icd10>ICD[- ]?10(?:-CM)?\s?[:\s]\s?[A-Z]\d\w(?:\.\w{1,4})?|[A-Z]\d\d\.\d{1,2})
    | (?P<icd11>ICD[- ]?11\s?[:\s]\s?\w[A-Z]\d\w(?:\.\w{1,2})?|\d[A-Z]\d\w\.\w{1,2})
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_ICD = re.compile(r"^ICD[- ]?1[01](?:-CM)?[:\s]+", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:ISBN(?:-1[03])?|ISSN)\W*", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d-(?:19|20)\d\d")
_DOI_START = re.compile(r"^.*?(?=10\.\d)", re.DOTALL)
_RESOLUTION = re.compile(r"^([A-Z]+)\s?(\d+)\W+(R?)\s?(\d+)$")
_CLOSING = {")": "(", "]": "[", ">": "<"}


class Number(NamedTuple):
    """A number in a text: its kind, its one writing, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def numbers_in(text: str) -> Iterable[Number]:
    """The numbers of known kinds in a text, from left to right."""
    for match in _FORMS.finditer(text):
        kind = str(match.lastgroup)
        typed = _without_ending(match.group()) if kind == "doi" else match.group()
        if _is_number(kind, typed):
            yield Number(kind, _bare(kind, typed), match.start(), match.start() + len(typed))


def written(kind: str, value: str) -> str:
    """The one writing of a number that a record holds."""
    labels: Mapping[str, str] = {"pmid": "PMID", "omim": "OMIM", "orpha": "ORPHA", "icd10": "ICD-10", "icd11": "ICD-11"}
    if kind in labels:
        return f"{labels[kind]} {value.upper()}"
    return isbn13(value) if kind == "isbn" else value.lower() if kind == "doi" else value


def _without_ending(doi: str) -> str:
    """A DOI without the punctuation of the sentence around it; brackets of its own are kept."""
    while doi and (doi[-1] in ".,;:!?'" or doi.count(doi[-1]) > doi.count(_CLOSING.get(doi[-1], doi[-1]))):
        doi = doi[:-1]
    return doi


def _is_number(kind: str, typed: str) -> bool:
    """Whether digits alone are likely to be meant so: their last one checks the others."""
    if kind not in ("isbn", "issn") or _PREFIX.match(typed):
        return True
    if _YEARS.fullmatch(typed):
        return False
    is_spaced_out = kind == "isbn" and " " in typed and not typed.startswith("97")
    return not is_spaced_out and not mistake(kind, typed.upper())


def _bare(kind: str, typed: str) -> str:
    if kind == "doi":
        return written(kind, _DOI_START.sub("", typed))
    if kind in ("isbn", "issn"):
        return written(kind, _PREFIX.sub("", typed).upper())
    if kind == "document":
        return _RESOLUTION.sub(r"\1\2.\3\4", typed.upper())
    if kind.startswith("icd"):
        return written(kind, _ICD.sub("", typed))
    digits = re.sub(r"\D", "", typed)
    return f"HGNC:{digits}" if kind == "hgnc" else written(kind, digits)
