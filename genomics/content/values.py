"""Readers of single values: node -> typed value, with a problem noted for every one that cannot be used.

Every reader takes the node, the field's name and the notes, and gives None for what cannot be used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from genomics.content.addresses import is_site_address, is_web_address
from genomics.content.identifiers import mistake
from genomics.content.markup import render_short
from genomics.content.model import ORIGINAL_LANGUAGE, SITE_LANGUAGES, Source
from genomics.content.nearest import advice, any_of
from genomics.content.notes import Notes, Target
from genomics.content.yaml_source import FieldNode, ListNode, MappingNode, Node, TextNode

ValueReader = Callable[[Node, str, Notes], Any]

EARLIEST_YEAR = 1000
YEARS_AHEAD = 1
"""Publications are announced for next year; later years are slips."""

_RECORD_KEY = re.compile(r"(page|resource|collaborator|term)/[A-Za-z0-9][A-Za-z0-9_-]*")
_BREAKING_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?")
_E_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def one_text(node: Node, name: str, notes: Notes) -> str | None:
    """A text in one line. Its no-break spaces stay: French sets them before a colon."""
    if isinstance(node, ListNode):
        notes.fault(node.line, f'The field "{name}" holds a list.', "Write one text.")
        return None
    if isinstance(node, MappingNode):
        advice_text = 'Write one text; put quotes around it where it holds a colon: "…".'
        notes.fault(node.line, f'The field "{name}" holds fields of its own.', advice_text)
        return None
    text = _BREAKING_SPACES.sub(" ", node.text.strip())
    if not text:
        notes.fault(node.line, f'The field "{name}" is empty.', "Fill it in, or remove it.")
        return None
    return text


def filled_in(read: ValueReader) -> ValueReader:
    """The same reader for a value that has to be there: an empty one is not to be removed."""

    def read_filled(node: Node, name: str, notes: Notes) -> Any:
        if _is_empty(node):
            notes.fault(node.line, f'The field "{name}" is empty.', "Fill it in.")
            return None
        return read(node, name, notes)

    return read_filled


def _is_empty(node: Node) -> bool:
    if isinstance(node, TextNode):
        return not node.text.strip()
    return not (node.items if isinstance(node, ListNode) else node.fields)


def short_text(longest: int) -> ValueReader:
    """Reads a text of at most so many characters."""

    def read(node: Node, name: str, notes: Notes) -> str | None:
        text = one_text(node, name, notes)
        if text and len(text) > longest:
            what = f'The field "{name}" has {len(text)} characters.'
            notes.fault(node.line, what, f"Shorten it to at most {longest}.")
        return text

    return read


def texts(node: Node, name: str, notes: Notes) -> tuple[str, ...]:
    """A list of texts, each once."""
    return tuple(text for text, _ in _items(node, name, notes))


def one_or_more_texts(node: Node, name: str, notes: Notes) -> tuple[str, ...]:
    """One text, or a list of texts, each once."""
    if not isinstance(node, TextNode):
        return texts(node, name, notes)
    text = one_text(node, name, notes)
    return (text,) if text else ()


def _items(node: Node, name: str, notes: Notes) -> Iterator[tuple[str, int]]:
    """The texts of a list with their lines."""
    seen = set()
    for item in _list(node, name, notes):
        text = one_text(item, name, notes)
        if text is None:
            continue
        if text in seen:
            notes.fault(item.line, f'The field "{name}" names "{text}" twice.', "Remove one of them.")
            continue
        seen.add(text)
        yield text, item.line


def _list(node: Node, name: str, notes: Notes) -> Sequence[Node]:
    if isinstance(node, ListNode):
        if not node.items:
            notes.fault(node.line, f'The field "{name}" is empty.', "Fill it in, or remove it.")
        return node.items
    if isinstance(node, MappingNode):
        notes.fault(node.line, f'The field "{name}" holds fields of its own.', "Write a list, such as [first, second].")
    elif not node.text.strip():
        notes.fault(node.line, f'The field "{name}" is empty.', "Fill it in, or remove it.")
    else:
        notes.fault(
            node.line, f'The field "{name}" holds one text.', f"Write a list: [{_without_brackets(node.text)}]."
        )
    return ()


def _without_brackets(text: str) -> str:
    """The items of a list that lost one of its brackets."""
    return " ".join(re.sub(r"[\[\]]", " ", text).split()) or "first, second"


def _mapping(node: Node, name: str, example: str, notes: Notes) -> Sequence[FieldNode]:
    if isinstance(node, MappingNode):
        if not node.fields:
            notes.fault(node.line, f'The field "{name}" is empty.', "Fill it in, or remove it.")
        return node.fields
    if isinstance(node, TextNode) and not node.text.strip():
        notes.fault(node.line, f'The field "{name}" is empty.', "Fill it in, or remove it.")
        return ()
    holds = "a list" if isinstance(node, ListNode) else "one text"
    notes.fault(node.line, f'The field "{name}" holds {holds}.', f"Write it as {example}.")
    return ()


def choice(target: Target) -> ValueReader:
    """Reads one word that a vocabulary has to know."""

    def read(node: Node, name: str, notes: Notes) -> str | None:
        text = one_text(node, name, notes)
        if text:
            notes.refer(node.line, target, text)
        return text

    return read


def choices(target: Target) -> ValueReader:
    """Reads a list of words or ids, each of which something else has to know."""

    def read(node: Node, name: str, notes: Notes) -> tuple[str, ...]:
        items = list(_items(node, name, notes))
        for text, line in items:
            notes.refer(line, target, text)
        return tuple(text for text, _ in items)

    return read


def record_keys(node: Node, name: str, notes: Notes) -> tuple[str, ...]:
    """A list of keys such as `resource/clinvar`."""
    keys = []
    for text, line in _items(node, name, notes):
        if not _RECORD_KEY.fullmatch(text):
            what = f'"{text}" is not the key of a record.'
            notes.fault(line, what, "Write it as page/…, resource/…, collaborator/… or term/… with the record's id.")
            continue
        notes.refer(line, Target.RECORD, text)
        keys.append(text)
    return tuple(keys)


def placed_diagrams(node: Node, name: str, notes: Notes) -> dict[str, str]:
    """Ids of diagrams, each with the heading of the same text after whose section it stands."""
    placed = {}
    for field in _mapping(node, name, "{gene-to-protein: the-heading}", notes):
        anchor = one_text(field.value, field.name, notes)
        if anchor:
            notes.refer(field.line, Target.DIAGRAM, field.name)
            notes.refer(field.line, Target.ADDRESS, f"#{anchor}")
            placed[field.name] = anchor
    return placed


def one_of(words: Sequence[str]) -> ValueReader:
    """Reads one of a few fixed words."""

    def read(node: Node, name: str, notes: Notes) -> str | None:
        text = one_text(node, name, notes)
        if text is None or text in words:
            return text
        notes.fault(node.line, f'The field "{name}" is "{text}".', any_of(words))
        return None

    return read


def known(words: Sequence[str], what: str) -> ValueReader:
    """Reads one of many fixed words; `what` says what they name."""

    def read(node: Node, name: str, notes: Notes) -> str | None:
        text = one_text(node, name, notes)
        if text is None or text in words:
            return text
        notes.fault(node.line, f'There is no {what} "{text}".', advice(text, words, any_of(words)))
        return None

    return read


def day(node: Node, name: str, notes: Notes) -> date | None:
    """A day that has come already, written year-month-day."""
    text = one_text(node, name, notes)
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        example = notes.days.today.isoformat()
        notes.fault(node.line, f'The field "{name}" is "{text}".', f"Write year-month-day, such as {example}.")
        return None
    try:
        value = date.fromisoformat(text)
    except ValueError:
        notes.fault(node.line, f"There is no day {text}.", "Correct the date.")
        return None
    if value > notes.days.latest:
        what = f'The field "{name}" is {text}, a day still to come.'
        notes.fault(node.line, what, f"Write a day up to {notes.days.today.isoformat()}.")
        return None
    return value


def truth(node: Node, name: str, notes: Notes) -> bool | None:
    """Whether something is so: `true` or `false`."""
    text = one_of(("true", "false"))(node, name, notes)
    return None if text is None else text == "true"


def beginning(node: Node, name: str, notes: Notes) -> datetime | None:
    """The moment at which a day begins, or that moment of the day, in UTC."""
    return _moment(node, name, notes, timedelta())


def ending(node: Node, name: str, notes: Notes) -> datetime | None:
    """The moment at which a day is over, or that moment of the day, in UTC."""
    return _moment(node, name, notes, timedelta(days=1))


def _moment(node: Node, name: str, notes: Notes, after_a_day: timedelta) -> datetime | None:
    text = one_text(node, name, notes)
    if text is None:
        return None
    if not _MOMENT.fullmatch(text):
        example = notes.days.today.isoformat()
        advice_text = f'Write year-month-day, such as {example}, or with the time in UTC, such as "{example} 09:30".'
        notes.fault(node.line, f'The field "{name}" is "{text}".', advice_text)
        return None
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
        return moment if ":" in text else moment + after_a_day
    except (ValueError, OverflowError):
        notes.fault(node.line, f"There is no day or time {text}.", "Correct it.")
        return None


def year(node: Node, name: str, notes: Notes) -> int | None:
    """A year of the common era up to next year."""
    text = one_text(node, name, notes)
    if text is None:
        return None
    latest = notes.days.today.year + YEARS_AHEAD
    wanted = f"Write a year from {EARLIEST_YEAR} to {latest}."
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        notes.fault(node.line, f'The field "{name}" is "{text}", which is no year.', wanted)
        return None
    if not EARLIEST_YEAR <= int(text) <= latest:
        notes.fault(node.line, f'The field "{name}" is {text}, an impossible year.', wanted)
        return None
    return int(text)


def whole_number(node: Node, name: str, notes: Notes) -> int | None:
    """A whole number from 0 to 9999."""
    text = one_text(node, name, notes)
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,4}", text):
        return int(text)
    notes.fault(node.line, f'The field "{name}" is "{text}".', "Write a whole number from 0 to 9999.")
    return None


def degrees(most: int) -> ValueReader:
    """Reads decimal degrees from -most to most."""

    def read(node: Node, name: str, notes: Notes) -> float | None:
        text = one_text(node, name, notes)
        if text is None:
            return None
        if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,8})?", text) and abs(float(text)) <= most:
            return float(text)
        what = f'The field "{name}" is "{text}".'
        notes.fault(node.line, what, f"Write decimal degrees from -{most} to {most}, such as 25.2.")
        return None

    return read


def web_address(node: Node, name: str, notes: Notes) -> str | None:
    """The address of another site."""
    text = one_text(node, name, notes)
    if text is None or is_web_address(text):
        return text
    what = f'The field "{name}" holds "{text}", which is no web address.'
    notes.fault(node.line, what, "Write it from https:// to its end, without spaces.")
    return None


def site_address(node: Node, name: str, notes: Notes) -> str | None:
    """An address inside the site, as a path."""
    text = one_text(node, name, notes)
    if text is None or is_site_address(text):
        return text
    what = f'The field "{name}" holds "{text}", which is no address of this site.'
    notes.fault(node.line, what, "Begin it with /, as in /about.")
    return None


def linked_address(node: Node, name: str, notes: Notes) -> str | None:
    """An address inside the site that has to lead somewhere."""
    text = site_address(node, name, notes)
    if text:
        notes.refer(node.line, Target.ADDRESS, text)
    return text


def linked_addresses(node: Node, name: str, notes: Notes) -> tuple[str, ...]:
    """A list of addresses inside the site that have to lead somewhere."""
    found = (linked_address(TextNode(text, line), name, notes) for text, line in _items(node, name, notes))
    return tuple(address for address in found if address)


def sources(node: Node, name: str, notes: Notes) -> tuple[Source, ...]:
    """One address, or a list of addresses and of entries with `title`, `url` and `note`."""
    items = node.items if isinstance(node, ListNode) and node.items else (node,)
    found = (_source(item, name, notes) for item in items)
    return tuple(source for source in found if source)


SOURCE_FIELDS = ("title", "url", "note")


def _source(node: Node, name: str, notes: Notes) -> Source | None:
    if not isinstance(node, MappingNode):
        url = web_address(node, name, notes)
        return Source(url) if url else None
    known = {}
    for field in node.fields:
        if field.name not in SOURCE_FIELDS:
            notes.fault(
                field.line,
                f'A source has no field "{field.name}".',
                advice(field.name, SOURCE_FIELDS, any_of(SOURCE_FIELDS)),
            )
            continue
        read = filled_in(web_address) if field.name == "url" else one_text
        known[field.name] = read(field.value, field.name, notes) or ""
    if "url" not in known:
        notes.fault(node.line, 'A source has no "url".', 'Add its address: "url: https://…".')
    return Source(**known) if known.get("url") else None


def identifiers(kinds: Sequence[str], example: str) -> ValueReader:
    """Reads identifiers of these kinds, by kind; `example` shows how they are written."""

    def read(node: Node, name: str, notes: Notes) -> dict[str, str]:
        found = {}
        for field in _mapping(node, name, example, notes):
            if field.name not in kinds:
                what = f'There is no kind of identifier "{field.name}".'
                notes.fault(field.line, what, advice(field.name, kinds, any_of(kinds)))
                continue
            text = one_text(field.value, field.name, notes)
            wrong = mistake(field.name, text) if text else ""
            if wrong:
                notes.fault(field.line, f'"{text}" is no {field.name}.', wrong)
            elif text:
                found[field.name] = text
        return found

    return read


def by_language(
    read: ValueReader, languages: Sequence[str] = SITE_LANGUAGES, required: Sequence[str] = ()
) -> ValueReader:
    """Reads values in several languages, as in `{en: …, fr: …}`; those in required languages cannot be empty."""

    def read_all(node: Node, name: str, notes: Notes) -> dict[str, Any]:
        found = {}
        for field in _mapping(node, name, f"{{{languages[0]}: …, {languages[1]}: …}}", notes):
            if field.name not in languages:
                what = f'"{field.name}" is no language for "{name}".'
                notes.fault(field.line, what, any_of(languages))
                continue
            read_one = filled_in(read) if field.name in required else read
            value = read_one(field.value, name, notes)
            if value:
                found[field.name] = value
        return found

    return read_all


def label(node: Node, name: str, notes: Notes) -> dict[str, str]:
    """A text in several languages, of which English is one."""
    found: dict[str, str] = by_language(one_text, required=(ORIGINAL_LANGUAGE,))(node, name, notes)
    written = {field.name for field in node.fields} if isinstance(node, MappingNode) else set()
    if found and ORIGINAL_LANGUAGE not in written:
        notes.fault(node.line, f'The field "{name}" has no English text.', 'Add one: "en: …".')
    return found


def markdown(node: Node, name: str, notes: Notes) -> str | None:
    """A few paragraphs of Markdown, as safe HTML."""
    if one_text(node, name, notes) is None or not isinstance(node, TextNode):
        return None
    rendered = render_short(node.text, line=node.line)
    notes.take(rendered)
    return rendered.body.html


def matching(pattern: str, what: str, example: str) -> ValueReader:
    """Reads a text of a certain form; `what` names the form, `example` shows it."""
    form = re.compile(pattern)

    def read(node: Node, name: str, notes: Notes) -> str | None:
        text = one_text(node, name, notes)
        if text is None or form.fullmatch(text):
            return text
        notes.fault(node.line, f'"{text}" is no {what}.', f"Write it as {example}.")
        return None

    return read


e_mail = matching(_E_MAIL.pattern, "e-mail address", "name@example.org")
