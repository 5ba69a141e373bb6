"""Two editors, drafts and history of pages, site settings and pictures at the desk."""

import pytest

from cooperation.models import ItemDraft, ItemRevision, Page, SiteSettings
from tests.support.accounts import staff
from tests.support.databases import database_hash
from tests.support.desk import answer, errors_of, headings
from tests.support.files import encoded, kept_picture, quarters, upload
from tests.support.forms import sent_back
from tests.support.items import ITEMS, page, values_of

each_item = pytest.mark.parametrize(("make", "first", "second"), ITEMS.values(), ids=ITEMS)


@pytest.fixture
def desk(client, django_user_model):
    client.force_login(staff(django_user_model, "administrator", "Administrator"))
    return client


def address(item, name="change"):
    return f"/admin/cooperation/{item._meta.model_name}/{item.pk}/{name}/"


def opened(client, item):
    """Return what the form of an item holds, as it is opened now."""
    form = client.get(address(item))

    def typed(**values):
        data = sent_back(form, **values)
        return data if "file" in values else {k: v for k, v in data.items() if k != "file"}

    return typed


def publish(client, item, typed):
    return client.post(address(item), typed | {"_publish": "1"})


@each_item
def test_different_fields_of_two_editors_are_both_kept_after_one_look(desk, make, first, second):
    item = make()
    typed = opened(desk, item)
    assert publish(desk, item, typed(**{second: "По-русски"})).status_code == 302
    response = publish(desk, item, typed(**{first: "New"}))
    assert (response.status_code, headings(response)) == (200, [])
    assert values_of(item, second) == ("По-русски",)
    assert desk.post(address(item), answer(response)).status_code == 302
    assert values_of(item, first, second) == ("New", "По-русски")


@each_item
@pytest.mark.parametrize(("choice", "kept"), [("theirs", "Theirs"), ("mine", "Mine")])
def test_same_field_is_asked_about(desk, make, first, second, choice, kept):  # noqa: PLR0917
    item = make()
    typed = opened(desk, item)
    publish(desk, item, typed(**{first: "Theirs"}))
    response = publish(desk, item, typed(**{first: "Mine"}))
    assert len(headings(response)) == 1
    again = desk.post(address(item), answer(response))
    assert headings(again) == headings(response)
    assert desk.post(address(item), answer(again, choice)).status_code == 302
    assert values_of(item, first) == (kept,)


@each_item
def test_form_without_what_it_started_from_is_refused_and_keeps_the_typing(
    desk, make, first, second
):
    item = make()
    typed = opened(desk, item)(**{first: "Typed"})
    foreign = opened(desk, page(slug="other"))()["opened"]
    before = database_hash()
    for seal in ("", "made up", foreign):
        response = publish(desk, item, typed | {"opened": seal})
        assert "sent without the version that you opened" in errors_of(response)
        assert response.context["adminform"].form[first].value() == "Typed"
    assert database_hash() == before


@each_item
def test_history_compares_and_restores(desk, make, first, second):
    item = make()
    publish(desk, item, opened(desk, item)(**{second: "По-русски", "change_note": "Asked"}))
    listed = desk.get(address(item, "history"))
    assert "Asked" in listed.content.decode()
    last = ItemRevision.objects.of(item).newest_first().first()
    compared = desk.get(address(item, "compare"), {"from": last.number - 1, "to": "now"})
    (section,) = compared.context["sections"]
    assert [change.new for row in section.rows for change in row.changes] == ["По-русски"]
    back = address(item, f"restore/{last.number - 1}")
    assert "По-русски" in desk.get(back).content.decode()
    assert values_of(item, second) == ("По-русски",)
    assert desk.post(back).url == address(item)
    if isinstance(item, Page):
        publish(desk, item, opened(desk, item)())
    assert values_of(item, second) == (None,)


@pytest.mark.parametrize("name", ["compare/?to=99", "compare/?to=draft", "restore/99/"])
def test_what_is_not_there_answers_404(desk, name):
    about = page()
    path, _mark, query = name.partition("?")
    assert desk.get(f"{address(about, path.strip('/'))}?{query}").status_code == 404
    assert desk.get(f"/admin/cooperation/page/nothing/{path}").status_code == 404


# Drafts of pages


def test_saved_page_is_a_draft_that_the_form_shows(desk, client):
    about = page(body_en="<p>Old</p>")
    typed = opened(desk, about)(title_en="New", _continue="1")
    assert desk.post(address(about), typed).url == address(about)
    assert values_of(about, "title_en") == ("About",)
    form = desk.get(address(about))
    assert form.context["adminform"].form["title_en"].value() == "New"
    assert "This is the draft." in form.content.decode()
    assert "New" in desk.get(address(about, "preview")).content.decode()
    assert "New" not in client.get("/pages/about/").content.decode()
    compared = desk.get(address(about, "compare"), {"from": "now", "to": "draft"})
    assert "New" in compared.content.decode()
    publish(desk, about, opened(desk, about)())
    assert (values_of(about, "title_en"), ItemDraft.objects.count()) == (("New",), 0)


@pytest.mark.parametrize("code", ["en", "ru", "uz"])
def test_preview_is_in_the_language_asked_for_and_for_nobody_else(desk, client, code):
    titles = {"en": "About", "ru": "О сайте", "uz": "Sayt haqida"}
    about = page(**{f"title_{each}": title for each, title in titles.items()})
    response = desk.get(address(about, "preview"), {"in": code})
    assert f"<h1>{titles[code]}</h1>" in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    client.logout()
    assert client.get(address(about, "preview")).status_code == 302


def test_second_draft_of_two_editors_is_merged_too(desk):
    about = page()
    typed = opened(desk, about)
    desk.post(address(about), typed(title_ru="О нас", _save="1"))
    response = desk.post(address(about), typed(title_en="Us", _save="1"))
    assert (response.status_code, headings(response)) == (200, [])
    desk.post(address(about), answer(response))
    fields = ItemDraft.objects.get().snapshot[0]["fields"]
    assert (fields["title_en"], fields["title_ru"]) == ("Us", "О нас")


def test_draft_is_discarded_after_a_look(desk):
    about = page()
    desk.post(address(about), opened(desk, about)(title_en="New", _save="1"))
    assert "New" in desk.get(address(about, "discard")).content.decode()
    assert ItemDraft.objects.count() == 1
    assert desk.post(address(about, "discard"), {"confirmed": "1"}).url == address(about)
    assert (ItemDraft.objects.count(), values_of(about, "title_en")) == (0, ("About",))
    assert desk.get(address(about, "discard")).url == address(about)


def test_typing_from_before_another_save_opens_the_form_as_it_was(desk):
    about = page()
    typed = opened(desk, about)()
    publish(desk, about, opened(desk, about)(title_en="Theirs"))
    reopened = desk.post(
        address(about), {"_reopen": "1", "opened": typed["opened"], "typing": "abcdef12"}
    )
    assert reopened.context["adminform"].form["title_en"].value() == "About"
    assert reopened.context["restored"] == "abcdef12"


# Rights


def buttons(response):
    html = response.content.decode()
    return [name for name in ("_save", "_continue", "_publish") if f'name="{name}"' in html]


def test_who_may_not_publish_sees_no_button_for_it_and_is_refused(client, helper):
    client.force_login(helper)
    about = page()
    form = client.get(address(about))
    assert buttons(form) == ["_save", "_continue"]
    before = database_hash()
    refused = publish(client, about, sent_back(form, title_en="Typed"))
    assert "You may not" in errors_of(refused) or "Readers see this" in errors_of(refused)
    assert refused.context["adminform"].form["title_en"].value() == "Typed"
    assert database_hash() == before
    assert client.get("/admin/cooperation/page/add/").status_code == 403
    client.post(address(about), sent_back(form, title_en="Typed", _save="1"))
    assert ItemDraft.objects.get().saved_by == helper


def test_discarding_the_draft_of_somebody_else_is_grey_with_its_reason(client, helper, desk):
    about = page()
    desk.post(address(about), opened(desk, about)(title_en="New", _save="1"))
    is_link = '<a href="../discard/">' in desk.get(address(about)).content.decode()
    client.force_login(helper)
    form = client.get(address(about)).content.decode()
    refused = client.get(address(about, "discard"), follow=True)
    reason = "Somebody else has worked on this draft. Ask an editor to discard it."
    assert (is_link, '<a href="../discard/">' in form) == (True, False)
    assert 'disabled aria-describedby="discard-refusal">Discard the draft…</button>' in form
    assert f'id="discard-refusal">{reason}</p>' in form
    assert [str(each) for each in refused.context["messages"]] == [reason]
    assert ItemDraft.objects.count() == 1


def test_author_sees_neither_pages_nor_settings(client, author):
    client.force_login(author)
    for item in (page(), SiteSettings.objects.create(name_en="Register")):
        for name in ("change", "history", "compare", "restore/1"):
            assert client.get(address(item, name)).status_code in {302, 403, 404}
        assert client.post(address(item), {"title_en": "X"}).status_code == 403


def test_editor_may_not_delete_a_page(editor_client):
    about = page()
    assert editor_client.post(address(about, "delete"), {"post": "yes"}).status_code == 403
    assert Page.objects.count() == 1


def test_administrator_deletes_a_page_after_a_look(desk):
    about = page()
    asked = desk.get(address(about, "delete"))
    assert (asked.status_code, asked.context["protected"]) == (200, [])
    assert desk.post(address(about, "delete"), {"post": "yes"}).status_code == 302
    assert not Page.objects.exists()


def test_settings_saved_too_late_are_refused_and_the_typing_stays(desk):
    form = desk.get("/admin/cooperation/sitesettings/add/")
    SiteSettings.objects.create(name_en="Theirs")
    response = desk.post("/admin/cooperation/sitesettings/add/", sent_back(form, name_en="Mine"))
    assert "Somebody else has saved" in errors_of(response)
    assert response.context["adminform"].form["name_en"].value() == "Mine"
    assert SiteSettings.objects.get().name_en == "Theirs"


def test_picture_of_one_editor_and_words_of_another_are_both_kept(desk):
    image = kept_picture()
    typed = opened(desk, image)
    desk.post(address(image), typed(file=upload(encoded(quarters((9, 5)), "PNG"), "new.png")))
    response = desk.post(address(image), typed(alt_ru="Флаги"))
    assert (response.status_code, headings(response)) == (200, [])
    desk.post(address(image), answer(response))
    assert values_of(image, "width", "alt_ru") == (9, "Флаги")


def test_page_deleted_meanwhile_is_not_made_again(desk):
    about = page()
    typed = opened(desk, about)(title_en="Typed")
    gone = address(about)
    about.delete()
    assert desk.post(gone, typed | {"_publish": "1"}).status_code in {302, 404}
    assert not Page.objects.exists()
