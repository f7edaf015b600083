"""The command line: `flask content …`, `flask index …`, `flask search …` and `flask serve`."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NoReturn

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from genomics.config import Settings, SettingsError
from genomics.content.errors import ContentErrors, Fault
from genomics.content.model import RecordType
from genomics.publishing.errors import BuildError, BusyError, SiteUnavailableError
from genomics.search.request import SearchRequest
from genomics.search.results import SearchResults, SearchUnavailableError

if TYPE_CHECKING:
    from genomics.publishing.build import BuildReport
    from genomics.publishing.manifest import Manifest
    from genomics.publishing.site import Site

# Reading, building and searching are imported by the commands that need them, so that the others start at once.

EXIT_FAULTS = 1
EXIT_SETTINGS = 2
EXIT_BUSY = 75
EXIT_GUNICORN_GIVES_UP = 4
"""What a worker's end has to be for gunicorn to stop; after any other it starts the next one, for ever."""

NOUNS = {
    RecordType.PAGE: "page",
    RecordType.RESOURCE: "resource",
    RecordType.COLLABORATOR: "collaborator",
    RecordType.TERM: "glossary term",
}
BUILD_ADVICE = "Run `flask index build`."
MOST_NAMED = 10
"""Most keys that a build names one by one."""
MAX_DEPTH = 10_000
SECONDS_BETWEEN_LINES = 2.0

_SETTINGS = "genomics.cli.settings"

Progress = Callable[[str, int, int], None]

content = AppGroup("content", help="Check content, and begin new files.")
index = AppGroup("index", help="Build the index that readers see, and look after it.")
search = AppGroup("search", help="Search from the command line, and measure how good the search is.")


def register(app: Flask, settings: Settings) -> None:
    """Gives the application its commands."""
    app.extensions[_SETTINGS] = settings
    for command in (content, index, search, serve):
        app.cli.add_command(command)


def refuse_to_start(error: SettingsError) -> NoReturn:
    """Ends `flask` or gunicorn with what is wrong with the settings, as a sentence."""
    is_command = click.get_current_context(silent=True) is not None
    _fail(str(error), EXIT_SETTINGS if is_command else EXIT_GUNICORN_GIVES_UP)


def _settings() -> Settings:
    found: Settings = current_app.extensions[_SETTINGS]
    return found


# --- content ---------------------------------------------------------------------------------------------------------


@content.command("check")
def content_check() -> None:
    """Read everything and list every fault at once, as path:line: what is wrong. What to do."""
    from genomics.content.reader import read_library

    with _plain_errors(), _progress() as progress:
        library = read_library(_settings().content_dir, progress=lambda done, total: progress("Reading", done, total))
    counts = {kind: sum(1 for r in library.records.values() if r.type is kind) for kind in RecordType}
    click.echo(f"No faults: {_counted(counts)}.")


@content.command("new")
@click.argument("record_type", metavar="TYPE", type=click.Choice([kind.value for kind in RecordType]))
@click.argument("title")
def content_new(record_type: str, title: str) -> None:
    """Make a valid file to fill in: a page, resource, collaborator or term called TITLE."""
    from genomics.content.skeleton import make_skeleton

    try:
        path = make_skeleton(_settings().content_dir, RecordType(record_type), title, date.today())
    except (OSError, ValueError) as error:
        _fail(str(error))
    click.echo(f"{path} is ready to be filled in.")


# --- index -----------------------------------------------------------------------------------------------------------


@index.command("build")
@click.option("--force", is_flag=True, help="Build also where nothing has changed.")
def index_build(force: bool) -> None:
    """Publish what the content folder holds. A folder with faults is not published; readers keep what they had."""
    from genomics.publishing.build import rebuild

    with _plain_errors(), _progress() as progress:
        report = rebuild(_settings(), force=force, progress=progress)
    _print_report(report)


@index.command("status")
def index_status() -> None:
    """Say which generation readers see and what it holds."""
    from genomics.publishing.store import GenerationStore

    with _plain_errors():
        status = GenerationStore(_settings().index_dir).status()
    for name, manifest in (("Current", status.current), ("Previous", status.previous)):
        if manifest:
            click.echo(f"{name + ':':<10}{_described(manifest)}")
    if status.others:
        click.echo(f"The next build removes: {', '.join(status.others)}")
    if status.problem:
        _fail(f"{status.problem} {BUILD_ADVICE}")


@index.command("verify")
def index_verify() -> None:
    """Compare the checksums of what was published, open it and ask it real questions."""
    from genomics.publishing.inspection import problems_of
    from genomics.publishing.store import GenerationStore

    store = GenerationStore(_settings().index_dir)
    with _plain_errors():
        pointer = store.pointer()
        if pointer is None:
            _fail(f"There is no current generation. {BUILD_ADVICE}")
        problems = problems_of(store.folder(pointer.generation))
        earlier = problems_of(store.folder(pointer.previous)) if pointer.previous else []
    _print_wholeness(pointer.generation, problems)
    if pointer.previous:
        _print_wholeness(pointer.previous, earlier)
    if earlier:
        click.echo("  Note: this is the previous generation, which readers do not see. The next build replaces it.")
    if problems:
        _fail(BUILD_ADVICE)


def _print_wholeness(generation: str, problems: Sequence[str]) -> None:
    click.echo(f"{generation}: {'not whole' if problems else 'whole'}")
    for problem in problems:
        # What to do is said once, and only where there is something to do.
        click.echo(f"  {problem.removesuffix(BUILD_ADVICE).rstrip()}")


@index.command("watch")
def index_watch() -> None:
    """Build after every save in the content folder, until Ctrl-C."""
    from genomics.publishing.watch import watch

    settings = _settings()
    _end_as_with_ctrl_c()
    click.echo(f"Watching {settings.content_dir}. Ctrl-C ends it.")
    try:
        with _plain_errors():
            watch(settings, click.echo)
    except KeyboardInterrupt:
        click.echo("Watching has ended.")


# --- serve -----------------------------------------------------------------------------------------------------------


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@with_appcontext
def serve(host: str, port: int) -> None:
    """Build the index, serve the site, and build again after every save in the content folder, until Ctrl-C."""
    from genomics.publishing.server import ServerError

    _end_as_with_ctrl_c()
    try:
        with _plain_errors():
            _serve(_settings(), host, port)
    except ServerError as error:
        _fail(str(error))
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


def _end_as_with_ctrl_c() -> None:
    """Ends cleanly also when the service manager or the closing terminal says so."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


# --- search ----------------------------------------------------------------------------------------------------------


@search.command("query")
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON, as at /api/v1/search.")
def search_query(query: str, as_json: bool) -> None:
    """Show the first page of results for QUERY."""
    with _plain_errors():
        site = _site()
        results = site.search(SearchRequest.from_args([("q", query)]))
    if as_json:
        click.echo(_as_json(site, results))
        return
    click.echo(_some(results.total, "result"))
    for place, hit in enumerate(results.hits, start=1):
        click.echo(f"{place:>3}. {hit.title}  [{hit.key}]  {hit.score:.2f}")
        click.echo(f"     {''.join(stretch.text for stretch in hit.snippet)}")


@search.command("run")
@click.option("--queries", "path", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--depth", default=100, show_default=True, type=click.IntRange(1, MAX_DEPTH))
def search_run(path: Path, depth: int) -> None:
    """Answer the queries of a file (qid<TAB>query) as a TREC run: qid Q0 key rank score tag."""
    from genomics.search.evaluation import JudgementError, read_queries, run_lines

    try:
        queries = read_queries(path)
    except JudgementError as error:
        _fail(str(error))
    with _plain_errors():
        site = _site()
        for qid, query in queries.items():
            for line in run_lines(qid, site.rank(query, depth)):
                click.echo(line)


@search.command("evaluate")
@click.argument("path", metavar="JUDGEMENTS", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--each", is_flag=True, help="Also show the measures of every query.")
def search_evaluate(path: Path, each: bool) -> None:
    """Measure the search by a file of judgements: query<TAB>key<TAB>grade, with grades from 0 to 3.

    Further columns name groups, such as a language, that are also measured by themselves.
    """
    from genomics.search.evaluation import MEASURES, JudgementError, evaluate, read_judgements

    try:
        queries = read_judgements(path)
        with _plain_errors():
            found = evaluate(queries, _site().rank)
    except JudgementError as error:
        _fail(str(error))
    except ImportError:
        _fail("Measuring needs ir-measures: install requirements-dev.txt.")
    for query in queries if each else ():
        values = found.values[query.query]
        click.echo("\t".join([query.query, *(f"{name}={values[name]:.4f}" for name in MEASURES)]))
    for name in MEASURES:
        click.echo(f"{name:<10}{found.mean(name):.4f}")
    for group in found.groups:
        click.echo(f"{group:<16}{MEASURES[0]} {found.mean(MEASURES[0], group):.4f}")
    click.echo(_some(len(queries), "query", "queries"))


def _site() -> Site:
    from genomics.publishing.site import SiteLoader

    return SiteLoader(_settings()).current()


def _as_json(site: Site, results: SearchResults) -> str:
    from genomics.web.api import answer

    # Addresses in the answer are made for a request.
    with current_app.test_request_context():
        return json.dumps(answer(site, results), ensure_ascii=False, indent=2)


# --- what the commands share -----------------------------------------------------------------------------------------


def _fail(sentence: str, code: int = EXIT_FAULTS) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)


@contextmanager
def _plain_errors() -> Iterator[None]:
    """What can go wrong, as sentences and exit codes."""
    try:
        yield
    except ContentErrors as errors:
        _print_faults(errors.faults)
        sys.exit(EXIT_FAULTS)
    except BusyError as error:
        _fail(str(error), EXIT_BUSY)
    except (BuildError, SiteUnavailableError, SearchUnavailableError, OSError) as error:
        _fail(str(error))


def _print_faults(faults: Sequence[Fault]) -> None:
    for fault in faults:
        click.echo(str(fault))
    files = len({fault.path for fault in faults})
    click.echo(f"{_some(len(faults), 'fault')} in {_some(files, 'file')}.", err=True)


def _print_report(report: BuildReport) -> None:
    click.echo(f"{_counted(report.counts)}.")
    if not report.published:
        click.echo(f"Nothing has changed: {report.generation} stays current ({report.seconds:.1f} s).")
        return
    for name, keys in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        shown = ", ".join(keys[:MOST_NAMED]) + (" …" if len(keys) > MOST_NAMED else "")
        click.echo(f"{len(keys)} {name}{': ' + shown if keys else ''}")
    click.echo(f"Published {report.generation} in {report.seconds:.1f} s.")


def _described(manifest: Manifest) -> str:
    return f"{manifest.generation}, built {manifest.built:%Y-%m-%d %H:%M:%S} UTC: {_counted(manifest.counts)}"


def _counted(counts: Mapping[RecordType, int]) -> str:
    return ", ".join(_some(count, NOUNS[record_type]) for record_type, count in counts.items())


def _some(count: int, noun: str, plural: str = "") -> str:
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar for each step on a terminal, plain lines elsewhere; both on standard error."""
    if not sys.stderr.isatty():
        yield _PlainLines()
        return
    with ExitStack() as bars:
        yield _Bars(bars)


class _Bars:
    def __init__(self, bars: ExitStack) -> None:
        self._bars = bars
        self._step = ""
        self._done = 0

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self._bars.close()
            self._bar = self._bars.enter_context(click.progressbar(length=total, label=step, file=sys.stderr))
            self._step, self._done = step, 0
        self._bar.update(done - self._done)
        self._done = done


class _PlainLines:
    def __init__(self) -> None:
        self._step = ""
        self._last = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if step == self._step and now - self._last < SECONDS_BETWEEN_LINES:
            return
        self._step, self._last = step, now
        click.echo(f"{step}: {done:,} of {total:,}", err=True)
