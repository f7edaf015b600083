"""Commands with a small disk of their own as the index folder, where the machine lets tests mount one."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from genomics.config import PROJECT_FOLDER, Settings
from tests.browser.serving import environment


def on_small_disk(settings: Settings, script: str, options: str = "size=4096k") -> subprocess.CompletedProcess[str]:
    """Runs shell commands that find $INDEX, a disk of these options, $CONTENT and $PYTHON."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed")
    settings.index_dir.mkdir(parents=True, exist_ok=True)
    finished = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", f'mount -t tmpfs -o {options} none "$INDEX"\n{script}'],
        cwd=PROJECT_FOLDER,
        env={
            **environment(settings),
            "INDEX": str(settings.index_dir),
            "CONTENT": str(settings.content_dir),
            "PYTHON": sys.executable,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if "mount: " in finished.stderr or "unshare: " in finished.stderr:
        pytest.skip(f"this machine does not let tests mount a small disk: {finished.stderr}")
    return finished
