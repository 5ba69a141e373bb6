"""Numbers typed into forms are read as the language of the desk writes them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cooperation.admin.desk.forms.fields import NumberField, WholeNumberField
from cooperation.models import Figure, Initiative
from tests.support.desk import errors_of, form_of
from tests.support.factories import FACTORIES, AgreementFactory
from tests.support.forms import new_part, sent_back


def cleaned(field, text, language):
    """Return the number that a field reads, or what it says."""
    with override(language):
        try:
            return field.clean(text)
        except ValidationError as error:
            return error.messages


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1,234.5", "en", Decimal("1234.5")),
        ("1,500", "en", Decimal(1500)),
        ("1 234,5", "ru", Decimal("1234.5")),
        ("1\N{NO-BREAK SPACE}500", "uz", Decimal(1500)),
        ("1.500", "en", ["“1.500” can be read in two ways. Type 1500 or 1.5."]),
        ("-5", "en", Decimal(-5)),
        ("many", "en", ["Enter a number."]),
    ],
)
def test_number_is_read_by_the_language_of_the_desk(text, language, expected):
    assert cleaned(NumberField(), text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000", 1000),
        ("12", 12),
        ("1.000", ["“1.000” can be read in two ways. Type 1000 or 1."]),
        ("2.5", ["Enter a whole number."]),
    ],
)
def test_whole_number_is_never_cut_at_a_point(text, expected):
    assert cleaned(WholeNumberField(), text, "en") == expected


@pytest.mark.parametrize("value", ["400.000", "2.500", "1.234", "1234.567"])
def test_number_comes_back_from_the_form_as_it_was(value):
    field = NumberField()
    shown = field.prepare_value(Decimal(value))
    assert (field.clean(shown), field.has_changed(Decimal(value), shown)) == (Decimal(value), False)


def test_figure_with_two_readings_is_asked_and_stays_typed(editor_client):
    record = AgreementFactory()
    row = new_part("figures", value="1.500", unit_en="people", order=1, qualifier="exactly")
    answer = editor_client.post(
        form_of(record), sent_back(editor_client.get(form_of(record)), **row)
    )
    assert "“1.500” can be read in two ways. Type 1500 or 1.5." in errors_of(answer)
    assert 'name="figures-0-value" value="1.500"' in answer.content.decode()
    row["figures-0-value"] = "1,500"
    editor_client.post(form_of(record), sent_back(editor_client.get(form_of(record)), **row))
    assert [*Figure.objects.values_list("value")] == [(1500,)]


def test_count_with_two_readings_is_asked(editor_client):
    record = FACTORIES["initiative"](count=4)
    form = editor_client.get(form_of(record))
    answer = editor_client.post(form_of(record), sent_back(form, count="1.000"))
    assert "“1.000” can be read in two ways. Type 1000 or 1." in errors_of(answer)
    assert Initiative.objects.get().count == 4
