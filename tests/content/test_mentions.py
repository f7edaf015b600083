"""Glossary terms that a text names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from genomics.content.mentions import TermFinder
from genomics.content.model import Term


def term(record_id: str, title: str, *also: str) -> Term:
    return Term(id=record_id, title=title, also=also)


def found(text: str, *terms: Term) -> list[str]:
    return [key.removeprefix("term/") for key in TermFinder(terms).find([text])]


def test_titles_and_other_names_are_found_in_the_order_of_the_text() -> None:
    terms = term("gene", "Gene"), term("allele", "Allele", "gene version")
    assert found("A gene version is one of the forms of a gene.", *terms) == ["allele", "gene"]


def test_the_longest_name_counts() -> None:
    terms = term("gene", "Gene"), term("gene-therapy", "Gene therapy")
    assert found("On gene therapy.", *terms) == ["gene-therapy"]


def test_plurals_and_hyphens_do_not_matter() -> None:
    assert found("Alleles and carrier-screening.", term("allele", "Allele"), term("cs", "Carrier screening")) == [
        "allele",
        "cs",
    ]


def test_a_part_of_a_word_is_no_mention() -> None:
    assert found("The genealogy of eugenes.", term("gene", "Gene")) == []


def test_acronyms_count_only_as_they_are_written() -> None:
    terms = term("rest", "Something", "REST"), term("vus", "Other", "VUS")
    assert found("The rest of the VUS.", *terms) == ["vus"]
    assert found("Many VUSs.", *terms) == ["vus"]


def test_short_names_in_small_letters_are_not_looked_for() -> None:
    assert found("A tag on it.", term("tag", "tag")) == []


def test_a_title_goes_before_another_terms_other_name() -> None:
    terms = term("mutation", "Mutation", "variant"), term("variant", "Variant")
    assert found("A variant.", *terms) == ["variant"]


def test_a_name_that_two_terms_share_names_neither() -> None:
    assert found("An AD disorder.", term("a", "Autosomal dominant", "AD"), term("b", "Alzheimer disease", "AD")) == []


def test_names_of_more_than_six_words_are_not_looked_for() -> None:
    name = "one two three four five six seven"
    assert found(name, term("long", name)) == []


def test_a_glossary_without_terms_finds_nothing() -> None:
    assert found("Anything at all.") == []


@given(st.lists(st.sampled_from(["gene", "Gene", "therapy", "of", "the", "DNA", "dna", "test", "-", "."]), max_size=12))
def test_no_term_is_found_that_does_not_stand_in_the_text(words: list[str]) -> None:
    terms = term("gene", "Gene"), term("gene-therapy", "Gene therapy"), term("dna", "DNA"), term("dna-test", "DNA test")
    names = {"gene": "gene", "gene-therapy": "gene therapy", "dna-test": "dna test"}
    text = f" {' '.join(word for word in words if word.isalpha())} "
    for record_id in found(" ".join(words), *terms):
        assert " DNA " in text if record_id == "dna" else f" {names[record_id]} " in text.lower()
