from __future__ import annotations

import os
import subprocess
import sys

import pytest

from genomics.publishing.gentle import NICENESS, SWITCH_SECONDS, letting_answers_pass

PROGRAM = """
import os, threading
from genomics.publishing.gentle import give_way
wait = threading.Event()
running = threading.Thread(target=wait.wait)
running.start()
give_way()
give_way()
print(os.getpriority(os.PRIO_PROCESS, 0), os.getpriority(os.PRIO_PROCESS, running.native_id))
wait.set()
"""


def test_a_builder_leaves_the_processors_to_those_who_answer_readers() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True).stdout
    gentle = max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0))
    assert said == f"{gentle} {gentle}\n"


def fail_beside_answers(seen: list[float]) -> None:
    with letting_answers_pass():
        seen.append(sys.getswitchinterval())
        raise RuntimeError


def test_answers_get_the_interpreter_sooner_until_what_is_done_beside_them_has_ended_or_failed() -> None:
    usual = sys.getswitchinterval()
    seen: list[float] = []
    with pytest.raises(RuntimeError):
        fail_beside_answers(seen)
    assert seen == pytest.approx([SWITCH_SECONDS])
    assert seen[0] < usual == sys.getswitchinterval()
