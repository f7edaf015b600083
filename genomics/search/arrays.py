"""Arrays in files, memory-mapped: opened in no time and shared by all workers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def open_array(path: Path) -> NDArray[Any]:
    """The array in a `.npy` file, read-only. Raises OSError or ValueError where it is missing or damaged."""
    # As a plain array: a slice of numpy's own memory-map class costs as much as a small search.
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
