from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from flask import Flask

from tests.cli.running import run


def test_a_search_without_an_index_names_the_command_to_run(app: Flask, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text("q1\tallele\n")
    for words in (("query", "allele"), ("query", "allele", "--json"), ("run", "--queries", str(queries))):
        result = run(app, "search", *words)
        assert result.exit_code == 1
        assert "flask index build" in result.stderr


@pytest.fixture
def built(app: Flask) -> Flask:
    assert run(app, "index", "build").exit_code == 0
    return app


def test_a_search_shows_what_it_found(built: Flask) -> None:
    result = run(built, "search", "query", "ClinVar")
    assert result.exit_code == 0
    assert re.search(r"^ +1\. ClinVar +\[resource/clinvar\]", result.stdout, re.MULTILINE)


def test_one_is_counted_in_the_singular(built: Flask, tmp_path: Path) -> None:
    assert run(built, "search", "query", '"ClinVar"').stdout.startswith("1 result\n")
    assert run(built, "search", "query", "zzzzzz").stdout.startswith("0 results\n")
    judgements = tmp_path / "judgements.tsv"
    judgements.write_text("ClinVar\tresource/clinvar\t3\n")
    assert run(built, "search", "evaluate", str(judgements)).stdout.endswith("\n1 query\n")


def test_a_search_as_json_is_what_the_api_answers(built: Flask) -> None:
    result = run(built, "search", "query", "ClinVar", "--json")
    answer = built.test_client().get("/api/v1/search?q=ClinVar").get_json()
    assert json.loads(result.stdout) == answer
    assert answer["results"][0]["key"] == "resource/clinvar"


def test_a_run_has_a_line_for_every_result(built: Flask, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text("# two queries\nq1\tlaboratories\n\nq2\tallele gene\nq3\tzzzzzz\n", encoding="utf-8")
    result = run(built, "search", "run", "--queries", str(queries), "--depth", "2")
    assert result.exit_code == 0
    rows = [line.split(" ") for line in result.stdout.splitlines()]
    assert {(row[1], row[5], len(row)) for row in rows} == {("Q0", "genomics", 6)}
    for qid in ("q1", "q2"):
        own = [row for row in rows if row[0] == qid]
        assert [row[3] for row in own] == [str(place) for place in range(1, len(own) + 1)]
        scores = [float(row[4]) for row in own]
        assert scores == sorted(scores, reverse=True)
        assert len(set(scores)) == len(scores)
    assert len([row for row in rows if row[0] == "q1"]) == 2
    assert not [row for row in rows if row[0] == "q3"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("q1 allele\n", "1: expected qid<TAB>query"),
        ("q1\tallele\nq2\t\n", "2: expected qid<TAB>query"),
        ("q1\tallele\nq1\tgene\n", "2: 'q1' is no qid, or stands there twice"),
        ("q 1\tallele\n", "1: 'q 1' is no qid"),
    ],
)
def test_a_bad_line_among_the_queries_is_named(built: Flask, tmp_path: Path, text: str, place: str) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text(text)
    result = run(built, "search", "run", "--queries", str(queries))
    assert result.exit_code == 1
    assert f"{queries}:{place}" in result.stderr


def test_queries_that_are_not_utf_8_are_a_sentence(built: Flask, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_bytes(b"q1\tall\xe8le\n")
    result = run(built, "search", "run", "--queries", str(queries))
    assert result.exit_code == 1
    assert "cannot be read" in result.stderr


def test_the_search_is_measured_by_judgements(built: Flask, tmp_path: Path) -> None:
    judgements = tmp_path / "judgements.tsv"
    judgements.write_text("# found\nClinVar\tresource/clinvar\t3\n# not found\nzzzzzz\tterm/allele\t2\n")
    result = run(built, "search", "evaluate", str(judgements))
    assert result.exit_code == 0
    for measure in ("nDCG@10", "AP", "RR", "R@100"):
        assert re.search(rf"^{measure} +0\.5000$", result.stdout, re.MULTILINE), result.stdout
    assert result.stdout.endswith("\n2 queries\n")
    each = run(built, "search", "evaluate", str(judgements), "--each")
    assert re.search(r"^ClinVar\t.*nDCG@10=1\.0000", each.stdout, re.MULTILINE)
    assert re.search(r"^zzzzzz\t.*nDCG@10=0\.0000", each.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("allele\tterm/allele\n", ":1: expected query<TAB>key<TAB>grade"),
        ("allele\tterm/allele\t4\n", ":1: '4' is no grade"),
        ("allele\tterm/allele\t1\nallele\tterm/allele\t2\n", ":2: term/allele is judged twice"),
        ("# nothing\n", " holds no judgements"),
    ],
)
def test_a_bad_line_among_the_judgements_is_named(built: Flask, tmp_path: Path, text: str, place: str) -> None:
    judgements = tmp_path / "judgements.tsv"
    judgements.write_text(text)
    result = run(built, "search", "evaluate", str(judgements))
    assert result.exit_code == 1
    assert f"{judgements}{place}" in result.stderr


def test_measuring_without_its_library_says_what_to_install(
    built: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judgements = tmp_path / "judgements.tsv"
    judgements.write_text("allele\tterm/allele\t1\n")
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    result = run(built, "search", "evaluate", str(judgements))
    assert result.exit_code == 1
    assert "requirements-dev.txt" in result.stderr
