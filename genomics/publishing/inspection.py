"""Whether a generation is whole: would a worker serve its pages and answer its searches?"""

from __future__ import annotations

from pathlib import Path

from genomics.publishing.errors import SiteUnavailableError
from genomics.publishing.manifest import ManifestError, damaged_files, read_manifest
from genomics.publishing.site import open_compared


def problems_of(folder: Path) -> list[str]:
    """What is wrong with the generation in that folder, a sentence each; empty where it is whole."""
    try:
        manifest = read_manifest(folder)
    except ManifestError as error:
        return [f"{error}."]
    damage = damaged_files(folder, manifest)
    if damage:
        return [f"{name} {fault}." for name, fault in damage.items()]
    try:
        problem = open_compared(folder, manifest, damage).search_problem
    except SiteUnavailableError as error:
        return [str(error)]
    return [problem] if problem else []
