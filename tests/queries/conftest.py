"""Two partners whose shared records are looked for."""

import pytest

from tests.support.factories import PartnerFactory


@pytest.fixture
def a(db):
    return PartnerFactory(slug="a", title_en="Alpha")


@pytest.fixture
def b(db):
    return PartnerFactory(slug="b", title_en="Beta")
