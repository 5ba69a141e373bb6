"""Logging in, and what stands beside the records: pages, settings, accounts."""

import pytest
from django.contrib import admin

from cooperation.models import Image, Page, Record, SiteSettings
from tests.support.forms import sent_back

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


def test_kinds_that_need_a_second_pair_of_eyes_are_ticked(admin_client, db):
    address = "/admin/cooperation/sitesettings/add/"
    typed = sent_back(admin_client.get(address), name_en="R", reviewed_kinds=["agreement", "event"])
    admin_client.post(address, typed)
    assert SiteSettings.objects.get().reviewed_kinds == ["agreement", "event"]
    form = admin_client.get("/admin/cooperation/sitesettings/1/change/")
    assert form.context["adminform"].form["reviewed_kinds"].value() == ["agreement", "event"]


def test_name_of_the_site_has_an_honest_default(client, db):
    assert "Cooperation Register" in client.get("/").content.decode()


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


def test_form_of_a_page_keeps_the_strict_policy(admin_client):
    form = admin_client.get("/admin/cooperation/page/add/").content.decode()
    assert form.count("data-tiptap-style") == 1


@pytest.mark.parametrize("model", [*Record.__subclasses__(), Image, Page, SiteSettings], ids=str)
def test_admin_of_a_kind_stands_on_at_most_eight_classes_of_the_project(model):
    classes = type(admin.site.get_model_admin(model)).__mro__
    own = [each.__name__ for each in classes if each.__module__.startswith("cooperation.")]
    assert own[0] == f"{model.__name__}Admin"
    assert own[8:] == []
