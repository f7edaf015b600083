"""Where genes can be looked up, as the editors set it: what a search for a gene brings along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from genomics.content.library import Library
from genomics.content.model import Resource
from genomics.search.results import PartKind, Reading
from genomics.search.thesaurus import MeaningKind

LOOK_UPS = "look_ups.json"
LOOK_UP = "look_up"
"""The field of a reason that only says that genes can be looked up there."""
ANY_GENE = "gene"
"""The term that stands for all genes."""
ANY_SHARE = 0.1
CONDITION_SHARE = 0.3
"""What a resource is worth that has any gene, or those of a condition of the gene's: a share of the best score."""


@dataclass(frozen=True, slots=True)
class LookUps:
    """Keys of the resources that have any gene, and of those that have the genes of a condition, by gene symbol."""

    any_gene: tuple[str, ...] = ()
    by_gene: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def shares(self, reading: Reading) -> dict[str, float]:
        """What each resource is worth that has a gene which was asked for, by key; empty where none was."""
        symbols = [
            meaning.origin.partition("/")[2]
            for part in reading.parts
            if part.kind is PartKind.GENE
            for meaning in part.meanings
            if meaning.kind is MeaningKind.GENE
        ]
        if not symbols:
            return {}
        own = [key for symbol in symbols for key in self.by_gene.get(symbol, ())]
        return dict.fromkeys(self.any_gene, ANY_SHARE) | dict.fromkeys(own, CONDITION_SHARE)


def write_look_ups(library: Library, folder: Path) -> None:
    """Writes where the genes of the library can be looked up."""
    holders: dict[str, list[str]] = {}
    for record in library.records.values():
        for term in record.look_up if isinstance(record, Resource) else ():
            holders.setdefault(term, []).append(record.key)
    by_gene = {
        gene.symbol: tuple(key for condition in gene.conditions for key in holders.get(condition, ()))
        for gene in library.genes
    }
    found = LookUps(tuple(holders.get(ANY_GENE, ())), {symbol: keys for symbol, keys in by_gene.items() if keys})
    (folder / LOOK_UPS).write_bytes(msgspec.json.encode(found))


def open_look_ups(folder: Path) -> LookUps:
    """What was written into the folder."""
    return msgspec.json.decode((folder / LOOK_UPS).read_bytes(), type=LookUps)
