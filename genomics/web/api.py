"""The search for programs: `/api/v1/search`, which takes what the search page takes, and `/api/v1/suggest`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from markupsafe import Markup, escape

from genomics.publishing.site import Site
from genomics.search.request import SearchRequest
from genomics.search.results import Facet, Hit, Reading, ReadPart, SearchResults, Stretch, Suggested, Suggestion, WayOn
from genomics.web.frame import absolute
from genomics.web.labels import reason_label, value_label
from genomics.web.localisation import current_language, localised
from genomics.web.phrases import pick
from genomics.web.presenters import SEARCH, way_on_label
from genomics.web.responses import json_answer
from genomics.web.sites import current_site

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

PATH = "/api/"


@blueprint.get("/search")
def search() -> Response:
    site = current_site()
    wanted = SearchRequest.from_args(request.args.items(multi=True), current_language())
    return json_answer(answer(site, site.search(wanted)))


@blueprint.get("/suggest")
def suggest() -> Response:
    site = current_site()
    typed = request.args.get("q", "")
    names = site.suggest(typed, current_language())
    return json_answer({"q": typed, "suggestions": [_suggested(site, name) for name in names]})


@blueprint.after_request
def let_other_sites_read(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def answer(site: Site, results: SearchResults) -> dict[str, Any]:
    """The answer to a search as the contract has it."""
    return {
        "total": results.total,
        "page": results.request.page,
        "page_size": results.request.page_size,
        "pages": results.pages,
        "reading": _reading(results.reading),
        "results": [_hit(hit) for hit in results.hits],
        "facets": {facet.name: _facet(site, facet) for facet in results.facets},
        "suggestion": _suggestion(results.suggestion),
        "ways_on": [_way_on(site, way, results.request) for way in results.ways_on],
        "generation": results.generation,
    }


def marked(stretches: tuple[Stretch, ...]) -> str:
    """A snippet as HTML: everything escaped, what was looked for in <mark>."""
    pieces = (Markup("<mark>{}</mark>").format(s.text) if s.marked else escape(s.text) for s in stretches)
    return str(Markup("").join(pieces))


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "q": reading.q,
        "parts": [_part(part) for part in reading.parts],
        "refused": reading.refused,
        "shortened": reading.shortened,
        "exact": reading.exact,
    }


def _part(part: ReadPart) -> dict[str, Any]:
    return {
        "kind": str(part.kind),
        "text": part.text,
        "ignored": part.ignored or "",
        "meanings": [
            {
                "kind": str(meaning.kind),
                "origin": meaning.origin,
                "label": pick(meaning.labels, current_language()).text,
            }
            for meaning in part.meanings
        ],
        "expansions": [
            {"text": expansion.text, "origin": expansion.origin, "weight": expansion.weight}
            for expansion in part.expansions
        ],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "key": hit.key,
        "title": hit.title,
        "url": absolute(localised(hit.address)) + (f"#{hit.anchor}" if hit.anchor else ""),
        "type": hit.type,
        "language": hit.language,
        "score": hit.score,
        "pinned": hit.pinned,
        "snippet": marked(hit.snippet),
        "snippet_language": hit.snippet_language,
        "reasons": [
            {"field": reason.field, "words": list(reason.words), "text": reason_label(reason.field)}
            for reason in hit.reasons
        ],
    }


def _facet(site: Site, facet: Facet) -> list[dict[str, Any]]:
    return [
        {
            "value": value.value,
            "label": value_label(site, facet.name, value.value),
            "count": value.count,
            "chosen": value.chosen,
        }
        for value in facet.values
    ]


def _suggested(site: Site, name: Suggested) -> dict[str, Any]:
    card = site.card(name.key) if name.key else None
    address = localised(card.address) if card else SEARCH.address_of(SearchRequest(q=name.text))
    return {
        "text": name.text,
        "language": name.lang,
        "kind": str(name.kind),
        "key": name.key or None,
        "url": absolute(address),
    }


def _suggestion(suggestion: Suggestion | None) -> dict[str, Any] | None:
    return {"q": suggestion.q, "applied": suggestion.applied} if suggestion else None


def _way_on(site: Site, way: WayOn, wanted: SearchRequest) -> dict[str, Any]:
    return {
        "name": way.name,
        "label": way_on_label(site, way, wanted),
        "left_out": list(way.left_out),
        "url": absolute(SEARCH.address_of(way.request)),
        "total": way.total,
    }
