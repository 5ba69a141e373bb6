"""Reasons of empty values, kept as evidence."""

from cooperation.sourcing.gaps import reasons_of
from tests.support.factories import AgreementFactory


def test_unsaved_record_has_no_reasons():
    assert reasons_of(AgreementFactory.build()) == {}
