"""Reasons of empty values, kept as evidence."""

from cooperation.sourcing.gaps import gap_reasons
from tests.support.factories import AgreementFactory


def test_unsaved_record_has_no_reasons():
    assert gap_reasons(AgreementFactory.build()) == {}
