"""A whole content folder, from files to a library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genomics.content.errors import ContentErrors
from genomics.content.model import (
    Collaborator,
    Event,
    ExampleSearch,
    Gene,
    Page,
    Redirect,
    Resource,
    Section,
    SiteText,
    Source,
    SynonymGroup,
    Term,
)
from genomics.content.reader import ReadCache, read_library
from genomics.content.vocabulary import Entry
from tests.conftest import WriteFolder
from tests.content.samples import COUNTRIES, HOME, TODAY, TOPICS, Files, messages, page, resource, term

EVERYTHING: Files = {
    "pages/home.md": "---\ntitle: Home\n---\n\n## Start\n\nRead about [alleles](/glossary/allele).\n",
    "pages/about.md": """---
title: "About: us"
summary: >-
  Who we
  are.
also: [about us, 'NO']
topics: [screening]
audiences:
- researchers
keywords: [1.10, mandate]
part: initiative
order: 20
reviewed: 2026-11-22
source:
  - https://example.org/a
  - title: A history
    url: https://example.org/b
    note: a copy
source_note: read in a copy
checked: seen
read: 2026-11-01
related: [resource/clinvar, term/allele]
---
Text.
""",
    "pages/about.fr.md": "---\ntitle: À propos\nsummary: Qui nous sommes.\ntranslates: 2026-11-01\n---\n\nTexte.\n",
    "resources/clinvar.md": """---
title: ClinVar
kind: database
publisher: NCBI
url: https://www.ncbi.nlm.nih.gov/clinvar/
year: 2013
languages: [en]
access: open
country: NO
who_region: EMR
identifiers: {doi: 10.1093/nar/gkt1113, isbn: 978-92-4-005285-7}
provided_by: [who]
---
""",
    "collaborators/who.md": """---
title: World Health Organization
kind: network
acronym: WHO
local_name: Organisation mondiale de la Santé
who_status: It is WHO.
country: QA
city: Doha
latitude: 25.2
longitude: -55.3
who_region: EMR
url: https://www.who.int/
founded: 1948
---
""",
    "glossary/allele.md": """---
title: Allele
translations: {fr: allèle, ar: أليل}
see_also: [gene]
---
One of two versions.
""",
    "glossary/gene.md": "---\ntitle: Gene\n---\nA unit.\n",
    "vocabularies/topics.yaml": """- id: screening
  label: {en: Screening, fr: Dépistage}
  summary: {en: Looking early.}
  also: {en: [testing], fr: [test]}
  introduction: |
    See [alleles](/glossary/allele).
""",
    "vocabularies/countries.yaml": "- id: QA\n  label: {en: Qatar}\n  region: EMR\n  adjective: {en: [Qatari]}\n"
    "- id: NO\n  label: {en: Norway}\n",
    "timeline.yaml": "- {year: 2003, title: Second, text: It *ended*.}\n"
    "- {year: 1990, title: First, text: It began.}\n",
    "genes.yaml": "- symbol: CFTR\n  also: [ABCC7]\n  conditions_checked: partly\n  source: https://example.org/\n",
    "synonyms.yaml": "- terms: [anaemia, anemia]\n- from: [melanoma]\n  to: [skin cancer]\n",
    "redirects.yaml": "- from: /old\n  to: /older\n- from: /older\n  to: /resources/clinvar\n",
    "site.yaml": "name: {en: Genes}\nnavigation: [/about, /topics]\nsearches:\n- q: CFTR\n- {q: gène, lang: fr}\n"
    "contact: name@example.org\n",
}


def test_every_field_of_a_page_is_read(write_folder: WriteFolder) -> None:
    about = read_library(write_folder(EVERYTHING), today=TODAY).records["page/about"]
    assert isinstance(about, Page)
    assert (about.id, about.key) == ("about", "page/about")
    assert (about.address, about.path) == ("/about", "pages/about.md")
    assert (about.title, about.summary) == ("About: us", "Who we are.")
    assert (about.also, about.keywords) == (("about us", "NO"), ("1.10", "mandate"))
    assert (about.topics, about.audiences) == (("screening",), ("researchers",))
    history = Source("https://example.org/b", "A history", "a copy")
    assert about.sources == (Source("https://example.org/a"), history)
    assert (about.source_note, about.checked, about.read) == ("read in a copy", "seen", date(2026, 11, 1))
    assert about.related == ("resource/clinvar", "term/allele")
    assert (about.part, about.order, about.reviewed) == ("initiative", 20, TODAY)
    assert about.body.sections == (Section("", "", 0, "Text."),)


def test_every_field_of_a_translation_is_read(write_folder: WriteFolder) -> None:
    about = read_library(write_folder(EVERYTHING), today=TODAY).records["page/about"]
    french = about.translations["fr"]
    assert (french.lang, french.title, french.summary) == ("fr", "À propos", "Qui nous sommes.")
    assert (french.translates, french.body.text) == (date(2026, 11, 1), "Texte.")
    assert (about.title_in("fr"), about.title_in("es")) == ("À propos", "About: us")


def test_every_field_of_a_resource_is_read(write_folder: WriteFolder) -> None:
    clinvar = read_library(write_folder(EVERYTHING), today=TODAY).records["resource/clinvar"]
    assert isinstance(clinvar, Resource)
    assert (clinvar.kind, clinvar.publisher, clinvar.year) == ("database", "NCBI", 2013)
    assert clinvar.url == "https://www.ncbi.nlm.nih.gov/clinvar/"
    assert (clinvar.languages, clinvar.access) == (("en",), "open")
    assert (clinvar.country, clinvar.who_region, clinvar.provided_by) == ("NO", "EMR", ("who",))
    assert clinvar.identifiers == {"doi": "10.1093/nar/gkt1113", "isbn": "978-92-4-005285-7"}


def test_every_field_of_a_collaborator_is_read(write_folder: WriteFolder) -> None:
    who = read_library(write_folder(EVERYTHING), today=TODAY).records["collaborator/who"]
    assert isinstance(who, Collaborator)
    assert (who.kind, who.acronym, who.local_name) == ("network", "WHO", "Organisation mondiale de la Santé")
    assert (who.who_status, who.country, who.city, who.who_region) == ("It is WHO.", "QA", "Doha", "EMR")
    assert (who.latitude, who.longitude, who.founded, who.url) == (25.2, -55.3, 1948, "https://www.who.int/")


def test_every_field_of_a_term_is_read(write_folder: WriteFolder) -> None:
    allele = read_library(write_folder(EVERYTHING), today=TODAY).records["term/allele"]
    assert isinstance(allele, Term)
    assert (allele.names, allele.see_also) == ({"fr": "allèle", "ar": "أليل"}, ("gene",))
    assert allele.body.html == "<p>One of two versions.</p>\n"


def test_vocabularies_are_read(write_folder: WriteFolder) -> None:
    vocabularies = read_library(write_folder(EVERYTHING), today=TODAY).vocabularies
    assert vocabularies.topics.get("screening") == Entry(
        id="screening",
        label={"en": "Screening", "fr": "Dépistage"},
        summary={"en": "Looking early."},
        also={"en": ("testing",), "fr": ("test",)},
        introduction='<p>See <a href="/glossary/allele">alleles</a>.</p>\n',
    )
    qatar = vocabularies.countries.get("QA")
    assert (qatar.region, qatar.adjective) == ("EMR", {"en": ("Qatari",)})
    assert [entry.id for entry in vocabularies.countries] == ["QA", "NO"]
    assert vocabularies.access.is_open


def test_the_other_files_are_read(write_folder: WriteFolder) -> None:
    library = read_library(write_folder(EVERYTHING), today=TODAY)
    assert library.timeline == (
        Event(year=1990, title="First", html="<p>It began.</p>\n"),
        Event(year=2003, title="Second", html="<p>It <em>ended</em>.</p>\n"),
    )
    assert library.genes == (
        Gene(symbol="CFTR", also=("ABCC7",), conditions_checked="partly", sources=(Source("https://example.org/"),)),
    )
    assert library.synonyms == (
        SynonymGroup(terms=("anaemia", "anemia")),
        SynonymGroup(starts=("melanoma",), finds=("skin cancer",)),
    )
    assert library.site == SiteText(
        name={"en": "Genes"},
        navigation=("/about", "/topics"),
        searches=(ExampleSearch("CFTR"), ExampleSearch("gène", "fr")),
        contact="name@example.org",
    )


def test_a_redirect_leads_straight_to_its_end(write_folder: WriteFolder) -> None:
    library = read_library(write_folder(EVERYTHING), today=TODAY)
    assert library.redirects == (
        Redirect("/old", "/resources/clinvar"),
        Redirect("/older", "/resources/clinvar"),
    )


def test_a_redirect_by_way_of_another_leads_to_the_heading_that_this_names(write_folder: WriteFolder) -> None:
    files = {
        "pages/about.md": "---\ntitle: About\n---\n\n## The mandate\n\nText.\n",
        "redirects.yaml": "- {from: /older, to: /old}\n- {from: /old, to: '/about#the-mandate'}\n",
    }
    targets = {redirect.target for redirect in read_library(write_folder(files), today=TODAY).redirects}
    assert targets == {"/about#the-mandate"}


def test_records_come_in_the_order_of_their_keys_and_every_file_has_a_digest(write_folder: WriteFolder) -> None:
    library = read_library(write_folder(EVERYTHING), today=TODAY)
    assert list(library.records) == sorted(library.records)
    assert set(library.digests) == set(EVERYTHING)
    assert all(len(digest) == 64 for digest in library.digests.values())


def test_pages_with_nothing_but_a_title_make_a_site(write_folder: WriteFolder) -> None:
    ids = ("MED-10", "4983", "a_b", "Z")
    library = read_library(write_folder({f"pages/{name}.md": "---\ntitle: 10\n---\nText\n" for name in ids}))
    assert {record.id: record.title for record in library.records.values()} == dict.fromkeys(ids, "10")


def test_windows_line_ends_and_quotes_change_nothing(write_folder: WriteFolder, tmp_path: Path) -> None:
    unix = "---\ntitle: About us\nalso: [a, b]\n---\n\n## Start\n\nOne\ntwo\n"
    windows = unix.replace("About us", '"About us"').replace("\n", "\r\n")
    (tmp_path / "other" / "pages").mkdir(parents=True)
    (tmp_path / "other" / "pages" / "about.md").write_bytes(windows.encode())
    first = read_library(write_folder({"pages/about.md": unix}), today=TODAY)
    assert read_library(tmp_path / "other", today=TODAY).records == first.records


def test_letters_stored_in_two_ways_read_the_same(write_folder: WriteFolder) -> None:
    library = read_library(write_folder({"pages/about.md": "---\ntitle: Cafe\u0301\n---\n"}), today=TODAY)
    assert library.records["page/about"].title == "Caf\u00e9"


def test_no_line_of_a_french_title_begins_with_a_colon(write_folder: WriteFolder) -> None:
    title = "La drépanocytose\u00a0: où\u202f?"
    folder = write_folder({"pages/about.md": f"---\ntitle: '\u00a0{title}  et   après\u00a0'\n---\n"})
    assert read_library(folder, today=TODAY).records["page/about"].title == f"{title} et après"


def test_norway_is_a_country(write_folder: WriteFolder) -> None:
    files: Files = {"vocabularies/countries.yaml": COUNTRIES, **resource("country: NO\n")}
    clinvar = read_library(write_folder(files), today=TODAY).records["resource/clinvar"]
    assert isinstance(clinvar, Resource)
    assert clinvar.country == "NO"


def test_all_faults_of_all_files_are_told_at_once(write_folder: WriteFolder) -> None:
    files: Files = {
        "vocabularies/topics.yaml": TOPICS,
        "zebra.pdf": "x",
        **page("topics: [screning]\nsumary: x\n", "\n# One\n\n<b>x</b> [y](/nowhere-at-all-zz)\n"),
        **term(body=""),
    }
    assert [message.split(": ")[0] for message in messages(write_folder(files))] == [
        "glossary/allele.md:3",
        "pages/about.md:3",
        "pages/about.md:4",
        "pages/about.md:7",
        "pages/about.md:9",
        "pages/about.md:9",
        "zebra.pdf:1",
    ]


def test_the_error_carries_sorted_faults_and_prints_them(write_folder: WriteFolder) -> None:
    folder = write_folder({**page("order: x\n"), **term(body="")})
    with pytest.raises(ContentErrors) as caught:
        read_library(folder, today=TODAY)
    assert [(fault.path, fault.line) for fault in caught.value.faults] == [
        ("glossary/allele.md", 3),
        ("pages/about.md", 3),
    ]
    assert str(caught.value) == "\n".join(messages(folder))


def test_todays_date_is_never_a_day_to_come(write_folder: WriteFolder) -> None:
    folder = write_folder(page(f"reviewed: {date.today().isoformat()}\n"))
    assert list(read_library(folder).records) == ["page/about"]


def test_the_day_shown_as_an_example_is_today_here(write_folder: WriteFolder) -> None:
    before = date.today()
    with pytest.raises(ContentErrors) as raised:
        read_library(write_folder(page("reviewed: soon\n")))
    examples = {f"Write year-month-day, such as {day.isoformat()}." for day in (before, date.today())}
    assert {fault.advice for fault in raised.value.faults} <= examples


def test_the_day_to_write_instead_of_one_to_come_is_today_here(write_folder: WriteFolder) -> None:
    before = date.today()
    with pytest.raises(ContentErrors) as raised:
        read_library(write_folder(page("reviewed: 9999-12-31\n")))
    days = {f"Write a day up to {day.isoformat()}." for day in (before, date.today())}
    assert {fault.advice for fault in raised.value.faults} <= days


def test_progress_counts_the_files(write_folder: WriteFolder) -> None:
    seen: list[tuple[int, int]] = []
    read_library(write_folder({**HOME, **page()}), today=TODAY, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_a_second_reading_with_the_cache_gives_the_same_library(write_folder: WriteFolder) -> None:
    folder, cache = write_folder(EVERYTHING), ReadCache()
    fresh = read_library(folder, today=TODAY)
    assert read_library(folder, today=TODAY, cache=cache) == fresh
    assert read_library(folder, today=TODAY, cache=cache) == fresh


def test_the_cache_keeps_files_that_have_not_changed(write_folder: WriteFolder) -> None:
    folder, cache = write_folder({**HOME, **page()}), ReadCache()
    before = read_library(folder, today=TODAY, cache=cache).records
    write_folder(page(title="title: About them\n"))
    after = read_library(folder, today=TODAY, cache=cache).records
    assert after["page/home"] is before["page/home"]
    assert after["page/about"].title == "About them"


Change = Mapping[str, str | None]

CHANGES: dict[str, Change] = {
    "an edit": {"pages/about.md": "---\ntitle: Changed\n---\n[x](/glossary/allele)\n"},
    "a new record": {"glossary/dna.md": "---\ntitle: DNA\nsee_also: [gene]\n---\nA molecule.\n"},
    "a record gone that nothing needs": {"pages/home.md": None},
    "a record gone that others name": {"glossary/gene.md": None},
    "a broken edit": {"pages/about.md": "---\ntitle: [\n---\n"},
    "a vocabulary gone": {"vocabularies/topics.yaml": None},
    "a topic gone": {"vocabularies/topics.yaml": "- id: other\n  label: {en: Other}\n"},
    "a translation gone": {"pages/about.fr.md": None},
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_after_any_change_the_cache_makes_no_difference(changes: Change, write_folder: WriteFolder) -> None:
    folder, cache = write_folder(EVERYTHING), ReadCache()
    read_library(folder, today=TODAY, cache=cache)
    for name, content in changes.items():
        if content is None:
            (folder / name).unlink()
        else:
            (folder / name).write_text(content)
    assert outcome(folder, cache) == outcome(folder, ReadCache())


def outcome(folder: Path, cache: ReadCache, today: date = TODAY) -> object:
    try:
        return read_library(folder, today=today, cache=cache)
    except ContentErrors as errors:
        return errors.faults


def test_a_new_day_makes_the_cache_look_again(write_folder: WriteFolder) -> None:
    folder, cache = write_folder(page("reviewed: 2026-11-22\n")), ReadCache()
    with pytest.raises(ContentErrors):
        read_library(folder, today=date(2026, 11, 21), cache=cache)
    assert list(read_library(folder, today=TODAY, cache=cache).records) == ["page/about"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(), st.text().map(lambda text: f"---\ntitle: A\n{text}".encode(errors="replace"))))
def test_no_file_whatever_makes_the_reader_fail_in_another_way(content: bytes, write_folder: WriteFolder) -> None:
    folder = write_folder({**HOME, "pages/about.md": content, "genes.yaml": content, "resources/a.md": content})
    assert all(message.startswith(("pages/", "genes.yaml", "resources/")) for message in messages(folder))
