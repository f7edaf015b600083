"""Identifiers of publications and of conditions: which kinds there are, and whether one can be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping


def _is_doi(text: str) -> bool:
    return re.fullmatch(r"10\.\d{4,9}(\.\d+)*/\S+", text) is not None


def _is_isbn(text: str) -> bool:
    digits = re.sub(r"[ -]", "", text)
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return re.fullmatch(r"\d{9}[\dX]", digits) is not None and _weighted(digits, 10) % 11 == 0


def _is_issn(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{3}[\dX]", text) is not None and _weighted(text.replace("-", ""), 8) % 11 == 0


def _is_whole_number(text: str) -> bool:
    return re.fullmatch(r"[1-9]\d{0,8}", text) is not None


def _is_omim(text: str) -> bool:
    return re.fullmatch(r"[1-9]\d{5}", text) is not None


def _is_icd10(text: str) -> bool:
    return re.fullmatch(r"[A-Z]\d[0-9A-Z](\.\d{1,2})?", text) is not None


def _is_icd11(text: str) -> bool:
    return re.fullmatch(r"[0-9A-Z][A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,2})?", text) is not None


def _weighted(digits: str, highest: int) -> int:
    return sum((10 if digit == "X" else int(digit)) * (highest - place) for place, digit in enumerate(digits))


_CHECKS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "doi": (_is_doi, "Write it as 10.1000/182, without https://doi.org/."),
    "isbn": (_is_isbn, "Compare its 10 or 13 digits with the source: the last one checks the others."),
    "document": (bool, "Write the number of the document or resolution."),
    "issn": (_is_issn, "Write it as 1234-5679: the last digit checks the others."),
    "pmid": (_is_whole_number, "Write the number alone."),
    "omim": (_is_omim, "Write its six digits alone."),
    "orpha": (_is_whole_number, "Write the number alone."),
    "icd10": (_is_icd10, "Write the code alone, such as D57.1."),
    "icd11": (_is_icd11, "Write the code alone, such as 3A51.1."),
}

PUBLICATION_IDENTIFIERS = ("doi", "isbn", "document", "issn", "pmid")
CONDITION_IDENTIFIERS = ("omim", "orpha", "icd10", "icd11")


def mistake(kind: str, text: str) -> str:
    """What to write instead of an identifier that cannot be right, or an empty text where it can."""
    is_right, advice = _CHECKS[kind]
    return "" if is_right(text) else advice


def isbn13(isbn: str) -> str:
    """The 13 digits of an ISBN of either length, without hyphens: the same for both forms of one book."""
    digits = re.sub(r"[ -]", "", isbn)
    if len(digits) != 10:
        return digits
    head = f"978{digits[:9]}"
    return f"{head}{-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(head)) % 10}"
