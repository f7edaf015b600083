"""A record as JSON: the same facts as on its page, for programs."""

from __future__ import annotations

from typing import Any

from genomics.content.model import (
    ORIGINAL_LANGUAGE,
    Body,
    Collaborator,
    Page,
    Record,
    Resource,
    Source,
    Term,
    Translation,
)


def form_of(address: str, extension: str) -> str:
    """Where the record at an address is in another form, such as `/about.json`."""
    return f"{'/home' if address == '/' else address}{extension}"


def document(record: Record, url: str) -> dict[str, Any]:
    """The record; `url` is the full address of its page. Empty facts are left out."""
    common = {
        "key": record.key,
        "type": str(record.type),
        "id": record.id,
        "url": url,
        "language": ORIGINAL_LANGUAGE,
        "title": record.title,
        "summary": record.summary,
        "also": list(record.also),
        "topics": list(record.topics),
        "audiences": list(record.audiences),
    }
    ending = {
        "related": list(record.related),
        "text": record.body.text,
        "html": record.body.html,
        "sources": [_source(source) for source in record.sources],
        "archived": record.archived,
        "source_note": record.source_note,
        "checked": record.checked,
        "read": record.read.isoformat() if record.read else "",
        "translations": {
            language: _translation(text, record.has_changed_since(text))
            for language, text in record.translations.items()
        },
    }
    return _stated(common | _own_facts(record) | ending)


def _own_facts(record: Record) -> dict[str, Any]:
    match record:
        case Resource():
            return {
                "kind": record.kind,
                "publisher": record.publisher,
                "website": record.url,
                "year": record.year,
                "languages": list(record.languages),
                "access": record.access,
                "country": record.country,
                "who_region": record.who_region,
                "identifiers": dict(record.identifiers),
                "provided_by": list(record.provided_by),
            }
        case Collaborator():
            return {
                "kind": record.kind,
                "acronym": record.acronym,
                "local_name": record.local_name,
                "who_status": record.who_status,
                "country": record.country,
                "city": record.city,
                "latitude": record.latitude,
                "longitude": record.longitude,
                "who_region": record.who_region,
                "website": record.url,
                "founded": record.founded,
            }
        case Term():
            return {
                "names": dict(record.names),
                "see_also": list(record.see_also),
                "identifiers": dict(record.identifiers),
            }
        case Page():
            return {
                "part": record.part,
                "reviewed": record.reviewed.isoformat() if record.reviewed else "",
                "diagrams": list(record.diagrams),
            }
    return {}


def _translation(text: Translation, is_stale: bool) -> dict[str, Any]:
    body: Body = text.body
    facts = {"title": text.title, "summary": text.summary, "also": list(text.also), "html": body.html}
    return _stated(facts | {"original_has_changed": is_stale or None})


def _source(source: Source) -> dict[str, Any]:
    return _stated({"url": source.url, "title": source.title, "note": source.note})


def _stated(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", None, [], {})}
