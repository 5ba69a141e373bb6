"""How many queries the form of a record takes: the same however much it holds."""

import pytest

from cooperation.changes.consequences import history
from cooperation.models import Record
from cooperation.sourcing.mentions import scan_all
from cooperation.sourcing.passages import store_all
from tests.support.databases import counted
from tests.support.desk import form_of
from tests.support.forms import sent_back

DRAFT_OPENED, DRAFT_SAVED, DRAFT_PUBLISHED = 59, 55, 105
"""The same where there is a draft already: it is applied, and taken back."""

OPENED, SAVED, PUBLISHED = 59, 39, 40
"""At most so many queries for the largest records of the seeded content."""

LARGEST = [
    ("event", "tashkent-conference-2022"),
    ("agreement", "roadmap-2024-2025"),
    ("article", "from-a-conference-to-a-council"),
    ("partner", "unoct"),
]


@pytest.mark.parametrize(("kind", "slug"), LARGEST)
def test_the_largest_records_are_opened_saved_and_published_with_few_queries(
    content, editor_client, kind, slug
):
    store_all()
    scan_all()
    record = Record.objects.get(kind=kind, slug=slug).as_kind()
    address = form_of(record)
    history.add_first_revision(record)
    form, opened = counted(lambda: editor_client.get(address))
    typed = sent_back(form, summary_en="Another summary.")
    saved, in_saving = counted(lambda: editor_client.post(address, typed))
    withdrawn = sent_back(editor_client.get(address), _withdraw="1")
    editor_client.post(address, withdrawn)
    typed = sent_back(editor_client.get(address), summary_en="A third summary.", _publish="1")
    published, in_publishing = counted(lambda: editor_client.post(address, typed))
    assert (saved.status_code, published.status_code) == (302, 302)
    assert Record.objects.get(pk=record.pk).status == "published"
    assert opened <= OPENED
    assert in_saving <= SAVED
    assert in_publishing <= PUBLISHED


@pytest.mark.parametrize(("kind", "slug"), LARGEST)
def test_drafts_of_the_largest_records_take_few_queries(content, editor_client, kind, slug):
    store_all()
    scan_all()
    record = Record.objects.get(kind=kind, slug=slug).as_kind()
    address = form_of(record)
    history.add_first_revision(record)

    def send(**typed):
        form, opened = counted(lambda: editor_client.get(address))
        data = sent_back(form, **typed)
        response, taken = counted(lambda: editor_client.post(address, data))
        assert response.status_code == 302
        return opened, taken

    opened, began = send(summary_en="Begun.", _save="1")
    draft_opened, saved = send(summary_en="Gone on with.", _save="1")
    _opened, published = send(summary_en="Ready.", _publish="1")
    assert Record.objects.get(pk=record.pk).summary_en == "Ready."
    assert opened <= OPENED
    assert began <= SAVED
    assert draft_opened <= DRAFT_OPENED
    assert saved <= DRAFT_SAVED
    assert published <= DRAFT_PUBLISHED
