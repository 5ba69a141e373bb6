"""What the site tells the browser of the typing that it keeps."""

import re

import pytest
from django.test import Client

from cooperation.models import Page
from tests.support.desk import answer, form_of
from tests.support.factories import AgreementFactory, ArticleFactory
from tests.support.forms import sent_back

NAME = "0a1b2c3d4e5f"


def told(response):
    """Return the names of what a response says is saved."""
    return [name for name in response.cookies if name.startswith("saved-")]


def test_saved_typing_is_told_by_its_name(editor_client):
    record = AgreementFactory()
    form = editor_client.get(form_of(record))
    response = editor_client.post(form_of(record), sent_back(form, typing=NAME))
    cookie = response.cookies[f"saved-{NAME}"]
    assert (response.status_code, cookie.value, cookie["path"]) == (302, "1", "/")
    assert (cookie["samesite"], cookie["httponly"]) == ("Lax", "")


def test_form_with_errors_tells_nothing_and_carries_the_name_on(editor_client):
    record = AgreementFactory()
    form = editor_client.get(form_of(record))
    typed = sent_back(form, typing=NAME, when="31.02.2022")
    response = editor_client.post(form_of(record), typed)
    assert told(response) == []
    assert f'name="typing" value="{NAME}"' in response.content.decode()


def test_merger_tells_it_once_it_is_confirmed(editor_client):
    record = AgreementFactory()
    form = editor_client.get(form_of(record))
    editor_client.post(form_of(record), sent_back(form, title_en="First"))
    typed = sent_back(form, summary_en="Second", typing=NAME)
    response = editor_client.post(form_of(record), typed)
    assert told(response) == []
    assert f'name="typing" value="{NAME}"' in response.content.decode()
    saved = editor_client.post(form_of(record), answer(response, typing=NAME))
    assert told(saved) == [f"saved-{NAME}"]


@pytest.mark.parametrize("name", ["", "x", "a; path=/", "A" * 12, "a" * 41, "<script>"])
def test_name_that_no_form_of_this_site_has_is_not_told(editor_client, name):
    record = AgreementFactory()
    form = editor_client.get(form_of(record))
    assert told(editor_client.post(form_of(record), sent_back(form, typing=name))) == []


def test_new_page_and_popup_tell_it_too(editor_client):
    page = {"title_en": "About", "slug": "about", "body_en": "<p>x</p>", "order": 1}
    address = "/admin/cooperation/page/add/"
    assert told(editor_client.post(address, page | {"typing": NAME})) == [f"saved-{NAME}"]
    popup = page | {"slug": "other", "typing": NAME, "_popup": "1"}
    response = editor_client.post(f"{address}?_popup=1", popup)
    assert (response.status_code, told(response)) == (200, [f"saved-{NAME}"])
    assert Page.objects.count() == 2


def test_session_that_has_ended_leads_back_to_the_form_and_tells_nothing(editor_client, client):
    record = AgreementFactory()
    typed = sent_back(editor_client.get(form_of(record)), typing=NAME)
    editor_client.logout()
    response = client.post(form_of(record), typed)
    assert (response.url, told(response)) == (f"/admin/login/?next={form_of(record)}", [])


def test_page_after_logging_out_says_whose_typing_to_forget(editor_client, editor):
    response = editor_client.post("/admin/logout/")
    text = response.content.decode()
    assert f'data-forget="{editor.pk}"' in text
    assert "Cooperation Register" in text
    assert "testserver" not in text


def test_form_that_is_refused_leads_back_to_itself(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    address = form_of(AgreementFactory())
    response = client.post(address, {"typing": NAME})
    assert (response.status_code, told(response)) == (403, [])
    assert f'<a href="{address}">Open the form again' in response.content.decode()
    assert "Open the form again" not in client.post("/ru/").content.decode()


def test_module_stands_after_the_import_map_and_before_the_rich_text_editor(editor_client):
    """Browsers refuse an import map after a module; and each editor tells of itself only once."""
    text = editor_client.get(form_of(ArticleFactory())).content.decode()
    tags = re.findall(r"<script[^>]*>", text)
    modules = [tag for tag in tags if "importmap" in tag or 'type="module"' in tag]
    assert 'type="importmap"' in modules[0]
    assert "js/unsaved.js" in modules[1]
    assert "django_prose_editor" in modules[2]
    assert "js/kept.js" in modules[-1]
