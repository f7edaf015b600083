from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

from genomics.config import Settings
from genomics.publishing.history import HISTORY
from tests.cli.running import run
from tests.publishing.samples import current_folder, retitle


def published_twice(app: Flask, settings: Settings) -> tuple[str, str]:
    """Two generations, the second with another title for the page `about`; their names."""
    run(app, "index", "build", "--note", "The first")
    first = current_folder(settings).name
    retitle(settings, "A slip of the pen")
    run(app, "index", "build", "--note", "  A new \n title ")
    return first, current_folder(settings).name


def test_readers_go_back_and_forward_with_the_same_command(app: Flask, settings: Settings) -> None:
    first, second = published_twice(app, settings)
    client = app.test_client()
    back = run(app, "index", "rollback")
    assert back.exit_code == 0
    assert f"Readers see {first}, built " in back.stdout
    assert f"They no longer see {second}" in back.stdout
    assert "About us" in client.get("/about").text
    status = run(app, "index", "status").stdout
    assert re.search(rf"^Taken back: +{second}", status, re.MULTILINE)
    assert "flask index rollback --forward" in status
    forward = run(app, "index", "rollback")
    assert f"Readers see {second}, built " in forward.stdout
    assert re.search(rf"^Previous: +{first}", run(app, "index", "status").stdout, re.MULTILINE)


def test_going_only_forward_does_not_go_back(app: Flask, settings: Settings) -> None:
    _first, second = published_twice(app, settings)
    refused = run(app, "index", "rollback", "--forward")
    assert refused.exit_code == 1
    assert "There is nothing to go forward to" in refused.stderr
    assert current_folder(settings).name == second
    run(app, "index", "rollback")
    assert run(app, "index", "rollback", "--forward").exit_code == 0
    assert current_folder(settings).name == second


def test_a_build_after_going_back_says_why_it_publishes_nothing(app: Flask, settings: Settings) -> None:
    first, _second = published_twice(app, settings)
    run(app, "index", "rollback")
    held = run(app, "index", "build")
    assert held.exit_code == 1
    assert "Nothing was published" in held.stderr
    assert "flask index rollback --forward" in held.stderr
    assert current_folder(settings).name == first


def test_the_history_tells_what_readers_saw_with_counts_and_notes(app: Flask, settings: Settings) -> None:
    assert run(app, "index", "history").exit_code == 1
    first, second = published_twice(app, settings)
    run(app, "index", "rollback")
    lines = run(app, "index", "history").stdout.splitlines()
    assert [line.strip() for line in lines if line.startswith("  ")] == ["The first", "A new title", "The first"]
    moments = [line for line in lines if not line.startswith("  ")]
    assert re.fullmatch(rf"\S+ \S+ UTC  rolled back to {first}; 2 pages, 1 resource, .*; readers see it", moments[0])
    assert re.fullmatch(rf"\S+ \S+ UTC  published {second}; .*; 1 changed; kept", moments[1])
    assert re.fullmatch(rf"\S+ \S+ UTC  published {first}; .*; 5 added", moments[2])


def test_a_damaged_line_of_the_history_hides_no_other(app: Flask, settings: Settings) -> None:
    published_twice(app, settings)
    path = settings.index_dir / HISTORY
    path.write_bytes(b'{"moment": "once"}\n\xff\n' + path.read_bytes())
    told = run(app, "index", "history")
    assert told.exit_code == 0
    assert told.stdout.count("published") == 2


def test_the_changes_are_told_before_anything_is_published(app: Flask, settings: Settings, tmp_path: Path) -> None:
    run(app, "index", "build")
    assert "Readers will notice nothing" in run(app, "index", "changes").stdout
    before = current_folder(settings)
    retitle(settings, "Our <work> & more")
    (settings.content_dir / "collaborators/elan.md").unlink()
    queries, judgements, page = (tmp_path / name for name in ("queries.tsv", "judgements.tsv", "changes.html"))
    queries.write_text("q1\tabout us\n")
    judgements.write_text("Lyon\tcollaborator/elan\t3\n")
    told = run(
        app,
        *("index", "changes", "--html", str(page), "--queries", str(queries), "--judgements", str(judgements)),
    )
    assert told.exit_code == 0
    assert "1 record changed:\n  page/about  Our <work> & more  (title)\n" in told.stdout
    assert "1 record removed:\n  collaborator/elan  Élan network\n" in told.stdout
    assert "Leaves: /collaborators/elan will say that it has been taken off." in told.stdout
    assert "  Lyon\n    now:  Élan network\n    then: nothing\n" in told.stdout
    assert told.stdout.endswith("Nothing was published.\n")
    assert current_folder(settings) == before
    html = page.read_text(encoding="utf-8")
    assert "Our &lt;work&gt; &amp; more" in html
    assert "<h3>Lyon</h3>" in html
    assert not re.search(r'(src|href)="(?!http://127\.0\.0\.1:8000/)', html)


def test_changes_with_a_fault_are_no_changes_yet(app: Flask, settings: Settings) -> None:
    run(app, "index", "build")
    (settings.content_dir / "glossary/allele.md").unlink()
    told = run(app, "index", "changes")
    assert told.exit_code == 1
    assert 'The address "/glossary/allele" leads nowhere.' in told.stderr


def test_a_file_of_queries_that_cannot_be_used_is_a_sentence(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "queries.tsv").write_text("about us\n")
    told = run(app, "index", "changes", "--queries", str(tmp_path / "queries.tsv"))
    assert told.exit_code == 1
    assert "expected qid<TAB>query" in told.stderr
