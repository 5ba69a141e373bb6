"""What a use case needs to know, it asks the database once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.changes import rights
from cooperation.changes.consequences.redirects import redirect
from cooperation.changes.errors import NotAllowed
from cooperation.changes.save import Edit, save
from cooperation.models import OldAddress, Relation, SiteSettings
from cooperation.snapshots.capture import capture
from tests.support.desk import form_of
from tests.support.factories import (
    AgreementFactory,
    EvidenceFactory,
    PartnerFactory,
    RelationFactory,
)
from tests.support.forms import sent_back

pytestmark = pytest.mark.django_db


def asked(queries, *words):
    """Return how many queries of a CaptureQueriesContext hold all these words."""
    return sum(all(word in query["sql"] for word in words) for query in queries)


def with_new_relations(record, number):
    """Return the snapshot of a record with relations to so many public partners, and without."""
    relations = [RelationFactory(object=record, subject=PartnerFactory()) for _n in range(number)]
    wanted = capture(record)
    Relation.objects.filter(pk__in=[each.pk for each in relations]).delete()
    return wanted, capture(record)


@pytest.mark.parametrize("number", [1, 3])
def test_settings_are_asked_once_for_all_neighbours(editor, number):
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": ["partner"]})
    record = AgreementFactory()
    wanted, base = with_new_relations(record, number)
    with CaptureQueriesContext(connection) as queries:
        saved = save(record, Edit(wanted, base), by=editor, publish=True)
    assert (len(saved.waiting), asked(queries, "cooperation_sitesettings")) == (number, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_settings_are_asked_once_for_all_premises(editor, number):
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": ["event"]})
    fields = {"basis": "inferred", "article": None, "quote": "", "note": "Since."}
    inferences = [EvidenceFactory(**fields) for _n in range(number)]
    evidence = EvidenceFactory()
    premises = [each.premises.create(evidence=evidence, words="The words") for each in inferences]
    with CaptureQueriesContext(connection) as queries:
        assert rights.against_removing_premises(editor, premises) is None
    assert asked(queries, "cooperation_sitesettings") == 1
    SiteSettings.objects.update(reviewed_kinds=["agreement"])
    assert isinstance(rights.against_removing_premises(editor, premises), NotAllowed)


@pytest.mark.parametrize("button", ["_save", "_publish"])
def test_record_is_read_once_in_a_save(editor_client, button):
    record = AgreementFactory(title_en="Before")
    typed = sent_back(editor_client.get(form_of(record)), title_en="After", **{button: "1"})
    with CaptureQueriesContext(connection) as queries:
        assert editor_client.post(form_of(record), typed).status_code == 302
    whole = 'SELECT "cooperation_record"."id", ', 'FROM "cooperation_agreement"'
    assert asked(queries, *whole) == 1


def test_what_is_written_names_others_as_they_are_called_now(editor):
    partner = PartnerFactory(slug="now")
    record = AgreementFactory()
    RelationFactory(object=record, subject=partner)
    wanted = capture(record)
    Relation.objects.all().delete()
    redirect("partner", "before", partner.pk, OldAddress.Reason.CHANGED)
    for row in wanted:
        if row["model"] == "cooperation.relation":
            row["fields"]["subject"] = ["partner", "before"]
    base = capture(record)
    save(record, Edit(wanted, base), by=editor, publish=True)
    last = record.revisions.newest_first().first()
    (relation,) = (row for row in last.snapshot if row["model"] == "cooperation.relation")
    assert (relation["fields"]["subject"], last.snapshot) == (["partner", "now"], capture(record))


def test_what_is_written_names_the_record_itself_by_its_new_address(editor):
    record = AgreementFactory(slug="before")
    RelationFactory(object=record)
    base = capture(record)
    own, new = ["agreement", "before"], ["agreement", "after"]
    wanted = [
        {
            **row,
            "fields": {key: new if value == own else value for key, value in row["fields"].items()},
        }
        for row in base
    ]
    wanted[0]["fields"]["slug"] = "after"
    save(record, Edit(wanted, base), by=editor, publish=True)
    assert record.revisions.newest_first().first().snapshot == capture(record)
    assert capture(record)[0]["fields"]["slug"] == "after"
