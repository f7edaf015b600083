"""The web application: settings and a loader in, a Flask application out."""

from __future__ import annotations

import re

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix

from genomics.config import PROJECT_FOLDER, Settings
from genomics.content.model import ORIGINAL_LANGUAGE
from genomics.web import (
    api,
    catalogue,
    compression,
    directory,
    errors,
    frame,
    glossary,
    headers,
    health,
    hooks,
    map_page,
    pages,
    preview,
    search,
    sites,
    static_files,
    styleguide,
    subjects,
    timeline,
    wayfinding,
)
from genomics.web.localisation import LanguagePrefix, gettext, localised, ngettext, requested_path
from genomics.web.sites import Loader

LARGEST_BODY = 16 * 1024
_ENGLISH = f"/{ORIGINAL_LANGUAGE}/"
_OWN_ADDRESS = re.compile(r'href="(/(?!/)[^"]*)"')
BLUEPRINTS = (
    api.blueprint,
    catalogue.blueprint,
    directory.blueprint,
    glossary.blueprint,
    health.blueprint,
    map_page.blueprint,
    search.blueprint,
    static_files.blueprint,
    subjects.blueprint,
    timeline.blueprint,
    wayfinding.blueprint,
    pages.blueprint,
)


def build(settings: Settings, loader: Loader) -> Flask:
    """The application that serves the loader's site."""
    app = Flask("genomics", static_folder=None, template_folder=str(PROJECT_FOLDER / "templates"))
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY, PROVIDE_AUTOMATIC_OPTIONS=False)
    _prepare_templates(app)
    static_files.install(app)
    app.jinja_env.globals["is_preview"] = settings.preview
    sites.install(app, settings, loader)
    frame.install(app)
    errors.install(app)
    if settings.preview:
        preview.install(app)
    # What is asked for last is done first: an answer gets its headers, then it is compressed.
    compression.install(app)
    headers.install(app, settings)
    app.before_request(_to_the_one_address)
    if settings.hook_secret:
        app.register_blueprint(hooks.blueprint)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    styleguide.install(app, settings)
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]  # Flask's own way to add middleware
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    return app


def _prepare_templates(app: Flask) -> None:
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["sanitised_html"] = sanitised_html


def sanitised_html(html: str) -> Markup:
    """Body HTML as it is, for it was made safe when it was read; its addresses get the language of the page."""
    # `href="/` is never text: quotation marks in text are escaped.
    own = _OWN_ADDRESS.sub(lambda found: f'href="{localised(found[1])}"', html)
    return Markup(own)  # noqa: S704 -- sanitised at reading


def _to_the_one_address() -> ResponseReturnValue | None:
    """Sends `/about/` and `/en/about` to `/about`, as the same address on this site and nowhere else."""
    path = requested_path()
    is_prefixed = f"{path}/".startswith(_ENGLISH)
    bare = (path.removeprefix(_ENGLISH[:-1]) if is_prefixed else path).rstrip("/") or "/"
    if bare == path:
        return None
    query = request.query_string.decode("utf-8", "replace")
    return redirect(f"{bare}?{query}" if query else bare, 301)
