"""Pages are light: what readers wait for comes in the first ten packets, whatever the page, language or search."""

from __future__ import annotations

from contextlib import closing
from itertools import cycle

from genomics.content.model import SITE_LANGUAGES
from tests.browser.places import PLACES, address_in
from tests.browser.weight import SEARCHES, Scales, searches, sitemap, too_heavy

ONE_IN = 8
"""Of the addresses in the sitemap; `make weigh` takes all of them in all languages."""


def test_every_kind_of_page_is_light_in_every_language(site: str) -> None:
    assert (
        too_heavy(site, (address_in(language, path) for language in SITE_LANGUAGES for path in PLACES.values())) == {}
    )


def test_pages_of_the_sitemap_are_light(site: str) -> None:
    paths = sitemap(site)[::ONE_IN]
    assert len(paths) > 100
    assert too_heavy(site, map(address_in, cycle(SITE_LANGUAGES), paths)) == {}


def test_three_hundred_searches_are_light(site: str) -> None:
    paths = searches(site)
    assert len(paths) == SEARCHES
    assert too_heavy(site, map(address_in, cycle(SITE_LANGUAGES), paths)) == {}


def test_the_scales_see_sheets_scripts_and_headers(site: str) -> None:
    with closing(Scales(site)) as scales:
        weight = scales.weigh("/search?q=gene")
    assert 3_000 < weight.first - weight.scripts < weight.whole - weight.scripts
    assert weight.scripts > 1_000
