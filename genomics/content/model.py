"""The records of the site as frozen dataclasses: what travels between reading, searching, publishing and the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

SITE_LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
ORIGINAL_LANGUAGE = "en"
TRANSLATION_LANGUAGES = tuple(lang for lang in SITE_LANGUAGES if lang != ORIGINAL_LANGUAGE)


class RecordType(StrEnum):
    """The four kinds of file in `content/`, and the first half of a record's key."""

    PAGE = "page"
    RESOURCE = "resource"
    COLLABORATOR = "collaborator"
    TERM = "term"


FOLDERS: Mapping[RecordType, str] = {
    RecordType.PAGE: "pages",
    RecordType.RESOURCE: "resources",
    RecordType.COLLABORATOR: "collaborators",
    RecordType.TERM: "glossary",
}
"""The folder of each type inside `content/`; but for pages, also the first part of its address."""


@dataclass(frozen=True, slots=True)
class Source:
    """One place where the facts of a record come from."""

    url: str
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading. `anchor` is empty for what precedes the first heading."""

    anchor: str
    heading: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """A text as readers see it (`html`, safe) and as the search reads it (`sections`, plain text)."""

    html: str = ""
    sections: tuple[Section, ...] = ()
    links: tuple[str, ...] = ()
    """Addresses inside the site that the text links to, in order, such as `/glossary/allele`."""

    @property
    def text(self) -> str:
        """All sections' plain text, without their headings."""
        return "\n".join(section.text for section in self.sections if section.text)


@dataclass(frozen=True, slots=True)
class Translation:
    """A record's text in another language. What it does not hold is taken from the original."""

    lang: str
    title: str
    summary: str = ""
    also: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    translates: date | None = None
    original: str = ""
    """The revision of the original that was translated, empty where it is not said."""
    draft: bool = False
    publish_from: datetime | None = None
    publish_until: datetime | None = None
    body: Body = field(default_factory=Body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What records of all types have in common. Years are of the common era; `path` is relative to `content/`."""

    id: str
    title: str
    path: str = ""
    summary: str = ""
    also: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    source_note: str = ""
    checked: str = ""
    """`seen`: the sources were read; `known`: general knowledge; empty: not said."""
    read: date | None = None
    archived: str = ""
    """The address of a copy in a web archive: of its own address, else of its first source."""
    related: tuple[str, ...] = ()
    draft: bool = False
    publish_from: datetime | None = None
    """The moment from which readers see it, in UTC."""
    publish_until: datetime | None = None
    """The moment from which they no longer do."""
    body: Body = field(default_factory=Body)
    revision: str = ""
    """Names what translations are made from: the title, summary and text as they are now."""
    translations: Mapping[str, Translation] = field(default_factory=dict)

    @property
    def type(self) -> RecordType:
        raise NotImplementedError  # pragma: no cover

    @property
    def key(self) -> str:
        """The record's name in results, such as `resource/clinvar`."""
        return f"{self.type}/{self.id}"

    @property
    def address(self) -> str:
        """The path of its page in the original language, such as `/resources/clinvar`."""
        return address_of(self.type, self.id)

    @property
    def titles(self) -> dict[str, str]:
        """The title in every language that has one."""
        translated = {lang: translation.title for lang, translation in self.translations.items()}
        return {ORIGINAL_LANGUAGE: self.title} | translated

    def title_in(self, lang: str) -> str:
        """The title in that language where there is one, else the original."""
        return self.titles.get(lang, self.title)

    def has_changed_since(self, translation: Translation) -> bool:
        """Whether that translation is known to be of an earlier revision."""
        return translation.original not in ("", self.revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Record):
    """An initiative page."""

    part: str = ""
    order: int = 1000
    reviewed: date | None = None
    diagrams: Mapping[str, str] = field(default_factory=dict)
    """Ids of diagrams, each with the anchor of the section (of the original text) that it follows."""

    @property
    def type(self) -> RecordType:
        return RecordType.PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Record):
    """A tool, database, course, publication or other thing to use."""

    kind: str
    publisher: str = ""
    url: str = ""
    year: int | None = None
    languages: tuple[str, ...] = ()
    access: str = ""
    country: str = ""
    who_region: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    provided_by: tuple[str, ...] = ()
    look_up: tuple[str, ...] = ()
    """Glossary ids: `gene` where any gene can be looked up there, else conditions or fields whose genes can."""

    @property
    def type(self) -> RecordType:
        return RecordType.RESOURCE

    @property
    def can_be_opened(self) -> bool:
        """Whether an address is known that leads to it: its own, that of a copy or its DOI."""
        return bool(self.url or self.archived or self.identifiers.get("doi"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Collaborator(Record):
    """A WHO Collaborating Centre, nongovernmental organization or other partner. Coordinates are those of the city."""

    kind: str
    acronym: str = ""
    local_name: str = ""
    who_status: str = ""
    country: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    who_region: str = ""
    url: str = ""
    founded: int | None = None

    @property
    def type(self) -> RecordType:
        return RecordType.COLLABORATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """A glossary entry; its body is the definition. `names` holds the term itself in other languages."""

    names: Mapping[str, str] = field(default_factory=dict)
    see_also: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)

    @property
    def type(self) -> RecordType:
        return RecordType.TERM

    @property
    def titles(self) -> dict[str, str]:
        translated = {lang: translation.title for lang, translation in self.translations.items()}
        return {ORIGINAL_LANGUAGE: self.title} | dict(self.names) | translated


PICTURES = (
    *("chromosome", "gene", "messenger-rna", "ribosome", "protein"),
    *("copies-usual", "copies-carrier", "copies-changed", "passing-on", "chances"),
    *("family", "blood-spots", "laboratory", "result-clear", "result-marked", "care", "follow-up"),
    *("consent", "reading", "name-removed", "open-access", "controlled-access", "federated", "comparison", "answer"),
    *("medicine", "sample", "breakdown-slow", "breakdown-usual", "breakdown-fast", "dose"),
    *("pathogen", "relationships", "sharing", "protection", "vaccine"),
    *("stem-cells", "editing", "infusion", "red-cells", "not-passed-on"),
)
"""What a step of a diagram can show; the pages have a drawing of each."""

RECORD_CLASSES: Mapping[RecordType, type[Record]] = {
    RecordType.PAGE: Page,
    RecordType.RESOURCE: Resource,
    RecordType.COLLABORATOR: Collaborator,
    RecordType.TERM: Term,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of the timeline. `html` is the text as readers see it."""

    year: int
    title: str
    html: str
    topics: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    source_note: str = ""
    checked: str = ""
    read: date | None = None
    draft: bool = False
    publish_from: datetime | None = None
    publish_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DiagramStep:
    """A picture of the site's own with words to it, by language."""

    picture: str
    label: Mapping[str, str]
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diagram:
    """How something goes, from the first row to the last; a row has one step, or several that stand side by side.

    Texts are by language; the description says in words what the whole shows.
    """

    id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    rows: tuple[tuple[DiagramStep, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gene:
    """A gene as the search knows it. `conditions` are glossary ids or plain names."""

    symbol: str
    name: str = ""
    also: tuple[str, ...] = ()
    hgnc_id: str = ""
    location: str = ""
    conditions: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    checked: str = ""
    conditions_checked: str = ""


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Names that find one another: all of `terms`, or from `starts` to `finds` and never back."""

    terms: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslatedWords:
    """Words that mean the same in several languages, for the search; by language."""

    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Records that editors put first, in this order, for a query in any of its spellings, `until` a moment in UTC."""

    queries: tuple[str, ...]
    records: tuple[str, ...]
    until: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address and where it leads now, both as paths inside the site."""

    start: str
    target: str


class LinkState(StrEnum):
    """What an address is like. Readers are told of the first three."""

    DEAD = "dead"
    SOFT_404 = "soft-404"
    PARKED = "parked"
    MOVED = "moved"
    SLOW = "slow"
    FAILING = "failing"
    CLOSED = "closed"
    FINE = "fine"


LOST = frozenset({LinkState.DEAD, LinkState.SOFT_404, LinkState.PARKED})
"""States in which readers do not find what the link promises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLink:
    """An address as the last check found it, and the day since which it has been like that."""

    url: str
    state: LinkState
    since: date
    checked: date | None = None
    leads_to: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExampleSearch:
    """A search offered on the home page, and the language that it is in."""

    q: str
    lang: str = ORIGINAL_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteText:
    """Site-wide texts and menus from `site.yaml`; texts are by language."""

    name: Mapping[str, str] = field(default_factory=lambda: {"en": "Human Genomics in Global Health"})
    tagline: Mapping[str, str] = field(default_factory=dict)
    heading: Mapping[str, str] = field(default_factory=dict)
    lead: Mapping[str, str] = field(default_factory=dict)
    owner: Mapping[str, str] = field(default_factory=dict)
    navigation: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    searches: tuple[ExampleSearch, ...] = ()
    contact: str = ""


def address_of(record_type: RecordType, record_id: str) -> str:
    """The path of a record's page: `/about`, `/resources/clinvar`; the page `home` is `/`."""
    if record_type is not RecordType.PAGE:
        return f"/{FOLDERS[record_type]}/{record_id}"
    return "/" if record_id == "home" else f"/{record_id}"
