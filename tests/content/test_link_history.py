from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from genomics.content.link_history import outgoing_links, renewed, write_history
from genomics.content.model import LOST, CheckedLink, LinkState
from genomics.content.reader import read_library
from tests.conftest import WriteFolder
from tests.content.samples import HOME, TODAY, Case, told_of_each

URL = "https://www.example.org/a"
FIRST, LATER = date(2026, 1, 1), date(2026, 6, 1)


def link(state: LinkState, day: date, since: date | None = None) -> CheckedLink:
    return CheckedLink(url=URL, state=state, since=since or day, checked=day)


def after(*states: LinkState) -> tuple[CheckedLink, ...]:
    """The history after a check in January and, where there are two states, one in June."""
    history: tuple[CheckedLink, ...] = ()
    for state, day in zip(states, (FIRST, LATER), strict=False):
        history = renewed({known.url: known for known in history}, [link(state, day)], [URL])
    return history


def test_a_link_that_stays_dead_is_dead_since_it_was_first_found_so() -> None:
    assert after(LinkState.DEAD, LinkState.DEAD) == (link(LinkState.DEAD, LATER, since=FIRST),)


def test_a_lost_link_stays_lost_whichever_way() -> None:
    assert after(LinkState.SOFT_404, LinkState.PARKED) == (link(LinkState.PARKED, LATER, since=FIRST),)


def test_a_link_that_comes_back_is_remembered_as_fine_since_then() -> None:
    assert after(LinkState.DEAD, LinkState.FINE) == (link(LinkState.FINE, LATER),)


def test_a_link_that_was_always_fine_needs_no_entry() -> None:
    assert after(LinkState.FINE, LinkState.FINE) == ()


def test_what_nothing_links_to_any_more_is_forgotten() -> None:
    assert renewed({URL: link(LinkState.DEAD, FIRST)}, [], []) == ()


def test_what_was_not_asked_this_time_stays_as_it_was() -> None:
    assert renewed({URL: link(LinkState.DEAD, FIRST)}, [], [URL]) == (link(LinkState.DEAD, FIRST),)


@given(states=st.lists(st.sampled_from(LinkState), min_size=1, max_size=2))
def test_nobody_is_told_that_a_link_is_lost_unless_the_last_check_found_it_so(states: list[LinkState]) -> None:
    assert [known.state for known in after(*states) if known.state in LOST] == [
        state for state in states[-1:] if state in LOST
    ]


def test_the_history_is_read_as_it_was_written(write_folder: WriteFolder) -> None:
    folder = write_folder({"pages/home.md": f"---\ntitle: Home\n---\n\n[A]({URL})\n"})
    history = (
        CheckedLink(url=URL, state=LinkState.MOVED, since=FIRST, checked=LATER, leads_to=f"{URL}?b=c&d=é", note="x: y"),
        CheckedLink(url=f"{URL}/b", state=LinkState.DEAD, since=FIRST, checked=LATER, note="404"),
    )
    write_history(folder, history)
    assert read_library(folder, today=TODAY).links == history
    write_history(folder, ())
    assert read_library(folder, today=TODAY).links == ()


def test_every_outgoing_link_is_known_with_its_files(write_folder: WriteFolder) -> None:
    folder = write_folder(
        {
            "pages/home.md": f"---\ntitle: Home\nsource: {URL}?x=1&y=2\n---\n\n"
            f"[A]({URL}?x=1&y=2) [in](/) [B](#b)\n\n## B\n",
            "pages/home.fr.md": "---\ntitle: Accueil\n---\n\n[A](https://www.example.org/fr)\n",
            "resources/clinvar.md": f"---\ntitle: ClinVar\nkind: database\nurl: {URL}\nsource: {URL}\n---\n",
            "timeline.yaml": f"- {{year: 2003, title: Read, text: 'See [it]({URL}).', source: https://www.example.org/s}}\n",
        }
    )
    assert outgoing_links(read_library(folder, today=TODAY)) == {
        URL: ["resources/clinvar.md", "timeline.yaml"],
        f"{URL}?x=1&y=2": ["pages/home.md"],
        "https://www.example.org/fr": ["pages/home.md"],
        "https://www.example.org/s": ["timeline.yaml"],
    }


test_an_editor_is_told_of = told_of_each(
    [
        Case(
            "a link that stands twice",
            {**HOME, "links.yaml": f"- {{url: '{URL}', state: dead, since: 2026-01-01}}\n" * 2},
            f'links.yaml:2: The link "{URL}" stands twice, first on line 1. Keep one.',
        ),
        Case(
            "a state that there is not",
            {**HOME, "links.yaml": f"- {{url: '{URL}', state: ill, since: 2026-01-01}}\n"},
            'links.yaml:1: The field "state" is "ill". Write one of: dead, soft-404, parked, moved, slow, failing, '
            "closed, fine.",
        ),
    ]
)
