"""Answers that were given already, so that what is asked again and again costs next to nothing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

import msgspec

from genomics.search.results import SearchResults

MOST_BYTES = 4_000_000
"""Some 400 pages of results in every worker."""

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(SearchResults)


class AnswerCache:
    """The answers that were asked for most recently, within a bound in bytes. Safe for threads.

    They are kept as bytes: so their size is known, and nobody can change what others are given.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._bytes = 0

    @property
    def bytes_kept(self) -> int:
        """The size of all kept answers."""
        return self._bytes

    def answer(self, key: Hashable, work: Callable[[], SearchResults]) -> SearchResults:
        """The answer that is kept under the key, or what `work` gives, which is kept then unless it raises an error."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
        if kept is not None:
            return _decoder.decode(kept)
        answer = work()
        self._keep(key, _encoder.encode(answer))
        return answer

    def _keep(self, key: Hashable, answer: bytes) -> None:
        with self._lock:
            self._bytes += len(answer) - len(self._kept.pop(key, b""))
            self._kept[key] = answer
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._kept.popitem(last=False)[1])
