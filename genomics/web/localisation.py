"""The interface in six languages: which one a request is in, its texts, numbers, dates and addresses."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations
from flask import has_request_context, request

from genomics.content.model import ORIGINAL_LANGUAGE, SITE_LANGUAGES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CATALOGUES = Path(__file__).parent / "translations"
NATIVE_NAMES = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
WITHOUT_LANGUAGE = frozenset({"static", "healthz", "readyz", "robots.txt", "sitemap.xml", "favicon.svg", "favicon.ico"})
"""First parts of addresses that exist once only, whatever the language."""
_NEVER_PREFIXED = WITHOUT_LANGUAGE | {"api"}
"""First parts of addresses that get no language from here; programs may still ask the API for one."""

_DAY_FIRST = frozenset({"en", "ru"})
"""Languages whose dates have a pattern of ours: Babel's English is American, its Russian ends in a full stop."""
_LANGUAGE_KEY = "genomics.language"
_PATH_KEY = "genomics.path"
_SLASHES = re.compile("/+")


class LanguagePrefix:
    """WSGI middleware: takes `/fr` from the front of the path and notes the language for the request.

    Slashes in a row count as one: `//example.org` is a page of this site, and in a link it would be another site.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = _SLASHES.sub("/", "/" + environ.get("PATH_INFO", ""))
        language, rest = split_language(path)
        environ[_PATH_KEY] = quote(path.encode("latin-1"))  # WSGI hands bytes over as Latin-1.
        environ[_LANGUAGE_KEY] = language
        environ["PATH_INFO"] = rest
        return self._application(environ, start_response)


def split_language(path: str) -> tuple[str, str]:
    """The language that an address is in, and the address without it: `/fr/about` is ("fr", "/about")."""
    first, _, rest = path.removeprefix("/").partition("/")
    is_prefix = first in SITE_LANGUAGES and first != ORIGINAL_LANGUAGE and path.startswith("/")
    if not is_prefix or rest.partition("/")[0] in WITHOUT_LANGUAGE:
        return ORIGINAL_LANGUAGE, path
    return first, f"/{rest}"


def current_language() -> str:
    """The language of the page being made."""
    return str(request.environ.get(_LANGUAGE_KEY, ORIGINAL_LANGUAGE)) if has_request_context() else ORIGINAL_LANGUAGE


def requested_path() -> str:
    """The path as it was asked for, quoted as addresses are, language prefix included."""
    return str(request.environ.get(_PATH_KEY, quote(request.path)))


def direction_of(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def localised(address: str, language: str | None = None) -> str:
    """An address of this site in a language (the page's own unless said): `/about` in French is `/fr/about`.

    What has a language already, and what has none in any language, stays as it is.
    """
    language = language or current_language()
    if language == ORIGINAL_LANGUAGE or not address.startswith("/"):
        return address
    path = re.split("[?#]", address, maxsplit=1)[0]
    has_language = split_language(path)[0] != ORIGINAL_LANGUAGE
    if has_language or path.split("/")[1] in _NEVER_PREFIXED:
        return address
    return f"/{language}{path if path != '/' else ''}{address.removeprefix(path)}"


@cache
def catalogue(language: str) -> Translations:
    """The texts of the interface in a language, compiled in memory from its .po file; read once."""
    path = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
    if language == ORIGINAL_LANGUAGE or not path.exists():
        return Translations()
    with path.open("rb") as source:
        messages = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


def gettext(message: str) -> str:
    """An interface text in the language of the page."""
    return catalogue(current_language()).ugettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """An interface text that depends on a number, in the language of the page."""
    return catalogue(current_language()).ungettext(singular, plural, number)


@cache
def locale_of(language: str) -> Locale:
    """Babel's knowledge of a language."""
    return Locale.parse(language)


def number(value: int) -> str:
    """A number as readers of the page's language write it."""
    return format_decimal(value, locale=locale_of(current_language()))


def day(value: date) -> str:
    """A date as readers of the page's language write it, such as `22 November 2026`."""
    language = current_language()
    return format_date(value, "d MMMM y" if language in _DAY_FIRST else "long", locale=locale_of(language))


def short_day(value: date) -> str:
    """A date in little space, such as `22 Nov 2026`."""
    language = current_language()
    return format_date(value, "d MMM y" if language in _DAY_FIRST else "medium", locale=locale_of(language))


def listed(items: Iterable[str]) -> str:
    """Words as a list in a sentence: `a, b and c`."""
    return format_list(list(items), locale=locale_of(current_language()))


def language_name(code: str) -> str:
    """What a language is called in the language of the page; the code itself where that is not known."""
    name = locale_of(current_language()).languages.get(code.replace("-", "_"))
    return name[:1].upper() + name[1:] if name else code


def template_tools() -> dict[str, Any]:
    """What templates need from here, by the names they use."""
    return {
        "link": localised,
        "number": number,
        "direction_of": direction_of,
        "native_name": lambda code: NATIVE_NAMES.get(code, code),
    }
