"""Where records and events come from, as their pages say it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from genomics.content.model import Source
from genomics.publishing.site import Site
from genomics.web.localisation import day, gettext

_ = gettext


@dataclass(frozen=True, slots=True)
class SourceView:
    """A place at which a record was read. `lost` says since when it is not there any more, where it is not."""

    url: str
    title: str
    note: str
    lost: str


def source_view(site: Site, source: Source) -> SourceView:
    """A source as readers see it."""
    return SourceView(source.url, source.title, source.note, lost(site, source.url))


def lost(site: Site, url: str) -> str:
    """Since when an address outside the site does not answer; empty for one that does."""
    since = site.lost_links.get(url)
    return _("This address has not answered since %(date)s.") % {"date": day(since)} if since else ""


def host_of(url: str) -> str:
    """Where an address leads, in short."""
    return urlsplit(url).netloc.removeprefix("www.")
