"""What a browser notices behind the pages: no errors, no strangers, nothing stored."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.places import PLACES, address_in


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_whole_talk_to_this_site_alone_and_store_nothing(
    new_page: OpenPage, site: str, language: str
) -> None:
    page = new_page()
    complaints: list[str] = []
    requests: list[str] = []
    # Violations of the content security policy are said on the console.
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda response: complaints.append(response.url) if response.status >= 400 else None)
    page.on("request", lambda request: requests.append(request.url))
    for name, path in PLACES.items():
        if name != "not-found":
            page.goto(site + address_in(language, path))
    assert complaints == []
    assert len(requests) >= len(PLACES)
    assert [address for address in requests if not address.startswith(f"{site}/")] == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_page_that_is_missing_says_so_and_is_whole_itself(new_page: OpenPage, site: str) -> None:
    page = new_page()
    failed: list[str] = []
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    missing = site + PLACES["not-found"]
    page.goto(missing)
    assert failed == [missing]
    assert page.get_by_role("heading", level=1).inner_text()
    assert page.locator("main").get_by_role("searchbox").is_visible()
