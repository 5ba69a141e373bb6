"""Addresses made from titles."""

import pytest

from cooperation.changes.addresses import free_slug
from tests.support.factories import AgreementFactory, EventFactory


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Roadmap", "roadmap-3"),
        ("Roadmap to peace", "roadmap-to-peace"),
        ("Йўл харитаси", None),
        ("“…”", "agreement"),
    ],
)
def test_free_slug(db, title, slug):
    AgreementFactory(slug="roadmap")
    AgreementFactory(slug="roadmap-2")
    EventFactory(slug="roadmap-to-peace")
    made = free_slug("agreement", title)
    assert made == slug if slug else made.isascii()
