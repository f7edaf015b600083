"""One address for every kind of page of the shipped content."""

from __future__ import annotations

PLACES = {
    "home": "/",
    "page": "/haemoglobin-disorders",
    "resources": "/resources",
    "resource": "/resources/clinvar",
    "collaborators": "/collaborators",
    "collaborator": "/collaborators/h3africa",
    "glossary": "/glossary",
    "term": "/glossary/allele",
    "topics": "/topics",
    "topic": "/topics/haemoglobinopathies",
    "countries": "/countries",
    "country": "/countries/QA",
    "regions": "/regions",
    "region": "/regions/EMR",
    "timeline": "/timeline",
    "search": "/search?q=newborn+screening",
    "search-filtered": "/search?q=screening&type=resource&region=EUR",
    "search-refused": "/search?q=xqzvkw",
    "not-found": "/resources/nothing-of-that-name",
}


def address_in(language: str, path: str) -> str:
    """The address of a page in one of the site's languages."""
    return path if language == "en" else f"/{language}{path}".rstrip("/")
