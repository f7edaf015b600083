"""w3m, a browser that shows text and numbers its links: what is left of a page for who has nothing else."""

from __future__ import annotations

import re
import subprocess

OPTIONS = ("-dump", "-cols", "100", "-o", "display_link_number=1", "-o", "no_proxy=127.0.0.1")


class TextBrowser:
    """Reads one page after the other; `text` is the present page as its reader sees it, links numbered."""

    def __init__(self, address: str) -> None:
        self.open(address)

    def open(self, address: str) -> None:
        """Goes to an address."""
        done = subprocess.run(["w3m", *OPTIONS, address], capture_output=True, text=True, check=True, timeout=20)
        page, _mark, references = done.stdout.partition("\nReferences:\n")
        self.address = address
        self.text = page
        self._targets = dict(re.findall(r"^\[(\d+)\] (\S+)$", references, re.MULTILINE))

    def follow(self, words: str) -> None:
        """Goes where the first link leads that begins with these words. Raises AssertionError where there is none."""
        found = re.search(rf"\[(\d+)\]{re.escape(words)}", self.text)
        assert found, f"no link on {self.address} begins with {words!r}"
        self.open(self._targets[found[1]])
