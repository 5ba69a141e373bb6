"""Fills the database of the settings with what a worker has to do."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()

    from django.core.management import call_command
    from django.utils import timezone

    from cooperation.changes import later
    from cooperation.changes.save import Edit, save
    from cooperation.models import Document, Draft
    from cooperation.snapshots.capture import capture
    from tests.support.factories import AgreementFactory
    from tests.support.files import pdf, upload

    call_command("migrate", verbosity=0)
    record = AgreementFactory(title_en="Old")
    base, *parts = before = capture(record)
    save(record, Edit([{**base, "fields": {**base["fields"], "title_en": "New"}}, *parts], before))
    Draft.objects.update(publish_at=timezone.now())
    sentence = "The parties agree to cooperate in the field of water. " * 30
    pages = [f"{sentence} Page{number}." for number in range(300)]
    other = AgreementFactory(title_en="Other").record
    Document.objects.create(record=other, title_en="Long", file=upload(pdf(*pages), "long.pdf"))
    later.read_documents.enqueue(other.pk)
