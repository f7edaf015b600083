"""What monitors ask: does the process live, and would a reader get an answer."""

from __future__ import annotations

from flask import Blueprint, Response

from genomics.publishing.site import SiteUnavailableError
from genomics.search.results import SearchUnavailableError
from genomics.web.responses import json_answer
from genomics.web.sites import current_site, loader

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Always 200 while the process lives; `state` is `degraded` where something has to be mended."""
    health = loader().health()
    state = "degraded" if health.problem else "ok"
    return json_answer({"state": state, "generation": health.generation, "problem": health.problem})


@blueprint.get("/readyz")
def ready() -> Response:
    """200 where the search answers a real query, else 503."""
    try:
        site = current_site()
        site.ready()
    except (SiteUnavailableError, SearchUnavailableError) as fault:
        return json_answer({"state": "unavailable", "problem": str(fault)}, 503)
    return json_answer({"state": "ready", "generation": site.generation})
