"""Human Genomics in Global Health: the site and its search. `create_app` is where its parts are wired together."""

from __future__ import annotations

from flask import Flask

from genomics import cli
from genomics.config import Settings
from genomics.publishing.site import SiteLoader
from genomics.web.application import build

__all__ = ["create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """The application under these settings, by default the environment's. Raises SettingsError."""
    settings = settings or Settings.from_environment()
    app = build(settings, SiteLoader(settings))
    cli.register(app, settings)
    return app
