from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import date

import pytest

from genomics.content.model import CheckedLink, LinkState
from genomics.links.check import NoConnectionError, check_links
from genomics.links.fetch import Fetcher, NoAnswer
from genomics.links.pages import is_parked
from tests.links.hosts import HOST, Host, SaysTheSameToAll, with_robots

TODAY = date(2026, 11, 22)

STATES = {
    "/fine": LinkState.FINE,
    "/short": LinkState.FINE,
    "/about-404s": LinkState.FINE,
    "/get-only": LinkState.FINE,
    "/moved-for-now": LinkState.FINE,
    "/dead": LinkState.DEAD,
    "/gone": LinkState.DEAD,
    "/moved-to-nowhere": LinkState.DEAD,
    "/soft": LinkState.SOFT_404,
    "/soft-fr": LinkState.SOFT_404,
    "/to-the-front": LinkState.SOFT_404,
    "/parked": LinkState.PARKED,
    "/moved": LinkState.MOVED,
    "/moved-twice": LinkState.MOVED,
    "/slow": LinkState.SLOW,
    "/broken": LinkState.FAILING,
    "/round": LinkState.FAILING,
    "/garbage": LinkState.FAILING,
    "/to-mail": LinkState.FAILING,
    "/to-a-blank": LinkState.FAILING,
    "/to-a-bare-name": LinkState.FAILING,
    "/to-half-an-address": LinkState.FAILING,
    "/to-no-port": LinkState.FAILING,
    "/forbidden": LinkState.CLOSED,
    "/private/page": LinkState.CLOSED,
    "/moved-to-private": LinkState.CLOSED,
}


def fetcher(pause: float = 0.0, patience: float = 0.6) -> Fetcher:
    return Fetcher("https://genomics.example.org", pause, patience)


def check(*urls: str) -> list[CheckedLink]:
    return check_links(urls, fetcher(), TODAY)


PARKED = (
    "<p>genomics-archive.org is for sale.</p>",
    "<p>The domain name may be for sale by its owner.</p>",
    "<p>Interested in this domain? Make an offer.</p>",
    "<p>This domain has expired. Is it yours? Renew it now.</p>",
    "<p>This domain is registered, but may still be available.</p>",
    "<p>Ce domaine est à vendre.</p>",
    "<script>window.onload = function () { window.location.href = '/lander' }</script>",
    "<frameset><frame src='https://www.bodis.com/lander?domain=x'></frameset>",
    "<script src='//img.sedoparking.com/js/search.js'></script>",
)
IN_USE = (
    "<p>The kinase domain is conserved; this domain binds ATP.</p>",
    "<p>Kits are for sale at https://shop.example.org, as described above.</p>",
    "<p>Sample collection: parked cars must not block the entrance.</p>",
    f"<p>This domain is for sale.</p>{'<p>A discussion of squatters, at some length.</p>' * 100}",
)


@pytest.mark.parametrize("page", PARKED)
def test_a_page_that_offers_its_domain_is_told_from_one_in_use(page: str) -> None:
    assert is_parked(page)


@pytest.mark.parametrize("page", IN_USE)
def test_a_page_in_use_is_not_taken_for_a_parked_one(page: str) -> None:
    assert not is_parked(page)


def test_every_kind_of_link_is_told_from_the_others(host: Host) -> None:
    found = check(*(host.url(path) for path in STATES))
    assert {link.url: link.state for link in found} == {host.url(path): state for path, state in STATES.items()}
    leads = {link.url: link.leads_to for link in found}
    assert leads[host.url("/moved-twice")] == host.url("/fine")
    assert host.most_at_once == 1
    assert ("GET", "/private/page") not in host.asked
    assert ("HEAD", "/private/page") not in host.asked
    assert host.agents == {"GenomicsLinkCheck/1.0 (+https://genomics.example.org)"}


def test_an_address_that_nobody_can_ask_is_an_answer_that_did_not_come() -> None:
    with pytest.raises(NoAnswer, match="no proper answer"):
        fetcher().fetch("GET", "https://example.org:abc/")


def test_a_dead_link_is_asked_for_its_head_before_its_page(host: Host) -> None:
    check(host.url("/dead"))
    assert host.asked == [("GET", "/robots.txt"), ("HEAD", "/dead"), ("GET", "/dead")]


def test_a_page_that_drips_holds_nobody_up(host: Host) -> None:
    assert [link.state for link in check(host.url("/drips"))] == [LinkState.FINE]


def test_requests_to_one_host_keep_their_distance(host: Host) -> None:
    check_links([host.url("/fine"), host.url("/dead")], fetcher(pause=0.1), TODAY)
    gaps = [later - earlier for earlier, later in zip(host.moments, host.moments[1:], strict=False)]
    assert len(gaps) == 4
    assert min(gaps) > 0.09


@pytest.fixture
def others() -> Iterator[tuple[Host, Host]]:
    running = Host(SaysTheSameToAll, "127.0.0.11"), Host(with_robots(403), "127.0.0.12")
    yield running
    for one in running:
        one.end()


def test_hosts_are_judged_by_what_they_answer_to_everything(others: tuple[Host, Host]) -> None:
    welcoming, closed = others
    found = check(welcoming.url("/lost-page"), welcoming.url("/"), closed.url("/fine"))
    assert {link.url: link.state for link in found} == {
        welcoming.url("/lost-page"): LinkState.SOFT_404,
        welcoming.url("/"): LinkState.FINE,
        closed.url("/fine"): LinkState.CLOSED,
    }
    assert closed.asked == [("GET", "/robots.txt")]


@pytest.mark.parametrize(
    ("status", "location", "fine", "private"),
    [
        (302, "/last", LinkState.FINE, LinkState.CLOSED),
        (301, "/before-last-4", LinkState.FINE, LinkState.CLOSED),
        (302, "/robots.txt", LinkState.FINE, LinkState.FINE),
        (404, "", LinkState.FINE, LinkState.FINE),
        (500, "", LinkState.CLOSED, LinkState.CLOSED),
        (503, "", LinkState.CLOSED, LinkState.CLOSED),
        (302, "https://intranet/robots.txt", LinkState.CLOSED, LinkState.CLOSED),
        (302, "/garbage", LinkState.CLOSED, LinkState.CLOSED),
    ],
)
def test_rules_are_followed_to_where_they_stand_and_hold_where_they_cannot_be_read(
    status: int, location: str, fine: LinkState, private: LinkState
) -> None:
    host = Host(with_robots(status, location))
    try:
        found = check(host.url("/fine"), host.url("/private/page"))
    finally:
        host.end()
    assert [link.state for link in found] == [fine, private]


def test_hosts_that_keep_everybody_out_have_answered() -> None:
    hosts = [Host(with_robots(403), address) for address in ("127.0.0.11", "127.0.0.12")]
    try:
        found = check(*(host.url("/fine") for host in hosts))
    finally:
        for host in hosts:
            host.end()
    assert {link.state for link in found} == {LinkState.CLOSED}


def test_a_host_that_refuses_or_is_unknown_is_dead(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    known = socket.getaddrinfo

    def look_up(name: str, *rest: object, **others: object) -> object:
        if name == "unknown.example.org":
            raise socket.gaierror(-2, "Name or service not known")
        return known(name, *rest, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with socket.create_server((HOST, 0)) as listening:
        refusing = f"http://{HOST}:{listening.getsockname()[1]}/"
    found = check(host.url("/fine"), refusing, "http://unknown.example.org/a", "http://unknown.example.org/b")
    states = {link.url: (link.state, link.note) for link in found}
    assert states[refusing] == (LinkState.DEAD, "refused")
    assert states["http://unknown.example.org/b"] == (LinkState.DEAD, "no such host")


def test_without_any_connection_no_link_is_called_dead() -> None:
    addresses = []
    for _ in range(2):
        with socket.create_server((HOST, 0)) as listening:
            addresses.append(f"http://{HOST}:{listening.getsockname()[1]}/")
    with pytest.raises(NoConnectionError, match="Is there a connection"):
        check(*addresses)


def test_progress_counts_every_address(host: Host) -> None:
    told: list[tuple[int, int]] = []
    urls = [host.url("/fine"), host.url("/dead")]
    check_links(urls, fetcher(), TODAY, lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
