"""The shipped content, served, and browsers that read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from genomics.config import Settings
from tests.browser.chromium import DESKTOP, chromium
from tests.browser.serving import get, gunicorn

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def site(shipped: Settings) -> Iterator[str]:
    """The address of the shipped site."""
    with gunicorn(shipped) as (address, _):
        assert get(address, "/readyz")[0] == 200
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def new_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens an empty page in a fresh browser profile, by default of a desktop's size."""
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**({"viewport": DESKTOP} | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: OpenPage) -> Page:
    return new_page()
