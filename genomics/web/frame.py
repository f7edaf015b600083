"""What surrounds every page: the name of the site, the menus, the languages, and what is said about the page itself."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, render_template, request

from genomics.content.model import SITE_LANGUAGES, RecordType, SiteText
from genomics.publishing.site import Site
from genomics.web.labels import EXPLAINED, card_title, section_label
from genomics.web.localisation import (
    NATIVE_NAMES,
    current_language,
    day,
    direction_of,
    gettext,
    localised,
    requested_path,
    split_language,
    template_tools,
)
from genomics.web.phrases import Link, Phrase, pick
from genomics.web.sites import settings, site_or_none

_ = gettext

PAGES_IN_DEFAULT_MENU = 3


@dataclass(frozen=True, slots=True)
class Head:
    """What a page is called and where it stands. `crumbs` lead to it from the home page, without the page itself.

    `query` fills the search box; `canonical` is the address (unprefixed) that stands for this page, where another does.
    """

    title: Phrase
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    query: str = ""
    canonical: str = ""
    has_search_box: bool = True
    may_be_indexed: bool = True


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """The same page in one of the site's languages."""

    code: str
    name: str
    href: str
    absolute: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of a menu. `current` is `page` on that very page, `true` below it (by address or crumbs), else empty."""

    label: Phrase
    href: str
    current: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that `layout.html` shows around a page's own content.

    `here` is the full address of this very page, and `published` the day it is from, for whoever reads it on paper.
    """

    site_name: Phrase
    tagline: Phrase
    owner: Phrase
    menu: tuple[MenuItem, ...]
    footer: tuple[MenuItem, ...]
    languages: tuple[LanguageChoice, ...]
    canonical: str
    here: str
    published: str
    contact: str
    generation: str


def render(template: str, head: Head, **values: object) -> str:
    """A page: the template within the frame."""
    return render_template(template, head=head, frame=frame_for(head), **values)


def install(app: Flask) -> None:
    """Gives templates the tools that all of them use."""
    app.jinja_env.globals.update(template_tools(), section_label=section_label)

    @app.context_processor
    def language() -> dict[str, str]:
        code = current_language()
        return {"language": code, "direction": direction_of(code)}


def frame_for(head: Head) -> Frame:
    """The frame of the page that is being answered; works without a site, too."""
    site = site_or_none()
    text = site.text if site else SiteText()
    language = current_language()
    address = head.canonical or _own_address()
    return Frame(
        site_name=pick(text.name, language),
        tagline=pick(text.tagline, language),
        owner=pick(text.owner, language),
        menu=_menu(site, text.navigation or _default_menu(site), head.crumbs),
        footer=_menu(site, text.footer),
        languages=_languages(address),
        canonical=absolute(localised(address)),
        here=absolute(localised(_here())),
        published=day(site.published) if site else "",
        contact=text.contact,
        generation=site.generation if site else "",
    )


def absolute(address: str) -> str:
    """The full web address of a path of this site."""
    return settings().base_url + address


def _own_address() -> str:
    """The path of this request, quoted, without its language and without its query part."""
    return split_language(requested_path())[1]


def _languages(address: str) -> tuple[LanguageChoice, ...]:
    return tuple(
        LanguageChoice(
            code=code,
            name=NATIVE_NAMES[code],
            href=localised(_here(), code),
            absolute=absolute(localised(address, code)),
            is_current=code == current_language(),
        )
        for code in SITE_LANGUAGES
    )


def _here() -> str:
    """The path and query part of this request, without its language."""
    query = request.query_string.decode("utf-8", "replace")
    return f"{_own_address()}?{query}" if query else _own_address()


def _menu(site: Site | None, addresses: tuple[str, ...], way: tuple[Link, ...] = ()) -> tuple[MenuItem, ...]:
    above = {crumb.href for crumb in way[1:]}
    labelled = [(address, _label(site, address)) for address in addresses]
    return tuple(MenuItem(label, localised(address), _current(address, above)) for address, label in labelled if label)


def _label(site: Site | None, address: str) -> Phrase:
    own = section_label(address)
    if own:
        return Phrase(own, current_language())
    card = site.card(f"{RecordType.PAGE}/{address.removeprefix('/')}") if site else None
    return card_title(card) if card else Phrase("")


def _current(address: str, above: set[str]) -> str:
    here = _own_address()
    if here == address:
        return "page"
    return "true" if here.startswith(f"{address}/") or localised(address) in above else ""


def _default_menu(site: Site | None) -> tuple[str, ...]:
    """A menu for a site that names none: its first pages, then the lists that have something in them."""
    if site is None:
        return ()
    pages = sorted((card for card in site.cards(RecordType.PAGE) if card.id != "home"), key=lambda card: card.order)
    lists = (
        (f"/{EXPLAINED}", explains(site)),
        ("/topics", site.tag_counts("topic")),
        ("/resources", site.counts.get(RecordType.RESOURCE)),
        ("/collaborators", site.counts.get(RecordType.COLLABORATOR)),
        ("/glossary", site.counts.get(RecordType.TERM)),
        ("/timeline", site.timeline),
    )
    first = tuple(card.address for card in pages[:PAGES_IN_DEFAULT_MENU])
    return first + tuple(address for address, content in lists if content)


def explains(site: Site) -> bool:
    """Whether the site has pages that explain genomics."""
    return any(card.part == EXPLAINED for card in site.cards(RecordType.PAGE))


def crumbs(*addresses: str) -> tuple[Link, ...]:
    """The way from the home page through the lists at these addresses."""
    return tuple(
        Link(Phrase(section_label(address), current_language()), localised(address)) for address in ("/", *addresses)
    )


def own_words(text: str) -> Phrase:
    """A text of the interface, which is in the page's language."""
    return Phrase(text, current_language())
