"""Values that belong together are merged together, in every language and kind."""

import pytest

from cooperation.changes.errors import EditConflict
from cooperation.changes.save import Edit, save
from cooperation.domain.claims import PLACE
from cooperation.domain.kinds import KINDS
from cooperation.models import Record
from cooperation.snapshots.capture import capture
from cooperation.snapshots.merge import group_fields, without_language
from cooperation.snapshots.parts import fields_of
from tests.support.door import changed
from tests.support.factories import AgreementFactory

pytestmark = pytest.mark.django_db


def test_place_is_one_value_in_every_language_and_kind():
    for kind in KINDS:
        model = Record.model_of(kind)
        names = [field.name for field in fields_of(model)]
        places = [name for name in names if without_language(name) in PLACE]
        found = [
            group
            for group in group_fields(model._meta.label_lower, names)
            if set(group) & {*places}
        ]
        assert [set(places) <= set(group) for group in found] == ([True] if places else [])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_two_editors_cannot_mix_the_city_of_one_with_the_country_of_the_other(editor, language):
    record = AgreementFactory().record
    base = capture(record)
    city, country = f"city_{language}", f"country_{language}"
    mine = changed(base, "cooperation.agreement", **{country: "Qatar"})
    save(record, Edit(changed(base, "cooperation.agreement", **{city: "Tashkent"})), by=editor)
    with pytest.raises(EditConflict) as refused:
        save(record, Edit(mine, base), by=editor)
    assert [{city, country} <= {*q.fields} for q in refused.value.questions] == [True]
