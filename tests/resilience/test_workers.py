"""Real workers: while generations come and go under load, and when a file is harmed while they read it."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import time
from pathlib import Path

import pytest

from genomics.publishing.build import rebuild
from genomics.publishing.store import GenerationStore
from tests.browser.serving import get
from tests.publishing.samples import current_folder
from tests.resilience.load import held, served, swap, under_load, write_edition

PATIENCE = 30
"""Seconds in which a worker has to come back."""


def test_rebuilds_under_load_cost_no_answer_and_mix_no_generations_and_leave_nothing_open() -> None:
    with served(workers=2) as (settings, address, workers):
        findings = under_load(settings, address, rate=40, seconds=12, rebuilds=6)
        assert len(findings.answers) == 480
        assert findings.failed == ()
        assert findings.mixed == ()
        # How many depends on how busy the machine is; that builds went on meanwhile does not.
        assert findings.editions > 1
        swap(settings, address, 2, len(workers))
        before = held(workers)
        swap(settings, address, 8, len(workers))
        after = held(workers)
        assert after.handles <= before.handles
        assert after.deleted == 0


def test_a_worker_that_dies_of_a_file_cut_short_under_it_comes_back_with_the_previous_generation() -> None:
    with served(workers=1) as (settings, address, [worker]):
        write_edition(settings.content_dir, 1)
        rebuild(settings)
        wait_for(address, "edition1x")
        pointer = GenerationStore(settings.index_dir).pointer()
        assert pointer is not None
        for path in current_folder(settings).rglob("*.npy"):
            os.truncate(path, 0)
        wait_for(address, "edition0x")
        health = json.loads(get(address, "/healthz")[1])
        assert (health["state"], health["generation"]) == ("degraded", pointer.previous)
        assert not Path(f"/proc/{worker}").exists()
        rebuild(settings)
        wait_for(address, "edition1x")


def wait_for(address: str, words: str) -> None:
    """Returns as soon as a search shows these words; never may one show no results and no error."""
    end = time.monotonic() + PATIENCE
    # Always another question: what was asked before would be answered without reading any file.
    for page_size in itertools.cycle(range(10, 100)):
        if time.monotonic() > end:
            break
        try:
            status, text = get(address, f"/api/v1/search?q=sentence&page_size={page_size}")
        except (OSError, http.client.HTTPException):
            # The worker died over this request.
            continue
        assert status != 200 or json.loads(text)["total"]
        if words in text:
            return
        time.sleep(0.05)
    pytest.fail(f"nobody is shown {words}")
