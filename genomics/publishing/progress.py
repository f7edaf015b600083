"""How far a long step has come, for those who want to see it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how many files or records are done, and how many there are."""


def say_nothing(step: str, done: int, total: int) -> None:
    """Progress for those who do not want to see any."""
