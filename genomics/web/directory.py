"""International collaborations: the directory by kind, and the page of each collaborator. Needs no search index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, request

from genomics.content.model import Collaborator, RecordType
from genomics.publishing.site import Card, Site
from genomics.search.request import SearchRequest
from genomics.search.results import Facet, FacetValue
from genomics.web.card_views import CardView, card_view
from genomics.web.documents import document
from genomics.web.facets import FilterPanel, chips, facet_views
from genomics.web.frame import Head, absolute, crumbs, own_words, render
from genomics.web.labels import kind_plural
from genomics.web.localisation import current_language, gettext, localised, ngettext, number
from genomics.web.record_views import record_view
from genomics.web.responses import json_answer
from genomics.web.sites import current_site, record_or_404

_ = gettext
blueprint = Blueprint("directory", __name__, url_prefix="/collaborators")

FILTERS = ("kind", "region", "country")
FIRST_SHOWN = 4


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
    wanted = _request()
    cards = site.cards(RecordType.COLLABORATOR)
    chosen = [card for card in cards if _passes(card, wanted)]
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
        panel=_panel(site, cards, wanted),
        count=ngettext("%(number)s collaborator", "%(number)s collaborators", len(chosen))
        % {"number": number(len(chosen))},
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


def _request() -> SearchRequest:
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name in FILTERS]
    return SearchRequest.from_args(pairs, current_language())


def _address_of(wanted: SearchRequest) -> str:
    query = wanted.query_string()
    return localised(f"/collaborators?{query}" if query else "/collaborators")


def _value(card: Card, name: str) -> str:
    return {"kind": card.kind, "region": card.who_region, "country": card.country}[name]


def _passes(card: Card, wanted: SearchRequest, but: str = "") -> bool:
    """Whether a card carries one of the chosen values of every filter, leaving one filter out."""
    return all(_value(card, name) in (wanted.values(name) or (_value(card, name),)) for name in FILTERS if name != but)


def _panel(site: Site, cards: Iterable[Card], wanted: SearchRequest) -> FilterPanel:
    facets = tuple(_facet(cards, name, wanted) for name in FILTERS)
    return FilterPanel(
        facets=facet_views(site, facets, wanted, _address_of),
        chips=chips(site, wanted, _address_of),
        clear=_address_of(SearchRequest()),
        first_page=_address_of(wanted),
        years=None,
    )


def _facet(cards: Iterable[Card], name: str, wanted: SearchRequest) -> Facet:
    """The values of one filter, counted without its own choice; most frequent first."""
    counts = Counter(_value(card, name) for card in cards if _passes(card, wanted, but=name))
    chosen = wanted.values(name)
    values = {value: counts[value] for value in (*counts, *chosen) if value}
    ordered = sorted(values.items(), key=lambda item: (-item[1], item[0]))
    return Facet(name, tuple(FacetValue(value, count, value in chosen) for value, count in ordered))


def _groups(site: Site, cards: list[Card], wanted: SearchRequest) -> list[KindGroup]:
    kinds = [entry.id for entry in site.vocabularies.collaborator_kinds]
    order = dict.fromkeys((*kinds, *sorted(card.kind for card in cards)))
    groups = (_group(site, kind, [card for card in cards if card.kind == kind], wanted) for kind in order)
    return [group for group in groups if group.total]


def _group(site: Site, kind: str, cards: list[Card], wanted: SearchRequest) -> KindGroup:
    is_whole = bool(wanted.filters) or len(cards) <= FIRST_SHOWN + 2
    shown = cards if is_whole else cards[:FIRST_SHOWN]
    rest = "" if is_whole else _address_of(wanted.with_filter("kind", kind))
    return KindGroup(kind, kind_plural(site, kind), tuple(_entry(site, card) for card in shown), len(cards), rest)


def _entry(site: Site, card: Card) -> Entry:
    record = site.record(card.key)
    status = record.who_status if isinstance(record, Collaborator) else ""
    return Entry(card_view(site, card), card.acronym, status)
