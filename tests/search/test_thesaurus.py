"""What names mean, seen through searches of a small library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from genomics.content.model import Collaborator, Gene, Page, Resource, Term, TranslatedWords
from genomics.content.vocabulary import Entry
from genomics.search.engine import SearchIndex
from genomics.search.results import PartKind, ReadPart
from genomics.search.thesaurus import MeaningKind, make_thesaurus, name_key
from tests.search.samples import KNOWING, body, keys, library, open_index, open_library, search, vocabulary


def part(index: SearchIndex, q: str) -> ReadPart:
    (only,) = search(index, q).reading.parts
    return only


@pytest.mark.parametrize("name", ["HBB", "hbb", "H-B-B", "hemoglobin subunit beta", "haemoglobin subunit beta"])
def test_a_gene_lifts_its_condition_however_it_is_written(index: SearchIndex, name: str) -> None:
    assert part(index, name).kind is PartKind.GENE
    results = search(index, name)
    assert results.hits[0].key == "term/sickle-cell-disease"
    (reason,) = results.hits[0].reasons
    assert (reason.field, reason.words, reason.origin) == ("gene", ("HBB",), "gene/HBB")


def test_a_symbol_that_is_a_word_counts_only_in_capitals() -> None:
    thesaurus = make_thesaurus(KNOWING)
    assert [meaning.labels["en"] for meaning in thesaurus.look_up("WAS", ["en"])] == ["WAS"]
    assert thesaurus.look_up("was", ["en"]) == ()


def test_an_approved_symbol_wins_over_an_alias() -> None:
    meanings = make_thesaurus(KNOWING).look_up("HBVA", ["en"])
    assert [meaning.labels["en"] for meaning in meanings] == ["HBVA"]


def test_an_alias_of_two_genes_offers_both(index: SearchIndex) -> None:
    read = part(index, "SHARED")
    assert [meaning.origin for meaning in read.meanings] == ["gene/ONE1", "gene/TWO2"]
    assert {"term/allele", "term/sickle-cell-disease"} <= set(keys(search(index, "SHARED")))


@pytest.mark.parametrize("place", ["Nigeria", "nigeria", "Nigerian", "nigériane", "نيجيريا", "Нигерии", "尼日利亚"])
def test_a_place_lifts_its_records_in_any_language(index: SearchIndex, place: str) -> None:
    assert part(index, place).kind is PartKind.PLACE
    hit = search(index, place).hits[0]
    assert hit.key == "collaborator/sickle-in-africa"
    assert hit.reasons[0].field == "country"
    assert hit.reasons[0].words == ("NG",)


def test_a_place_does_not_empty_the_list(index: SearchIndex) -> None:
    found = keys(search(index, "newborn screening Qatar"))
    assert "resource/newborn-course" in found


def test_kinds_and_audiences_lift_and_never_exclude(index: SearchIndex) -> None:
    assert keys(search(index, "training midwives newborn"))[0] == "resource/newborn-course"
    found = keys(search(index, "haemoglobin base de datos"))
    assert found[0] == "resource/hbvar"
    assert "page/haemoglobin-disorders" in found


def test_a_name_of_something_that_no_record_carries_is_refused(index: SearchIndex) -> None:
    assert search(index, "DO").reading.refused
    assert search(index, "Eastern Mediterranean DO").total > 0


def test_synonyms_find_one_another(index: SearchIndex) -> None:
    assert "resource/newborn-course" in keys(search(index, "heel prick test"))
    assert "resource/newborn-course" in keys(search(index, "blood spot test"))


def test_one_way_synonyms_do_not_lead_back() -> None:
    thesaurus = make_thesaurus(KNOWING)
    (meaning,) = thesaurus.look_up("globin table", ["en"])
    assert [expansion.text for expansion in meaning.expansions] == ["haemoglobin variants"]
    assert thesaurus.look_up("haemoglobin variants", ["en"]) == ()


@pytest.mark.parametrize(
    ("british", "american"),
    [("haemoglobin", "hemoglobin"), ("thalassaemia", "thalassemia"), ("programme", "program")],
)
def test_british_and_american_spelling_give_the_same_list(index: SearchIndex, british: str, american: str) -> None:
    first, second = search(index, british), search(index, american)
    assert keys(first) == keys(second) != []
    assert [hit.score for hit in first.hits] == [hit.score for hit in second.hits]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Sickle-cell disease", "sickle cell DISEASE"), ("non-invasive", "noninvasive"), ("Ｈｂ S", "hbs")],
)
def test_ways_to_write_a_name_are_one(first: str, second: str) -> None:
    assert name_key(first) == name_key(second)


def test_the_reading_says_what_was_searched_besides(index: SearchIndex) -> None:
    read = part(index, "drépanocytose")
    assert read.kind is PartKind.TERM
    assert read.meanings[0].kind == MeaningKind.TERM
    assert {"Sickle-cell disease", "HbSS"} <= {expansion.text for expansion in read.expansions}
    assert all(0 < expansion.weight <= 2 and expansion.origin for expansion in read.expansions)


def test_the_exact_words_can_be_asked_for(index: SearchIndex) -> None:
    quoted = search(index, '"blood spot test"')
    assert quoted.reading.parts[0].expansions == ()
    assert quoted.reading.refused


def test_an_identifier_finds_its_record_and_an_unknown_one_is_said_to_be_unknown(index: SearchIndex) -> None:
    assert keys(search(index, "10.1234/ABC.5")) == ["resource/newborn-course"]
    results = search(index, "10.9999/nothing")
    assert results.reading.refused
    assert part(index, "10.9999/nothing").ignored == "unknown-identifier"


def test_of_places_with_one_stem_the_one_that_was_typed_is_meant(tmp_path: Path) -> None:
    niger = Entry(id="NE", label={"en": "Niger", "ru": "Нигер"}, region="AFR")
    nigeria = Entry(id="NG", label={"en": "Nigeria", "ru": "Нигерия"}, region="AFR")
    places = replace(KNOWING.vocabularies, countries=vocabulary(niger, nigeria))
    index = open_library(tmp_path, replace(KNOWING, vocabularies=places))
    for typed, origin in (("Нигерии", "country/NG"), ("Нигере", "country/NE"), ("Нигера", "country/NE")):
        assert [meaning.origin for meaning in part(index, typed).meanings] == [origin]


def test_what_is_written_like_a_symbol_has_no_endings(tmp_path: Path) -> None:
    page = Page(id="page", title="Hellas", body=body("Hellas and iPSC lines."))
    index = open_index(tmp_path, page)
    assert search(index, "HeLa", lang="fr").reading.refused
    assert keys(search(index, "iPSC", lang="fr")) == ["page/page"]


def test_a_name_keeps_the_common_words_at_its_ends(tmp_path: Path) -> None:
    records = (
        Term(id="haemophilia", title="Haemophilia", body=body("A bleeding disorder. Haemophilia runs in families.")),
        Term(id="haemophilia-a", title="Haemophilia A", body=body("A lack of factor VIII.")),
        Page(id="about", title="About the initiative", also=("about us",), body=body("Who we are.")),
        Term(id="ga4gh", title="Global sharing", also=("global",), body=body("Sharing around the globe.")),
    )
    index = open_index(tmp_path, *records)
    for q, first in (
        ("haemophilia A", "term/haemophilia-a"),
        ("treatment of hemophilia A", "term/haemophilia-a"),
        ("haemophilia", "term/haemophilia"),
        ("about us", "page/about"),
    ):
        assert keys(search(index, q))[0] == first, q


def test_an_acronym_leads_to_whose_it_is_before_what_they_made(tmp_path: Path) -> None:
    records = (
        Collaborator(id="federation", title="World Federation", acronym="WFX", kind="ngo"),
        Resource(id="registry", title="World Registry (WFX)", summary="WFX, WFX and again WFX.", kind="database"),
    )
    assert keys(search(open_index(tmp_path, *records), "WFX"))[0] == "collaborator/federation"


def test_chinese_is_divided_so_that_least_is_left_over(tmp_path: Path) -> None:
    records = (
        Term(id="gene", title="Gene", names={"zh": "基因"}, body=body("A unit.")),
        Term(id="gene-data", title="Gene data", names={"zh": "基因数据"}, body=body("Data.")),
        Term(id="database", title="Database", names={"zh": "数据库"}, body=body("A store.")),
        Page(id="shanghai", title="Shanghai", body=body("上海的医院")),
    )
    index = open_index(tmp_path, *records)
    for q, words in (
        ("基因数据库", ["基因", "数据库"]),
        ("基因数据", ["基因数据"]),
        ("上海基因", ["上海", "基因"]),
        ("基因在上海", ["基因", "在", "上海"]),
    ):
        assert [part.text for part in search(index, q).reading.parts] == words, q


def test_what_is_only_near_a_thing_makes_it_no_commoner(tmp_path: Path) -> None:
    """A gene is as telling as its own names, although its conditions stand in many records."""
    conditions = [Page(id=f"page-{number}", title=f"Page {number} on anaemia") for number in range(20)]
    others = [Page(id=f"other-{number}", title=f"Other {number}") for number in range(20)]
    term = Term(id="anaemia", title="Anaemia")
    gene = Gene(symbol="HBB", name="hemoglobin subunit beta", conditions=("anaemia",))
    changes = [Page(id=f"changes-{number}", title="Changes") for number in range(5)]
    records = [*conditions, *others, *changes, term]
    content = replace(library(*records), genes=(gene,))
    assert keys(search(open_library(tmp_path, content), "HBB changes"))[0] == "term/anaemia"


def test_a_name_is_not_met_by_what_its_common_words_leave(tmp_path: Path) -> None:
    coverage = Term(
        id="coverage", title="Universal coverage", also=("health for all",), body=body("Care for everybody.")
    )
    index = open_index(tmp_path, coverage, Page(id="healths", title="On the health of people", body=body("Text.")))
    for q, origins in (("healths", []), ("health for all", ["term/coverage"])):
        assert [meaning.origin for meaning in part(index, q).meanings] == origins


def test_a_single_capital_says_nothing_of_the_language(index: SearchIndex) -> None:
    assert search(index, "hemoglobin E").reading.language == "en"
    assert search(index, "alelos e genes").reading.language == "es"


def test_of_records_that_are_called_the_same_the_term_leads(tmp_path: Path) -> None:
    page = Page(id="page", title="Blood", also=("thin blood",), summary="Thin blood.", body=body("Thin blood " * 5))
    term = Term(id="term", title="Anaemia", also=("thin blood",), body=body("A lack of red cells."))
    assert keys(search(open_index(tmp_path, page, term), "thin blood")) == ["term/term", "page/page"]


def test_a_homograph_in_one_language_is_not_the_same_thing(tmp_path: Path) -> None:
    inversion = Term(id="inversion", title="Inversion", names={"es": "inversión"}, body=body("A turned segment."))
    money = TranslatedWords({"en": ("funding", "investment"), "es": ("financiación", "inversión")})
    page = Page(id="money", title="Costs", body=body("Who gives funding."))
    content = replace(library(inversion, page), translated_words=(money,))
    assert keys(search(open_library(tmp_path, content), "funding")) == ["page/money"]


@pytest.mark.parametrize("q", ["sickle cell", "drépano", "sickle cell anaemia"])
def test_a_word_that_is_set_beside_a_terms_name_leads_to_the_term(tmp_path: Path, q: str) -> None:
    term = Term(id="scd", title="Sickle-cell disease", body=body("An inherited disorder of the blood."))
    plans = (Page(id=f"plan-{number}", title="Sickle cell plan", body=body("A plan.")) for number in range(3))
    words = TranslatedWords({"en": ("Sickle cell disease", "sickle cell", "sickle cell anaemia"), "fr": ("drépano",)})
    content = replace(library(term, *plans), translated_words=(words,))
    assert keys(search(open_library(tmp_path, content), q))[0] == "term/scd"


@pytest.mark.parametrize(
    "q", ["what does allele mean", "meaning of allele", "Allele definition", "que veut dire allele"]
)
def test_who_asks_what_a_name_means_is_led_to_its_term(tmp_path: Path, q: str) -> None:
    term = Term(id="allele", title="Allele", body=body("One of the forms of a gene."))
    panel = Collaborator(
        id="panel", title="Panel", kind="network", also=("Alleles",), summary="The meaning of variants."
    )
    others = (Page(id=f"page-{number}", title=f"Page {number}", body=body("Blood tests.")) for number in range(9))
    assert keys(search(open_index(tmp_path, term, panel, *others), q))[0] == "term/allele"


@pytest.mark.parametrize("q", ["طفلي ينزف", "ابنتي تنزف", "ينزف"])
def test_an_arabic_verb_means_what_it_is_made_of(tmp_path: Path, q: str) -> None:
    term = Term(id="haemophilia", title="Haemophilia", body=body("A child with a bleeding disorder."))
    child = TranslatedWords({"en": ("child",), "ar": ("طفلي", "ابنتي")})
    bleeding = TranslatedWords({"en": ("bleeding",), "ar": ("نزف",)})
    content = replace(library(term), translated_words=(child, bleeding))
    assert keys(search(open_library(tmp_path, content), q)) == ["term/haemophilia"]
