"""Markdown -> safe HTML for readers, plain text for the search, and what an editor has to mend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt, rules_inline
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from genomics.content.addresses import is_site_address, is_web_address
from genomics.content.errors import Problem
from genomics.content.model import ORIGINAL_LANGUAGE, Body, Section

ANCHORED_LEVELS = (2, 3, 4)
IMAGE_FOLDER = "/static/"
TABLE_LABELS = {"ar": "جدول", "zh": "表格", "en": "Table", "fr": "Tableau", "ru": "Таблица", "es": "Tabla"}
"""How a screen reader announces the scrolling region around a table."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the site: the line it stands on and its address with fragment, as in `/about#the-mandate`."""

    line: int
    address: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text after rendering: the body, its links inside the site with their lines, and its problems.

    A link to a heading of the same text has an address that is a fragment only, as in `#the-mandate`.
    """

    body: Body
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()


def render(text: str, *, lang: str = ORIGINAL_LANGUAGE, first_line: int = 1) -> Rendered:
    """The rendering of a whole text that begins on that line of its file. Never raises."""
    return _Rendering(lang, first_line).of(_parser().parse(text))


def render_short(text: str, *, line: int = 1) -> Rendered:
    """The rendering of a few paragraphs without headings, such as a topic's introduction.

    Links and problems all carry the given line, because YAML may have folded the lines of the text.
    """
    tokens = _parser().parse(text)
    rendered = _Rendering(ORIGINAL_LANGUAGE, line).of(tokens)
    problems = [Problem(line, problem.what, problem.advice) for problem in rendered.problems]
    if any(token.type == "heading_open" for token in tokens):
        problems.append(Problem(line, "The text holds a heading.", "Write paragraphs only."))
    links = tuple(Link(line, link.address) for link in rendered.links)
    return Rendered(rendered.body, links, tuple(dict.fromkeys(problems)))


def slug(heading: str) -> str:
    """The anchor of a heading: its letters and digits of any script in lower case, hyphens between words."""
    kept = "".join(char if _belongs_to_word(char) else " " for char in heading.lower() if char not in "'’")
    return "-".join(kept.split()) or "section"


def _belongs_to_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the library's name and signature
        """Every address makes a link here, so that bad ones are reported instead of staying plain text."""
        return True


class _Renderer(RendererHTML):
    """HTML without anything that a text could smuggle in."""

    def html_block(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<p>{escapeHtml(tokens[idx].content)}</p>\n"

    def html_inline(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return escapeHtml(tokens[idx].content)

    def table_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        label = escapeHtml(str(tokens[idx].meta.get("label", "")))
        return f'<div class="table" tabindex="0" role="region" aria-label="{label}">\n<table>\n'

    def table_close(self, *_: Any) -> str:
        return "</table>\n</div>\n"


_InlineRule = Callable[[StateInline, bool], bool]


@cache
def _parser() -> MarkdownIt:
    # Raw HTML is recognised so that it can be reported with its line; _Renderer never lets it through.
    parser = _Parser("commonmark", {"html": True, "typographer": False}, renderer_cls=_Renderer).enable("table")
    for name in ("link", "image", "autolink", "html_inline"):
        rule: _InlineRule = getattr(rules_inline, name)
        parser.inline.ruler.at(name, _noting_line(rule))
    return parser


def _noting_line(rule: _InlineRule) -> _InlineRule:
    """The same rule; the tokens that it makes know how many lines into their paragraph they begin."""

    def noting(state: StateInline, silent: bool) -> bool:
        start, made_before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[made_before:]:
            token.meta.setdefault("line", state.src.count("\n", 0, start))
        return True

    return noting


class _Rendering:
    """Goes once through the tokens of one text: makes them safe, and collects sections, links and problems."""

    def __init__(self, lang: str, first_line: int) -> None:
        self._lang = lang
        self._first_line = first_line
        self._level = 1
        self._anchors: set[str] = set()
        self._sections = [_OpenSection("", "", 0)]
        self._links: list[Link] = []
        self._problems: list[Problem] = []
        self._lines_with_html: set[int] = set()

    def of(self, tokens: list[Token]) -> Rendered:
        in_heading = False
        for position, token in enumerate(tokens):
            if token.type == "inline":
                self._inline(token, in_heading)
            elif token.type == "heading_open":
                in_heading = self._heading(token, tokens[position + 1])
            elif token.type == "heading_close":
                in_heading = False
            else:
                self._block(token)
        parser = _parser()
        html = parser.renderer.render(tokens, parser.options, {})
        sections = tuple(section.closed() for section in self._sections if section.heading or section.lines)
        return Rendered(Body(html, sections, self._pages_linked()), tuple(self._links), tuple(self._problems))

    def _pages_linked(self) -> tuple[str, ...]:
        paths = (urlsplit(link.address).path for link in self._links if link.address.startswith("/"))
        return tuple(dict.fromkeys(unquote(path) for path in paths))

    def _block(self, token: Token) -> None:
        if token.type in ("fence", "code_block"):
            self._sections[-1].lines.append(token.content.strip())
        elif token.type == "html_block":
            self._raw_html(self._line(token), token.content)
        elif token.type == "table_open":
            token.meta["label"] = TABLE_LABELS.get(self._lang, TABLE_LABELS[ORIGINAL_LANGUAGE])
        elif token.type in ("th_open", "td_open"):
            self._cell(token)

    def _cell(self, token: Token) -> None:
        """Alignment as a class: the site's security policy forbids style attributes."""
        style = str(token.attrs.pop("style", ""))
        if style:
            token.attrs["class"] = style.replace("text-align:", "align-")
        if token.type == "th_open":
            token.attrs["scope"] = "col"

    def _heading(self, token: Token, inline: Token) -> bool:
        """Opens a section; says whether the heading's words are its name and not text of a section."""
        level = int(token.tag[1:])
        words = _plain(inline.children or [])
        self._check_level(self._line(token), level, words)
        self._level = level
        if level not in ANCHORED_LEVELS:
            return False
        anchor = self._unused_anchor(slug(words))
        token.attrs["id"] = anchor
        self._sections.append(_OpenSection(anchor, words, level))
        return True

    def _check_level(self, line: int, level: int, words: str) -> None:
        if not words:
            self._note(line, "A heading has no words.", "Write them after the # signs, or remove the line.")
        elif level == 1:
            what = f'The heading "{words}" is of the first level, which is the title\'s.'
            self._note(line, what, "Begin it with ##.")
        elif level > self._level + 1:
            expected = "#" * (self._level + 1)
            self._note(line, f'The heading "{words}" skips a level.', f"Begin it with {expected}.")

    def _unused_anchor(self, wanted: str) -> str:
        anchor, number = wanted, 1
        while anchor in self._anchors:
            number += 1
            anchor = f"{wanted}-{number}"
        self._anchors.add(anchor)
        return anchor

    def _inline(self, token: Token, in_heading: bool) -> None:
        start = self._line(token)
        children = token.children or []
        for position, child in enumerate(children):
            line = start + int(child.meta.get("line", 0))
            if child.type == "link_open":
                self._link(line, child, _words_of_link(children, position))
            elif child.type == "image":
                self._image(line, child)
            elif child.type == "html_inline":
                self._raw_html(line, child.content)
            elif child.type == "text" and _UNFINISHED_LINK.search(child.content):
                advice = "Write [words](address), with no space in the address."
                self._note(line, "A link is not written as one.", advice)
        if not in_heading:
            self._sections[-1].lines.append(_plain(children))

    def _link(self, line: int, token: Token, words: str) -> None:
        address = str(token.attrs.get("href", ""))
        if not words:
            self._note(line, f'The link to "{address}" has no words.', "Write them between the square brackets.")
        if is_site_address(address) or (address.startswith("#") and len(address) > 1):
            self._links.append(Link(line, address))
        elif is_web_address(address):
            token.attrs["rel"] = "external noopener"
        elif not address.startswith("mailto:"):
            token.attrs.clear()
            self._note(line, *_refusal(address, words))

    def _image(self, line: int, token: Token) -> None:
        address = unquote(str(token.attrs.get("src", "")))
        alternative = _plain(token.children or [])
        if not alternative:
            advice = "Say between the square brackets what it shows."
            self._note(line, f'The image "{address}" has no description.', advice)
        if address.startswith(IMAGE_FOLDER) and ".." not in address and len(address) > len(IMAGE_FOLDER):
            return
        self._note(line, f'The image "{address}" is not one of the site\'s own.', "Use an address below /static/.")
        token.type, token.content = "text", alternative

    def _raw_html(self, line: int, content: str) -> None:
        if line in self._lines_with_html:
            return
        self._lines_with_html.add(line)
        first = content.strip().split("\n")[0][:40]
        self._note(line, f"Raw HTML is not allowed: {first}.", "Write it in Markdown, or put \\ before the <.")

    def _note(self, line: int, what: str, advice: str) -> None:
        self._problems.append(Problem(line, what, advice))

    def _line(self, token: Token) -> int:
        return self._first_line + (token.map[0] if token.map else 0)


class _OpenSection:
    def __init__(self, anchor: str, heading: str, level: int) -> None:
        self.anchor = anchor
        self.heading = heading
        self.level = level
        self.lines: list[str] = []

    def closed(self) -> Section:
        return Section(self.anchor, self.heading, self.level, "\n".join(line for line in self.lines if line))


_UNFINISHED_LINK = re.compile(r"\]\((?:/|https?:)")


def _words_of_link(children: Sequence[Token], position: int) -> str:
    end = next(i for i in range(position, len(children)) if children[i].type == "link_close")
    return _plain(children[position + 1 : end])


def _plain(tokens: Sequence[Token]) -> str:
    """The words of inline tokens, in one line."""
    pieces = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            pieces.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif token.type == "image":
            pieces.append(_plain(token.children or []))
    return " ".join("".join(pieces).split())


def _refusal(address: str, words: str) -> tuple[str, str]:
    """Why a link is refused, and what to write."""
    if not address or address == "#":
        return f'The link "{words}" has no address.', "Write it between the round brackets."
    if address.startswith("//") or re.match(r"https?:", address):
        return f'The link "{words}" leads to "{address}", which is no address.', "Write it from https:// to its end."
    if re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
        scheme = address.split(":")[0].lower()
        return f'The link "{words}" begins with "{scheme}:".', "Only https, http and mailto addresses are allowed."
    advice = "Begin it with / for a page of this site, with https:// for another site."
    return f'The link "{words}" leads to "{address}", which leads nowhere.', advice
