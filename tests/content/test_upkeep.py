from __future__ import annotations

from datetime import date

from genomics.content.reader import read_library
from genomics.content.upkeep import stale_things
from tests.conftest import WriteFolder

TODAY = date(2026, 11, 22)
SOURCE = "source: https://www.example.org/\nread: {}\n"


def test_what_wants_looking_after_is_listed_by_what_is_stale_about_it(write_folder: WriteFolder) -> None:
    folder = write_folder(
        {
            "pages/home.md": "---\ntitle: Home\n---\n",
            "pages/fresh.md": "---\ntitle: Fresh\nreviewed: 2025-11-22\n" + SOURCE.format("2025-11-22") + "---\n",
            "pages/old.md": "---\ntitle: Old\nreviewed: 2025-11-21\n---\n",
            "resources/older.md": "---\ntitle: A\nkind: x\nurl: https://www.example.org/a\n"
            + SOURCE.format("2024-01-01")
            + "---\n",
            "resources/old.md": "---\ntitle: B\nkind: x\n" + SOURCE.format("2025-11-21") + "---\n",
            "pages/old.fr.md": "---\ntitle: Vieux\noriginal: 00000000\n---\n",
            "pages/home.fr.md": "---\ntitle: Accueil\n---\n",
            "timeline.yaml": "- year: 2003\n  title: Read\n  text: All.\n  source: https://www.example.org/\n"
            "  read: 2025-01-01\n",
        }
    )
    library = read_library(folder, today=TODAY)
    revision = library.records["page/old"].revision
    assert stale_things(library, TODAY) == {
        "Sources read over a year ago": (
            "resources/older.md: read on 2024-01-01",
            "timeline.yaml: Read: read on 2025-01-01",
            "resources/old.md: read on 2025-11-21",
        ),
        "Pages without a review in the last year": (
            "pages/home.md: never reviewed",
            "pages/old.md: reviewed on 2025-11-21",
        ),
        "Translations whose original has changed": (
            f"pages/old.fr.md: original: {revision}, once it has been looked through",
        ),
        "Resources that readers find no way to": ("resources/old.md: neither url nor archived nor DOI",),
    }
