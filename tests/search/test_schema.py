from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from genomics.config import PROJECT_FOLDER
from genomics.search.schema import fingerprint


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("code")
    shutil.copytree(PROJECT_FOLDER / "genomics", folder / "genomics", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def fingerprint_of(code: Path) -> str:
    program = "from genomics.search.schema import fingerprint; print(fingerprint())"
    return subprocess.run(
        [sys.executable, "-B", "-c", program], cwd=code, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_same_code_elsewhere_takes_the_index_for_its_own(code: Path) -> None:
    assert fingerprint_of(code) == fingerprint()


@pytest.mark.parametrize("module", ["search/analysis.py", "content/identifiers.py", "content/model.py"])
def test_code_that_would_write_another_index_takes_this_one_for_foreign(code: Path, module: str) -> None:
    path = code / "genomics" / module
    before = path.read_text(encoding="utf-8")
    path.write_text(before + "\nANOTHER = True\n", encoding="utf-8")
    try:
        assert fingerprint_of(code) != fingerprint()
    finally:
        path.write_text(before, encoding="utf-8")
