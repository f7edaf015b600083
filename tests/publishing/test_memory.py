"""The garbage collector is out of the way where it would only stop answers, and always comes back."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from genomics.publishing.memory import without_collecting


def fail_without_collecting(seen: list[bool]) -> None:
    with without_collecting():
        seen.append(gc.isenabled())
        raise RuntimeError


def test_the_collector_comes_back_also_after_a_fault() -> None:
    seen: list[bool] = []
    with pytest.raises(RuntimeError):
        fail_without_collecting(seen)
    assert seen == [False]
    assert gc.isenabled()


def test_a_collector_that_was_switched_off_stays_off() -> None:
    gc.disable()
    try:
        with without_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


SPARED = """
import gc
from genomics.publishing.memory import keep_for_good
kept = [[] for _ in range(1000)]
before = len(gc.get_objects())
keep_for_good()
print(before > 1000 > len(gc.get_objects()))
"""


def test_what_exists_by_now_is_no_more_looked_through() -> None:
    # In a process of its own, for this one would keep its own objects.
    said = subprocess.run([sys.executable, "-c", SPARED], check=True, capture_output=True, text=True).stdout
    assert said.strip() == "True"
