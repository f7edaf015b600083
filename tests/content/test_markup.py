"""Markdown -> safe HTML, sections and links; what the text may not hold."""

from __future__ import annotations

import re
import string
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.markup import Link, render, render_short, slug
from genomics.content.model import Section
from tests.content.samples import Case, page, told_of_each

CASES = [
    Case(
        "HTML inside a paragraph",
        page(body="\nOne\ntwo <b>bold</b> three.\n"),
        "pages/about.md:6: Raw HTML is not allowed: <b>. Write it in Markdown, or put \\ before the <.",
    ),
    Case(
        "HTML as a block",
        page(body="\nOne.\n\n<div>\nTwo.\n</div>\n"),
        "pages/about.md:7: Raw HTML is not allowed: <div>. Write it in Markdown, or put \\ before the <.",
    ),
    Case(
        "script",
        page(body="\n<script>\nalert(1)\n</script>\n"),
        "pages/about.md:5: Raw HTML is not allowed: <script>. Write it in Markdown, or put \\ before the <.",
    ),
    Case(
        "an HTML comment",
        page(body="\n<!-- to do -->\n"),
        "pages/about.md:5: Raw HTML is not allowed: <!-- to do -->. Write it in Markdown, or put \\ before the <.",
    ),
    Case(
        "an event handler",
        page(body='\nAn <img src="x" onerror="alert(1)"> image.\n'),
        'pages/about.md:5: Raw HTML is not allowed: <img src="x" onerror="alert(1)">. Write it in Markdown, '
        "or put \\ before the <.",
    ),
    Case(
        "a heading of the first level",
        page(body="\n# About us\n"),
        'pages/about.md:5: The heading "About us" is of the first level, which is the title\'s. Begin it with ##.',
    ),
    Case(
        "an underlined heading of the first level",
        page(body="\nText.\n\nAbout us\n========\n"),
        'pages/about.md:7: The heading "About us" is of the first level, which is the title\'s. Begin it with ##.',
    ),
    Case(
        "a heading that skips a level",
        page(body="\n## One\n\n#### Two\n"),
        'pages/about.md:7: The heading "Two" skips a level. Begin it with ###.',
    ),
    Case(
        "a first heading of the third level",
        page(body="\n### One\n"),
        'pages/about.md:5: The heading "One" skips a level. Begin it with ##.',
    ),
    Case(
        "a heading without words",
        page(body="\n##\n"),
        "pages/about.md:5: A heading has no words. Write them after the # signs, or remove the line.",
    ),
    Case(
        "a link without an address",
        page(body="\nSee [this]().\n"),
        'pages/about.md:5: The link "this" has no address. Write it between the round brackets.',
    ),
    Case(
        "a link without words",
        page(body="\nSee [](/about).\n"),
        'pages/about.md:5: The link to "/about" has no words. Write them between the square brackets.',
    ),
    Case(
        "a javascript link",
        page(body="\nSee\n[this](javascript:alert(1)).\n"),
        'pages/about.md:6: The link "this" begins with "javascript:". Only https, http and mailto addresses '
        "are allowed.",
    ),
    Case(
        "a data link",
        page(body="\nSee [this](data:text/html,x).\n"),
        'pages/about.md:5: The link "this" begins with "data:". Only https, http and mailto addresses are allowed.',
    ),
    Case(
        "a mail-like scheme",
        page(body="\nSee <ftp://example.org/a>.\n"),
        'pages/about.md:5: The link "ftp://example.org/a" begins with "ftp:". Only https, http and mailto '
        "addresses are allowed.",
    ),
    Case(
        "a link to a file",
        page(body="\nSee [this](clinvar.md).\n"),
        'pages/about.md:5: The link "this" leads to "clinvar.md", which leads nowhere. Begin it with / for a '
        "page of this site, with https:// for another site.",
    ),
    Case(
        "a link without a scheme",
        page(body="\nSee [this](//example.org/a).\n"),
        'pages/about.md:5: The link "this" leads to "//example.org/a", which is no address. Write it from '
        "https:// to its end.",
    ),
    Case(
        "a broken web address",
        page(body="\nSee [this](https://example).\n"),
        'pages/about.md:5: The link "this" leads to "https://example", which is no address. Write it from '
        "https:// to its end.",
    ),
    Case(
        "a link with a space in its address",
        page(body="\nSee [this](https://example.org/a b).\n"),
        "pages/about.md:5: A link is not written as one. Write [words](address), with no space in the address.",
    ),
    Case(
        "an image from another site",
        page(body="\n![A tree](https://example.org/a.png)\n"),
        'pages/about.md:5: The image "https://example.org/a.png" is not one of the site\'s own. Use an address'
        " below /static/.",
    ),
    Case(
        "an image outside the folder",
        page(body="\n![A tree](/static/../secret.png)\n"),
        'pages/about.md:5: The image "/static/../secret.png" is not one of the site\'s own. Use an address '
        "below /static/.",
    ),
    Case(
        "an image without a description",
        page(body="\n![](/static/a.png)\n"),
        'pages/about.md:5: The image "/static/a.png" has no description. Say between the square brackets what'
        " it shows.",
    ),
]


test_an_editor_is_told_of = told_of_each(CASES)


def html(text: str) -> str:
    return render(text).body.html


class Reading(HTMLParser):
    """Reads HTML as a browser would; notes what is open, and everything that could do harm."""

    EMPTY = ("br", "hr", "img")
    KNOWN = (
        *("a", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol"),
        *("p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
    ATTRIBUTES = (
        "alt",
        "aria-label",
        "class",
        "href",
        "id",
        "rel",
        "role",
        "scope",
        "src",
        "start",
        "tabindex",
        "title",
    )

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.harm: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.EMPTY:
            self.open.append(tag)
        self.harm += [tag] if tag not in self.KNOWN else []
        self.harm += [f"{name}={value}" for name, value in attrs if not self.is_harmless(name, value or "")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.harm.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.harm.append(data)

    def is_harmless(self, name: str, value: str) -> bool:
        if name == "href":
            return (
                value.startswith(("http://", "https://", "mailto:", "#")) or re.match(r"/(?![/\\])", value) is not None
            )
        if name == "src":
            return value.startswith("/static/")
        return name in self.ATTRIBUTES


PIECES = st.sampled_from(
    [
        *("[", "](", ")", "![", "<", ">", "javascript:", "java\nscript:", "data:", "//", "/\\", "/static/", "https://"),
        *(
            "<script>",
            "</script>",
            " onerror=",
            "&#106;",
            "&lt;",
            '"',
            "'",
            "`",
            "```\n",
            "\n",
            "\n\n",
            "# ",
            "## ",
            "#",
        ),
        *(
            "| a |",
            "|---|",
            "- ",
            "1. ",
            "> ",
            "*",
            "_",
            "\\",
            "    ",
            "[a]: javascript:x",
            "<a@b.c>",
            "<javascript:x>",
        ),
        *(
            "x",
            "é",
            "عر",
            "[x](javascript:x)",
            "![x](https://a.org/b.png)",
            "[x](//a.org)",
            '[x](/a "b")',
            "<b onclick=x>",
        ),
    ]
)
"""What Markdown, HTML and addresses are made of."""


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_no_text_whatever_gives_html_that_could_do_harm(text: str) -> None:
    reading = Reading(html(text))
    assert (reading.open, reading.harm) == ([], [])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_short_text_whatever_gives_html_that_could_do_harm(text: str) -> None:
    reading = Reading(render_short(text).body.html)
    assert (reading.open, reading.harm) == ([], [])


@given(st.lists(PIECES, max_size=30).map("".join), st.integers(1, 50))
def test_every_problem_stands_on_a_line_of_the_text(text: str, first_line: int) -> None:
    last = first_line + text.count("\n") + 1
    assert all(first_line <= problem.line <= last for problem in render(text, first_line=first_line).problems)


@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1), min_size=1))
def test_anchors_are_unique_and_linked_words_only(headings: list[str]) -> None:
    sections = render("\n\n".join(f"## {escaped(heading)}" for heading in headings)).body.sections
    anchors = [section.anchor for section in sections]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[^\s\"'<>#/]+", anchor) for anchor in anchors if anchor)


def escaped(heading: str) -> str:
    return "".join(f"\\{char}" if char in string.punctuation else char for char in heading)


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("The mandate", "the-mandate"),
        ("WHO's principles", "whos-principles"),
        ("What is DNA?", "what-is-dna"),
        ("CRISPR–Cas9, in 2 steps", "crispr-cas9-in-2-steps"),
        ("Données génétiques", "données-génétiques"),
        ("الأمراض النادرة", "الأمراض-النادرة"),
        ("人类基因组学", "人类基因组学"),
        ("snake_case", "snake-case"),
        ("?!", "section"),
    ],
)
def test_the_anchor_of_a_heading_is_its_words(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


def test_headings_that_read_alike_get_anchors_of_their_own() -> None:
    assert html("## Aims\n\n## Aims\n\n### Aims 2") == (
        '<h2 id="aims">Aims</h2>\n<h2 id="aims-2">Aims</h2>\n<h3 id="aims-2-2">Aims 2</h3>\n'
    )


def test_sections_hold_the_plain_text_under_each_heading() -> None:
    body = render("Before *this*,\nand `that`.\n\n## One [link](/a)\n\n- first\n- second\n\n### Two\n\n> last").body
    assert body.sections == (
        Section("", "", 0, "Before this, and that."),
        Section("one-link", "One link", 2, "first\nsecond"),
        Section("two", "Two", 3, "last"),
    )
    assert body.text == "Before this, and that.\nfirst\nsecond\nlast"


def test_code_tables_and_descriptions_of_images_are_part_of_the_plain_text() -> None:
    text = "```\nACGT\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n![A tree](/static/tree.png)"
    assert render(text).body.text == "ACGT\na\nb\nc\nd\nA tree"


def test_small_headings_have_no_anchor_and_belong_to_the_text() -> None:
    body = render("## A\n\n### B\n\n#### C\n\n##### D\n\nE").body
    assert body.sections[-1] == Section("c", "C", 4, "D\nE")
    assert "<h5>D</h5>" in body.html


def test_links_inside_the_site_are_listed_once_without_their_fragments() -> None:
    rendered = render("[a](/about#aims), [b](/about), [c](#here)\n[d](https://example.org/), [e](/glossary/allele?x=1)")
    assert rendered.body.links == ("/about", "/glossary/allele")
    assert rendered.links == (
        Link(1, "/about#aims"),
        Link(1, "/about"),
        Link(1, "#here"),
        Link(2, "/glossary/allele?x=1"),
    )


def test_links_to_other_sites_say_so() -> None:
    assert html("[WHO](https://www.who.int/)") == (
        '<p><a href="https://www.who.int/" rel="external noopener">WHO</a></p>\n'
    )


def test_links_to_pages_and_mailboxes_are_left_as_they_are() -> None:
    assert html("[a](/about) [b](mailto:a@example.org)") == (
        '<p><a href="/about">a</a> <a href="mailto:a@example.org">b</a></p>\n'
    )


def test_a_wide_table_scrolls_in_a_region_that_the_keyboard_reaches() -> None:
    table = html("| a | b |\n|---|--:|\n| c | d |")
    assert table.startswith('<div class="table" tabindex="0" role="region" aria-label="Table">\n<table>')
    assert table.endswith("</table>\n</div>\n")
    assert '<th class="align-right" scope="col">b</th>' in table
    assert "style" not in table


def test_the_region_of_a_table_is_announced_in_the_language_of_the_text() -> None:
    assert 'aria-label="Tableau"' in render("| a |\n|---|\n| b |", lang="fr").body.html


def test_what_is_no_markdown_here_stays_as_it_is_typed() -> None:
    assert html('"quotes" -- ~~gone~~ p<0.05 & more') == (
        "<p>&quot;quotes&quot; -- ~~gone~~ p&lt;0.05 &amp; more</p>\n"
    )


def test_a_less_than_sign_can_be_escaped() -> None:
    rendered = render(r"Write \<b> for bold.")
    assert (rendered.body.html, rendered.problems) == ("<p>Write &lt;b&gt; for bold.</p>\n", ())


def test_an_image_from_elsewhere_leaves_only_its_description() -> None:
    assert html("![A tree](https://example.org/tree.png)") == "<p>A tree</p>\n"


def test_an_image_of_the_site_is_shown() -> None:
    assert html("![A tree](/static/tree.png)") == '<p><img src="/static/tree.png" alt="A tree" /></p>\n'


def test_a_short_text_keeps_its_paragraphs_and_the_line_it_was_given() -> None:
    rendered = render_short("One.\n\nSee [two](/two).", line=7)
    assert rendered.body.html == '<p>One.</p>\n<p>See <a href="/two">two</a>.</p>\n'
    assert rendered.links == (Link(7, "/two"),)
