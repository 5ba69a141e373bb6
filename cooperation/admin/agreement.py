"""Editing agreements."""

from django.contrib import admin

from cooperation.admin.desk.forms.parts import ProvisionInline
from cooperation.admin.desk.record_admin import RecordAdmin
from cooperation.models import Agreement


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    PROSE = ("title", "summary", "venue", "city", "country")
    PARTS = (ProvisionInline,)
    list_filter = ("status", "type", "state", "binding")
    FACTS = (
        "type",
        ("act", "gap_act"),
        ("when", "gap_when"),
        ("state", "gap_state"),
        ("venue_en", "city_en", "country_en", "gap_place"),
        ("validity", "gap_validity"),
        ("entry_into_force", "gap_entry_into_force"),
        ("binding", "gap_binding"),
        ("reference", "gap_reference"),
        ("gap_parties", "gap_depositary", "gap_provisions"),
    )
