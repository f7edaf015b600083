"""The fields of the index, and the fingerprint by which another version of them is recognised."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from whoosh.fields import ID, TEXT, Schema
from whoosh.formats import Positions

from genomics.content import identifiers, model
from genomics.content.model import SITE_LANGUAGES
from genomics.search.analysis import LanguageAnalyzer, analyse

FIELDS = (
    "title",  # what people remember of a record
    "names",  # other names, acronyms, names in the country's own language
    "summary",  # one sentence that says what it is
    "headings",  # section headings, so that a page's section is found by its name
    "keywords",  # an editor's words to be found by
    "details",  # who publishes it, in which city it sits
    "identifiers",  # DOI, ISBN, resolution number
    "body",  # everything else
)
"""Each is indexed once per language, as `<field>_<lang>`, because every language has its own analyzer."""


PLACE = struct.Struct("<3I")
"""Where a token stands: its position, and the offsets of its first character and of the one after its last."""
ANALYSING_PACKAGES = ("opencc", "pystemmer", "whoosh")
KEY = "key"
"""The field that holds a record's key."""


def field_name(field: str, lang: str) -> str:
    """The index's name of a field in one language."""
    return f"{field}_{lang}"


class PackedPlaces(Positions):  # type: ignore[misc]  # Whoosh has no types
    """Places as little-endian 32-bit numbers: read in bulk, and nothing to unpickle."""

    def word_values(
        self, value: str, analyzer: LanguageAnalyzer, **_options: object
    ) -> Iterator[tuple[str, int, float, bytes]]:
        """(token, how often, weight, packed places) of every token of a text."""
        for token, places in _packed_places(value, analyzer.lang):
            count = self.decode_frequency(places)
            yield token, count, float(count), places

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions that the bytes of one posting hold."""
        return [position for position, _, _ in PLACE.iter_unpack(value)]

    def decode_frequency(self, value: bytes) -> int:
        """How many places the bytes of one posting hold."""
        return len(value) // PLACE.size


def _packed_places(text: str, lang: str) -> tuple[tuple[str, bytes], ...]:
    places: dict[str, list[bytes]] = {}
    for token, *place in analyse(text, lang):
        places.setdefault(token, []).append(PLACE.pack(*place))
    return tuple((token, b"".join(packed)) for token, packed in places.items())


def make_schema() -> Schema:
    """A new schema. The key is unique and stored; texts keep their positions, for phrases, and are not stored."""
    fields = {field_name(field, lang): _text_field(lang) for field in FIELDS for lang in SITE_LANGUAGES}
    return Schema(**{KEY: ID(stored=True, unique=True)}, **fields)


def _text_field(lang: str) -> TEXT:
    field = TEXT(analyzer=LanguageAnalyzer(lang), phrase=True, stored=False)
    field.format = PackedPlaces()
    return field


@cache
def fingerprint() -> str:
    """Changes whenever an index written by this code from the same library could differ: taken from the sources of all
    modules beside it, those of the content that it takes languages and numbers from, and the versions of the packages
    that decide what a token is.

    Read once, when this module is imported: a process that still runs older code keeps its older fingerprint.
    """
    digest = hashlib.sha256()
    for path in (*sorted(Path(__file__).parent.glob("*.py")), Path(identifiers.__file__), Path(model.__file__)):
        digest.update(path.read_bytes())
    for package in ANALYSING_PACKAGES:
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()[:16]


fingerprint()
