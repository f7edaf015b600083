"""What pages weigh on the wire, headers included: `make weigh` measures every address in six languages."""

from __future__ import annotations

import http.client
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

import brotli

from genomics.config import PROJECT_FOLDER, Settings
from genomics.content.model import SITE_LANGUAGES
from genomics.publishing.build import rebuild
from tests.browser.places import address_in
from tests.browser.serving import get, gunicorn
from tests.web.pages import PageReader

FIRST_FLIGHT = 14_336
"""Bytes that a server sends before it waits for the first answer of a browser: ten packets."""
WHOLE_PAGE = 50_000
ALL_SCRIPTS = 10_000
SEARCHES = 300
QUERIES = tuple((PROJECT_FOLDER / "tests" / "relevance").glob("*.tsv"))


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes on the wire: of a page with the style sheets that it waits for, of everything it loads, of its scripts."""

    first: int
    whole: int
    scripts: int

    @property
    def is_light(self) -> bool:
        """Whether the page keeps within all bounds."""
        return self.first <= FIRST_FLIGHT and self.whole <= WHOLE_PAGE and self.scripts <= ALL_SCRIPTS


class Scales:
    """Weighs pages of one site over one connection, each shared file once."""

    def __init__(self, site: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=20)
        self._shared: dict[str, int] = {}

    def weigh(self, address: str) -> Weight:
        """The weight of the page at a path."""
        size, html = self._fetch(address)
        page = PageReader(html)
        links = page.all("link")
        sheets = [link for link in links if link["rel"] == "stylesheet"]
        waited_for = [link["href"] for link in _of_the_head(page) if link.get("media", "all") == "all"]
        scripts = {script["src"] for script in page.all("script")}
        scripts |= {form["data-combobox"] for form in page.all("form") if "data-combobox" in form}
        others = {link["href"] for link in links if link["rel"] == "icon"} | {image["src"] for image in page.all("img")}
        loaded = {*waited_for, *scripts, *others, *(link["href"] for link in sheets)}
        return Weight(
            first=size + sum(map(self._shared_file, waited_for)),
            whole=size + sum(map(self._shared_file, loaded)),
            scripts=sum(map(self._shared_file, scripts)),
        )

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def _shared_file(self, address: str) -> int:
        if address not in self._shared:
            self._shared[address] = self._fetch(address)[0]
        return self._shared[address]

    def _fetch(self, address: str) -> tuple[int, str]:
        """The length of an answer, status line and headers included, and its text."""
        self._connection.request("GET", address, headers={"Accept-Encoding": "br"})
        answer = self._connection.getresponse()
        body = answer.read()
        headers = sum(len(f"{name}: {value}\r\n".encode()) for name, value in answer.getheaders())
        is_packed = answer.getheader("Content-Encoding") == "br"
        text = (brotli.decompress(body) if is_packed else body).decode()
        return len(f"HTTP/1.1 {answer.status} {answer.reason}\r\n\r\n") + headers + len(body), text


def _of_the_head(page: PageReader) -> list[dict[str, str]]:
    """The style sheets before which nothing is painted; one in the body holds up only what follows it."""
    tags = [tag for tag, _attributes in page.elements]
    head = page.elements[: tags.index("body")]
    return [attributes for tag, attributes in head if tag == "link" and attributes["rel"] == "stylesheet"]


def sitemap(site: str) -> list[str]:
    """The paths that the sitemap lists, without those that have a language in front."""
    _status, text = get(site, "/sitemap.xml")
    paths = [urlsplit(part.split("</loc>")[0]).path for part in text.split("<loc>")[1:]]
    return [path for path in paths if path.split("/")[1] not in SITE_LANGUAGES]


def searches(site: str) -> list[str]:
    """The paths of three hundred searches: in the words of readers of several languages, then for names of records."""
    lines = [line for path in QUERIES for line in path.read_text(encoding="utf-8").splitlines()]
    words = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    names = [path.rpartition("/")[2].replace("-", " ") for path in sitemap(site) if path.startswith("/glossary/")]
    return [f"/search?q={quote_plus(query)}" for query in list(dict.fromkeys(words + names))[:SEARCHES]]


def too_heavy(site: str, paths: Iterable[str]) -> dict[str, Weight]:
    """The pages among these that break a bound."""
    with closing(Scales(site)) as scales:
        weighed = {path: scales.weigh(path) for path in paths}
    return {path: weight for path, weight in weighed.items() if not weight.is_light}


def kind_of(path: str) -> str:
    """What a page is, as far as its path tells: `/resources/…`, `/search?…`, and `/…` for all that stand on top."""
    bare, _mark, query = path.partition("?")
    return f"{bare}?…" if query else f"{bare.rpartition('/')[0]}/…"


def main() -> None:
    """Publishes the shipped content into a temporary folder, serves it, and prints the heaviest page of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=Path(folder))
        rebuild(settings)
        with gunicorn(settings) as (site, _), closing(Scales(site)) as scales:
            kinds: dict[str, list[tuple[Weight, str]]] = defaultdict(list)
            for language in SITE_LANGUAGES:
                for path in (*sitemap(site), *searches(site)):
                    address = address_in(language, path)
                    kinds[kind_of(path)].append((scales.weigh(address), address))
            for kind, weighed in kinds.items():
                heaviest, address = max(weighed, key=lambda found: found[0].first)
                heavy = sum(not weight.is_light for weight, _address in weighed)
                mean = sum(weight.first for weight, _address in weighed) / len(weighed)
                print(
                    f"{kind:18} {len(weighed):6} pages, mean {mean:7.0f}, heaviest {heaviest.first:6} "
                    f"(whole {heaviest.whole:6}, scripts {heaviest.scripts:5}) {address}, {heavy} too heavy"
                )


if __name__ == "__main__":
    main()
