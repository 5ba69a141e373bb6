"""Logging in, and what stands beside the records: pages, settings, pictures."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from cooperation.models import Document, Image, Page, SiteSettings
from tests.admin.forms import new_part, sent_back
from tests.conftest import staff
from tests.factories import AgreementFactory

PASSWORD = "a-long-enough-password"


def log_in(client, password):
    return client.post("/admin/login/?next=/admin/", {"username": "editor", "password": password})


def test_login_is_refused_after_five_wrong_passwords(client, editor):
    for _attempt in range(4):
        assert log_in(client, "wrong").status_code == 200
    assert log_in(client, "wrong").status_code == 429
    locked = log_in(client, PASSWORD)
    assert locked.status_code == 429
    assert "Too many attempts" in locked.content.decode()


def test_login_with_the_right_password_opens_the_desk(client, editor):
    assert log_in(client, PASSWORD).url == "/admin/"
    assert "editors’ desk" in client.get("/admin/").content.decode()


def test_page_is_written_and_read(admin_client):
    form = admin_client.get("/admin/cooperation/page/add/")
    typed = sent_back(form, title_en="About", slug="about", body_en="<p>What this is</p>", order=1)
    admin_client.post("/admin/cooperation/page/add/", typed)
    assert Page.objects.get().body == "<p>What this is</p>"
    page = admin_client.get("/pages/about/").content.decode()
    assert "What this is" in page


def test_site_settings_are_one_row_that_names_the_site(admin_client, client):
    form = admin_client.get("/admin/cooperation/sitesettings/add/")
    typed = {"name_en": "Register of the Institute", "contact_email": "desk@institute.example"}
    admin_client.post("/admin/cooperation/sitesettings/add/", sent_back(form, **typed))
    home = client.get("/").content.decode()
    assert [word in home for word in typed.values()] == [True, True]
    assert admin_client.get("/admin/cooperation/sitesettings/add/").status_code == 403
    assert SiteSettings.objects.count() == 1


def test_name_of_the_site_has_an_honest_default(client, db):
    assert "Cooperation Register" in client.get("/").content.decode()


@pytest.fixture
def administrator(django_user_model):
    return staff(django_user_model, "administrator", "Administrator")


def test_administrator_cannot_make_or_touch_a_superuser(client, administrator, admin_user):
    client.force_login(administrator)
    own = f"/admin/auth/user/{administrator.pk}/change/"
    form = client.get(own)
    assert "is_superuser" not in form.context["adminform"].form.fields
    client.post(own, sent_back(form, is_superuser="on", first_name="A", groups=[]))
    administrator.refresh_from_db()
    assert (administrator.first_name, administrator.is_superuser) == ("A", False)
    assert client.get(f"/admin/auth/user/{admin_user.pk}/change/").status_code == 403
    assert client.get(f"/admin/auth/user/{admin_user.pk}/password/").status_code == 403


def test_administrator_opens_an_account(client, administrator, django_user_model):
    client.force_login(administrator)
    typed = {"username": "new", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/admin/auth/user/add/", typed | {"usable_password": "true"})
    assert django_user_model.objects.filter(username="new").exists()


def test_author_cannot_take_a_document_or_picture_from_what_is_public(client, author):
    client.force_login(author)
    document = Document.objects.create(record=AgreementFactory(), title_en="Text", file="text.pdf")
    image = Image.objects.create(title_en="Flags", file=picture(), alt_en="Two flags")
    address = f"/admin/cooperation/image/{image.pk}/change/"
    assert 'name="_save"' in client.get(address).content.decode()
    AgreementFactory(image=image)
    assert 'name="_save"' not in client.get(address).content.decode()
    for action in ("change", "delete"):
        page = client.get(f"/admin/cooperation/document/{document.pk}/{action}/")
        assert page.status_code == 403


def test_form_of_a_page_keeps_the_strict_policy(admin_client):
    form = admin_client.get("/admin/cooperation/page/add/").content.decode()
    assert form.count("data-tiptap-style") == 1


def picture(kind="PNG"):
    file = BytesIO()
    Picture.new("RGB", (3, 2)).save(file, kind)
    return SimpleUploadedFile("picture.png", file.getvalue(), "image/png")


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ({"alt_en": "Two flags"}, 1),
        ({"is_decorative": "on"}, 1),
        ({}, 0),
        ({"alt_en": "Two flags", "is_decorative": "on"}, 0),
    ],
)
def test_picture_needs_alternative_text_or_to_be_decorative(admin_client, typed, saved):
    address = "/admin/cooperation/image/add/"
    response = admin_client.post(address, {"title_en": "Flags", "file": picture(), **typed})
    assert Image.objects.count() == saved
    if not saved:
        assert "Write the alternative text" in response.content.decode()
    else:
        assert (Image.objects.get().width, Image.objects.get().height) == (3, 2)


def test_picture_that_is_none_is_refused(admin_client):
    file = SimpleUploadedFile("picture.png", b"<script>alert(1)</script>")
    typed = {"title_en": "Flags", "file": file, "alt_en": "x"}
    response = admin_client.post("/admin/cooperation/image/add/", typed)
    assert "Upload a valid image" in response.content.decode()
    assert Image.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("text.pdf", b"%PDF-1.7 ...", None),
        ("text.pdf", b"MZ\x90\x00", "is not a PDF file"),
        ("page.html", b"<p>", "File extension “html” is not allowed"),
    ],
)
def test_document_must_be_what_its_name_says(editor_client, name, body, message):
    record = AgreementFactory()
    address = f"/admin/cooperation/agreement/{record.pk}/change/"
    file = SimpleUploadedFile(name, body)
    row = new_part("documents", title_en="Text", file=file, order=1)
    response = editor_client.post(address, sent_back(editor_client.get(address), **row))
    assert Document.objects.count() == (0 if message else 1)
    if message:
        assert message in response.content.decode()


def test_too_large_document_is_refused(editor_client, settings):
    settings.UPLOAD_LIMIT = 10
    record = AgreementFactory()
    address = f"/admin/cooperation/agreement/{record.pk}/change/"
    file = SimpleUploadedFile("text.pdf", b"%PDF-1.7 too long")
    row = new_part("documents", title_en="Text", file=file, order=1)
    response = editor_client.post(address, sent_back(editor_client.get(address), **row))
    assert "Upload a file of at most 10" in response.content.decode()
    assert Document.objects.count() == 0
