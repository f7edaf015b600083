"""The glossary: all terms from A to Z, and the page of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, request

from genomics.content.model import ORIGINAL_LANGUAGE, RecordType
from genomics.content.ordering import sort_key
from genomics.publishing.site import Card
from genomics.web.documents import document
from genomics.web.frame import Head, absolute, crumbs, own_words, render
from genomics.web.labels import card_title
from genomics.web.localisation import current_language, gettext, localised, ngettext, number
from genomics.web.phrases import Phrase
from genomics.web.record_views import record_view
from genomics.web.responses import json_answer
from genomics.web.sites import current_site, record_or_404

_ = gettext
blueprint = Blueprint("glossary", __name__, url_prefix="/glossary")

WITHOUT_ALPHABET = frozenset({"zh"})
"""Languages whose terms are listed by their English names."""
OTHER = "#"
MOST_TERMS_ON_A_PAGE = 200
"""With more, a page is too large for a slow line."""


@dataclass(frozen=True, slots=True)
class TermLink:
    """A term in the list. `original` is its English name where the list is in another language."""

    name: Phrase
    original: str
    href: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The terms that begin with one letter; `anchor` names the place on its page."""

    letter: str
    anchor: str
    terms: tuple[TermLink, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Letters that share a page of the glossary, and its address; empty where it is the page being read."""

    letters: tuple[Letter, ...]
    href: str

    @property
    def label(self) -> str:
        """The first and the last letter."""
        return "–".join(dict.fromkeys((self.letters[0].letter, self.letters[-1].letter)))


@blueprint.get("")
def glossary() -> str:
    site = current_site()
    cards = site.cards(RecordType.TERM)
    count = len(cards)
    parts = in_parts(letters(cards, current_language()), request.args.get("part", 1, type=int))
    current = next((place for place, part in enumerate(parts) if not part.href), 0)
    return render(
        "glossary.html",
        Head(
            title=own_words(_("Glossary")),
            description=_("Words of genetics and genomics in plain language, with their names in six languages."),
            crumbs=crumbs(),
            canonical=_address_of(current + 1),
        ),
        parts=parts,
        current=parts[current] if parts else None,
        count=ngettext("%(number)s term", "%(number)s terms", count) % {"number": number(count)},
    )


@blueprint.get("/<record_id>")
def term(record_id: str) -> str:
    site = current_site()
    record = record_or_404(RecordType.TERM, record_id)
    view = record_view(site, record)
    return render(
        "term.html",
        Head(title=view.title, description=view.summary.text or record.body.text[:200], crumbs=crumbs("/glossary")),
        record=view,
    )


@blueprint.get("/<record_id>.json")
def term_as_json(record_id: str) -> Response:
    record = record_or_404(RecordType.TERM, record_id)
    return json_answer(document(record, absolute(record.address)))


def letters(cards: Iterable[Card], language: str) -> list[Letter]:
    """Terms by their first letter in a language, letters and terms in order."""
    by_letter: dict[str, list[tuple[str, TermLink]]] = {}
    for card in cards:
        name = card_title(card)
        sorted_by = card.titles[ORIGINAL_LANGUAGE] if language in WITHOUT_ALPHABET else name.text
        key = sort_key(sorted_by)
        original = card.titles[ORIGINAL_LANGUAGE] if name.lang != ORIGINAL_LANGUAGE else ""
        by_letter.setdefault(_letter(key), []).append((key, TermLink(name, original, localised(card.address))))
    return [
        Letter(letter, f"letter-{place}", tuple(link for _key, link in sorted(terms, key=lambda pair: pair[0])))
        for place, (letter, terms) in enumerate(sorted(by_letter.items()), start=1)
    ]


def in_parts(all_letters: list[Letter], current: int) -> list[Part]:
    """The letters dealt out over pages as even as they can be; letters stay whole. Pages are counted from 1.

    A `current` page that does not exist is taken for the first.
    """
    total = sum(len(letter.terms) for letter in all_letters)
    pages = -(-total // MOST_TERMS_ON_A_PAGE)
    dealt: dict[int, list[Letter]] = {}
    before = 0
    for letter in all_letters:
        middle = before + len(letter.terms) / 2
        dealt.setdefault(int(middle * pages / total) + 1, []).append(letter)
        before += len(letter.terms)
    chosen = current if 0 < current <= len(dealt) else 1
    return [
        Part(tuple(own), "" if page == chosen else localised(_address_of(page)))
        for page, own in enumerate(dealt.values(), start=1)
    ]


def _address_of(page: int) -> str:
    return f"/glossary?part={page}" if page > 1 else "/glossary"


def _letter(key: str) -> str:
    return key[0].upper() if key and key[0].isalpha() else OTHER
