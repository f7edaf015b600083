"""Citations that other programs can read."""

from __future__ import annotations

import re
from datetime import date

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.model import Resource
from genomics.web.citations import bibtex, in_words, ris

PAGE = "https://genomics.example.org/resources/clinvar"
FULL = Resource(
    id="clinvar",
    title="ClinVar {1} & 100%",
    kind="publication",
    publisher="National Center",
    url="https://example.org/a_b",
    year=2013,
    languages=("en", "fr"),
    keywords=("variant",),
    identifiers={"doi": "10.1000/182", "isbn": "978-92-4-156508-0"},
    read=date(2026, 11, 22),
)
BARE = Resource(id="bare", title="Bare", kind="portal")


def test_a_citation_in_words_names_what_is_known() -> None:
    assert in_words(FULL) == "National Center. ClinVar {1} & 100%. 2013. doi:10.1000/182. ISBN 978-92-4-156508-0."
    assert in_words(BARE) == "Bare."


def test_ris_has_its_lines_in_their_form() -> None:
    lines = ris(FULL, PAGE).split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    assert {"TI  - ClinVar {1} & 100%", "PY  - 2013", "DO  - 10.1000/182", "LA  - fr", "Y2  - 2026/11/22"} <= set(lines)
    assert ris(BARE, PAGE).split("\r\n")[0] == "TY  - ELEC"


def test_bibtex_escapes_what_latex_would_read() -> None:
    text = bibtex(FULL, PAGE)
    assert text.startswith("@techreport{clinvar,\n")
    assert r"title = {{ClinVar \{1\} \& 100\%}}" in text
    assert "url = {https://example.org/a_b}" in text
    assert bibtex(BARE, PAGE).startswith("@misc{bare,")


@given(st.text(min_size=1), st.text())
def test_no_text_can_break_out_of_its_line(title: str, publisher: str) -> None:
    resource = Resource(id="x", title=title, kind="tool", publisher=publisher)
    for line in ris(resource, PAGE).split("\r\n")[:-1]:
        assert re.match(r"[A-Z][A-Z0-9]  - ", line)
        assert "\n" not in line
    body = bibtex(resource, PAGE)
    unescaped = re.sub(r"\\.", "", body)
    assert unescaped.count("{") == unescaped.count("}")


def test_citations_are_files_to_save(client: FlaskClient) -> None:
    response = client.get("/resources/clinvar.ris")
    assert response.headers["Content-Disposition"] == "attachment; filename=clinvar.ris"
    assert response.mimetype == "application/x-research-info-systems"
    assert response.text.startswith("TY  - DBASE\r\n")
    assert client.get("/resources/clinvar.bib").text.startswith("@misc{clinvar,")


def test_every_kind_of_record_has_its_facts_as_json(client: FlaskClient) -> None:
    resource = client.get("/resources/clinvar.json").json
    assert resource["key"] == "resource/clinvar"
    assert resource["url"] == PAGE
    assert resource["identifiers"]["doi"] == "10.1000/182"
    assert resource["read"] == "2026-11-22"
    assert client.get("/collaborators/sickle-network.json").json["founded"] == 2003
    assert client.get("/glossary/allele.json").json["names"]["ar"] == "أليل"
    assert client.get("/about.json").json["translations"]["fr"]["title"] == "À propos de l’initiative"
    assert client.get("/home.json").json["url"] == "https://genomics.example.org/"
    assert "year" not in client.get("/resources/bare.json").json
