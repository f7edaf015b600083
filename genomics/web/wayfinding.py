"""What search engines and browsers look for at fixed addresses: robots.txt, the sitemap, the site's icon."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from flask import Blueprint, Response

from genomics.content.model import SITE_LANGUAGES, RecordType
from genomics.publishing.site import Site
from genomics.web.frame import absolute, explains
from genomics.web.labels import EXPLAINED
from genomics.web.localisation import localised
from genomics.web.sites import current_site, settings
from genomics.web.static_files import static_file

blueprint = Blueprint("wayfinding", __name__)

LISTS = (
    ("/resources", RecordType.RESOURCE),
    ("/collaborators", RecordType.COLLABORATOR),
    ("/glossary", RecordType.TERM),
)


@blueprint.get("/robots.txt")
def robots() -> Response:
    if settings().preview:
        return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")
    searches = [f"Disallow: {localised('/search', language)}?" for language in SITE_LANGUAGES]
    lines = ["User-agent: *", "Disallow: /api/", *searches, f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return Response("\n".join(lines), mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    entries = (f"<url><loc>{escape(absolute(address))}</loc></url>" for address in addresses(current_site()))
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Response(opening + "\n".join(entries) + "\n</urlset>\n", mimetype="application/xml")


@blueprint.get("/favicon.svg")
@blueprint.get("/favicon.ico")
def icon() -> Response:
    return static_file("favicon.svg")


def addresses(site: Site) -> Iterable[str]:
    """The addresses of all pages: every record (and its translations), every subject, every list that has entries."""
    yield "/"
    yield "/search"
    for address, record_type in LISTS:
        if site.counts.get(record_type):
            yield address
    if site.counts.get(RecordType.COLLABORATOR):
        yield "/map"
    if explains(site):
        yield f"/{EXPLAINED}"
    if site.timeline:
        yield "/timeline"
    for address, name in (("/topics", "topic"), ("/countries", "country"), ("/regions", "region")):
        counts = site.tag_counts(name)
        if counts:
            yield address
        yield from (f"{address}/{value}" for value in sorted(counts))
    for record_type in RecordType:
        for card in site.cards(record_type):
            yield from _record_addresses(site, card.key)


def _record_addresses(site: Site, key: str) -> Iterable[str]:
    record = site.record(key)
    if record is None:
        return
    if record.address != "/":
        yield record.address
    yield from (localised(record.address, language) for language in record.translations)
