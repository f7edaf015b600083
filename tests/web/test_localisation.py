"""The interface in six languages: complete catalogues, prefixed addresses, marked foreign text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given, settings
from hypothesis import strategies as st

from genomics.config import PROJECT_FOLDER
from genomics.content.model import SITE_LANGUAGES, RecordType
from genomics.publishing.site import Card
from genomics.web.application import sanitised_html
from genomics.web.glossary import letters
from genomics.web.localisation import CATALOGUES, catalogue, day, localised, short_day, split_language
from tests.web.conftest import SITE_URL
from tests.web.pages import PageReader

OTHERS = tuple(language for language in SITE_LANGUAGES if language != "en")
PLURALS = {"ar": 6, "zh": 1, "fr": 2, "ru": 3, "es": 2}
SAME_EVERYWHERE = {"%(filter)s: %(value)s", ", ", "; "}
SAME_IN_FRENCH = {"Page", "Pages", "Sources", "Suggestions", "Menu", "Collaborations", "Type"}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
JINJA = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}


def marked_texts() -> set[str | tuple[str, ...]]:
    """Every text that templates and modules mark for translation."""
    templates = extract_from_dir(PROJECT_FOLDER / "templates", [("**.html", "jinja2")], {"**.html": JINJA})
    modules = extract_from_dir(PROJECT_FOLDER / "genomics" / "web", [("**.py", "python")])
    return {found[2] for source in (templates, modules) for found in source}


def texts_of(language: str) -> Catalog:
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale=language)


def strings_of(message: Message) -> tuple[str, ...]:
    """The translation of a text in all its forms."""
    return tuple(message.string) if message.pluralizable else (str(message.string),)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_and_no_translation_is_left_over(language: str) -> None:
    messages = {message.id: message for message in texts_of(language) if message.id}
    assert set(messages) == marked_texts()
    for message in messages.values():
        assert not message.fuzzy, message.id
        strings = strings_of(message)
        assert all(strings), message.id
        if message.pluralizable:
            assert len(strings) == PLURALS[language], message.id


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_the_placeholders(language: str) -> None:
    for message in texts_of(language):
        if not message.id:
            continue
        wanted = set(PLACEHOLDER.findall(message.id[0] if message.pluralizable else message.id))
        for text in strings_of(message):
            assert set(PLACEHOLDER.findall(text)) == wanted, (message.id, text)
            assert text.count("%") == len(PLACEHOLDER.findall(text)), (message.id, text)


def test_no_line_of_the_french_interface_begins_with_a_colon_or_ends_with_an_opening_quote() -> None:
    messages = [message for message in texts_of("fr") if message.id]
    texts = [text for message in messages for text in strings_of(message)]
    assert [text for text in texts if re.search(r" [:;?!»]|« ", text)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_are_not_the_english_text(language: str) -> None:
    kept = {message.id for message in texts_of(language) if message.id and message.id == message.string}
    assert kept <= SAME_EVERYWHERE | SAME_IN_FRENCH


def test_no_visible_text_of_a_template_is_left_unmarked() -> None:
    for path in (PROJECT_FOLDER / "templates").rglob("*.html"):
        html = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"""<[^>]*>|\b[\w-]+="[^"]*\"""", " ", html)
        words = set(re.findall(r"[A-Za-z]{2,}", text)) - {"flask", "index", "build"}
        assert words == set(), path.name


def test_arabic_counts_in_its_six_forms() -> None:
    texts = catalogue("ar")
    forms = [texts.ungettext("topic", "topics", number) for number in (2, 3, 11, 100)]
    assert forms == ["موضوعان", "مواضيع", "موضوعا", "موضوع"]
    assert texts.ungettext("topic", "topics", 103) == "مواضيع"


def test_russian_counts_by_the_last_figure() -> None:
    texts = catalogue("ru")
    assert [texts.ungettext("topic", "topics", number) for number in (1, 2, 5, 21)] == ["тема", "темы", "тем", "тема"]


def test_addresses_take_their_language_and_give_it_back(app: Flask) -> None:
    with app.test_request_context("/"):
        for address in ("/", "/about", "/resources/clinvar?x=1", "/search?q=a/b"):
            for language in SITE_LANGUAGES:
                path, mark, query = localised(address, language).partition("?")
                found, bare = split_language(path)
                assert (found, bare + mark + query) == (language, address)
        assert localised("https://example.org/", "fr") == "https://example.org/"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/about", "/fr/about"),
        ("/", "/fr"),
        ("/#news", "/fr#news"),
        ("/about#the-mandate", "/fr/about#the-mandate"),
        ("/search?q=/static/x", "/fr/search?q=/static/x"),
        ("/fr/about", "/fr/about"),
        ("/fr", "/fr"),
        ("/ar/about", "/ar/about"),
        ("/french", "/fr/french"),
        ("/statics", "/fr/statics"),
        ("/static/site.css", "/static/site.css"),
        ("/sitemap.xml", "/sitemap.xml"),
        ("/api/v1/search?q=x", "/api/v1/search?q=x"),
    ],
)
def test_an_address_gets_a_language_once_and_only_where_it_can_have_one(address: str, expected: str) -> None:
    assert localised(address, "fr") == expected


def test_links_in_a_text_lead_to_what_exists(app: Flask) -> None:
    addresses = ("/about", "/fr/about", "/static/site.css", "/api/v1/search", "//example.org/", "https://example.org/")
    html = "".join(f'<a href="{address}">x</a>' for address in addresses)
    with app.test_request_context("/", environ_overrides={"genomics.language": "fr"}):
        links = PageReader(sanitised_html(html)).links
    assert links == ["/fr/about", *addresses[1:]]
    with app.test_request_context("/"):
        assert PageReader(sanitised_html(html)).links == list(addresses)


def test_words_that_only_look_like_a_language_are_pages() -> None:
    assert split_language("/french") == ("en", "/french")
    assert split_language("/en/about") == ("en", "/en/about")
    assert split_language("/fr/static/site.css") == ("en", "/fr/static/site.css")


def test_links_stay_in_the_language(client: FlaskClient) -> None:
    for address in ("/fr", "/fr/about", "/fr/resources", "/fr/resources/clinvar", "/fr/search?q=all%C3%A8le"):
        links = PageReader(client.get(address).text).links
        inside = [link for link in links if link.startswith("/")]
        elsewhere = {link for link in inside if not link.startswith("/fr")}
        # Only the menu of languages leads out of the language, and the note on a translation to its original.
        assert len(elsewhere) == 5, address
        assert inside


def test_the_language_menu_keeps_page_and_search(client: FlaskClient) -> None:
    page = PageReader(client.get("/fr/search?q=a%26b&type=term").text)
    menu = {link["hreflang"]: link["href"] for link in page.all("a") if "hreflang" in link}
    assert menu["en"] == "/search?q=a%26b&type=term"
    assert menu["ar"] == "/ar/search?q=a%26b&type=term"
    home = PageReader(client.get("/ru").text)
    assert {link["href"] for link in home.all("a") if link.get("hreflang") == "en"} == {"/"}


@pytest.mark.parametrize("path", ["//example.com/x", "/fr//example.com/x", "///fr///example.com//x"])
def test_no_address_makes_a_link_to_another_site(client: FlaskClient, path: str) -> None:
    page = PageReader(client.get("/", environ_overrides={"PATH_INFO": path}).text)
    assert not [link for link in page.links if link.startswith("//")]
    assert next(link["href"] for link in page.all("a") if link.get("hreflang") == "en") == "/example.com/x"


def test_slashes_in_a_row_are_one_slash(client: FlaskClient) -> None:
    for path, address in (("//about", "/about"), ("/fr//about", "/fr/about")):
        page = PageReader(client.get("/", environ_overrides={"PATH_INFO": path}).text)
        assert {link["href"] for link in page.all("link") if link["rel"] == "canonical"} == {f"{SITE_URL}{address}"}


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["C"]), max_size=20))
@example("café")
@example("fr/what?#%")
@example("\\example.com")
def test_the_language_menu_of_any_address_leads_back_to_it(app: Flask, text: str) -> None:
    path = "/" + text.rstrip("/")
    html = app.test_client().get("/", environ_overrides={"PATH_INFO": path.encode().decode("latin-1")}).text
    here = next(link["href"] for link in PageReader(html).all("a") if link.get("aria-current") == "true")
    assert here.isascii()
    assert unquote(urlsplit(here).path) == re.sub("/+", "/", path)


def test_an_address_in_any_script_loses_its_trailing_slash_and_nothing_else(client: FlaskClient) -> None:
    assert client.get("/café/?q=é").location == "/caf%C3%A9?q=%C3%A9"
    assert client.get("/zh/基因/").location == "/zh/%E5%9F%BA%E5%9B%A0"


def test_each_language_version_names_all_the_others(client: FlaskClient) -> None:
    page = PageReader(client.get("/es/about").text)
    versions = {link["hreflang"]: link["href"] for link in page.all("link") if "hreflang" in link}
    assert set(versions) == {*SITE_LANGUAGES, "x-default"}
    assert versions["zh"] == f"{SITE_URL}/zh/about"
    assert versions["x-default"] == versions["en"] == f"{SITE_URL}/about"


def test_a_translated_page_is_shown_in_its_language(client: FlaskClient) -> None:
    text = client.get("/fr/about").text
    page = PageReader(text)
    assert page.text("h1") == "À propos de l’initiative"
    assert "/fr/resources/clinvar" in page.links
    assert "#le-mandat" in page.links


def test_what_exists_in_english_only_is_marked_as_english(client: FlaskClient) -> None:
    page = PageReader(client.get("/ar/resources/clinvar").text)
    heading = page.all("h1")[0]
    assert (heading["lang"], heading["dir"]) == ("en", "ltr")
    prose = next(block for block in page.all("div") if block.get("class") == "prose")
    assert (prose["lang"], prose["dir"]) == ("en", "ltr")


def test_a_translation_says_that_it_is_unofficial_and_what_it_translates(client: FlaskClient) -> None:
    original = client.get("/about").text
    translated = client.get("/fr/about").text
    assert "Unofficial" not in original
    note = '<a href="/about" hreflang="en"><bdi lang="en" dir="ltr">About the initiative</bdi></a>'
    assert f"Traduction non officielle de {note}, dans sa version du 22 novembre 2026." in translated
    assert "non officielle" not in client.get("/fr/how-to-search").text


def test_a_translation_without_a_date_still_says_that_it_is_one(client: FlaskClient) -> None:
    text = client.get("/ru/about").text
    assert "Неофициальный перевод страницы <a" in text
    assert "</a>.</p>" in text


def test_dates_and_labels_follow_the_language(client: FlaskClient) -> None:
    text = client.get("/fr/resources/clinvar").text
    assert "22 novembre 2026" in text
    assert "Base de données" in text
    assert "Dépistage" in text


@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_a_date_brings_no_full_stop_of_its_own_into_a_sentence(app: Flask, language: str) -> None:
    with app.test_request_context("/", environ_overrides={"genomics.language": language}):
        written = [form(date(2026, month, 22)) for form in (day, short_day) for month in range(1, 13)]
    assert not [text for text in written if text.endswith(".") or "2026" not in text]


def test_nothing_redirects_by_the_language_of_the_browser(client: FlaskClient) -> None:
    assert client.get("/", headers={"Accept-Language": "fr"}).status_code == 200


def card(name: str, **titles: str) -> Card:
    return Card(
        key=f"term/{name}",
        type=RecordType.TERM,
        id=name,
        address=f"/glossary/{name}",
        titles={"en": name, **titles},
        summaries={},
    )


def test_terms_are_listed_by_the_letters_of_the_language(app: Flask) -> None:
    cards = (card("Éclair", ar="الجين"), card("eye", ar="أليل"), card("22q11"))
    with app.test_request_context("/"):
        english = letters(cards, "en")
    assert [letter.letter for letter in english] == ["#", "E"]
    assert [term.name.text for term in english[1].terms] == ["Éclair", "eye"]
    with app.test_request_context("/", environ_overrides={"genomics.language": "ar"}):
        arabic = letters(cards, "ar")
    assert [letter.letter for letter in arabic] == ["#", "ا", "ج"]


def test_templates_hold_no_file_of_their_own_language() -> None:
    compiled = list(Path(CATALOGUES).rglob("*.mo"))
    assert compiled == []


def test_pages_that_are_not_for_search_engines_name_no_versions(client: FlaskClient) -> None:
    for address in ("/search?q=cell", "/nowhere"):
        links = PageReader(client.get(address).text).all("link")
        assert {link["rel"] for link in links} == {"icon", "stylesheet"}
