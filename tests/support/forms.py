"""Reads the form that the admin shows, as a browser would send it back."""

import re

BUTTONS = ("_save", "_continue", "_publish", "_withdraw")


def sent_back(response, **typed):
    """Return what a browser posts from this form page, with ``typed`` changed or added.

    Unless ``typed`` names a button, what is public is published again: “Save” would only keep a
    draft of it.
    """
    data = {}
    status = getattr(response.context.get("original"), "status", None)
    if status == "published" and not {*BUTTONS} & {*typed}:
        data["_publish"] = "1"
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms:
        for field in form:
            data |= _values(field)
    return data | typed


def _values(field):
    if field.field.widget.needs_multipart_form:
        return {}  # files are chosen again each time
    value = field.value()
    widgets = getattr(field.field.widget, "widgets", None)
    if widgets:  # date and time apart
        parts = value if isinstance(value, list) else field.field.widget.decompress(value)
        return {f"{field.html_name}_{index}": part or "" for index, part in enumerate(parts)}
    if value is False or value is None:
        return {}
    return {field.html_name: getattr(value, "pk", value)}


def new_part(prefix, number=0, **fields):
    """Return the fields of one more row of an inline, with the number of rows raised to it."""
    row = {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    return row | {f"{prefix}-TOTAL_FORMS": number + 1}


def token_of(response):
    """Return the token of the first form of a page."""
    return re.search(r'name="form_token" value="([0-9a-f]{32})"', response.content.decode())[1]


def sent_with_token(response, **typed):
    """Return what a browser posts, with the token by which a form sent twice is known."""
    return sent_back(response, form_token=token_of(response), **typed)
