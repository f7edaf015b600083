"""Every page of a small site: whole, well formed, linked and safe."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from flask import Flask
from flask.templating import DispatchingJinjaLoader
from flask.testing import FlaskClient
from jinja2 import BaseLoader, Environment, Template

from genomics import create_app
from genomics.content.model import SITE_LANGUAGES, ExampleSearch
from genomics.web.pages import examples
from tests.web.conftest import FILES, HOSTILE, SITE_URL, publish
from tests.web.pages import PageReader

PAGES = {
    "/",
    "/explained",
    "/search",
    "/resources",
    "/collaborators",
    "/glossary",
    "/map",
    "/timeline",
    "/topics",
    "/topics/screening",
    "/topics/rare-diseases",
    "/countries",
    "/countries/AE",
    "/countries/NG",
    "/regions",
    "/regions/AFR",
    "/regions/EMR",
}
"""Every page of the small site that no content file has to itself."""
ADDRESSES = (
    "/",
    "/about",
    "/explained",
    "/how-to-search",
    "/resources",
    "/resources?kind=database&year_from=2000",
    "/resources?sort=year",
    "/resources?page=99",
    "/resources?topic=none-such",
    "/resources/clinvar",
    "/resources/bare",
    "/resources/hostile",
    "/collaborators",
    "/collaborators?kind=ngo&region=AFR",
    "/collaborators?country=AE",
    "/collaborators/sickle-network",
    "/collaborators/small-ngo",
    "/glossary",
    "/glossary/allele",
    "/glossary/gene",
    "/topics",
    "/topics/screening",
    "/topics/rare-diseases",
    "/countries",
    "/countries/AE",
    "/regions",
    "/regions/AFR",
    "/map",
    "/map?kind=network",
    "/map?topic=none-such",
    "/timeline",
    "/timeline?topic=screening",
    "/timeline?topic=none-such",
    "/search",
    "/search?q=sickle+cell",
    "/search?q=%22sickle+cell%22+-hostile+the",
    "/search?q=allele&language=fr&page=2",
    "/search?q=zzzqqqxxx",
    "/search?q=sickle&topic=rare-diseases&year_from=1990&year_to=1991",
    "/search?q=%3Cscript%3Ealert(%22'%26)%3C/script%3E",
)


@pytest.mark.parametrize("language", SITE_LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_whole_in_every_language(client: FlaskClient, address: str, language: str) -> None:
    prefix = "" if language == "en" else f"/{language}"
    path = prefix if address == "/" and prefix else prefix + address
    response = client.get(path)
    assert response.status_code == 200
    page = PageReader(response.text)
    assert page.unbalanced == []
    assert len(page.all("h1")) == 1
    assert page.text("h1")
    assert len(page.ids) == len(set(page.ids))
    assert page.all("html") == [{"lang": language, "dir": "rtl" if language == "ar" else "ltr"}]
    assert len(page.all("main")) == 1
    assert "#main" in page.links
    assert not [attributes for _tag, attributes in page.elements if "style" in attributes]
    assert not [name for _tag, attributes in page.elements for name in attributes if name.startswith("on")]
    assert [set(script) for script in page.all("script")] == [{"type", "src"}]
    assert [text for text in page.texts["script"] if text] == []
    assert page.all("style") == []


def test_the_sweep_shows_every_template(
    app: Flask, empty_client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: set[str] = set()
    load = BaseLoader.load

    def noting(
        loader: BaseLoader, environment: Environment, name: str, values: MutableMapping[str, Any] | None = None
    ) -> Template:
        used.add(name)
        return load(loader, environment, name, values)

    monkeypatch.setattr(DispatchingJinjaLoader, "load", noting, raising=False)
    # An application that has rendered nothing yet loads every template that a page asks for, parts included.
    sweeper = create_app(app.extensions["genomics.settings"]).test_client()
    for address in (*ADDRESSES, "/nowhere"):
        sweeper.get(address)
    damaged = publish(tmp_path / "damaged", FILES)
    for file in damaged.index_dir.glob("generations/*/*/*.npy"):
        file.write_bytes(b"damaged")
    create_app(damaged).test_client().get("/resources")
    empty_client.get("/")
    own_machine = replace(app.extensions["genomics.settings"], site_url="")
    create_app(own_machine).test_client().get("/styleguide")
    assert set(app.jinja_env.list_templates()) - used == set()


def test_headings_never_skip_a_level(client: FlaskClient) -> None:
    for address in ADDRESSES:
        page = PageReader(client.get(address).text)
        levels = [int(tag[1]) for tag, _ in page.elements if tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        in_main = levels[levels.index(1) :]
        assert all(after <= before + 1 for before, after in pairwise(in_main)), (address, levels)


def test_labels_and_aria_references_lead_to_elements(client: FlaskClient) -> None:
    for address in ADDRESSES:
        page = PageReader(client.get(address).text)
        named = [attributes["for"] for attributes in page.all("label") if "for" in attributes]
        named += [
            attributes["aria-labelledby"] for _tag, attributes in page.elements if "aria-labelledby" in attributes
        ]
        assert set(named) <= set(page.ids), address


def test_titles_are_distinct(client: FlaskClient) -> None:
    addresses = [address for address in ADDRESSES if "?" not in address]
    titles = [PageReader(client.get(address).text).text("title") for address in addresses]
    assert len(titles) == len(set(titles))
    assert titles[0] == "Genomics Test Site"
    assert "ClinVar – Genomics Test Site" in titles


def test_every_link_inside_the_site_leads_somewhere(client: FlaskClient) -> None:
    waiting = ["/", "/search", "/fr"]
    ids: dict[str, set[str]] = {}
    wanted: list[tuple[str, str, str]] = []
    while waiting:
        address = waiting.pop()
        if address in ids:
            continue
        response = client.get(address, follow_redirects=True)
        assert response.status_code == 200, address
        is_page = response.mimetype == "text/html"
        page = PageReader(response.text if is_page else "")
        ids[address] = set(page.ids)
        for link in page.links:
            if link.startswith(("http", "mailto:")):
                continue
            target, anchor = urldefrag(link)
            target = target or address
            wanted.append((address, target, anchor))
            if target.count("=") < 3 and not target.startswith(("/ru", "/ar", "/zh", "/es")):
                waiting.append(target)
    broken = [item for item in wanted if item[2] and item[1] in ids and item[2] not in ids[item[1]]]
    assert broken == []
    assert len(ids) > 60


def test_the_sitemap_lists_every_page_and_only_pages(client: FlaskClient) -> None:
    text = client.get("/sitemap.xml").text
    listed = [part.split("</loc>")[0].removeprefix(SITE_URL) for part in text.split("<loc>")[1:]]
    assert {"/", "/about", "/fr/about", "/resources/clinvar", "/glossary/gene", "/topics/screening"} <= set(listed)
    for address in listed:
        assert client.get(address).status_code == 200, address
    assert len(listed) == len(set(listed))
    assert set(listed) == PAGES | {address_of_file(name) for name in FILES if name.endswith(".md")}
    assert "<lastmod>" not in text


def address_of_file(name: str) -> str:
    """Where readers find what a content file holds."""
    folder, _, file = name.removesuffix(".md").partition("/")
    record, _, language = file.partition(".")
    if record == "home":
        return "/"
    section = "" if folder == "pages" else f"/{folder}"
    return f"{f'/{language}' if language else ''}{section}/{record}"


def test_what_editors_write_is_escaped_wherever_it_appears(client: FlaskClient) -> None:
    for address in ("/resources/hostile", "/resources", "/search?q=hostile", "/collaborators", "/resources/hostiles"):
        text = client.get(address).text
        assert "<script>" not in text
        assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; &amp; &#39;quoted&#39;" in text, address


def test_what_readers_type_is_escaped(client: FlaskClient) -> None:
    for address in ("/search", "/fr/search", "/resources", "/nowhere", "/collaborators"):
        response = client.get(address, query_string={"q": HOSTILE, "topic": HOSTILE, "kind": HOSTILE, "x": HOSTILE})
        assert "<script>" not in response.text
        assert 'alert("' not in response.text
    assert "<script>" not in client.get("/<script>alert(1)</script>").text


def test_a_page_shows_contents_review_sources_terms_and_its_part(client: FlaskClient) -> None:
    page = PageReader(client.get("/about").text)
    text = client.get("/about").text
    assert {"#the-mandate", "#resolutions", "#where-it-sits"} <= set(page.links)
    assert {"the-mandate", "resolutions", "where-it-sits"} <= set(page.ids)
    assert "Last read through on 22 November 2026." in text
    assert "The sources were read on 22 November 2026." in text
    assert "https://www.who.int/genomics/" in page.links
    assert "/glossary/allele" in page.links
    assert "/search?audience=public" in page.links


def test_every_page_says_whose_site_it_is_and_leads_to_what_the_initiative_is(client: FlaskClient) -> None:
    for prefix, words in (("", "An initiative for tests."), ("/fr", "Une initiative pour les essais.")):
        for address in ("/search?q=allele", "/resources/clinvar", "/nowhere"):
            footer = client.get(prefix + address).text.partition("<footer")[2]
            assert words in footer
            assert f'href="{prefix}/about"' in footer


def test_what_explains_genomics_is_listed_in_the_readers_language_before_the_other_pages(client: FlaskClient) -> None:
    page = PageReader(client.get("/explained").text)
    assert page.texts["h2"] == ["Genes in families", "The initiative", "Help and information"]
    assert "How traits are passed on." in page.texts["p"]
    own = [link for link in page.links if link in ("/genes-in-families", "/how-to-search")]
    assert own[0] == "/genes-in-families"
    assert "/how-to-search" in own
    assert PageReader(client.get("/fr/explained").text).texts["h2"][0] == "Les gènes dans les familles"


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_a_page_that_explains_leads_back_to_the_others_and_their_menu_entry_is_marked(
    client: FlaskClient, prefix: str
) -> None:
    page = PageReader(client.get(f"{prefix}/genes-in-families").text)
    index = f"{prefix}/explained"
    assert [link["aria-current"] for link in page.all("a") if link["href"] == index and "aria-current" in link] == [
        "true"
    ]
    assert page.links.count(index) == 2, "in the menu and on the way from the home page"
    assert PageReader(client.get(f"{prefix}/about").text).links.count(index) == 1


def test_a_resource_shows_its_facts_and_the_way_out(client: FlaskClient) -> None:
    text = client.get("/resources/clinvar").text
    page = PageReader(text)
    assert "Clinical Variants" in text
    assert {
        "https://www.example.org/clinvar/",
        "https://doi.org/10.1000/182",
        "/collaborators/sickle-network",
        "/topics/screening",
        "/countries/NG",
        "/regions/AFR",
        "/resources/bare",
        "/resources/clinvar.ris",
        "/resources/clinvar.bib",
        "/resources/clinvar.json",
        "https://example.org/history?a=1&b=2",
    } <= set(page.links)
    for fact in ("978-92-4-156508-0", "WHA57.13", "2013", "English", "French", "Open", "read in a copy"):
        assert fact in text


def test_a_record_from_general_knowledge_says_so(client: FlaskClient) -> None:
    text = client.get("/resources/bare").text
    assert "From general knowledge; its source has not yet been read." in text
    assert "Not stated" in text
    assert client.get("/resources").text.count("not yet checked against its source") == 1


def test_when_a_source_was_read_stands_on_the_record_and_not_in_every_list(client: FlaskClient) -> None:
    assert "The sources were read on 22 November 2026." in client.get("/resources/clinvar").text
    assert not re.search(r"\bread 22|22 Nov", client.get("/resources").text + client.get("/search?q=variants").text)


def test_a_collaborator_shows_its_tie_to_who_and_what_it_provides(client: FlaskClient) -> None:
    text = client.get("/collaborators/sickle-network").text
    assert "Listed as a partner in 2010." in text
    assert "شبكة الخلايا المنجلية" in text
    assert "/resources/clinvar" in PageReader(text).links


def test_a_term_shows_its_names_in_their_languages(client: FlaskClient) -> None:
    page = PageReader(client.get("/glossary/allele").text)
    assert {"lang": "ar", "dir": "rtl"} in page.all("bdi")
    assert {"lang": "ru", "dir": "ltr"} in page.all("bdi")
    assert "/glossary/gene" in page.links


def test_a_condition_shows_the_numbers_by_which_it_is_known(client: FlaskClient) -> None:
    page = PageReader(client.get("/glossary/allele").text)
    assert "https://omim.org/entry/123456" in page.links
    assert {"123456", "D57.1"} <= set(page.texts["dd"])
    assert client.get("/glossary/allele.json").json["identifiers"] == {"omim": "123456", "icd10": "D57.1"}
    assert client.get("/api/v1/search?q=ICD-10+D57.1").json["results"][0]["key"] == "term/allele"


def test_the_topics_themselves_come_before_the_chart_of_them(client: FlaskClient) -> None:
    assert PageReader(client.get("/topics").text).texts["h2"] == ["All topics", "Records by topic"]


def test_the_home_page_counts_what_there_is(client: FlaskClient) -> None:
    page = PageReader(client.get("/").text)
    figures = dict(zip(page.texts["dt"], page.texts["dd"], strict=True))
    assert figures["tools and resources"] == "3"
    assert figures["collaborators"] == "2"
    assert figures["terms explained"] == "2"
    assert figures["countries"] == "2"
    assert "/search?q=sickle+cell" in page.links


@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_readers_are_offered_searches_in_their_language_and_one_in_another(language: str) -> None:
    searches = [ExampleSearch(f"{number} {lang}", lang) for lang in SITE_LANGUAGES for number in range(6)]
    *own, another = examples(searches, language)
    assert own == [ExampleSearch(f"{number} {language}", language) for number in range(4)]
    assert another.lang != language


def test_readers_without_searches_in_their_language_are_offered_those_of_others(client: FlaskClient) -> None:
    tries = client.get("/fr").text.partition('class="tries"')[2].partition("</p>")[0]
    assert "sickle cell" in tries
    assert "الأمراض النادرة" in tries


def test_a_country_in_small_letters_leads_to_its_page(client: FlaskClient) -> None:
    response = client.get("/countries/ae")
    assert (response.status_code, response.location) == (301, "/countries/AE")
    assert client.get("/regions/afr").location == "/regions/AFR"
    assert client.get("/fr/countries/ae").location == "/fr/countries/AE"


def test_the_directory_filters_by_kind_region_and_country_together(client: FlaskClient) -> None:
    assert "1 collaborator<" in client.get("/collaborators?kind=network&region=EMR&country=AE").text
    assert "0 collaborators<" in client.get("/collaborators?kind=ngo&region=EMR").text
    both = client.get("/collaborators?kind=ngo&kind=network").text
    assert "2 collaborators<" in both


def test_the_timeline_goes_by_decades(client: FlaskClient) -> None:
    page = PageReader(client.get("/timeline").text)
    assert {"from-1950", "from-2000"} <= set(page.ids)
    assert page.texts["h2"] == ["1950s", "2000s"]


def test_a_site_of_a_single_page_has_no_empty_menus(bare_client: FlaskClient) -> None:
    page = PageReader(bare_client.get("/").text)
    assert page.text("h1") == "Human Genomics in Global Health"
    assert "/first" in page.links
    assert "/timeline" not in page.links
    for address in ("/", "/first", "/search", "/resources", "/collaborators", "/glossary", "/topics", "/countries"):
        assert bare_client.get(address).status_code == 200, address
    for address in ("/regions", "/timeline", "/search?q=first", "/sitemap.xml", "/readyz"):
        assert bare_client.get(address).status_code == 200, address
