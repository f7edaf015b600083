"""International collaborations: the directory by kind, and the page of each collaborator. Needs no search index."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from genomics.content.model import Collaborator, RecordType
from genomics.publishing.site import Card, Site
from genomics.search.request import SearchRequest
from genomics.web.card_views import CardView, card_view
from genomics.web.collaborator_lists import DIRECTORY, ON_MAP, counted, passes
from genomics.web.documents import document
from genomics.web.frame import Head, absolute, crumbs, own_words, render
from genomics.web.labels import kind_plural
from genomics.web.localisation import gettext
from genomics.web.record_views import record_view
from genomics.web.responses import json_answer
from genomics.web.sites import current_site, record_or_404

_ = gettext
blueprint = Blueprint("directory", __name__, url_prefix="/collaborators")

FIRST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A collaborator in the directory. `status` says what its source says of its tie to WHO."""

    card: CardView
    acronym: str
    status: str


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The collaborators of one kind; `rest` is where all of them are, where some are left out."""

    kind: str
    label: str
    entries: tuple[Entry, ...]
    total: int
    rest: str


@blueprint.get("")
def collaborators() -> str:
    site = current_site()
    wanted = DIRECTORY.request()
    cards = site.cards(RecordType.COLLABORATOR)
    chosen = [card for card in cards if passes(card, wanted)]
    return render(
        "collaborators.html",
        Head(
            title=own_words(_("International collaborations")),
            description=_(
                "WHO Collaborating Centres, nongovernmental organizations and other partners in human genomics."
            ),
            crumbs=crumbs(),
            canonical="/collaborators",
        ),
        groups=_groups(site, chosen, wanted),
        panel=DIRECTORY.panel(site, cards, wanted),
        count=counted(len(chosen)),
        map_address=ON_MAP.address_of(wanted),
    )


@blueprint.get("/<record_id>")
def collaborator(record_id: str) -> str:
    site = current_site()
    record = record_or_404(RecordType.COLLABORATOR, record_id)
    view = record_view(site, record)
    return render(
        "collaborator.html",
        Head(title=view.title, description=view.summary.text, crumbs=crumbs("/collaborators")),
        record=view,
    )


@blueprint.get("/<record_id>.json")
def collaborator_as_json(record_id: str) -> Response:
    record = record_or_404(RecordType.COLLABORATOR, record_id)
    return json_answer(document(record, absolute(record.address)))


def _groups(site: Site, cards: list[Card], wanted: SearchRequest) -> list[KindGroup]:
    kinds = [entry.id for entry in site.vocabularies.collaborator_kinds]
    order = dict.fromkeys((*kinds, *sorted(card.kind for card in cards)))
    groups = (_group(site, kind, [card for card in cards if card.kind == kind], wanted) for kind in order)
    return [group for group in groups if group.total]


def _group(site: Site, kind: str, cards: list[Card], wanted: SearchRequest) -> KindGroup:
    is_whole = bool(wanted.filters) or len(cards) <= FIRST_SHOWN + 2
    shown = cards if is_whole else cards[:FIRST_SHOWN]
    rest = "" if is_whole else DIRECTORY.address_of(wanted.with_filter("kind", kind))
    return KindGroup(kind, kind_plural(site, kind), tuple(_entry(site, card) for card in shown), len(cards), rest)


def _entry(site: Site, card: Card) -> Entry:
    record = site.record(card.key)
    status = record.who_status if isinstance(record, Collaborator) else ""
    return Entry(card_view(site, card), card.acronym, status)
