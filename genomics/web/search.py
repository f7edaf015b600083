"""The search page."""

from __future__ import annotations

from flask import Blueprint, request

from genomics.search.request import SearchRequest
from genomics.web.frame import Head, own_words, render
from genomics.web.localisation import current_language, gettext
from genomics.web.presenters import SEARCH, results_view
from genomics.web.sites import current_site

_ = gettext
blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def search() -> str:
    site = current_site()
    wanted = SearchRequest.from_args(request.args.items(multi=True), current_language())
    results = site.search(wanted)
    query = wanted.query_string()
    view = results_view(site, results, SEARCH)
    head = Head(
        # A browser or screen reader says the title first: so the number of results is heard at once.
        title=own_words(view.count if wanted.q else _("Search")),
        description=_("Search the resources, collaborators, glossary and pages on human genomics."),
        query=wanted.q,
        may_be_indexed=not query,
    )
    return render("search.html", head, results=view)
