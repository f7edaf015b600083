"""The garbage collector is out of the way for a while, and always comes back."""

from __future__ import annotations

import gc

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
