"""`flask serve`: the site on this machine, built again after every save."""

from __future__ import annotations

from threading import Event

import click
from flask.cli import with_appcontext

from genomics.cli.common import chosen_settings, end_as_with_ctrl_c, fail, plain_errors
from genomics.config import Settings


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@with_appcontext
def serve(host: str, port: int) -> None:
    """Build the index, serve the site, and build again after every save in the content folder, until Ctrl-C."""
    from genomics.publishing.server import ServerError

    end_as_with_ctrl_c()
    try:
        with plain_errors():
            _serve(chosen_settings(), host, port)
    except ServerError as error:
        fail(str(error))
    except KeyboardInterrupt:
        click.echo("The site has ended.")


def _serve(settings: Settings, host: str, port: int) -> None:
    from genomics.publishing.server import Server, ServerError, refuse_taken_port
    from genomics.publishing.watch import Watcher

    refuse_taken_port(host, port)
    stop = Event()
    watcher = Watcher(settings, click.echo, stop)
    watcher.build()
    server = Server(settings, host, port)
    try:
        server.wait_until_it_answers()
        server.when_it_ends(stop.set)
        click.echo(f"The site is at {server.address}. Saved changes in {settings.content_dir} appear by themselves.")
        click.echo("Ctrl-C ends it.")
        watcher.run()
        raise ServerError(server.epitaph())
    finally:
        server.stop()
