from __future__ import annotations

import os
import subprocess
import sys

from genomics.publishing.gentle import NICENESS

PROGRAM = """
import os
from genomics.publishing.gentle import give_way
give_way()
give_way()
print(os.getpriority(os.PRIO_PROCESS, 0))
"""


def test_a_builder_leaves_the_processors_to_those_who_answer_readers() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True).stdout
    assert int(said) == max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0))
