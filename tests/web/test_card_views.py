"""Records in lists: a long list leads to the search for the rest of it."""

from __future__ import annotations

from typing import cast

from flask import Flask

from genomics.content.model import RecordType
from genomics.content.vocabulary import Vocabularies
from genomics.publishing.site import Card, Site
from genomics.web.card_views import groups_by_type


class SiteOfWords:
    """As much of a site as the labels of cards ask for."""

    vocabularies = Vocabularies()


def test_the_rest_of_a_list_is_in_the_search_under_the_very_value(app: Flask) -> None:
    titles = [f"Term {number}" for number in range(20)]
    cards = [
        Card(key=title, type=RecordType.TERM, id=title, address="/glossary/x", titles={"en": title}, summaries={})
        for title in titles
    ]
    with app.test_request_context("/", environ_overrides={"genomics.language": "fr"}):
        (found,) = groups_by_type(cast(Site, SiteOfWords()), cards, "topic", "genes & health")
    assert found.rest == "/fr/search?type=term&topic=genes+%26+health"
