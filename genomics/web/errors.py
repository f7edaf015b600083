"""What readers see when something goes wrong: plain words, ways on, and JSON for programs."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, redirect, request
from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed, RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from genomics.content.model import RecordType
from genomics.publishing.site import Card, Site, SiteUnavailableError
from genomics.search.request import SearchRequest
from genomics.search.results import SearchUnavailableError
from genomics.web import api
from genomics.web.card_views import CardView, card_view
from genomics.web.documents import form_of
from genomics.web.frame import Head, own_words, render
from genomics.web.localisation import gettext, localised, requested_path, split_language
from genomics.web.responses import json_answer
from genomics.web.sites import site_or_none

_ = gettext
log = logging.getLogger(__name__)

MOST_LIKELY_PAGES = 6
CLOSE_ENOUGH = 72
"""Of 100: how alike the end of an address and a name must be."""
LONGEST_GUESS = 60
NAMING = frozenset({"title", "names", "record"})
"""Why a search finds what is called like its words: an address is no question, so that words of a text mean nothing."""
RETRY_SECONDS = "30"
BUILD_COMMAND = "flask index build"
UNREADABLE = "\ufffd"
"""What stands for bytes that are no text."""
EXTENSIONS = (".json", ".ris", ".bib")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Apology:
    """What went wrong and what to do, in the words of the page's language; `command` where running one mends it."""

    title: str
    text: str
    advice: str
    command: str = ""


def install(app: Flask) -> None:
    """Answers every error in the site's own words."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SiteUnavailableError, _unavailable)
    app.register_error_handler(SearchUnavailableError, _unavailable)
    app.register_error_handler(Exception, _unexpected)

    @app.before_request
    def refuse_unreadable_addresses() -> None:
        if not request.path.isprintable() or UNREADABLE in request.path:
            raise BadRequest

    @app.before_request
    def refuse_large_bodies() -> None:
        if (request.content_length or 0) > app.config["MAX_CONTENT_LENGTH"]:
            # Nothing on this site takes a body, so none is read.
            raise RequestEntityTooLarge


def _http_error(error: HTTPException) -> BaseResponse:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    if status == HTTPStatus.NOT_FOUND:
        return _not_found()
    response = _answer(status, _apology(status))
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


def _unavailable(error: Exception) -> BaseResponse:
    log.error("cannot answer %s: %s", request.path, error)
    response = _answer(HTTPStatus.SERVICE_UNAVAILABLE, _apology(HTTPStatus.SERVICE_UNAVAILABLE))
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _unexpected(error: Exception) -> BaseResponse:
    log.error("a fault of ours at %s", request.path, exc_info=error)
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, _apology(HTTPStatus.INTERNAL_SERVER_ERROR))


def _not_found() -> BaseResponse:
    bare = request.path.rstrip("/")
    site = site_or_none()
    target = _moved(site, bare) if site else ""
    if target:
        return redirect(localised(target), HTTPStatus.MOVED_PERMANENTLY)
    likely = _likely_pages(site, bare) if site and not _is_for_programs() else []
    title = _gone(site, bare) if site else ""
    if title:
        return _answer(HTTPStatus.GONE, _farewell(title), likely)
    return _answer(HTTPStatus.NOT_FOUND, _apology(HTTPStatus.NOT_FOUND), likely)


def _moved(site: Site, path: str) -> str:
    """Where an old address leads now; empty where it is none. Other forms of a record lead to the same form."""
    if path in site.redirects:
        return site.redirects[path]
    extension = _extension(path)
    target = site.redirects.get(path.removesuffix(extension), "")
    address = split_language(urlsplit(target).path)[1]
    return form_of(address, extension) if _has_form(site, address, extension) else ""


def _has_form(site: Site, address: str, extension: str) -> bool:
    """Whether a record stands at an address, of a type that has this form."""
    types = RecordType if extension == ".json" else (RecordType.RESOURCE,)
    return any(card.address == address for record_type in types for card in site.cards(record_type))


def _gone(site: Site, path: str) -> str:
    """The title of the record that stood at an address until it was removed; empty where none did."""
    return site.gone.get(path) or site.gone.get(path.removesuffix(_extension(path)), "")


def _extension(path: str) -> str:
    return next((ending for ending in EXTENSIONS if path.endswith(ending)), "")


def _answer(status: int, apology: Apology, likely: Iterable[CardView] = ()) -> Response:
    if _is_for_programs():
        return json_answer({"error": {"status": status, **asdict(apology)}}, status)
    is_missing = status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
    head = Head(title=own_words(apology.title), may_be_indexed=False, has_search_box=not is_missing)
    template = "not_found.html" if is_missing else "error.html"
    page = render(template, head, apology=apology, status=status, likely=list(likely), words=" ".join(_path_words()))
    return make_response(page, status)


def _is_for_programs() -> bool:
    return split_language(requested_path())[1].startswith(api.PATH)


def _path_words() -> list[str]:
    return _WORDS.findall(request.path[:LONGEST_GUESS])


def _likely_pages(site: Site, path: str) -> list[CardView]:
    """Records whose id or title is near to the last part of the path, then what a search for its words finds."""
    cards = [*_near(site, path.rpartition("/")[2][:LONGEST_GUESS].lower()), *_found(site)]
    unique = {card.key: card for card in cards}
    return [card_view(site, card) for card in list(unique.values())[:MOST_LIKELY_PAGES]]


def _near(site: Site, name: str) -> list[Card]:
    # It brings numpy along, without which the command line starts faster.
    from rapidfuzz import fuzz, process

    keys: dict[str, str] = {}
    for key, title in site.titles.items():
        keys.setdefault(key.partition("/")[2], key)
        keys.setdefault(title.lower(), key)
    near = process.extract(name, keys.keys(), scorer=fuzz.ratio, limit=MOST_LIKELY_PAGES, score_cutoff=CLOSE_ENOUGH)
    cards = (site.card(keys[found]) for found, _score, _place in near)
    return [card for card in cards if card]


def _found(site: Site) -> list[Card]:
    """What is called like the words of the address, or like those of them that are known."""
    words = " ".join(_path_words())
    if not words:
        return []
    try:
        results = site.search(SearchRequest.from_args([("q", words), ("page_size", str(MOST_LIKELY_PAGES))]))
        fewer = next((way.request for way in results.ways_on if way.request.q), None)
        results = site.search(fewer) if fewer else results
    except SearchUnavailableError:
        return []
    cards = (site.card(hit.key) for hit in results.hits if any(reason.field in NAMING for reason in hit.reasons))
    return [card for card in cards if card]


def _farewell(title: str) -> Apology:
    return Apology(
        _("This page is no longer on the site"),
        _("“%(title)s” was published here and has been taken off.") % {"title": title},
        _("Search for what you were looking for, or take one of the ways below."),
    )


def _apology(status: int) -> Apology:
    apologies = {
        HTTPStatus.BAD_REQUEST: Apology(
            _("This address cannot be read"),
            _("Something in the address or in what your browser sent is not as it should be."),
            _("Check the address, or start again from the home page."),
        ),
        HTTPStatus.NOT_FOUND: Apology(
            _("There is no page at this address"),
            _("The page may have moved, or the address may have been mistyped."),
            _("Search for what you were looking for, or take one of the ways below."),
        ),
        HTTPStatus.METHOD_NOT_ALLOWED: Apology(
            _("This address can only be read"),
            _("Your browser tried to send something here, and pages of this site take nothing in."),
            _("Open the address again without sending a form."),
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Apology(
            _("That was too much to send"),
            _("Pages of this site take nothing in, so what your browser sent was not read."),
            _("Open the address again without sending a file or form."),
        ),
        HTTPStatus.SERVICE_UNAVAILABLE: Apology(
            _("This part of the site cannot answer at the moment"),
            _("The search index or the records cannot be read. That is our fault, not yours."),
            _("Try again in a minute. If you run this site, use the command below and look at its log."),
            BUILD_COMMAND,
        ),
    }
    return apologies.get(
        HTTPStatus(status),
        Apology(
            _("Something went wrong on our side"),
            _("The fault has been written to the log, so that it can be mended."),
            _("Try again in a minute, or start from the home page."),
        ),
    )
