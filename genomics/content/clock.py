"""The clock by which dates in the content come and go."""

from __future__ import annotations

from datetime import UTC, datetime


def present() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
