"""What a record's page shows beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from genomics.content.connections import MOST_NAMED, MOST_RELATED, MOST_TERMS, NOTHING, connect
from genomics.content.library import Connections
from genomics.content.model import Body, Collaborator, Page, Record, Resource, Section, Term


def connections(records: Iterable[Record]) -> dict[str, Connections]:
    by_key = {record.key: record for record in records}
    addresses = {record.address: record.key for record in by_key.values()}
    return connect(by_key, lambda address: addresses.get(address, ""))


def resource(record_id: str, **values: Any) -> Resource:
    return Resource(id=record_id, title=record_id, kind="database", **values)


def page(record_id: str, text: str = "", links: tuple[str, ...] = ()) -> Page:
    return Page(id=record_id, title=record_id, body=Body(sections=(Section("", "", 0, text),), links=links))


def test_related_records_name_each_other() -> None:
    found = connections([resource("a", related=("resource/b",)), resource("b"), resource("c")])
    assert found["resource/a"].related == ("resource/b",)
    assert found["resource/b"].related == ("resource/a",)
    assert found["resource/c"] is NOTHING


def test_terms_to_see_are_related_both_ways() -> None:
    found = connections([Term(id="a", title="a", see_also=("b",)), Term(id="b", title="b")])
    assert (found["term/a"].related, found["term/b"].related) == (("term/b",), ("term/a",))


def test_the_page_of_a_term_that_everything_names_stays_readable() -> None:
    naming = [resource(f"r{number:02}", related=("term/a",)) for number in range(40)]
    found = connections([Term(id="a", title="a", related=("resource/r39",)), *naming])
    assert len(found["term/a"].related) == MOST_NAMED
    assert found["term/a"].related[:3] == ("resource/r39", "resource/r00", "resource/r01")


def test_records_that_share_rare_things_fill_the_list_first() -> None:
    common = [resource(f"x{number}", topics=("policy", "equity")) for number in range(9)]
    found = connections(
        [
            resource("a", topics=("policy", "equity"), keywords=("malaria",), country="QA"),
            resource("y", topics=("policy",), keywords=("Malaria",)),
            resource("z", topics=("policy",), country="QA"),
            *common,
        ]
    )
    assert found["resource/a"].related[:2] == ("resource/y", "resource/z")
    assert len(found["resource/a"].related) == MOST_RELATED


def test_one_common_topic_makes_nothing_similar() -> None:
    found = connections([resource("a", topics=("policy",)), resource("b", topics=("policy",))])
    assert found == {"resource/a": NOTHING, "resource/b": NOTHING}


def test_a_collaborator_shows_what_it_provides_and_not_as_related_too() -> None:
    shared: Any = {"topics": ("policy", "equity")}
    who = Collaborator(id="who", title="WHO", kind="network", **shared)
    found = connections([who, resource("a", provided_by=("who",), **shared)])
    assert found["collaborator/who"] == Connections(provides=("resource/a",))
    assert found["resource/a"] is NOTHING


def test_pages_that_link_to_a_record_are_listed_once() -> None:
    linking = page("a", links=("/resources/r", "/resources/r", "/a", "/nowhere"))
    found = connections([linking, resource("r"), resource("s", body=Body(links=("/resources/r",)))])
    assert found["resource/r"].mentioned_in == ("page/a",)
    assert found["page/a"].mentioned_in == ()


def test_terms_that_are_linked_come_before_terms_that_are_named() -> None:
    terms = [Term(id="gene", title="Gene"), Term(id="allele", title="Allele")]
    found = connections([page("a", "A gene.", ("/glossary/allele",)), *terms])
    assert found["page/a"].terms == ("term/allele", "term/gene")


def test_a_term_does_not_name_itself_and_only_so_many_are_shown() -> None:
    names = ["alpha", "beta0", "gamma", "delta", "epsilon", "zeta0", "theta", "iota0", "kappa", "lambda"]
    terms = [Term(id=name, title=name) for name in names]
    own = Term(id="own", title="Own", body=Body(sections=(Section("", "", 0, f"own {' '.join(names)}"),)))
    found = connections([own, *terms])["term/own"].terms
    assert found == tuple(f"term/{name}" for name in names[:MOST_TERMS])


TAGS = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True).map(tuple)


@given(st.lists(st.tuples(TAGS, TAGS), min_size=1, max_size=12))
def test_similar_records_are_real_others_and_the_same_every_time(
    tags: list[tuple[tuple[str, ...], tuple[str, ...]]],
) -> None:
    records = [resource(f"r{i:02}", topics=topics, keywords=words) for i, (topics, words) in enumerate(tags)]
    found = connections(records)
    assert found == connections(reversed(records))
    for record in records:
        related = found[record.key].related
        assert record.key not in related
        assert len(set(related)) == len(related) <= MOST_RELATED


def test_the_work_does_not_explode_where_everything_has_the_same_topics() -> None:
    records = [resource(f"r{number:05}", topics=("policy", "equity")) for number in range(5_000)]
    assert connections(records)["resource/r00000"] is NOTHING
