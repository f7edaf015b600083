"""Tools and resources: the list to browse and filter, and the page of each."""

from __future__ import annotations

from flask import Blueprint, Response, request

from genomics.content.model import RecordType, Resource
from genomics.publishing.site import Site
from genomics.search.request import SearchRequest, Sort
from genomics.search.results import SearchUnavailableError
from genomics.web.card_views import CardView, card_view
from genomics.web.charts import Chart, by_decade, by_topic
from genomics.web.citations import bibtex, in_words, ris
from genomics.web.documents import document
from genomics.web.frame import Head, absolute, crumbs, own_words, render
from genomics.web.localisation import current_language, gettext
from genomics.web.presenters import RESOURCES, results_view
from genomics.web.record_views import record_view
from genomics.web.responses import download, json_answer
from genomics.web.sites import current_site, record_or_404

_ = gettext
blueprint = Blueprint("catalogue", __name__, url_prefix="/resources")


@blueprint.get("")
def resources() -> str:
    site = current_site()
    wanted = _request()
    head = Head(
        title=own_words(_("Tools and resources")),
        description=_("Databases, tools, courses, guidelines and publications on human genomics."),
        crumbs=crumbs(),
        canonical=_canonical(wanted),
    )
    try:
        results = site.search(wanted)
    except SearchUnavailableError:
        return render("resources_without_search.html", head, cards=_all_cards(site))
    charts = _charts(site) if wanted.page == 1 and results.total == site.counts[RecordType.RESOURCE] else []
    return render("resources.html", head, results=results_view(site, results, RESOURCES), charts=charts)


@blueprint.get("/<record_id>")
def resource(record_id: str) -> str:
    site = current_site()
    record = _resource(record_id)
    view = record_view(site, record)
    return render(
        "resource.html",
        Head(title=view.title, description=view.summary.text, crumbs=crumbs("/resources")),
        record=view,
        citation=in_words(record),
        citation_address=record.url or absolute(record.address),
    )


@blueprint.get("/<record_id>.json")
def resource_as_json(record_id: str) -> Response:
    record = _resource(record_id)
    return json_answer(document(record, absolute(record.address)))


@blueprint.get("/<record_id>.ris")
def resource_as_ris(record_id: str) -> Response:
    record = _resource(record_id)
    text = ris(record, absolute(record.address))
    return download(text, "application/x-research-info-systems", f"{record.id}.ris")


@blueprint.get("/<record_id>.bib")
def resource_as_bibtex(record_id: str) -> Response:
    record = _resource(record_id)
    return download(bibtex(record, absolute(record.address)), "application/x-bibtex", f"{record.id}.bib")


def _charts(site: Site) -> list[Chart]:
    """What there is in the whole catalogue; beside a narrowed list it would not be what is shown."""
    cards = site.cards(RecordType.RESOURCE)
    all_resources = SearchRequest().with_filter("type", RecordType.RESOURCE)
    charts = (by_topic(site, cards, all_resources), by_decade(cards, all_resources))
    return [chart for chart in charts if len(chart.bars) > 1]


def _request() -> SearchRequest:
    """What the address asks for, among resources only and by title unless another order is named."""
    own = ("q", "type")
    pairs = [pair for pair in request.args.items(multi=True) if pair[0] not in own]
    if not any(name == "sort" for name, _value in pairs):
        pairs.append(("sort", Sort.TITLE.value))
    return SearchRequest.from_args([*pairs, ("type", RecordType.RESOURCE.value)], current_language())


def _canonical(wanted: SearchRequest) -> str:
    """Every choice of filters is the same list to a search engine; its pages are not."""
    return "/resources" if wanted.page == 1 else f"/resources?page={wanted.page}"


def _resource(record_id: str) -> Resource:
    record = record_or_404(RecordType.RESOURCE, record_id)
    if not isinstance(record, Resource):
        raise TypeError(f"{record.key} is no resource")
    return record


def _all_cards(site: Site) -> list[CardView]:
    return [card_view(site, card) for card in site.cards(RecordType.RESOURCE)]
