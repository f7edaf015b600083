"""What files say of one another."""

from __future__ import annotations

import pytest

from genomics.content.addresses import SECTION_ADDRESSES
from tests.conftest import WriteFolder
from tests.content.samples import (
    HOME,
    TOPICS,
    VOCABULARIES,
    Case,
    Files,
    collaborator,
    messages,
    page,
    resource,
    term,
    told_of_each,
)

ENTRY = "- id: screening\n  label: {en: Screening}\n"

CASES = [
    Case(
        "an unknown topic",
        {**VOCABULARIES, **page("topics: [screening, rare-disease]\n")},
        'pages/about.md:3: There is no topic "rare-disease". Write "rare-diseases", the nearest there is.',
    ),
    Case(
        "an unknown audience",
        {**VOCABULARIES, **page("audiences: [researcher]\n")},
        'pages/about.md:3: There is no audience "researcher". Write "researchers", the nearest there is.',
    ),
    Case(
        "an unknown kind of resource",
        {**VOCABULARIES, **resource(kind="kind: datbase\n")},
        'resources/clinvar.md:3: There is no kind of resource "datbase". Write "database", the nearest there is.',
    ),
    Case(
        "an unknown kind of collaborator",
        {**VOCABULARIES, **collaborator(kind="zebra")},
        'collaborators/who.md:3: There is no kind of collaborator "zebra". Write "network".',
    ),
    Case(
        "an unknown access",
        {**VOCABULARIES, **resource("access: opne\n")},
        'resources/clinvar.md:4: There is no access "opne". Write "open", the nearest there is.',
    ),
    Case(
        "an unknown region",
        {**VOCABULARIES, **resource("who_region: EMRO\n")},
        'resources/clinvar.md:4: There is no region "EMRO". Write "EMR", the nearest there is.',
    ),
    Case(
        "an unknown country",
        {**VOCABULARIES, **resource("country: qa\n")},
        'resources/clinvar.md:4: There is no country "qa". Write "QA", the nearest there is.',
    ),
    Case(
        "an unknown language",
        {**VOCABULARIES, **resource("languages: [en, english]\n")},
        'resources/clinvar.md:4: There is no language "english". Write "en".',
    ),
    Case(
        "a word that is no id where the vocabulary is open",
        page("topics: [rare diseases]\n"),
        'pages/about.md:3: The topic "rare diseases" is not written as an id. Use letters, digits, hyphens '
        "and underscores only.",
    ),
    Case(
        "a country that is not in the region",
        {**VOCABULARIES, **resource("country: QA\nwho_region: AFR\n")},
        'resources/clinvar.md:5: The country QA is in the region EMR, not in "AFR". Write "who_region: EMR", '
        "or correct the country.",
    ),
    Case(
        "a country's region that does not exist",
        {
            **HOME,
            "vocabularies/regions.yaml": VOCABULARIES["vocabularies/regions.yaml"],
            "vocabularies/countries.yaml": "- id: QA\n  label: {en: Qatar}\n  region: EMRO\n",
        },
        'vocabularies/countries.yaml:3: There is no region "EMRO". Write "EMR", the nearest there is.',
    ),
    Case(
        "a link that leads nowhere",
        {**HOME, **page(body="\nSee [the start](/hom).\n")},
        'pages/about.md:5: The address "/hom" leads nowhere. Correct it, or remove the link.',
    ),
    Case(
        "a link to a topic that does not exist",
        {**HOME, "vocabularies/topics.yaml": TOPICS, **page(body="\nSee [tests](/topics/screenings).\n")},
        'pages/about.md:5: The address "/topics/screenings" leads nowhere. Write "/topics/screening", the '
        "nearest there is.",
    ),
    Case(
        "a link to nothing that is like anything",
        page(body="\nSee [it](/zzzzzz/yyyyyy/xxxxxx).\n"),
        'pages/about.md:5: The address "/zzzzzz/yyyyyy/xxxxxx" leads nowhere. Correct it, or remove the link.',
    ),
    Case(
        "a link to a record's neighbour",
        {**term(), **page(body="\nSee [it](/glossary/alleles).\n")},
        'pages/about.md:5: The address "/glossary/alleles" leads nowhere. Write "/glossary/allele", the '
        "nearest there is.",
    ),
    Case(
        "an address with a slash too many",
        {**term(), **page(body="\nSee [it](/glossary/allele/).\n")},
        'pages/about.md:5: The address "/glossary/allele/" leads nowhere. Write "/glossary/allele", the '
        "nearest there is.",
    ),
    Case(
        "a link to a heading that another page does not have",
        {**term(body="A version.\n\n## How it works\n"), **page(body="\nSee [it](/glossary/allele#how-it-work).\n")},
        'pages/about.md:5: The page "/glossary/allele" has no heading "#how-it-work". Write "#how-it-works", '
        "the nearest there is.",
    ),
    Case(
        "a link to a heading that the text itself does not have",
        page(body="\n## Start\n\nSee [below](#end).\n"),
        'pages/about.md:7: This text has no heading "#end". Link to the page alone, or correct the part after #.',
    ),
    Case(
        "a link from an introduction that leads nowhere",
        {**HOME, "vocabularies/topics.yaml": ENTRY + "  introduction: See [it](/glosary).\n"},
        'vocabularies/topics.yaml:3: The address "/glosary" leads nowhere. Write "/glossary", the nearest there is.',
    ),
    Case(
        "a link from the timeline that leads nowhere",
        {**HOME, "timeline.yaml": "- year: 2000\n  title: Start\n  text: See [it](/glosary).\n"},
        'timeline.yaml:3: The address "/glosary" leads nowhere. Write "/glossary", the nearest there is.',
    ),
    Case(
        "a related record that does not exist",
        {**resource(), **page("related: [resource/clinva]\n")},
        'pages/about.md:3: There is no record "resource/clinva". Write "resource/clinvar", the nearest there is.',
    ),
    Case(
        "a related record of another type",
        {**resource(), **page("related: [collaborator/clinvar]\n")},
        'pages/about.md:3: There is no record "collaborator/clinvar". Write "resource/clinvar".',
    ),
    Case(
        "a related record that has moved",
        {
            **resource(),
            **page("related: [resource/old]\n"),
            "redirects.yaml": "- from: /resources/old\n  to: /resources/clinvar\n",
        },
        'pages/about.md:3: There is no record "resource/old". Write "resource/clinvar".',
    ),
    Case(
        "a term to see that does not exist",
        {**term("see_also: [alelle]\n"), "glossary/gene.md": "---\ntitle: Gene\n---\nA unit.\n"},
        'glossary/allele.md:3: There is no glossary term "alelle". Write "allele", the nearest there is.',
    ),
    Case(
        "a provider that does not exist",
        {**collaborator(), **resource("provided_by: [wo]\n")},
        'resources/clinvar.md:4: There is no collaborator "wo". Write "who", the nearest there is.',
    ),
    Case(
        "a provider that is no collaborator",
        resource("provided_by: [zebra]\n"),
        'resources/clinvar.md:4: There is no collaborator "zebra". Remove it, or add its file.',
    ),
    Case(
        "a translation without an original",
        {**HOME, "pages/about.fr.md": "---\ntitle: À propos\n---\n"},
        "pages/about.fr.md:1: This translates a record that is not there. Write pages/about.md first.",
    ),
    Case(
        "a redirect from a page that is there",
        {**page(), "redirects.yaml": "- from: /about\n  to: /topics\n"},
        'redirects.yaml:1: There is a page at "/about", so that its redirect never works. Remove the '
        "redirect, or rename the page.",
    ),
    Case(
        "a redirect to nowhere",
        {**page(), "redirects.yaml": "- from: /old\n  to: /abuot\n"},
        'redirects.yaml:2: The redirect from "/old" ends at "/abuot", which leads nowhere. Write "/about", '
        "the nearest there is.",
    ),
    Case(
        "a menu that leads nowhere",
        {**page(), "site.yaml": "navigation: [/about, /abuot]\n"},
        'site.yaml:1: The address "/abuot" leads nowhere. Write "/about", the nearest there is.',
    ),
    *(
        Case(
            f"a menu that holds {what}",
            {
                **VOCABULARIES,
                **page(body="\n## Our work\n"),
                **resource(),
                "redirects.yaml": "- from: /old\n  to: /about\n",
                "site.yaml": f"navigation: [/about, {address}]\n",
            },
            f'site.yaml:1: The address "{address}" cannot stand in a menu, which holds pages and lists. '
            "Write an address such as /about or /topics.",
        )
        for what, address in (
            ("a record", "/resources/clinvar"),
            ("a topic", "/topics/screening"),
            ("a heading", "/about#our-work"),
            ("a language", "/fr/about"),
            ("a redirect", "/old"),
        )
    ),
    Case(
        "a footer that leads to another site",
        {**page(), "site.yaml": "footer:\n- /about\n- https://example.org/\n"},
        'site.yaml:3: The field "footer" holds "https://example.org/", which is no address of this site. '
        "Begin it with /, as in /about.",
    ),
]


test_an_editor_is_told_of = told_of_each(CASES)


NOT_UTF8 = b"- id: caf\xe9\n"
USES_OF_VOCABULARIES: Files = {
    **page(
        "topics: [screening]\naudiences: [researchers]\n",
        "\n[1](/topics/rare-diseases) [2](/countries/QA) [3](/fr/regions/EMR)\n",
    ),
    **resource("access: open\ncountry: QA\nwho_region: EMR\nlanguages: [en]\n"),
    **collaborator(),
}


@pytest.mark.parametrize("path", list(VOCABULARIES))
def test_a_vocabulary_that_is_not_utf_8_is_the_only_fault(path: str, write_folder: WriteFolder) -> None:
    files: Files = {**VOCABULARIES, **USES_OF_VOCABULARIES, path: NOT_UTF8}
    assert messages(write_folder(files)) == [f"{path}:1: The file is not UTF-8. Save it with the encoding UTF-8."]


@pytest.mark.parametrize("path", list(VOCABULARIES))
def test_a_vocabulary_that_is_broken_yaml_is_the_only_fault(path: str, write_folder: WriteFolder) -> None:
    files: Files = {**VOCABULARIES, **USES_OF_VOCABULARIES, path: "- id: [a\n"}
    assert messages(write_folder(files)) == [
        f"{path}:1: A list that begins with [ is not closed. Write ] at its end and a comma between its items."
    ]


def test_a_record_that_cannot_be_read_is_the_only_fault(write_folder: WriteFolder) -> None:
    files: Files = {
        **page("related: [term/allele]\n", "\nSee [it](/glossary/allele), [more](/fr/glossary/allele#uses).\n"),
        "glossary/gene.md": "---\ntitle: Gene\nsee_also: [allele]\n---\nA unit.\n",
        "glossary/allele.fr.md": "---\ntitle: Allèle\n---\nUne version.\n",
        "redirects.yaml": "- from: /old\n  to: /glossary/allele\n",
        "glossary/allele.md": NOT_UTF8,
    }
    assert messages(write_folder(files)) == [
        "glossary/allele.md:1: The file is not UTF-8. Save it with the encoding UTF-8."
    ]


def test_headings_of_a_record_without_front_matter_are_not_missed(write_folder: WriteFolder) -> None:
    files: Files = {**HOME, **page(body="\n[It](/glossary/allele#uses)\n"), "glossary/allele.md": "## Uses\n"}
    assert messages(write_folder(files)) == [
        'glossary/allele.md:1: The file does not begin with "---". Write "---" on a line of its own above the fields.'
    ]


def test_headings_of_a_translation_that_cannot_be_read_are_not_missed(write_folder: WriteFolder) -> None:
    files: Files = {
        **page(body="\n## Work\n"),
        "pages/about.fr.md": NOT_UTF8,
        "pages/home.fr.md": "---\ntitle: Accueil\n---\n\n[Ici](/about#travail)\n",
        **HOME,
    }
    assert messages(write_folder(files)) == [
        "pages/about.fr.md:1: The file is not UTF-8. Save it with the encoding UTF-8."
    ]


def test_redirects_in_a_circle_are_named_one_by_one(write_folder: WriteFolder) -> None:
    circle = "- from: /old\n  to: /older\n- from: /older\n  to: /old\n"
    assert messages(write_folder({**page(), "redirects.yaml": circle})) == [
        'redirects.yaml:2: The redirect from "/old" leads back to where it came from. Let it end at a page.',
        'redirects.yaml:4: The redirect from "/older" leads back to where it came from. Let it end at a page.',
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/about",
        "/fr",
        "/fr/about",
        "/about#our-work",
        "#here",
        "/old",
        "/glossary",
        "/topics/screening",
        "/countries/QA",
        "/regions/EMR",
        "/search?q=gene",
        "/resources?topic=screening",
        "/static/guide.pdf",
        "/timeline#1953",
    ],
)
def test_links_that_lead_somewhere_are_no_faults(address: str, write_folder: WriteFolder) -> None:
    home = f"---\ntitle: Home\n---\n\n## Here\n\nSee [this]({address}).\n"
    redirect = "- from: /old\n  to: /about\n"
    files: Files = {**VOCABULARIES, **page(body="\n## Our work\n"), "pages/home.md": home, "redirects.yaml": redirect}
    assert messages(write_folder(files)) == []


def test_a_link_in_a_translation_with_headings_of_its_own_may_name_one_of_either_language(
    write_folder: WriteFolder,
) -> None:
    body = "\n## Travail\n\n[Ici](#travail), [là](/about#work), [là aussi](/fr/about#travail).\n\n## Suite\n"
    french = f"---\ntitle: À propos\n---\n{body}"
    assert messages(write_folder({**page(body="\n## Work\n"), "pages/about.fr.md": french})) == []


def test_topics_that_records_carry_have_pages_where_there_is_no_vocabulary(write_folder: WriteFolder) -> None:
    files = page("topics: [screening]\n", "\nSee [this](/topics/screening).\n")
    assert messages(write_folder(files)) == []


def test_a_menu_may_hold_every_page_and_every_list(write_folder: WriteFolder) -> None:
    addresses = ", ".join(["/about", "/broken", *sorted(SECTION_ADDRESSES)])
    files: Files = {**page(), "pages/broken.md": NOT_UTF8, "site.yaml": f"navigation: [{addresses}]\n"}
    assert [message.partition(":")[0] for message in messages(write_folder(files))] == ["pages/broken.md"]


def test_a_country_fits_its_own_region_and_the_whole_world(write_folder: WriteFolder) -> None:
    world = str(VOCABULARIES["vocabularies/regions.yaml"]) + "- id: GLOBAL\n  label: {en: World}\n"
    files: Files = {
        **VOCABULARIES,
        "vocabularies/regions.yaml": world,
        **resource("country: QA\nwho_region: EMR\n"),
        **collaborator("country: QA\nwho_region: GLOBAL\n"),
    }
    assert messages(write_folder(files)) == []
