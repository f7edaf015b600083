"""Addresses of other sites, and names that pages cannot have."""

from __future__ import annotations

import pytest

from genomics.content.addresses import RESERVED_PAGE_IDS, is_site_address, is_web_address


@pytest.mark.parametrize(
    "address",
    [
        "https://www.who.int/",
        "http://who.int",
        "https://example.org:8080/a?b=c#d",
        "https://موقع.وزارة-الاتصالات.مصر/",
        "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:34",
        "https://a.org/tag-(tag-g)",
    ],
)
def test_web_addresses_are_recognised(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http",
        "http://",
        "https:///a",
        "www.who.int",
        "ftp://who.int/",
        "https://who",
        "https://a b.org/",
        "//who.int/",
        "https://[::1/",
        "https://who.int:port/",
        'https://who.int/"x"',
        "javascript:alert(1)",
        "https://who.int/<b>",
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    assert not is_web_address(address)


def test_only_a_single_slash_begins_an_address_of_the_site() -> None:
    addresses = ["/", "/about", "//example.org", "/\\example.org", "about", ""]
    assert [is_site_address(address) for address in addresses] == [True, True, False, False, False, False]


@pytest.mark.parametrize(
    "page_id",
    [
        "search",
        "api",
        "static",
        "healthz",
        "readyz",
        "topics",
        "countries",
        "regions",
        "glossary",
        "resources",
        "collaborators",
        "timeline",
        "ar",
        "zh",
        "en",
        "fr",
        "ru",
        "es",
        "sitemap",
        "robots",
        "feeds",
        "styleguide",
        "hooks",
    ],
)
def test_a_page_cannot_take_what_the_site_answers_to(page_id: str) -> None:
    assert page_id in RESERVED_PAGE_IDS


@pytest.mark.parametrize("page_id", ["home", "about", "how-to-search", "4983", "med-10"])
def test_other_names_are_free(page_id: str) -> None:
    assert page_id not in RESERVED_PAGE_IDS
