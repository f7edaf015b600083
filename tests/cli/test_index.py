from __future__ import annotations

import re

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
