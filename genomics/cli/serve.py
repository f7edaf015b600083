"""`flask serve` and `flask preview`: the site on this machine, built again after every save."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import click
from flask.cli import with_appcontext

from genomics.cli.common import chosen_settings, end_as_with_ctrl_c, fail, plain_errors
from genomics.config import Settings

_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
_PORT = click.IntRange(1, 65535)


@click.command("serve")
@_HOST
@click.option("--port", default=8000, show_default=True, type=_PORT, help="Port to listen on.")
@with_appcontext
def serve(host: str, port: int) -> None:
    """Build the index, serve the site, and build again after every save in the content folder, until Ctrl-C."""
    _run(chosen_settings(), host, port, "`make run PORT={port}` or `flask serve --port {port}`")


@click.command("preview")
@_HOST
@click.option("--port", default=8001, show_default=True, type=_PORT, help="Port to listen on.")
@with_appcontext
def preview(host: str, port: int) -> None:
    """Serve the content with drafts and all that is still to come, marked as a draft, until Ctrl-C.

    Open pages show every save by themselves. Nothing is published by it.
    """
    settings = chosen_settings()
    drafts = replace(settings, preview=True, index_dir=settings.index_dir / "preview", site_url="")
    _run(drafts, host, port, "`flask preview --port {port}`")


def _run(settings: Settings, host: str, port: int, ways: str) -> None:
    from genomics.publishing.server import ServerError

    end_as_with_ctrl_c()
    try:
        with plain_errors():
            _serve(settings, host, port, ways)
    except ServerError as error:
        fail(str(error))
    except KeyboardInterrupt:
        click.echo("The site has ended.")


def _serve(settings: Settings, host: str, port: int, ways: str) -> None:
    from genomics.publishing.gentle import give_way
    from genomics.publishing.server import Server, ServerError, refuse_taken_port
    from genomics.publishing.watch import Watcher

    refuse_taken_port(host, port, ways)
    stop = Event()
    watcher = Watcher(settings, click.echo, stop)
    watcher.build()
    server = Server(settings, host, port)
    try:
        # Only now: what a process starts has its priority, and readers are not to wait for builds.
        give_way()
        server.wait_until_it_answers()
        server.when_it_ends(stop.set)
        name = "preview" if settings.preview else "site"
        click.echo(f"The {name} is at {server.address}. Saved changes in {settings.content_dir} appear by themselves.")
        click.echo("Ctrl-C ends it.")
        watcher.run()
        raise ServerError(server.epitaph())
    finally:
        server.stop()
