"""Reasons of empty values, kept as evidence."""

from cooperation.sourcing.gaps import explain, reasons_of
from tests.factories import AgreementFactory, EvidenceFactory


def test_unsaved_record_has_no_reasons():
    assert reasons_of(AgreementFactory.build()) == {}


def test_reasons_are_kept_changed_and_taken_back(db):
    record = AgreementFactory()
    explain(record, {"when": "not_stated", "place": "not_applicable", "binding": ""})
    assert reasons_of(record) == {"when": "not_stated", "place": "not_applicable"}
    explain(record, {"when": "not_applicable", "place": ""})
    assert reasons_of(record) == {"when": "not_applicable"}


def test_note_of_a_reason_is_kept(db):
    record = AgreementFactory()
    gap = EvidenceFactory(
        record=record, field="when", basis="not_stated", article=None, quote="", note="Why"
    )
    for basis in ("not_stated", "not_applicable"):
        explain(record, {"when": basis})
        gap.refresh_from_db()
        assert (gap.basis, gap.note) == (basis, "Why")


def test_evidence_for_a_value_is_no_reason(db):
    evidence = EvidenceFactory(field="when")
    explain(evidence.record, {"when": ""})
    assert (reasons_of(evidence.record), evidence.record.evidence.count()) == ({}, 1)
