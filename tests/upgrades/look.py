"""Looks at a register as its readers and editors do, and prints what it finds as JSON.

For ``manage.py shell``; it changes the register at the end.
"""

import json

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from cooperation.changes.publish import publish
from cooperation.changes.restore import restore
from cooperation.models import Article, Draft, Evidence, Mention, Record, Revision


def desk_address(record):
    return reverse(f"admin:cooperation_{record._meta.model_name}_change", args=[record.pk])


def titles():
    """Return {address: title} of the records that readers find."""
    return dict(Record.objects.published().order_by("slug").values_list("slug", "title_en"))


records = [record.as_kind() for record in Record.objects.order_by("kind", "slug")]
user = get_user_model().objects.get(username="editor")
readers, desk = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
desk.force_login(user)
pages = {each.get_absolute_url(): readers for each in records if each.slug != "bridge"}
pages |= {"/": readers, "/search/?q=rivers": readers, "/agreements/pact-of-river/": readers}
pages |= {desk_address(each): desk for each in records}
answers = {address: client.get(address) for address, client in pages.items()}
found = {
    "other_answers": {
        address: answer.status_code
        for address, answer in answers.items()
        if answer.status_code != 200
    },
    "sentences": [each.text for each in Article.objects.get().passages.in_order()],
    "tied": sorted(
        f"{each.field or 'relation'}: {each.passage.text}"
        for each in Evidence.objects.exclude(quote="")
    ),
    "mentions": sorted(f"{each.record.slug}: {each.text}" for each in Mention.objects.certain()),
    "found": "A pact" in answers["/search/?q=rivers"].content.decode(),
    "history": Revision.objects.count(),
}
for draft in Draft.objects.all():
    publish(draft.record, user)
found["published"] = titles()
for record in Record.objects.exclude(revisions=None):
    if restore(record, record.revisions.earliest("number").snapshot, user):
        publish(record, user)
found["restored"] = titles()
print(json.dumps(found))  # noqa: T201
