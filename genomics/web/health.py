"""What monitors ask: does the process live, and would a reader get an answer. Details are for the log alone."""

from __future__ import annotations

import logging

from flask import Blueprint, Response

from genomics.publishing.site import SiteUnavailableError
from genomics.search.results import SearchUnavailableError
from genomics.web.responses import json_answer
from genomics.web.sites import current_site, loader

NO_PAGES = "No pages can be served. The log says why."
NO_SEARCH = "Pages are served, but the search does not work. The log says why."
NOT_WHOLE = "Part of the index cannot be used, so readers may see an older generation. The log says why."

blueprint = Blueprint("health", __name__)
log = logging.getLogger(__name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Always 200 while the process lives; `state` is `degraded` where something has to be mended."""
    health = loader().health()
    if not health.problem:
        return _answer("ok", health.generation)
    return _answer("degraded", health.generation, _kind_of_problem() if health.generation else NO_PAGES)


@blueprint.get("/readyz")
def ready() -> Response:
    """200 where the search answers a real query, else 503."""
    generation = ""
    try:
        site = current_site()
        generation = site.generation
        site.ready()
    except SiteUnavailableError as fault:
        log.warning("not ready: %s", fault)
        return _answer("unavailable", generation, NO_PAGES, 503)
    except SearchUnavailableError as fault:
        log.warning("not ready: %s", fault)
        return _answer("unavailable", generation, NO_SEARCH, 503)
    return _answer("ready", generation)


def _kind_of_problem() -> str:
    return NO_SEARCH if current_site().search_problem else NOT_WHOLE


def _answer(state: str, generation: str, problem: str = "", status: int = 200) -> Response:
    return json_answer({"state": state, "generation": generation, "problem": problem}, status)
