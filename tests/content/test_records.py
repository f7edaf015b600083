"""Fields of one record that contradict each other, and translations."""

from __future__ import annotations

from tests.content.samples import Case, collaborator, page, term, told_of_each, translation

CASES = [
    Case(
        "checked: seen without a source",
        page("checked: seen\n"),
        'pages/about.md:3: "checked: seen" stands without a source. Add "source: https://…", or write known.',
    ),
    Case(
        "read without a source",
        page("read: 2026-01-01\n"),
        'pages/about.md:3: "read" stands without a source. Add "source: https://…", or remove it.',
    ),
    Case(
        "a latitude alone",
        collaborator("latitude: 46.2\n"),
        'collaborators/who.md:4: "latitude" stands without "longitude". Add "longitude: …", or remove both.',
    ),
    Case(
        "a longitude alone",
        collaborator("longitude: 6.1\n"),
        'collaborators/who.md:4: "longitude" stands without "latitude". Add "latitude: …", or remove both.',
    ),
    Case(
        "a term without a definition",
        term(body="\n"),
        'glossary/allele.md:3: The term has no definition. Write it below the closing "---".',
    ),
    Case(
        "a term that sees itself",
        term("see_also: [allele]\n"),
        "glossary/allele.md:3: The term names itself under see_also. Remove its own id.",
    ),
    Case(
        "a record related to itself",
        page("related: [page/about]\n"),
        "pages/about.md:3: The record names itself as related. Remove its own key.",
    ),
    Case(
        "a translation with a field of the original",
        translation("title: À propos\nreviewed: 2026-01-01\n"),
        'pages/about.fr.md:3: A translation has no field "reviewed" of its own. Remove it: it is taken from '
        "the original.",
    ),
    Case(
        "a translation with an unknown field",
        translation("title: À propos\nzebra: 1\n"),
        'pages/about.fr.md:3: A translation has no field "zebra". Remove it: the fields are title, summary, '
        "also, keywords, translates, original, draft, publish_from, publish_until.",
    ),
    Case(
        "a translation without a title",
        translation("summary: Court.\n"),
        'pages/about.fr.md:2: The field "title" is missing. Add a line "title: …".',
    ),
    Case(
        "a translation of a version still to come",
        translation("title: À propos\ntranslates: 2027-01-01\n"),
        'pages/about.fr.md:3: The field "translates" is 2027-01-01, a day still to come. Write a day up to 2026-11-22.',
    ),
]


test_an_editor_is_told_of = told_of_each(CASES)
