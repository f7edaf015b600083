"""Pictures of every kind of page into screenshots/, and those of the documentation into docs/images/."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize

from genomics.config import PROJECT_FOLDER, Settings
from genomics.publishing.build import rebuild
from tests.browser.chromium import DESKTOP, PHONE, chromium
from tests.browser.places import PLACES, address_in
from tests.browser.serving import gunicorn

SCREENSHOTS = PROJECT_FOLDER / "screenshots"
IMAGES = PROJECT_FOLDER / "docs" / "images"
SIZES = {"phone": PHONE, "desktop": DESKTOP}
WIDE: ViewportSize = {"width": 1280, "height": 860}
"""Low enough for a picture of less than 200 kB."""
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LANGUAGES = ("en", "ar")
FOR_THE_DOCUMENTATION = {
    "home.png": ("/", DESKTOP),
    "search.png": ("/search?q=newborn+screening", WIDE),
    "record-phone.png": ("/resources/clinvar", PHONE),
}


def main() -> None:
    """Publishes the shipped content into a temporary folder, serves it and takes all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=Path(folder))
        rebuild(settings)
        with gunicorn(settings) as (site, _), chromium() as browser:
            take_for_the_documentation(browser, site)
            take_all(browser, site)


def take_for_the_documentation(browser: Browser, site: str) -> None:
    """What the README shows: the first screen of a few pages."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, (path, size) in FOR_THE_DOCUMENTATION.items():
        take(browser, site + path, IMAGES / name, size, "light", is_whole_page=False)


def take_all(browser: Browser, site: str) -> None:
    """Every kind of page, whole, in each size, language and colour scheme."""
    for language in LANGUAGES:
        for size_name, size in SIZES.items():
            for scheme in SCHEMES:
                for name, path in PLACES.items():
                    picture = SCREENSHOTS / language / f"{name}-{size_name}-{scheme}.png"
                    take(browser, site + address_in(language, path), picture, size, scheme)
        print(f"{SCREENSHOTS / language}: {len(PLACES) * len(SIZES) * len(SCHEMES)} pictures")


def take(
    browser: Browser, address: str, picture: Path, size: ViewportSize, scheme: Scheme, *, is_whole_page: bool = True
) -> None:
    """One picture of one page."""
    page = browser.new_page(viewport=size, color_scheme=scheme)
    page.goto(address)
    page.screenshot(path=picture, full_page=is_whole_page)
    page.close()


if __name__ == "__main__":
    main()
