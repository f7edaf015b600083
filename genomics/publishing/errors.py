"""What can go wrong between content and readers. Every message is a sentence for the person who has to act."""

from __future__ import annotations


class BuildError(Exception):
    """Nothing was published; the message says why. Readers keep what they had."""


class BusyError(Exception):
    """Somebody else is building; the message says who and since when."""


class SiteUnavailableError(Exception):
    """No generation can be served; the message says why and which command mends it."""
