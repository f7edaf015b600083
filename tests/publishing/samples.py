"""A small content folder, and ways to change and to damage what is built from it."""

from __future__ import annotations

from pathlib import Path

from genomics.config import Settings
from genomics.publishing.site import SiteLoader
from genomics.publishing.store import GenerationStore

FILES = {
    "pages/home.md": """---
title: Genomics for everyone
summary: Where to begin.
---

Read about [alleles](/glossary/allele).
""",
    "pages/about.md": """---
title: About us
---

## What we do

We collect tools.
""",
    "pages/about.fr.md": """---
title: À propos
---

Nous rassemblons des outils.
""",
    "resources/clinvar.md": """---
title: ClinVar
kind: database
summary: Free archive of human variants.
topics: [rare-diseases]
audiences: [researchers]
country: US
who_region: AMR
year: 2013
read: 2026-11-01
checked: seen
source: https://www.example.org/clinvar
related: [term/allele]
---

Laboratories deposit what they know of each variant.
""",
    "collaborators/elan.md": """---
title: Élan network
kind: network
acronym: ELN
country: FR
city: Lyon
who_region: EUR
topics: [rare-diseases]
---

A network of laboratories.
""",
    "glossary/allele.md": """---
title: Allele
translations: {fr: allèle}
---

One of the forms of a gene.
""",
    "redirects.yaml": """- from: /old-about
  to: /about
""",
    "timeline.yaml": """- year: 2003
  title: The human genome is read
  text: Nearly all of it.
""",
}

KEYS = (
    "collaborator/elan",
    "page/about",
    "page/home",
    "resource/clinvar",
    "term/allele",
)


def write_content(folder: Path) -> Path:
    """Writes the small content folder and returns it."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def replace_text(path: Path, old: str, new: str) -> None:
    """An editor's change to one file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def retitle(settings: Settings, title: str) -> None:
    """Gives the page `about` another title, whatever it was."""
    path = settings.content_dir / "pages/about.md"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], f"title: {title}\n", *lines[2:]]), encoding="utf-8")


def title_shown(settings: Settings, key: str = "page/about") -> str:
    """The title of that record as readers see it."""
    record = SiteLoader(settings).current().record(key)
    assert record is not None
    return record.title


def current_folder(settings: Settings) -> Path:
    """Where the generation lies that readers see."""
    store = GenerationStore(settings.index_dir)
    pointer = store.pointer()
    assert pointer is not None
    return store.folder(pointer.generation)


def flip_a_bit(path: Path) -> None:
    """What a failing disk does."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut_in_half(path: Path) -> None:
    """What an interrupted copy leaves."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def delete(path: Path) -> None:
    """What a slip of the hand does."""
    path.unlink()


DAMAGES = (flip_a_bit, cut_in_half, delete)
