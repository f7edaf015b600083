from __future__ import annotations

import os
import subprocess
import sys

from genomics.publishing.gentle import NICENESS

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
