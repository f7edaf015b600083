from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.content.errors import ContentErrors
from genomics.content.library import Library
from genomics.content.model import Page, Resource, Term
from genomics.content.reader import read_library
from genomics.content.timing import next_moment
from tests.conftest import WriteFolder
from tests.content.samples import HOME, Case, Files, messages, page, told_of_each

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)

HIDDEN = {
    "a draft": "draft: true\n",
    "from 2026-12-02 00:00 UTC": "publish_from: 2026-12-02\n",
    "from 2026-12-01 09:31 UTC": "publish_from: 2026-12-01 09:31\n",
    "until 2026-12-01 00:00 UTC": "publish_until: 2026-11-30\n",
    "until 2026-12-01 09:30 UTC": "publish_until: 2026-12-01T09:30\n",
}
SHOWN = (
    "draft: false\n",
    "publish_from: 2026-12-01\n",
    "publish_from: 2026-12-01 09:30\n",
    "publish_until: 2026-12-01\n",
    "publish_until: 2026-12-01 09:31\n",
    "publish_from: 2026-11-01\npublish_until: 2026-12-24\n",
)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genomics.content.clock.present", lambda: NOW)


def read(write_folder: WriteFolder, files: Files, *, with_drafts: bool = False) -> Library:
    return read_library(write_folder(files), with_drafts=with_drafts)


@pytest.mark.parametrize(("why", "front"), HIDDEN.items(), ids=HIDDEN)
def test_readers_do_not_see_what_is_not_for_now(write_folder: WriteFolder, why: str, front: str) -> None:
    library = read(write_folder, {**HOME, **page(front)})
    assert list(library.records) == ["page/home"]
    assert [(hidden.path, hidden.why) for hidden in library.hidden] == [("pages/about.md", why)]


@pytest.mark.parametrize("front", SHOWN)
def test_readers_see_what_is_for_now(write_folder: WriteFolder, front: str) -> None:
    library = read(write_folder, {**HOME, **page(front)})
    assert "page/about" in library.records
    assert library.hidden == ()


@pytest.mark.parametrize(("why", "front"), HIDDEN.items(), ids=HIDDEN)
def test_with_drafts_all_but_what_is_past_is_seen(write_folder: WriteFolder, why: str, front: str) -> None:
    library = read(write_folder, {**HOME, **page(front)}, with_drafts=True)
    assert ("page/about" in library.records) == (not why.startswith("until"))


def test_translations_and_events_have_times_of_their_own(write_folder: WriteFolder) -> None:
    files: Files = {
        **page(),
        "pages/about.fr.md": "---\ntitle: À propos\ndraft: true\n---\n",
        "pages/about.es.md": "---\ntitle: Acerca de\n---\n",
        "timeline.yaml": "- {year: 2003, title: Read, text: All of it.}\n"
        "- {year: 2026, title: Announced, text: Soon., publish_from: 2027-01-01}\n",
    }
    library = read(write_folder, files)
    assert list(library.records["page/about"].translations) == ["es"]
    assert [event.title for event in library.timeline] == ["Read"]
    assert [hidden.path for hidden in library.hidden] == ["pages/about.fr.md", "timeline.yaml: Announced"]


def test_a_translation_goes_with_its_original(write_folder: WriteFolder) -> None:
    files: Files = {**HOME, **page("draft: true\n"), "pages/about.fr.md": "---\ntitle: À propos\n---\n"}
    assert list(read(write_folder, files).records) == ["page/home"]


def test_nothing_leads_to_what_is_hidden(write_folder: WriteFolder) -> None:
    hidden = "---\ntitle: Hidden\ndraft: true\n{}---\n\n## Up\n\nText.\n"
    files: Files = {
        "pages/home.md": "---\ntitle: Home\nrelated: [page/hidden, page/about]\n---\n\n"
        "See [*the* page](/fr/hidden#up), [about](/about), [moved](/old), [topic](/topics/hiding) and "
        "[elsewhere](https://www.example.org/hidden).\n",
        "pages/about.md": "---\ntitle: About\n---\n",
        "pages/about.fr.md": "---\ntitle: À propos\n---\n\nVoir [la page](/hidden) et [a](/about).\n",
        "pages/hidden.md": hidden.format("topics: [hiding]\n"),
        "collaborators/hidden.md": hidden.format("kind: network\n"),
        "glossary/hidden.md": hidden.format(""),
        "glossary/gene.md": "---\ntitle: Gene\nsee_also: [hidden]\n---\n\nA stretch.\n",
        "resources/clinvar.md": "---\ntitle: ClinVar\nkind: database\nprovided_by: [hidden]\n---\n",
        "redirects.yaml": "- {from: /old, to: /hidden}\n- {from: /older, to: /about}\n",
        "site.yaml": "navigation: [/hidden, /about]\nfooter: [/about, /hidden]\n",
        "timeline.yaml": "- {year: 2003, title: Read, text: 'By [them](/collaborators/hidden).'}\n",
        "vocabularies/topics.yaml": "- {id: x, label: {en: X}, introduction: 'See [it](/hidden).'}\n"
        "- {id: hiding, label: {en: Hiding}}\n",
    }
    library = read(write_folder, files)
    home = library.records["page/home"]
    assert home.body.html == (
        '<p>See <em>the</em> page, <a href="/about">about</a>, moved, <a href="/topics/hiding">topic</a> and '
        '<a href="https://www.example.org/hidden" rel="external noopener">elsewhere</a>.</p>\n'
    )
    assert home.body.links == ("/about", "/topics/hiding")
    assert home.related == ("page/about",)
    assert library.records["page/about"].translations["fr"].body.html == (
        '<p>Voir la page et <a href="/about">a</a>.</p>\n'
    )
    gene, clinvar = library.records["term/gene"], library.records["resource/clinvar"]
    assert isinstance(gene, Term)
    assert isinstance(clinvar, Resource)
    assert (gene.see_also, clinvar.provided_by) == ((), ())
    assert [redirect.start for redirect in library.redirects] == ["/older"]
    assert (library.site.navigation, library.site.footer) == (("/about",), ("/about",))
    assert library.timeline[0].html == "<p>By them.</p>\n"
    assert library.vocabularies.topics.get("x").introduction == "<p>See it.</p>\n"
    told = {(notice.path, notice.line) for notice in library.notices}
    assert {("pages/home.md", 3), ("pages/home.md", 6), ("pages/about.fr.md", 5), ("glossary/gene.md", 3)} <= told


def test_a_topic_that_only_a_draft_carries_has_no_page_to_lead_to(write_folder: WriteFolder) -> None:
    files: Files = {
        "pages/home.md": "---\ntitle: Home\n---\n\nSee [it](/topics/hiding).\n",
        **page("draft: true\ntopics: [hiding]\n"),
    }
    assert read(write_folder, files).records["page/home"].body.html == "<p>See it.</p>\n"


def test_links_of_drafts_are_checked_like_all_others(write_folder: WriteFolder) -> None:
    folder = write_folder({**HOME, **page("draft: true\n", "[x](/nowhere)\n")})
    assert len(messages(folder)) == 1


def test_a_folder_of_drafts_alone_is_no_site(write_folder: WriteFolder) -> None:
    with pytest.raises(ContentErrors, match=r"All records are drafts, still to come or past\."):
        read(write_folder, page("draft: true\n"))


test_an_editor_is_told_of = told_of_each(
    [
        Case(
            "a date that is none",
            page("publish_from: soon\n"),
            'pages/about.md:3: The field "publish_from" is "soon". Write year-month-day, such as 2026-11-22, or with '
            'the time in UTC, such as "2026-11-22 09:30".',
        ),
        Case(
            "a day that there is not",
            page("publish_until: 2026-02-30\n"),
            "pages/about.md:3: There is no day or time 2026-02-30. Correct it.",
        ),
        Case(
            "the last day of all",
            page("publish_until: 9999-12-31\n"),
            "pages/about.md:3: There is no day or time 9999-12-31. Correct it.",
        ),
        Case(
            "a time that there is not",
            page("publish_from: 2026-02-03 25:00\n"),
            "pages/about.md:3: There is no day or time 2026-02-03 25:00. Correct it.",
        ),
        Case(
            "an end before the beginning",
            page("publish_from: 2026-12-02\npublish_until: 2026-12-01\n"),
            'pages/about.md:4: "publish_until" is not after "publish_from", so that nobody would ever see this. '
            "Correct one of the two.",
        ),
        Case(
            "an event that ends before it begins",
            {
                **page(),
                "timeline.yaml": "- year: 2003\n  title: Read\n  text: All.\n  publish_from: 2026-12-02\n"
                "  publish_until: 2026-12-01 10:00\n",
            },
            'timeline.yaml:5: "publish_until" is not after "publish_from", so that nobody would ever see this. '
            "Correct one of the two.",
        ),
        Case(
            "a draft that is perhaps one",
            page("draft: maybe\n"),
            'pages/about.md:3: The field "draft" is "maybe". Write one of: true, false.',
        ),
    ]
)


MOMENTS = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(
    timed=st.lists(
        st.builds(
            Page, id=st.just("x"), title=st.just("X"), draft=st.booleans(), publish_from=MOMENTS, publish_until=MOMENTS
        )
    )
)
def test_nothing_appears_or_leaves_before_the_next_moment(timed: list[Page]) -> None:
    due = next_moment(timed, NOW)
    later = due or NOW + timedelta(days=3_000)
    just_before = later - timedelta(microseconds=1)

    def seen(moment: datetime) -> list[bool]:
        return [
            not one.draft
            and (one.publish_from is None or one.publish_from <= moment)
            and (one.publish_until is None or one.publish_until > moment)
            for one in timed
        ]

    assert seen(NOW) == seen(max(just_before, NOW))
    assert due is None or due > NOW
