from __future__ import annotations

from flask import Flask

from genomics.config import Settings
from tests.cli.running import run
from tests.publishing.samples import replace_text


def test_translations_are_stamped_at_one_go_and_then_by_name(app: Flask, settings: Settings) -> None:
    path = settings.content_dir / "pages/about.fr.md"
    assert run(app, "content", "translated").stdout == "Noted in 1 translation; 0 stay as they are.\n"
    stamped = path.read_text(encoding="utf-8")
    replace_text(settings.content_dir / "pages/about.md", "We collect tools.", "We collect tools and courses.")
    assert run(app, "content", "translated").stdout == "Noted in 0 translations; 1 stay as they are.\n"
    assert path.read_text(encoding="utf-8") == stamped
    by_name = run(app, "content", "translated", "fr/about")
    assert by_name.stdout.startswith("pages/about.fr.md: original: ")
    assert path.read_text(encoding="utf-8") != stamped


def test_a_stale_translation_is_a_notice_and_is_published_all_the_same(app: Flask, settings: Settings) -> None:
    replace_text(settings.content_dir / "pages/about.fr.md", "---\n\n", "original: 00000000\n---\n\n")
    checked = run(app, "content", "check")
    assert checked.exit_code == 0
    assert checked.stdout.startswith("pages/about.fr.md:3: The English original has changed")
    assert checked.stdout.endswith("No faults, 1 notice: 2 pages, 1 resource, 1 collaborator, 1 glossary term.\n")
    assert run(app, "index", "build").exit_code == 0


def test_a_translation_that_is_not_there_cannot_be_stamped(app: Flask) -> None:
    refused = run(app, "content", "translated", "es/about")
    assert refused.exit_code == 1
    assert 'There is no translation "es/about". Write "fr/about"' in refused.stderr
