"""How good the search is on the shipped content: `make relevance` prints each figure, and what was missed beside it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from genomics import create_app
from genomics.config import PROJECT_FOLDER, Settings
from genomics.content.library import Library
from genomics.content.model import ORIGINAL_LANGUAGE, SITE_LANGUAGES
from genomics.publishing.build import rebuild
from genomics.publishing.site import Site
from genomics.search.documents import documents_of
from genomics.search.evaluation import MEASURES, evaluate, read_judgements
from genomics.search.results import SearchResults
from genomics.web.presenters import SEARCH, results_view
from tests.relevance import figures, items
from tests.relevance.figures import Share
from tests.relevance.shipped import shipped_library
from tests.relevance.truth import Judge

HERE = Path(__file__).parent
JUDGED = ("english.tsv", "other_languages.tsv", "blind.tsv", "second_blind.tsv")
HITS = 10_000
HOSTILE = 10_000
MISSPELLINGS = 300
NONSENSE = 50
SHOWN = 5
"""Examples of what was missed that are printed."""


def main() -> None:
    """Measures and prints, one figure after the other."""
    library = shipped_library()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(content_dir=PROJECT_FOLDER / "content", index_dir=Path(folder))
        rebuild(settings)
        app = create_app(settings)
        site = app.extensions["genomics.loader"].current()
        judged(site)
        names(site, library)
        words(site, library)
        reasons(site, library, app)
        answers(app, library)


def judged(site: Site) -> None:
    """nDCG@10 of the judged queries by language and kind."""
    for name in JUDGED:
        evaluation = evaluate(read_judgements(HERE / name), site.rank)
        line(f"{MEASURES[0]}, {name}", f"{evaluation.mean(MEASURES[0]):.3f}")
        for group in evaluation.groups:
            line(f"  {group}", f"{evaluation.mean(MEASURES[0], group):.3f}")


def names(site: Site, library: Library) -> None:
    """Titles and other names that find their record first, and names of concepts in the top, by language."""
    found = items.names(library)
    for what, is_title in (("titles", True), ("other names", False)):
        for lang, own in figures.by_language(name for name in found if name.is_title is is_title).items():
            report(f"{what} that find their record first, {lang}", figures.found_first(site, own))
    for lang, share in figures.concepts_in_top(site, items.concepts(library)).items():
        report(f"names of {items.CONCEPTS} concepts, term in the top {figures.TOP}, {lang}", share)


def words(site: Site, library: Library) -> None:
    """Misspellings, gene symbols, national spellings and nonsense."""
    for langs in (("en", "fr", "es"), ("ru", "ar")):
        wrong = items.misspellings(library, MISSPELLINGS, langs, seed=11)
        report(f"misspellings mended, {', '.join(langs)}", figures.misspellings_mended(site, wrong))
    report("gene symbols never mended", figures.symbols_left_alone(site, library.genes))
    report("British and American pairs with one list", figures.alike(site, items.spelling_pairs(library)))
    report("nonsense refused", figures.refused(site, items.nonsense(NONSENSE)))


def reasons(site: Site, library: Library, app: Flask) -> None:
    """Reasons of random hits, as a reader sees them."""
    judge = Judge(library, documents_of(library))
    found = figures.reasons(site, library, judge, HITS, lambda results: shown_reasons(app, site, results))
    for what, missed in (
        ("hits without a reason", found.without),
        ("hits with a false reason", found.false),
        (f"hits whose reasons take more than {figures.MOST_WORDS} words", found.long),
    ):
        line(f"{what}, of {found.hits}", str(len(missed)))
        examples(missed)


def shown_reasons(app: Flask, site: Site, results: SearchResults) -> list[str]:
    """The reasons of each hit in the words of the page, in the reader's language."""
    with app.test_request_context("/search", environ_overrides={"genomics.language": results.request.lang}):
        hits = results_view(site, results, SEARCH).hits
    return ["; ".join(f"{reason.label} {', '.join(reason.words)}" for reason in hit.reasons) for hit in hits]


def answers(app: Flask, library: Library) -> None:
    """Random and hostile strings, over HTTP: errors, and the slowest answers."""
    client = app.test_client()
    failed: list[str] = []
    times: list[tuple[float, str]] = []
    for number, q in enumerate(items.hostile(library, HOSTILE)):
        lang = SITE_LANGUAGES[number % len(SITE_LANGUAGES)]
        prefix = "" if lang == ORIGINAL_LANGUAGE else f"/{lang}"
        start = time.perf_counter()
        answer = client.get(f"{prefix}/api/v1/search", query_string={"q": q})
        times.append((time.perf_counter() - start, q))
        if answer.status_code != 200:
            failed.append(q)
    report("random and hostile strings answered without an error", Share(HOSTILE, failed))
    slowest = sorted(times, reverse=True)[:SHOWN]
    line("slowest answer", milliseconds(slowest[0][0]))
    examples([f"{milliseconds(seconds)}: {q[:60]!r}" for seconds, q in slowest])


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def report(what: str, share: Share) -> None:
    line(what, f"{share.good:.1%} of {share.all}")
    examples(share.missed)


def line(what: str, value: str) -> None:
    print(f"{what:72} {value}", flush=True)


def examples(missed: Sequence[str]) -> None:
    for one in missed[:SHOWN]:
        print(f"    {one}", flush=True)


if __name__ == "__main__":
    main()
