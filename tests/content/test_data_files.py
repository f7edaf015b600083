"""Vocabularies, timeline, genes, synonyms, redirects and site text."""

from __future__ import annotations

from datetime import UTC, datetime

from genomics.content.model import Pin
from genomics.content.reader import read_library
from tests.conftest import WriteFolder
from tests.content.samples import HOME, TOPICS, Case, told_of_each

ENTRY = "- id: screening\n  label: {en: Screening}\n"

CASES = [
    Case(
        "an entry without an id",
        {**HOME, "vocabularies/topics.yaml": "- label: {en: Screening}\n"},
        'vocabularies/topics.yaml:1: The field "id" is missing. Add a line "id: …".',
    ),
    Case(
        "an entry without a label",
        {**HOME, "vocabularies/topics.yaml": "- id: screening\n"},
        'vocabularies/topics.yaml:1: The field "label" is missing. Add a line "label: …".',
    ),
    Case(
        "an id with a space",
        {**HOME, "vocabularies/topics.yaml": "- id: rare diseases\n  label: {en: Rare diseases}\n"},
        'vocabularies/topics.yaml:1: "rare diseases" is no id. Write it as letters, digits and hyphens.',
    ),
    Case(
        "an entry that stands twice",
        {**HOME, "vocabularies/topics.yaml": TOPICS + "- id: screening\n  label: {en: Screening}\n"},
        'vocabularies/topics.yaml:5: The entry "screening" stands twice, first on line 1. Keep one.',
    ),
    Case(
        "a label in an unknown language",
        {**HOME, "vocabularies/topics.yaml": "- id: screening\n  label: {en: Screening, de: Screening}\n"},
        'vocabularies/topics.yaml:2: "de" is no language for "label". Write one of: ar, zh, en, fr, ru, es.',
    ),
    Case(
        "a label without English",
        {**HOME, "vocabularies/topics.yaml": "- id: screening\n  label: {fr: Dépistage}\n"},
        'vocabularies/topics.yaml:2: The field "label" has no English text. Add one: "en: …".',
    ),
    Case(
        "an empty label",
        {**HOME, "vocabularies/topics.yaml": "- id: screening\n  label:\n"},
        'vocabularies/topics.yaml:2: The field "label" is empty. Fill it in.',
    ),
    Case(
        "an empty English label",
        {**HOME, "vocabularies/topics.yaml": "- id: screening\n  label: {en: , fr: Dépistage}\n"},
        'vocabularies/topics.yaml:2: The field "label" is empty. Fill it in.',
    ),
    Case(
        "an empty label in another language",
        {**HOME, "vocabularies/topics.yaml": "- id: screening\n  label: {en: Screening, fr: }\n"},
        'vocabularies/topics.yaml:2: The field "label" is empty. Fill it in, or remove it.',
    ),
    Case(
        "a label that is a text",
        {**HOME, "vocabularies/topics.yaml": "- id: screening\n  label: Screening\n"},
        'vocabularies/topics.yaml:2: The field "label" holds one text. Write it as {ar: …, zh: …}.',
    ),
    Case(
        "a field that entries do not have",
        {**HOME, "vocabularies/topics.yaml": ENTRY + "  region: EMR\n"},
        'vocabularies/topics.yaml:3: An entry has no field "region". Remove it: the fields are id, label, '
        "plural, summary, also, introduction.",
    ),
    Case(
        "an introduction with a heading",
        {**HOME, "vocabularies/topics.yaml": ENTRY + "  introduction: '## Screening'\n"},
        "vocabularies/topics.yaml:3: The text holds a heading. Write paragraphs only.",
    ),
    Case(
        "an introduction with HTML",
        {**HOME, "vocabularies/topics.yaml": ENTRY + "  introduction: A <b>test</b>.\n"},
        "vocabularies/topics.yaml:3: Raw HTML is not allowed: <b>. Write it in Markdown, or put \\ before the <.",
    ),
    Case(
        "an empty file",
        {**HOME, "vocabularies/topics.yaml": "# nothing yet\n"},
        "vocabularies/topics.yaml:1: The file holds nothing. Fill it in, or remove it.",
    ),
    Case(
        "a file that is no list",
        {**HOME, "genes.yaml": "symbol: CFTR\n"},
        'genes.yaml:1: This is not a list of entries. Begin every entry with "- ".',
    ),
    Case(
        "an entry without fields",
        {**HOME, "genes.yaml": "- CFTR\n"},
        'genes.yaml:1: The entry has no fields. Write "- symbol: …".',
    ),
    Case(
        "an event without a year",
        {**HOME, "timeline.yaml": "- title: Start\n  text: It began.\n"},
        'timeline.yaml:1: The field "year" is missing. Add a line "year: …".',
    ),
    Case(
        "an event in an impossible year",
        {**HOME, "timeline.yaml": "- year: 20000\n  title: Start\n  text: It began.\n"},
        'timeline.yaml:1: The field "year" is 20000, an impossible year. Write a year from 1000 to 2027.',
    ),
    Case(
        "an event without a text",
        {**HOME, "timeline.yaml": "- year: 2000\n  title: Start\n"},
        'timeline.yaml:1: The field "text" is missing. Add a line "text: …".',
    ),
    Case(
        "an event seen without a source",
        {**HOME, "timeline.yaml": "- year: 2000\n  title: Start\n  text: It began.\n  checked: seen\n"},
        'timeline.yaml:4: "checked: seen" stands without a source. Add "source: https://…", or write known.',
    ),
    Case(
        "a gene without a symbol",
        {**HOME, "genes.yaml": "- name: cystic fibrosis transmembrane conductance regulator\n"},
        'genes.yaml:1: The field "symbol" is missing. Add a line "symbol: …".',
    ),
    Case(
        "a gene that stands twice",
        {**HOME, "genes.yaml": "- symbol: CFTR\n- symbol: HBB\n- symbol: CFTR\n"},
        'genes.yaml:3: The gene "CFTR" stands twice, first on line 1. Keep one.',
    ),
    Case(
        "a malformed HGNC id",
        {**HOME, "genes.yaml": "- symbol: CFTR\n  hgnc_id: 1884\n"},
        'genes.yaml:2: "1884" is no HGNC id. Write it as HGNC:1100.',
    ),
    Case(
        "a group of synonyms with one term",
        {**HOME, "synonyms.yaml": "- terms: [anaemia]\n"},
        "synonyms.yaml:1: The group has a single term. Add another name for it.",
    ),
    Case(
        "a group of translated words in one language",
        {**HOME, "translations.yaml": "- en: [nurse]\n"},
        "translations.yaml:1: The group has words in fewer than two languages. Add another language.",
    ),
    Case(
        "a group of translated words in an unknown language",
        {**HOME, "translations.yaml": "- en: [nurse]\n  fr: [infirmière]\n  de: [Krankenschwester]\n"},
        'translations.yaml:3: A group of words has no field "de". Remove it: the fields are ar, zh, en, fr, ru, es.',
    ),
    Case(
        "a group of synonyms without terms",
        {**HOME, "synonyms.yaml": "- {}\n"},
        'synonyms.yaml:1: The group has no terms. Add "terms: [first, second]".',
    ),
    Case(
        "a group of synonyms without an end",
        {**HOME, "synonyms.yaml": "- from: [melanoma]\n"},
        'synonyms.yaml:1: The group has only one of "from" and "to". Add the other.',
    ),
    Case(
        "a group of synonyms of both sorts",
        {**HOME, "synonyms.yaml": "- terms: [a, b]\n  from: [c]\n"},
        'synonyms.yaml:1: The group has "terms" and also "from" or "to". Write either terms, or from and to.',
    ),
    Case(
        "a pinned query without records",
        {**HOME, "pinned.yaml": "- query: genes\n"},
        'pinned.yaml:1: The field "records" is missing. Add a line "records: …".',
    ),
    Case(
        "a pinned query with an empty list of records",
        {**HOME, "pinned.yaml": "- query: genes\n  records: []\n"},
        'pinned.yaml:2: The field "records" is empty. Fill it in.',
    ),
    Case(
        "a pinned record that does not exist",
        {**HOME, "pinned.yaml": "- query: genes\n  records: [page/hom]\n"},
        'pinned.yaml:2: There is no record "page/hom". Write "page/home", the nearest there is.',
    ),
    Case(
        "a pinned record that is no key",
        {**HOME, "pinned.yaml": "- query: genes\n  records: [home]\n"},
        'pinned.yaml:2: "home" is not the key of a record. Write it as page/…, resource/…, collaborator/… or term/… '
        "with the record's id.",
    ),
    Case(
        "a pin until a day that does not exist",
        {**HOME, "pinned.yaml": "- query: genes\n  records: [page/home]\n  until: 2027-02-30\n"},
        "pinned.yaml:3: There is no day or time 2027-02-30. Correct it.",
    ),
    Case(
        "a pin until a day that is written otherwise",
        {**HOME, "pinned.yaml": "- query: genes\n  records: [page/home]\n  until: 1 May 2027\n"},
        'pinned.yaml:3: The field "until" is "1 May 2027". Write year-month-day, such as 2026-11-22, or with the time '
        'in UTC, such as "2026-11-22 09:30".',
    ),
    Case(
        "a field that pins do not have",
        {**HOME, "pinned.yaml": "- query: genes\n  records: [page/home]\n  untill: 2027-05-01\n"},
        'pinned.yaml:3: A pinned query has no field "untill". Write "until", the nearest there is.',
    ),
    Case(
        "a query that is pinned twice",
        {
            **HOME,
            "pinned.yaml": "- query: [genes, DNA]\n  records: [page/home]\n- query: dna\n  records: [page/home]\n",
        },
        'pinned.yaml:3: The query "dna" stands twice, first on line 1. Keep one.',
    ),
    Case(
        "a pinned query without letters",
        {**HOME, "pinned.yaml": "- query: '?'\n  records: [page/home]\n"},
        'pinned.yaml:1: The query "?" has no letters. Write what readers type, or remove it.',
    ),
    Case(
        "a redirect from another site",
        {**HOME, "redirects.yaml": "- from: https://example.org/\n  to: /\n"},
        'redirects.yaml:1: The field "from" holds "https://example.org/", which is no address of this site. '
        "Begin it with /, as in /about.",
    ),
    Case(
        "a redirect without an end",
        {**HOME, "redirects.yaml": "- from: /old\n"},
        'redirects.yaml:1: The field "to" is missing. Add a line "to: …".',
    ),
    Case(
        "a redirect that stands twice",
        {**HOME, "redirects.yaml": "- from: /old\n  to: /\n- from: /old\n  to: /glossary\n"},
        'redirects.yaml:3: The redirect from "/old" stands twice, first on line 1. Keep one.',
    ),
    Case(
        "site text that is a list",
        {**HOME, "site.yaml": "- name\n"},
        "site.yaml:1: The file is not made of fields. Begin with name: and go on as in content/README.md.",
    ),
    Case(
        "an unknown field of the site",
        {**HOME, "site.yaml": "tag_line: {en: Genes}\n"},
        'site.yaml:1: site.yaml has no field "tag_line". Write "tagline", the nearest there is.',
    ),
    Case(
        "an example search without words",
        {**HOME, "site.yaml": "searches:\n- lang: fr\n"},
        'site.yaml:2: The field "q" is missing. Add a line "q: …".',
    ),
    Case(
        "an example search in an unknown language",
        {**HOME, "site.yaml": "searches:\n- {q: Gene, lang: de}\n"},
        'site.yaml:2: The field "lang" is "de". Write one of: ar, zh, en, fr, ru, es.',
    ),
    Case(
        "a contact that is no mailbox",
        {**HOME, "site.yaml": "contact: the editors\n"},
        'site.yaml:1: "the editors" is no e-mail address. Write it as name@example.org.',
    ),
]


test_an_editor_is_told_of = told_of_each(CASES)


def test_a_pin_may_last_until_a_day_to_come(write_folder: WriteFolder) -> None:
    pinned = "- query: [genes, DNA]\n  records: [page/home]\n  until: 2998-12-31\n  note: For a day.\n"
    (pin,) = read_library(write_folder({**HOME, "pinned.yaml": pinned})).pins
    assert pin == Pin(
        queries=("genes", "DNA"),
        records=("page/home",),
        until=datetime(2999, 1, 1, tzinfo=UTC),
        note="For a day.",
    )
