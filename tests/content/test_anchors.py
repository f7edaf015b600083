"""A link to a heading leads to the same place in every language."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.anchors import anchored_like
from genomics.content.markup import render
from genomics.content.model import Body, Translation
from genomics.content.reader import read_library
from tests.conftest import WriteFolder
from tests.content.samples import TODAY, messages

ORIGINAL = "---\ntitle: About us\n---\n\nWho we are.\n\n## The mandate\n\nWhy.\n\n### Ties to WHO\n\nWhich.\n"
FRENCH = (
    "---\ntitle: À propos\n---\n\nQui nous sommes.\n\n## Le mandat\n\nPourquoi.\n\n### Liens avec l’OMS\n\nLesquels.\n"
)


def in_french(write_folder: WriteFolder, french: str, original: str = ORIGINAL) -> Translation:
    folder = write_folder({"pages/about.md": original, "pages/about.fr.md": french})
    return read_library(folder, today=TODAY).records["page/about"].translations["fr"]


def anchors(body: Body) -> list[str]:
    """Those of the sections, once it is seen that the page itself has the same."""
    of_sections = [section.anchor for section in body.sections if section.anchor]
    assert re.findall(r'<h\d id="([^"]*)"', body.html) == of_sections
    return of_sections


def test_a_translation_with_the_same_headings_has_the_anchors_of_the_original(write_folder: WriteFolder) -> None:
    body = in_french(write_folder, FRENCH).body
    assert anchors(body) == ["the-mandate", "ties-to-who"]
    assert '<h2 id="the-mandate">Le mandat</h2>' in body.html
    assert [section.heading for section in body.sections] == ["", "Le mandat", "Liens avec l’OMS"]


@pytest.mark.parametrize(
    ("french", "own"),
    [
        (FRENCH.replace("### Liens", "## Liens"), ["le-mandat", "liens-avec-loms"]),
        (FRENCH + "\n## Plus\n\nFin.\n", ["le-mandat", "liens-avec-loms", "plus"]),
        (FRENCH.replace("### Liens avec l’OMS\n", ""), ["le-mandat"]),
        ("---\ntitle: À propos\n---\n", []),
    ],
    ids=["another level", "one more", "one less", "no text"],
)
def test_a_translation_with_other_headings_keeps_its_own_anchors(
    french: str, own: list[str], write_folder: WriteFolder
) -> None:
    assert anchors(in_french(write_folder, french).body) == own


def test_a_translation_follows_when_only_the_original_has_changed(write_folder: WriteFolder) -> None:
    in_french(write_folder, FRENCH)
    renamed = ORIGINAL.replace("The mandate", "Our mandate")
    assert anchors(in_french(write_folder, FRENCH, renamed).body) == ["our-mandate", "ties-to-who"]


def test_links_inside_a_translation_use_the_anchors_of_the_original(write_folder: WriteFolder) -> None:
    files = {
        "pages/about.md": ORIGINAL,
        "pages/about.fr.md": FRENCH + "\n[Voir](#the-mandate), [voir](/about#le-mandat)\n",
    }
    nearest = 'Write "#the-mandate", the nearest there is.'
    assert messages(write_folder(files)) == [
        f'pages/about.fr.md:15: The page "/about" has no heading "#le-mandat". {nearest}',
    ]


def test_what_looks_like_a_heading_in_a_text_stays_as_it_is(write_folder: WriteFolder) -> None:
    code = '\n`<h2 id="le-mandat">`\n'
    body = in_french(write_folder, FRENCH + code).body
    assert "&lt;h2 id=&quot;le-mandat&quot;&gt;" in body.html


def test_a_heading_without_words_is_reported_and_breaks_nothing(write_folder: WriteFolder) -> None:
    faulty = FRENCH.replace("## Le mandat\n\nPourquoi.", "## Le mandat\n\n##\n\n")
    assert messages(write_folder({"pages/about.md": ORIGINAL, "pages/about.fr.md": faulty})) == [
        "pages/about.fr.md:9: A heading has no words. Write them after the # signs, or remove the line."
    ]


HEADINGS = st.lists(st.tuples(st.integers(2, 4), st.sampled_from(["Le but", "Mandat", "任务", "Цель", "But 2"])))


def text_of(headings: list[tuple[int, str]]) -> str:
    return "\n\n".join(f"{'#' * level} {words}" for level, words in headings)


@given(HEADINGS, st.data())
def test_any_texts_with_headings_of_the_same_levels_share_their_anchors(
    headings: list[tuple[int, str]], data: st.DataObject
) -> None:
    original = render(text_of(headings)).body
    words = st.sampled_from(["Aims", "Mandate", "Le but"])
    body = render(text_of([(level, data.draw(words)) for level, _ in headings]), lang="fr").body
    assert anchors(anchored_like(original, body)) == anchors(original)
