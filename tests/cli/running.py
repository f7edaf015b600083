"""Commands in this process."""

from __future__ import annotations

from click.testing import Result
from flask import Flask


def run(app: Flask, *words: str) -> Result:
    """A command; `.stdout`, `.stderr` and `.exit_code` as a shell would see them."""
    result = app.test_cli_runner().invoke(args=words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result
