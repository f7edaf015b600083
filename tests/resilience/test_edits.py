"""After any edits, what was brought up to date is what would have been built anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from genomics.content.cache import ReadCache
from genomics.content.library import Library
from genomics.content.reader import read_library
from genomics.content.saved_cache import load, save
from genomics.publishing.build import write_generation
from genomics.publishing.manifest import FORMAT_VERSION, Manifest
from genomics.publishing.progress import say_nothing
from genomics.publishing.rows import counts_of, digests_of, rows_of
from genomics.publishing.site import open_site
from genomics.publishing.store import RECORDS, SEARCH
from genomics.search.schema import fingerprint
from genomics.search.writer import WHOOSH_FOLDER
from tests.resilience.samples import seen_of, write_library

CHAINS = 10
SEQUENCES_IN_A_CHAIN = 20
"""A sequence is one to four edits; each brings up to date what the sequences before it have left."""
MORE_TERMS = 8
LEAST_TAKEN_OVER = 5
"""Sequences of a chain, at least, after which something of the earlier index is taken over."""
WORDS = ("gene", "allele", "laboratory", "variant", "collects", "جينوم", "基因组", "геном", "allèle", "database")
BUILT = datetime(2026, 1, 1, tzinfo=UTC)

Edit = Callable[[Path, random.Random], None]


def words(chance: random.Random, how_many: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(how_many))


def any_term(content: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(content.glob("glossary/term-*.md")))


def write_term(path: Path, chance: random.Random) -> None:
    path.write_text(f"---\ntitle: {words(chance, 3)}\n---\n\n{words(chance, 12)}\n", encoding="utf-8")


def change(content: Path, chance: random.Random) -> None:
    write_term(any_term(content, chance), chance)


def add(content: Path, chance: random.Random) -> None:
    write_term(content / f"glossary/term-{chance.randrange(10**6)}.md", chance)


def delete(content: Path, chance: random.Random) -> None:
    if len(list(content.glob("glossary/term-*.md"))) > 2:
        any_term(content, chance).unlink()


def rename(content: Path, chance: random.Random) -> None:
    any_term(content, chance).rename(content / f"glossary/term-{chance.randrange(10**6)}.md")


def move(content: Path, chance: random.Random) -> None:
    """From the glossary to the pages, or back."""
    term = any_term(content, chance)
    pages = sorted(content.glob("pages/term-*.md"))
    if pages:
        pages[0].rename(content / f"glossary/{pages[0].name}")
    else:
        term.rename(content / f"pages/{term.name}")


def translate(content: Path, chance: random.Random) -> None:
    lang = chance.choice(("ar", "es", "fr", "ru", "zh"))
    text = f"---\ntitle: {words(chance, 2)}\n---\n\n{words(chance, 8)}\n"
    (content / f"pages/about.{lang}.md").write_text(text, encoding="utf-8")


def drop_translation(content: Path, chance: random.Random) -> None:
    chance.choice([*sorted(content.glob("pages/about.??.md")), content / "nothing"]).unlink(missing_ok=True)


def change_topic(content: Path, chance: random.Random) -> None:
    (content / "vocabularies").mkdir(exist_ok=True)
    entry = f"- id: rare-diseases\n  label: {{en: {words(chance, 2)}, fr: {words(chance, 1)}}}\n"
    (content / "vocabularies/topics.yaml").write_text(entry, encoding="utf-8")


def change_synonyms(content: Path, chance: random.Random) -> None:
    first, second = chance.sample(WORDS, 2)
    (content / "synonyms.yaml").write_text(f"- terms: [{first}, {second}]\n", encoding="utf-8")


def change_word_translations(content: Path, chance: random.Random) -> None:
    text = f"- {{en: [{chance.choice(WORDS)}], fr: [{chance.choice(WORDS)}]}}\n"
    (content / "translations.yaml").write_text(text, encoding="utf-8")


def relate(content: Path, chance: random.Random) -> None:
    path, other = any_term(content, chance), any_term(content, chance)
    see_also = "allele" if other == path else other.stem
    path.write_text(f"---\ntitle: {words(chance, 2)}\nsee_also: [{see_also}]\n---\n\n{words(chance, 4)}\n")


EDITS: tuple[Edit, ...] = (
    *(change, add, delete, rename, move, translate, drop_translation),
    *(change_topic, change_synonyms, change_word_translations, relate),
)


def written(folder: Path, library: Library, previous: Path | None) -> Path:
    """A generation of that library, in a new folder."""
    rows = rows_of(library)
    manifest = Manifest(
        generation=folder.name,
        built=BUILT,
        format_version=FORMAT_VERSION,
        content_digest=digests_of(rows).content,
        fingerprint=fingerprint(),
        counts=counts_of(library),
        files={},
    )
    folder.mkdir()
    write_generation(folder, library, rows, manifest, previous=previous, progress=say_nothing)
    return folder


def contents(generation: Path) -> dict[str, bytes]:
    """Records and arrays, byte for byte; Whoosh's own files have names and segments of their own."""
    files = [generation / RECORDS, *(path for path in (generation / SEARCH).iterdir() if path.is_file())]
    return {path.name: path.read_bytes() for path in files}


@pytest.mark.parametrize("seed", range(CHAINS))
def test_after_any_edits_an_update_gives_what_a_full_build_gives(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = write_library(folder / "content")
    for _ in range(MORE_TERMS):
        add(content, chance)
    cache = ReadCache()
    taken_over = 0
    previous = written(folder / "first", read_library(content, cache=cache), None)
    for number in range(SEQUENCES_IN_A_CHAIN):
        for edit in chance.choices(EDITS, k=chance.randint(1, 4)):
            edit(content, chance)
            repair_links(content)
        with (folder / "kept").open("w+b") as file:
            save(cache, file)
            file.seek(0)
            cache = load(file)
        updated = written(folder / f"{number}", read_library(content, cache=cache), previous / SEARCH)
        anew = written(folder / "anew", read_library(content), None)
        assert contents(updated) == contents(anew)
        assert seen_of(open_site(updated)) == seen_of(open_site(anew))
        taken_over += bool(segments(updated) & segments(previous))
        shutil.rmtree(anew)
        shutil.rmtree(previous)
        previous = updated
    assert taken_over >= LEAST_TAKEN_OVER


def segments(generation: Path) -> set[str]:
    """The names of the parts of the Whoosh index, which are drawn by chance."""
    return {path.name for path in (generation / SEARCH / WHOOSH_FOLDER).glob("*.seg")}


def repair_links(content: Path) -> None:
    """Lets no term name one that is no longer in the glossary: nobody could publish that."""
    for path in content.glob("*/term-*.md"):
        text = path.read_text(encoding="utf-8")
        named = text.partition("see_also: [")[2].partition("]")[0]
        is_page = path.parent.name == "pages"
        if named and (is_page or not (content / f"glossary/{named}.md").exists()):
            path.write_text(text.replace(f"see_also: [{named}]\n", ""), encoding="utf-8")
