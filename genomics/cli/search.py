"""`flask search …`: search from the command line, and measure how good the search is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import AppGroup

from genomics.cli.common import chosen_settings, fail, plain_errors, some
from genomics.search.request import SearchRequest
from genomics.search.results import SearchResults

if TYPE_CHECKING:
    from genomics.publishing.site import Site

MAX_DEPTH = 10_000

search = AppGroup("search", help="Search from the command line, and measure how good the search is.")


@search.command("query")
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON, as at /api/v1/search.")
def search_query(query: str, as_json: bool) -> None:
    """Show the first page of results for QUERY."""
    with plain_errors():
        site = _site()
        results = site.search(SearchRequest.from_args([("q", query)]))
    if as_json:
        click.echo(_as_json(site, results))
        return
    click.echo(some(results.total, "result"))
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
        fail(str(error))
    with plain_errors():
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
        with plain_errors():
            found = evaluate(queries, _site().rank)
    except JudgementError as error:
        fail(str(error))
    except ImportError:
        fail("Measuring needs ir-measures: install requirements-dev.txt.")
    for query in queries if each else ():
        values = found.values[query.query]
        click.echo("\t".join([query.query, *(f"{name}={values[name]:.4f}" for name in MEASURES)]))
    for name in MEASURES:
        click.echo(f"{name:<10}{found.mean(name):.4f}")
    for group in found.groups:
        click.echo(f"{group:<16}{MEASURES[0]} {found.mean(MEASURES[0], group):.4f}")
    click.echo(some(len(queries), "query", "queries"))


def _site() -> Site:
    from genomics.publishing.site import SiteLoader

    return SiteLoader(chosen_settings()).current()


def _as_json(site: Site, results: SearchResults) -> str:
    from genomics.web.api import answer

    # Addresses in the answer are made for a request.
    with current_app.test_request_context():
        return json.dumps(answer(site, results), ensure_ascii=False, indent=2)
