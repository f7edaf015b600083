"""Settings: what an operator may choose, read from the environment once and checked at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

PREFIX = "GENOMICS_"
PROJECT_FOLDER = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 24
DEFAULT_BASE_URL = "http://127.0.0.1:8000"


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it and says what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one installation and the next.

    Each field is the environment variable of the same name in capitals with the prefix `GENOMICS_`. `site_url` is
    empty where none was chosen; `preview` shows drafts and what is still to come, and says so; without a `hook_secret`,
    nobody can ask for a build from outside.
    """

    content_dir: Path = PROJECT_FOLDER / "content"
    index_dir: Path = PROJECT_FOLDER / "index"
    site_url: str = ""
    trusted_proxies: int = 0
    watch_seconds: float = 0.5
    preview: bool = False
    hook_secret: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that the environment asks for. Raises SettingsError on the first that cannot be used."""
        values = os.environ if environment is None else environment
        default = cls()
        return cls(
            content_dir=_folder(values, "CONTENT_DIR", default.content_dir),
            index_dir=_folder(values, "INDEX_DIR", default.index_dir),
            site_url=_site_url(values),
            trusted_proxies=_whole_number(values, "TRUSTED_PROXIES", default.trusted_proxies, 0, 10),
            watch_seconds=_seconds(values, "WATCH_SECONDS", default.watch_seconds),
            preview=_truth(values, "PREVIEW"),
            hook_secret=_secret(values, "HOOK_SECRET"),
        )

    def to_environment(self) -> dict[str, str]:
        """The variables that make another process read the same settings."""
        values = {setting.name: getattr(self, setting.name) for setting in fields(self)}
        values["preview"] = int(self.preview)
        return {PREFIX + name.upper(): str(value) for name, value in values.items()}

    @property
    def base_url(self) -> str:
        """What full addresses of the site begin with, without a slash at the end."""
        return self.site_url or DEFAULT_BASE_URL


def _folder(values: Mapping[str, str], name: str, default: Path) -> Path:
    text = values.get(PREFIX + name, "").strip()
    return Path(text).expanduser().resolve() if text else default


def _site_url(values: Mapping[str, str]) -> str:
    name = PREFIX + "SITE_URL"
    text = values.get(name, "").strip()
    if not text:
        return ""
    parts = _web_address(text)
    if parts is None:
        raise SettingsError(f"{name} is {text!r}. Write the address of the site, such as https://genomics.example.org.")
    if parts.path.strip("/"):
        raise SettingsError(
            f"{name} is {text!r}, but the site cannot live below a path. "
            f"Write its address without one, such as {parts.scheme}://{parts.netloc}."
        )
    return text.rstrip("/")


def _web_address(text: str) -> SplitResult | None:
    """The parts of a web address without query and fragment; None where the text is none."""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    is_plain = parts.scheme in ("http", "https") and not set("?# ") & set(text)
    return parts if has_host and is_plain else None


def _whole_number(values: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = values.get(PREFIX + name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingsError(f"{PREFIX}{name} is {text!r}. Write a whole number from {least} to {most}.")
    return int(text)


def _truth(values: Mapping[str, str], name: str) -> bool:
    return bool(_whole_number(values, name, 0, 0, 1))


def _secret(values: Mapping[str, str], name: str) -> str:
    text = values.get(PREFIX + name, "").strip()
    if text and len(text) < SHORTEST_SECRET:
        raise SettingsError(f"{PREFIX}{name} is too short. Write at least {SHORTEST_SECRET} characters by chance.")
    return text


def _seconds(values: Mapping[str, str], name: str, default: float) -> float:
    text = values.get(PREFIX + name, "").strip()
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0.05 <= number <= 60:
        raise SettingsError(f"{PREFIX}{name} is {text!r}. Write a number of seconds from 0.05 to 60.")
    return number
