from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from genomics.publishing.errors import BusyError
from genomics.publishing.lock import build_lock


def test_whoever_comes_second_learns_who_builds(tmp_path: Path) -> None:
    path = tmp_path / "not" / "there" / "LOCK"
    with build_lock(path), pytest.raises(BusyError) as busy, build_lock(path):
        pass
    assert f"process {os.getpid()} on {socket.gethostname()}, since 20" in str(busy.value)


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "LOCK"
    with pytest.raises(ZeroDivisionError), build_lock(path):
        raise ZeroDivisionError
    with build_lock(path):
        assert path.exists()


def test_a_builder_that_has_not_yet_said_who_it_is_still_counts(tmp_path: Path) -> None:
    path = tmp_path / "LOCK"
    with build_lock(path):
        path.write_bytes(b"")
        with pytest.raises(BusyError, match="just begun"), build_lock(path):
            pass


def test_what_a_former_builder_left_in_the_file_does_not_stay(tmp_path: Path) -> None:
    path = tmp_path / "LOCK"
    path.write_bytes(b"x" * 10_000)
    with build_lock(path), pytest.raises(BusyError, match=f"process {os.getpid()} "), build_lock(path):
        pass
