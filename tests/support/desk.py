"""Pages of the editors’ desk: where they are, what is sent to them, and what they say."""

from django.urls import reverse

from cooperation.changes import drafts
from cooperation.models import Record
from tests.support.forms import sent_back


def titles(record):
    """Return the title that readers see and that of the draft."""
    draft = drafts.draft_of(record)
    return Record.objects.get(pk=record.pk).title, draft and draft.snapshot[0]["fields"]["title_en"]


def page_of(record, name, *rest):
    return reverse(f"admin:cooperation_{record._meta.model_name}_{name}", args=[record.pk, *rest])


def save(client, record, **typed):
    """Send the form of a record back with something changed."""
    response = client.post(form_of(record), sent_back(client.get(form_of(record)), **typed))
    assert response.status_code == 302, errors_of(response)


def told(response):
    """Return a comparison as {label: (old, new)} and the headings of the parts."""
    rows = [row for section in response.context["sections"] for row in section.rows]
    values = {change.label: (change.old, change.new) for row in rows for change in row.changes}
    return values, [(row.heading, row.what) for row in rows if row.heading]


def both_open(client, record):
    """Return what the form of a record holds, as two editors opened it at the same time."""
    form = client.get(form_of(record))
    return lambda **typed: sent_back(form, **typed)


def answer(response, choice=None, **pressed):
    """Return what a browser posts from the page that asks, every question answered alike."""
    context = response.context
    choices = {f"choice:{each.name}": choice for each in context["questions"]} if choice else {}
    return {"merge": context["sealed"]} | dict.fromkeys(context["buttons"], "1") | choices | pressed


def headings(response):
    return [question.heading for question in response.context["questions"]]


def form_of(record):
    return page_of(record, "change")


def errors_of(response):
    """Return every message of the page, of the form and of its rows."""
    found = list(response.context["errors"])
    for formset in response.context["inline_admin_formsets"]:
        found += [str(error) for form in formset.formset for error in form.errors.values()]
    return " ".join(map(str, found))


def press(client, record, do, **data):
    return client.post(page_of(record, "draft"), {"do": do, **data}, follow=True)


def approve(client, record):
    page = client.get(page_of(record, "draft"))
    return press(client, record, "approve", digest=page.context["digest"])
