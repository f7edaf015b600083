"""The command line: `flask content …`, `flask index …`, `flask search …`, `flask serve` and `flask preview`."""

from __future__ import annotations

from typing import NoReturn

import click
from flask import Flask

from genomics.cli.common import SETTINGS, fail
from genomics.cli.content import content
from genomics.cli.index import index
from genomics.cli.search import search
from genomics.cli.serve import preview, serve
from genomics.config import Settings, SettingsError

EXIT_SETTINGS = 2
EXIT_GUNICORN_GIVES_UP = 4
"""What a worker's end has to be for gunicorn to stop; after any other it starts the next one, for ever."""


def register(app: Flask, settings: Settings) -> None:
    """Gives the application its commands."""
    app.extensions[SETTINGS] = settings
    for command in (content, index, search, serve, preview):
        app.cli.add_command(command)


def refuse_to_start(error: SettingsError) -> NoReturn:
    """Ends `flask` or gunicorn with what is wrong with the settings, as a sentence."""
    is_command = click.get_current_context(silent=True) is not None
    fail(str(error), EXIT_SETTINGS if is_command else EXIT_GUNICORN_GIVES_UP)
