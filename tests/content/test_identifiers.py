"""Identifiers that can be right, and slips that a check digit shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.identifiers import isbn13, mistake


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("doi", "10.1093/nar/gkt1113"),
        ("doi", "10.1000.10/123(45)6:7"),
        ("isbn", "9789240052857"),
        ("isbn", "978 92 4 156476 2"),
        ("isbn", "978-929036088-9"),
        ("isbn", "92 4 159259 1"),
        ("isbn", "0-8044-2957-X"),
        ("issn", "0378-5955"),
        ("issn", "2434-561X"),
        ("document", "WHA57.13"),
        ("pmid", "24234437"),
        ("omim", "603903"),
        ("orpha", "232"),
        ("icd10", "D57"),
        ("icd10", "D57.1"),
        ("icd11", "3A51.1"),
        ("icd11", "LD2F.1Y"),
    ],
)
def test_identifiers_as_publications_carry_them_are_accepted(kind: str, text: str) -> None:
    assert mistake(kind, text) == ""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("doi", "doi:10.1000/182"),
        ("doi", "10.1000"),
        ("doi", "10.1000/1 2"),
        ("isbn", "978924005285"),
        ("isbn", "X123456789"),
        ("isbn", "9791234"),
        ("issn", "03785955"),
        ("issn", "0378-5956"),
        ("pmid", "0123"),
        ("pmid", "12a"),
        ("omim", "#603903"),
        ("omim", "60390"),
        ("orpha", "ORPHA:232"),
        ("icd10", "ICD-10 D57"),
        ("icd10", "D5"),
        ("icd11", "D57.1"),
    ],
)
def test_identifiers_that_cannot_be_right_come_with_advice(kind: str, text: str) -> None:
    assert mistake(kind, text).endswith(".")


@given(st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_of_an_isbn_is_always_found(place: int, by: int) -> None:
    digits = [int(digit) for digit in "9789240052857"]
    digits[place] = (digits[place] + by) % 10
    assert mistake("isbn", "".join(map(str, digits))) != ""


@pytest.mark.parametrize(
    ("isbn", "digits"),
    [("978-92-4-005285-7", "9789240052857"), ("92 4 159259 1", "9789241592598"), ("0-8044-2957-X", "9780804429573")],
)
def test_both_forms_of_an_isbn_are_one(isbn: str, digits: str) -> None:
    assert isbn13(isbn) == digits
    assert mistake("isbn", digits) == ""
