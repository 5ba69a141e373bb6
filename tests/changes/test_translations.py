"""Translations that their originals have left behind."""

import pytest
from django.db import IntegrityError

from cooperation.changes.consequences.translations import confirm_translations, update_outdated
from cooperation.changes.save import Edit, save_and_withdraw
from cooperation.changes.state import locked_state
from cooperation.models import Agreement, OutdatedTranslation, Provision, Record
from cooperation.snapshots.capture import capture
from tests.support.factories import AgreementFactory
from tests.support.forms import sent_back


@pytest.fixture
def agreement(db):
    return AgreementFactory(title_en="Plan", title_ru="План", summary_en="A plan.")


def outdated(record):
    rows = OutdatedTranslation.objects.filter(record=record.pk)
    return [(row.part, row.field, row.language, row.original) for row in rows]


def save(record, **values):
    """Change texts of a record as a form does."""
    before = {name: getattr(record, name) for name in ("title_en", "title_ru", "title_uz")}
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    update_outdated(record.record, [(record, before)])


def test_translation_is_out_of_date_once_only_its_original_changes(agreement):
    save(agreement, title_en="Updated plan")
    assert outdated(agreement) == [("", "title", "ru", "Plan")]
    save(agreement, title_en="Updated plan 2")
    assert outdated(agreement) == [("", "title", "ru", "Plan")]


@pytest.mark.parametrize(
    "values", [{"title_ru": "Новый план"}, {"title_ru": ""}, {"title_en": "Plan"}]
)
def test_translation_is_up_to_date_again(agreement, values):
    save(agreement, title_en="Updated plan")
    save(agreement, **values)
    assert outdated(agreement) == []


def test_original_and_translation_changed_together_leave_nothing_behind(agreement):
    save(agreement, title_en="Updated plan", title_ru="Обновлённый план")
    assert outdated(agreement) == []


def test_first_original_text_leaves_nothing_behind(agreement):
    update_outdated(agreement.record, [(agreement, {"title_en": "", "title_ru": "План"})])
    assert outdated(agreement) == []


def test_editor_says_that_a_translation_is_still_right(agreement):
    save(agreement, title_en="Updated plan")
    confirm_translations(agreement.record, [OutdatedTranslation.objects.get().pk])
    assert outdated(agreement) == []


def test_row_says_which_text_it_is(agreement):
    texts = {"text_en": "Training", "text_ru": "Обучение"}
    provision = Provision.objects.create(agreement=agreement, **texts)
    update_outdated(agreement.record, [(provision, {"text_en": "Courses", "text_ru": "Обучение"})])
    assert outdated(agreement) == [(str(provision.pk), "text", "ru", "Courses")]
    assert str(OutdatedTranslation.objects.get()) == "provision: what it covers (Russian)"
    update_outdated(agreement.record, [], deleted=[provision.pk])
    assert outdated(agreement) == []


def test_database_refuses_two_rows_for_one_text(agreement):
    save(agreement, title_en="Updated plan")
    row = OutdatedTranslation.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_form_tells_of_translations_out_of_date_and_takes_the_editors_word(
    editor_client, agreement
):
    address = f"/admin/cooperation/agreement/{agreement.pk}/change/"
    form = editor_client.get(address)
    assert "Translations out of date" not in form.content.decode()
    editor_client.post(address, sent_back(form, title_en="Updated plan"))
    form = editor_client.get(address)
    assert "title (Russian), made from “Plan”" in form.content.decode().replace("Title", "title")
    row = OutdatedTranslation.objects.get()
    editor_client.post(address, sent_back(form, still_right=[row.pk]))
    assert outdated(agreement) == []


def test_desk_lists_records_by_the_state_of_their_translations(editor_client, agreement):
    complete = AgreementFactory(title_en="A", title_ru="А", title_uz="A", summary_en="", city_en="")
    found = {}
    for state in ("missing-ru", "missing-uz", "outdated-ru", "outdated-uz", "nonsense"):
        if state == "outdated-ru":
            save(agreement, title_en="Updated plan")
        response = editor_client.get("/admin/cooperation/agreement/", {"translation": state})
        found[state] = {record.pk for record in response.context["cl"].queryset}
    assert found == {
        "missing-ru": {agreement.pk},
        "missing-uz": {agreement.pk},
        "outdated-ru": {agreement.pk},
        "outdated-uz": set(),
        "nonsense": {agreement.pk, complete.pk},
    }


def test_untranslated_records_are_those_with_a_text_in_the_original_only(db):
    for title_ru, city_en, city_ru in (("А", "", ""), ("А", "Tashkent", ""), ("А", "T", "Т")):
        AgreementFactory(
            title_en=f"A {city_en}{city_ru}",
            title_ru=title_ru,
            city_en=city_en,
            city_ru=city_ru,
            summary_en="",
        )
    assert [record.title_en for record in Agreement.objects.untranslated("ru")] == ["A Tashkent"]


def test_deleting_a_part_on_the_form_forgets_its_outdated_translation(editor_client, agreement):
    agreement.provisions.create(text_en="Training", text_ru="Обучение")
    address = f"/admin/cooperation/agreement/{agreement.pk}/change/"
    typed = {"provisions-0-text_en": "Courses"}
    editor_client.post(address, sent_back(editor_client.get(address), **typed))
    assert [row[1:] for row in outdated(agreement)] == [("text", "ru", "Training")]
    typed = {"provisions-0-DELETE": "on"}
    editor_client.post(address, sent_back(editor_client.get(address), **typed))
    assert outdated(agreement) == []


def test_tick_stays_with_a_withdrawal(agreement, editor):
    save(agreement, title_en="Other plan")
    record = Record.objects.get(pk=agreement.pk)
    state, base = locked_state(record), capture(record)
    tick = OutdatedTranslation.objects.get().pk
    save_and_withdraw(state, Edit(base, base, still_right=(tick,)), editor)
    assert (Record.objects.get().status, outdated(agreement)) == ("withdrawn", [])
