"""Human Genomics in Global Health: the site and its search. `create_app` is where its parts are wired together."""

from __future__ import annotations

from flask import Flask

from genomics import cli
from genomics.config import Settings
from genomics.publishing.site import SiteLoader
from genomics.web.application import build

__all__ = ["create_app"]


def create_app(settings: Settings | None = None, *, looks_ahead: bool = False) -> Flask:
    """The application under these settings, by default the environment's. Raises SettingsError.

    One that `looks_ahead` opens new generations beside its requests, in a thread that the first of them starts: a
    server may make copies of its process before that.
    """
    settings = settings or Settings.from_environment()
    loader = SiteLoader(settings)
    app = build(settings, loader)
    if looks_ahead:
        app.before_request(loader.look_ahead)
    cli.register(app, settings)
    return app
