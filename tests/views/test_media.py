"""Uploaded files over the web."""

import pytest
from django.contrib.auth.models import Permission

from cooperation.models import Document, Record
from tests.support.factories import AgreementFactory
from tests.support.files import kept_picture, upload
from tests.support.pages import body_of

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


def read(client, address):
    """Return the response of an address, its file read to the end and closed."""
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def addresses(image):
    return [image.file.storage.url(name) for name in image.files]


def test_renditions_of_a_draft_are_for_the_staff_alone(client, editor):
    image = kept_picture()
    record = AgreementFactory(image=image, status="draft")
    found = addresses(image)
    assert [client.get(address).status_code for address in found] == [404] * 10
    client.force_login(editor)
    assert [read(client, address).status_code for address in found] == [200] * 10
    client.logout()
    Record.objects.filter(pk=record.pk).update(status="published")
    assert [read(client, address).status_code for address in found] == [200] * 10
    Record.objects.filter(pk=record.pk).update(status="withdrawn")
    assert [client.get(address).status_code for address in found] == [404] * 10


def asks_as(client, users, *rights):
    """Let a member of the staff with these rights alone ask from now on."""
    user = users.objects.create_user(f"guest-{len(rights)}-{rights}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        ((), (404, 404, 404)),
        (("view_agreement",), (200, 200, 404)),
        (("view_event", "view_record"), (404, 404, 404)),
        (("view_image",), (404, 200, 404)),
        (("view_document",), (404, 404, 200)),
    ],
)
def test_files_of_a_draft_are_for_those_who_may_view_it(
    client, db, django_user_model, rights, expected
):
    image = kept_picture()
    record = AgreementFactory(image=image, status="draft")
    document = Document.objects.create(
        record=record, title_en="The text", file=upload(b"%PDF-", "text.pdf")
    )
    gone = Document.objects.create(record=record, title_en="Old", file=upload(b"%PDF-", "old.pdf"))
    found = [document.file.url, addresses(image)[0], gone.file.url]
    Document.objects.filter(pk=gone.pk).delete()  # the history still names it
    asks_as(client, django_user_model, *rights)
    assert tuple(read(client, address).status_code for address in found) == expected


def test_each_rendition_says_what_it_is_and_opens_in_the_browser(client, db):
    image = kept_picture()
    AgreementFactory(image=image)
    for address in addresses(image):
        response = read(client, address)
        assert response.headers["Content-Type"] == TYPES[address.rpartition(".")[2]]
        assert "attachment" not in response.headers.get("Content-Disposition", "")
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_only_what_is_public_may_be_kept_by_others(client, editor):
    image = kept_picture()
    record = AgreementFactory(image=image)
    shown = read(client, addresses(image)[-1])
    assert shown.headers["Cache-Control"] == "public, max-age=86400"
    assert "Cookie" not in shown.headers.get("Vary", "")
    Record.objects.filter(pk=record.pk).update(status="draft")
    client.force_login(editor)
    hidden = read(client, addresses(image)[-1])
    assert "no-store" in hidden.headers["Cache-Control"]
    assert "private" in hidden.headers["Cache-Control"]


def test_picture_that_a_browser_has_is_not_sent_again(client, db):
    image = kept_picture()
    AgreementFactory(image=image)
    address = addresses(image)[0]
    since = read(client, address).headers["Last-Modified"]
    response = client.get(address, headers={"if-modified-since": since})
    assert (response.status_code, response.content) == (304, b"")


def test_file_that_has_gone_is_not_found(client, db):
    image = kept_picture()
    AgreementFactory(image=image)
    image.file.storage.delete(image.files[-1])
    assert client.get(addresses(image)[-1]).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words", "attributes"),
    [
        ({"pages": 14, "size": 1_258_291, "language": "ru"}, "PDF, 1.2 MB, 14 pages, in Russian",
         ' type="application/pdf" hreflang="ru"'),
        ({}, "PDF", ' type="application/pdf"'),
    ],
)  # fmt: skip
def test_link_to_a_document_says_what_it_leads_to(client, db, fields, words, attributes):
    record = AgreementFactory()
    document = Document.objects.create(
        record=record, title_en="The text", file=upload(b"%PDF-", "text.pdf"), **fields
    )
    body = body_of(client.get(record.get_absolute_url())).replace("\xa0", " ")
    assert f'<a href="{document.file.url}"{attributes}>The text</a>' in body
    assert f'<span class="role">{words}</span>' in body
