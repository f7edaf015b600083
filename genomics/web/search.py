"""The search page."""

from __future__ import annotations

from flask import Blueprint, request

from genomics.search.request import SearchRequest
from genomics.web.frame import Head, crumbs, own_words, render
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
    title = _("%(query)s – search") % {"query": wanted.q} if wanted.q else _("Search")
    head = Head(
        title=own_words(title),
        description=_("Search the resources, collaborators, glossary and pages on human genomics."),
        crumbs=crumbs(),
        query=wanted.q,
        may_be_indexed=not query,
    )
    return render("search.html", head, results=results_view(site, results, SEARCH))
