"""What the desk says in each language, where Django and other packages said it badly."""

import json
import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from cooperation.domain.dates import PartialDate, format_partial_date
from cooperation.domain.dates.moments import local_minute
from cooperation.domain.quantities import QUALIFIERS
from tests.support.accounts import make_groups
from tests.support.desk import form_of, page_of
from tests.support.factories import AgreementFactory, EvidenceFactory
from tests.support.files import kept_picture
from tests.support.pages import body_of, text_of

MOMENT = datetime(2026, 11, 30, 9, 5, tzinfo=UTC)  # 14:05 in Tashkent
LOCAL = "30.11.2026 14:05"


@pytest.mark.parametrize(
    ("language", "day", "moment", "month", "typed"),
    [
        ("en", "30 November 2026", "30 November 2026, 14:05", "November 2026", "2026-11-30 14:05"),
        ("ru", "30 ноября 2026 г.", "30 ноября 2026 г., 14:05", "ноябрь 2026 г.", LOCAL),
        ("uz", "2026-yil 30-noyabr", "2026-yil 30-noyabr, 14:05", "2026-yil noyabr", LOCAL),
    ],
)  # fmt: skip
def test_days_and_times_are_written_as_in_the_language(language, day, moment, month, typed):
    local = timezone.localtime(MOMENT)
    with override(language):
        written = [
            date_format(local, name)
            for name in ("DATE_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT")
        ]
        assert [*written, local_minute(MOMENT)] == [day, moment, month, typed]
    value = format_partial_date(PartialDate.parse("2026-11-30"), language)
    assert value.replace("года", "г.") == day


@pytest.mark.parametrize(
    ("language", "about", "fuzzy"), [("ru", "О чём", "примерно"), ("uz", "Nima haqida", "taxminan")]
)
def test_comment_is_about_something_and_a_number_about_right(admin_client, language, about, fuzzy):
    record = AgreementFactory()
    page = text_of(body_of(admin_client.get(f"/{language}{page_of(record, 'draft')}")))
    assert (f" {about}" in page, fuzzy.capitalize() in page) == (True, False)
    with override(language):
        assert str(dict(QUALIFIERS)["about"]) == fuzzy


@pytest.mark.parametrize(
    ("language", "adding", "title", "total"),
    [
        ("ru", "Добавить ещё: Связь", "Выберите, что изменить: соглашение", "Всего: 1"),
        ("uz", "Yana qoʻshish: Aloqa", "Oʻzgartirish uchun tanlang: kelishuv", "Jami: 1"),
    ],
)
def test_names_of_models_need_no_case(admin_client, language, adding, title, total):
    record = AgreementFactory()
    body = body_of(admin_client.get(f"/{language}{form_of(record)}"))
    found = re.findall(r'data-inline-formset="([^"]+)"', body)
    assert adding in [json.loads(unescape(each))["options"]["addText"] for each in found]
    page = text_of(body_of(admin_client.get(f"/{language}/admin/cooperation/agreement/")))
    assert [words in page for words in (title, total)] == [True, True]


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Title (Russian)"), ("ru", "Название (русский)"), ("uz", "Nomi (rus tili)")],
)
def test_language_of_a_field_is_named_in_that_of_the_page(admin_client, language, label):
    record = AgreementFactory()
    prefix = "" if language == "en" else f"/{language}"
    for address in (form_of(record), f"/admin/cooperation/record/{record.pk}/change/"):
        page = text_of(body_of(admin_client.get(f"{prefix}{address}")))
        assert (f"{label}:" in page, "[" in page) == (True, False)


def test_rights_are_named_in_the_language_of_the_page(admin_client):
    page = unescape(body_of(admin_client.get("/ru/admin/auth/group/add/")))
    assert "Can " not in page
    for right in (
        "Соглашение: изменять",
        "Пользователь: смотреть",
        "Запись: Может публиковать записи и снимать их с публикации",
    ):
        assert f">{right}</option>" in page


def test_deletion_of_a_group_lists_only_what_has_a_name(admin_client):
    make_groups()
    group = Group.objects.get(name="Author")
    page = text_of(body_of(admin_client.get(f"/ru/admin/auth/group/{group.pk}/delete/")))
    assert "Удалить: группа «Author»?" in page
    assert [word in page for word in ("relationship", "object (")] == [False, False]


def test_booleans_in_lists_are_words(admin_client, admin_user):
    kept_picture()
    for address in ("/ru/admin/auth/user/", "/ru/admin/cooperation/image/"):
        page = body_of(admin_client.get(address))
        assert [f'alt="{value}"' in page for value in ("True", "False")] == [False, False]
    assert '<td class="field-staff">Да</td>' in body_of(admin_client.get("/ru/admin/auth/user/"))


def test_nobody_may_lock_himself_out(admin_client, admin_user):
    address = f"/admin/auth/user/{admin_user.pk}/change/"
    form = admin_client.get(address).context["adminform"].form
    assert [form.fields[name].disabled for name in ("is_active", "is_staff")] == [True, True]
    typed = {name: form.initial.get(name) or "" for name in form.fields if "joined" not in name}
    sent = {**typed, "date_joined_0": "2026-01-01", "date_joined_1": "10:00", "is_active": ""}
    sent |= {"groups": [], "user_permissions": [], "last_login_0": "", "last_login_1": ""}
    admin_client.post(address, sent)
    admin_user.refresh_from_db()
    assert (admin_user.is_active, admin_user.is_staff) == (True, True)


def test_evidence_says_what_it_supports(admin_client):
    evidence = EvidenceFactory()
    page = text_of(
        body_of(admin_client.get(f"/ru/admin/cooperation/evidence/{evidence.pk}/change/"))
    )
    assert "Подтверждает: Дата" in page
    assert "Relation" not in page
