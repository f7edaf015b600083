from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.config import Settings, SettingsError


def site_url(text: str) -> str:
    return Settings.from_environment({"GENOMICS_SITE_URL": text}).site_url


def test_settings_have_defaults_that_fit_a_machine_of_your_own() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert (settings.site_url, settings.base_url) == ("", "http://127.0.0.1:8000")


def test_every_setting_can_be_chosen(tmp_path: Path) -> None:
    chosen = {
        "GENOMICS_CONTENT_DIR": str(tmp_path / "texts"),
        "GENOMICS_INDEX_DIR": str(tmp_path / "built"),
        "GENOMICS_SITE_URL": "https://genomics.example.org/",
        "GENOMICS_TRUSTED_PROXIES": "2",
        "GENOMICS_WATCH_SECONDS": "1.5",
    }
    expected = Settings(tmp_path / "texts", tmp_path / "built", "https://genomics.example.org", 2, 1.5)
    assert Settings.from_environment(chosen) == expected


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "https://x.org", "http://[::1]:8000", "http://x.org:80"])
def test_the_address_of_a_site_is_taken_as_it_is(address: str) -> None:
    assert site_url(address) == site_url(f" {address}/ ") == address
    assert Settings(site_url=address).base_url == address


@pytest.mark.parametrize(
    "text",
    ["http://[", "x.org", "ftp://x.org", "https://", "https://:80", "http://x:port", "http://x:99999", "http://x?q"],
)
def test_what_is_no_address_of_a_site_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(SettingsError, match=r"^GENOMICS_SITE_URL is .*\. Write the address of the site, such as"):
        site_url(text)


def test_an_address_with_a_path_is_refused_because_links_begin_at_the_root() -> None:
    with pytest.raises(SettingsError, match=r"cannot live below a path\. Write .*, such as https://x\.org\.$"):
        site_url("https://x.org/genomics")


@given(st.text(max_size=30).map("http://".__add__) | st.text(max_size=30))
def test_any_address_is_taken_or_refused_and_never_a_crash(text: str) -> None:
    try:
        taken = site_url(text)
    except SettingsError:
        return
    assert not taken or taken.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "11"),
        ("TRUSTED_PROXIES", "two"),
        ("TRUSTED_PROXIES", "²"),
        ("WATCH_SECONDS", "0"),
        ("WATCH_SECONDS", "61"),
        ("WATCH_SECONDS", "soon"),
        ("WATCH_SECONDS", "nan"),
    ],
)
def test_a_number_that_cannot_be_used_is_refused_with_a_sentence(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"^GENOMICS_{name} is .* Write a "):
        Settings.from_environment({f"GENOMICS_{name}": text})
