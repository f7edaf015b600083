"""What the site calls things."""

from __future__ import annotations

import pytest
from flask import Flask

from genomics.content.addresses import SECTION_ADDRESSES
from genomics.web.labels import section_label


@pytest.mark.parametrize("address", sorted(SECTION_ADDRESSES))
def test_every_list_that_a_menu_may_hold_has_a_label(app: Flask, address: str) -> None:
    with app.test_request_context("/"):
        assert section_label(address)
