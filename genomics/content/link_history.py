"""What the last checks of outgoing links found: `links.yaml`, read with the content and written by the checker."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from genomics.content.library import Library
from genomics.content.model import LOST, CheckedLink, Collaborator, LinkState, Record, Resource

FILE = "links.yaml"
_HEAD = "# Written by `flask content links`: addresses that were once not fine, what they are now, and since when.\n"
_OUTGOING = re.compile(r'href="(https?://[^"]+)"')


def outgoing_links(library: Library) -> dict[str, list[str]]:
    """Every address outside the site that readers may follow, with the files that hold it."""
    files: dict[str, list[str]] = defaultdict(list)
    for record in library.records.values():
        for url in dict.fromkeys(_of_record(record)):
            files[url].append(record.path)
    for event in library.timeline:
        for url in (*(source.url for source in event.sources), *_of_html(event.html)):
            files[url].append("timeline.yaml")
    return dict(sorted(files.items()))


def _of_record(record: Record) -> list[str]:
    own = [record.url] if isinstance(record, Resource | Collaborator) and record.url else []
    bodies = [record.body, *(translation.body for translation in record.translations.values())]
    texts = [url for body in bodies for url in _of_html(body.html)]
    return [*own, *(source.url for source in record.sources), *texts]


def _of_html(html: str) -> list[str]:
    return [found.replace("&amp;", "&") for found in _OUTGOING.findall(html)]


def renewed(
    known: Mapping[str, CheckedLink], found: Iterable[CheckedLink], linked: Iterable[str]
) -> tuple[CheckedLink, ...]:
    """The history after a check: `since` stays where nothing has changed; what nothing links to is forgotten.

    An address that has always been fine has no entry.
    """
    history = dict(known)
    for link in found:
        before = known.get(link.url)
        if before is None and link.state is LinkState.FINE:
            continue
        history[link.url] = _continued(before, link) if before else link
    wanted = set(linked)
    return tuple(history[url] for url in sorted(history) if url in wanted)


def _continued(before: CheckedLink, link: CheckedLink) -> CheckedLink:
    is_same = before.state is link.state or {before.state, link.state} <= LOST
    return replace(link, since=before.since) if is_same else link


def write_history(folder: Path, history: Iterable[CheckedLink]) -> None:
    """Replaces the file in the content folder. Raises OSError."""
    entries = [_entry(link) for link in history]
    path = folder / FILE
    if not entries:
        path.unlink(missing_ok=True)
        return
    temporary = folder / f".{FILE}.new"
    temporary.write_text(
        _HEAD + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8"
    )
    temporary.replace(path)


def _entry(link: CheckedLink) -> dict[str, str]:
    values = {
        "url": link.url,
        "state": str(link.state),
        "since": link.since.isoformat(),
        "checked": link.checked.isoformat() if link.checked else "",
        "leads_to": link.leads_to,
        "note": link.note,
    }
    return {name: value for name, value in values.items() if value}
