"""Fields that do not belong, and values that cannot be."""

from __future__ import annotations

from tests.content.samples import Case, collaborator, page, resource, term, told_of_each

SOURCE = "source: https://example.org/a\n"

CASES = [
    Case(
        "a misspelt field",
        page("sumary: Short\n"),
        'pages/about.md:3: A page has no field "sumary". Write "summary", the nearest there is.',
    ),
    Case(
        "a field of another type of record",
        page("zebra: Short\n"),
        'pages/about.md:3: A page has no field "zebra". Remove it: the fields are title, summary, also, '
        "topics, audiences, keywords, source, checked, read, source_note, archived, related, draft, publish_from, "
        "publish_until, reviewed, part, order, diagrams.",
    ),
    Case(
        "a missing title",
        page("order: 3\n", title=""),
        'pages/about.md:2: The field "title" is missing. Add a line "title: …".',
    ),
    Case(
        "a missing kind",
        resource(kind=""),
        'resources/clinvar.md:2: The field "kind" is missing. Add a line "kind: …".',
    ),
    Case(
        "a list where a text is wanted",
        page("summary: [a, b]\n"),
        'pages/about.md:3: The field "summary" holds a list. Write one text.',
    ),
    Case(
        "fields where a text is wanted",
        page("summary: {a: b}\n"),
        'pages/about.md:3: The field "summary" holds fields of its own. Write one text; put quotes around it '
        'where it holds a colon: "…".',
    ),
    Case(
        "an empty text", page("summary:\n"), 'pages/about.md:3: The field "summary" is empty. Fill it in, or remove it.'
    ),
    Case(
        "a list that lost its opening bracket",
        page("topics: population-genomics, rare-diseases, data-sharing]\n"),
        'pages/about.md:3: The field "topics" holds one text. Write a list: [population-genomics, rare-diseases, '
        "data-sharing].",
    ),
    Case(
        "a list that is nothing but brackets",
        page("topics: '[]'\n"),
        'pages/about.md:3: The field "topics" holds one text. Write a list: [first, second].',
    ),
    Case(
        "an empty title",
        page(title="title:\n"),
        'pages/about.md:2: The field "title" is empty. Fill it in.',
    ),
    Case(
        "an empty kind",
        resource(kind="kind: ''\n"),
        'resources/clinvar.md:3: The field "kind" is empty. Fill it in.',
    ),
    Case(
        "a title that is an empty list",
        page(title="title: []\n"),
        'pages/about.md:2: The field "title" is empty. Fill it in.',
    ),
    Case(
        "an empty address of a source",
        page("source:\n- title: A book\n  url:\n"),
        'pages/about.md:5: The field "url" is empty. Fill it in.',
    ),
    Case(
        "an empty text in quotes",
        page('summary: " "\n'),
        'pages/about.md:3: The field "summary" is empty. Fill it in, or remove it.',
    ),
    Case(
        "a text where a list is wanted",
        page("topics: rare diseases\n"),
        'pages/about.md:3: The field "topics" holds one text. Write a list: [rare diseases].',
    ),
    Case(
        "fields where a list is wanted",
        page("topics: {a: b}\n"),
        'pages/about.md:3: The field "topics" holds fields of its own. Write a list, such as [first, second].',
    ),
    Case(
        "an empty list",
        page("topics: []\n"),
        'pages/about.md:3: The field "topics" is empty. Fill it in, or remove it.',
    ),
    Case(
        "an empty value where a list is wanted",
        page("topics:\n"),
        'pages/about.md:3: The field "topics" is empty. Fill it in, or remove it.',
    ),
    Case(
        "an empty item",
        page("topics: [a, '']\n"),
        'pages/about.md:3: The field "topics" is empty. Fill it in, or remove it.',
    ),
    Case(
        "an item that stands twice",
        page("topics:\n- a\n- b\n- a\n"),
        'pages/about.md:6: The field "topics" names "a" twice. Remove one of them.',
    ),
    Case(
        "a summary that is too long",
        page("summary: " + "word " * 41 + "\n"),
        'pages/about.md:3: The field "summary" has 204 characters. Shorten it to at most 200.',
    ),
    Case(
        "a title that is too long",
        page(title="title: " + "a" * 501 + "\n"),
        'pages/about.md:2: The field "title" has 501 characters. Shorten it to at most 500.',
    ),
    Case(
        "a checked that is neither seen nor known",
        page("checked: yes\n"),
        'pages/about.md:3: The field "checked" is "yes". Write one of: seen, known.',
    ),
    Case(
        "a day that does not exist",
        page("reviewed: 2026-02-30\n"),
        "pages/about.md:3: There is no day 2026-02-30. Correct the date.",
    ),
    Case(
        "a day still to come",
        page("reviewed: 2026-11-23\n"),
        'pages/about.md:3: The field "reviewed" is 2026-11-23, a day still to come. Write a day up to 2026-11-22.',
    ),
    Case(
        "a day in another order",
        page("reviewed: 22/11/2026\n"),
        'pages/about.md:3: The field "reviewed" is "22/11/2026". Write year-month-day, such as 2026-11-22.',
    ),
    Case(
        "a day of reading still to come",
        page("read: 2027-01-01\n" + SOURCE),
        'pages/about.md:3: The field "read" is 2027-01-01, a day still to come. Write a day up to 2026-11-22.',
    ),
    Case(
        "a year that is no number",
        resource("year: c. 1990\n"),
        'resources/clinvar.md:4: The field "year" is "c. 1990", which is no year. Write a year from 1000 to 2027.',
    ),
    Case(
        "a year with a fraction",
        resource("year: 1990.5\n"),
        'resources/clinvar.md:4: The field "year" is "1990.5", which is no year. Write a year from 1000 to 2027.',
    ),
    Case(
        "a year before the year 1000",
        resource("year: 990\n"),
        'resources/clinvar.md:4: The field "year" is 990, an impossible year. Write a year from 1000 to 2027.',
    ),
    Case(
        "a year long after this one",
        resource("year: 2028\n"),
        'resources/clinvar.md:4: The field "year" is 2028, an impossible year. Write a year from 1000 to 2027.',
    ),
    Case(
        "a founding year still to come",
        collaborator("founded: 2050\n"),
        'collaborators/who.md:4: The field "founded" is 2050, an impossible year. Write a year from 1000 to 2027.',
    ),
    Case(
        "an order that is no number",
        page("order: first\n"),
        'pages/about.md:3: The field "order" is "first". Write a whole number from 0 to 9999.',
    ),
    Case(
        "a part that does not exist",
        page("part: intro\n"),
        'pages/about.md:3: The field "part" is "intro". Write one of: initiative, explained, help.',
    ),
    Case(
        "a latitude beyond the pole",
        collaborator("latitude: 90.5\nlongitude: 3\n"),
        'collaborators/who.md:4: The field "latitude" is "90.5". Write decimal degrees from -90 to 90, such as 25.2.',
    ),
    Case(
        "a longitude with a comma",
        collaborator("latitude: 46.2\nlongitude: '6,1'\n"),
        'collaborators/who.md:5: The field "longitude" is "6,1". Write decimal degrees from -180 to 180, such as 25.2.',
    ),
    Case(
        "an address without https",
        resource("url: www.example.org\n"),
        'resources/clinvar.md:4: The field "url" holds "www.example.org", which is no web address. Write it '
        "from https:// to its end, without spaces.",
    ),
    Case(
        "an address with a space",
        resource("url: https://www.example.org/a b\n"),
        'resources/clinvar.md:4: The field "url" holds "https://www.example.org/a b", which is no web '
        "address. Write it from https:// to its end, without spaces.",
    ),
    Case(
        "a source that is no address",
        page("source: http\n"),
        'pages/about.md:3: The field "source" holds "http", which is no web address. Write it from https:// '
        "to its end, without spaces.",
    ),
    Case(
        "a source in a list that is no address",
        page("source:\n- https://example.org/\n- example\n"),
        'pages/about.md:5: The field "source" holds "example", which is no web address. Write it from '
        "https:// to its end, without spaces.",
    ),
    Case(
        "an empty source", page("source:\n"), 'pages/about.md:3: The field "source" is empty. Fill it in, or remove it.'
    ),
    Case(
        "a source without an address",
        page("source:\n- title: A book\n"),
        'pages/about.md:4: A source has no "url". Add its address: "url: https://…".',
    ),
    Case(
        "a source with a misspelt field",
        page("source:\n- url: https://example.org/\n  titel: A book\n"),
        'pages/about.md:5: A source has no field "titel". Write "title", the nearest there is.',
    ),
    Case(
        "an unknown kind of identifier",
        resource("identifiers: {dio: 10.1000/182}\n"),
        'resources/clinvar.md:4: There is no kind of identifier "dio". Write "doi", the nearest there is.',
    ),
    Case(
        "identifiers as a text",
        resource("identifiers: 10.1000/182\n"),
        'resources/clinvar.md:4: The field "identifiers" holds one text. Write it as {doi: 10.1000/182}.',
    ),
    Case(
        "identifiers as a list",
        resource("identifiers: [10.1000/182]\n"),
        'resources/clinvar.md:4: The field "identifiers" holds a list. Write it as {doi: 10.1000/182}.',
    ),
    Case(
        "no identifiers",
        resource("identifiers:\n"),
        'resources/clinvar.md:4: The field "identifiers" is empty. Fill it in, or remove it.',
    ),
    Case(
        "a DOI written as an address",
        resource("identifiers:\n  doi: https://doi.org/10.1000/182\n"),
        'resources/clinvar.md:5: "https://doi.org/10.1000/182" is no doi. Write it as 10.1000/182, without '
        "https://doi.org/.",
    ),
    Case(
        "an ISBN of 13 digits with a slip",
        resource("identifiers: {isbn: 978-92-4-005285-8}\n"),
        'resources/clinvar.md:4: "978-92-4-005285-8" is no isbn. Compare its 10 or 13 digits with the source:'
        " the last one checks the others.",
    ),
    Case(
        "an ISBN of 10 digits with a slip",
        resource("identifiers: {isbn: 92 4 159259 2}\n"),
        'resources/clinvar.md:4: "92 4 159259 2" is no isbn. Compare its 10 or 13 digits with the source: the'
        " last one checks the others.",
    ),
    Case(
        "an ISSN with a slip",
        resource("identifiers: {issn: 1234-5678}\n"),
        'resources/clinvar.md:4: "1234-5678" is no issn. Write it as 1234-5679: the last digit checks the others.',
    ),
    Case(
        "a PMID that is no number",
        resource("identifiers: {pmid: PMC123}\n"),
        'resources/clinvar.md:4: "PMC123" is no pmid. Write the number alone.',
    ),
    Case(
        "a term's name in an unknown language",
        term("translations: {fr: allèle, de: Allel}\n"),
        'glossary/allele.md:3: "de" is no language for "translations". Write one of: ar, zh, fr, ru, es.',
    ),
    Case(
        "a term's names as a text",
        term("translations: allèle\n"),
        'glossary/allele.md:3: The field "translations" holds one text. Write it as {ar: …, zh: …}.',
    ),
    Case(
        "a related record without its type",
        page("related: [clinvar]\n"),
        'pages/about.md:3: "clinvar" is not the key of a record. Write it as page/…, resource/…, '
        "collaborator/… or term/… with the record's id.",
    ),
]


test_an_editor_is_told_of = told_of_each(CASES)
