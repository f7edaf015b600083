"""The site that a request is answered from: one generation from the first to the last line of a page."""

from __future__ import annotations

import logging
from typing import Protocol

from flask import Flask, abort, current_app, g

from genomics.config import Settings
from genomics.content.model import Record, RecordType
from genomics.publishing.site import Health, Site, SiteUnavailableError

_LOADER = "genomics.loader"
_SETTINGS = "genomics.settings"
log = logging.getLogger(__name__)


class Loader(Protocol):
    """What gives the current site: in production a SiteLoader."""

    def current(self) -> Site: ...

    def health(self) -> Health: ...


def install(app: Flask, settings: Settings, loader: Loader) -> None:
    """Notes in the application where its site comes from."""
    app.extensions[_LOADER] = loader
    app.extensions[_SETTINGS] = settings

    @app.teardown_appcontext
    def let_go(_error: BaseException | None) -> None:
        # A finished request waits for the garbage collector, and would keep the files of a replaced generation open.
        g.pop("site", None)


def settings() -> Settings:
    """The settings of the running application."""
    found: Settings = current_app.extensions[_SETTINGS]
    return found


def loader() -> Loader:
    """Where the running application takes its site from."""
    found: Loader = current_app.extensions[_LOADER]
    return found


def current_site() -> Site:
    """The site of this request. Raises SiteUnavailableError."""
    if "site" not in g:
        g.site = loader().current()
    site: Site = g.site
    return site


def site_or_none() -> Site | None:
    """The site of this request, for what has to work without one."""
    try:
        return current_site()
    except SiteUnavailableError as fault:
        log.warning("no site to serve: %s", fault)
    except Exception:
        # An error page has to come out whatever is broken.
        log.exception("the site cannot be opened")
    return None


def record_or_404(record_type: RecordType, record_id: str) -> Record:
    """The record of that type and id. Raises NotFound."""
    record = current_site().record(f"{record_type}/{record_id}")
    if record is None:
        abort(404)
    return record
