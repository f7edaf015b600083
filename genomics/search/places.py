"""Which region each country is in: where to look when there is nothing in the country itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from genomics.content.vocabulary import Vocabulary

REGIONS = "regions.json"


def write_regions(countries: Vocabulary, folder: Path) -> None:
    """Writes the region of every country that is in one."""
    regions = {country.id: country.region for country in countries if country.region}
    (folder / REGIONS).write_bytes(msgspec.json.encode(regions))


def open_regions(folder: Path) -> Mapping[str, str]:
    """The regions by country that were written into the folder."""
    return msgspec.json.decode((folder / REGIONS).read_bytes(), type=dict[str, str])
