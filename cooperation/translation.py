"""The translated fields of each model (django-modeltranslation)."""

from django.db.models import NOT_PROVIDED
from django.utils.text import format_lazy
from modeltranslation.translator import TranslationOptions, translator

from cooperation import models
from cooperation.domain.languages import BY_CODE, ORIGINAL, TRANSLATIONS

TRANSLATED = {
    models.Record: ("title", "summary"),
    models.Article: ("body", "credit", "source_author", "source_not_public"),
    models.Agreement: ("venue", "city", "country"),
    models.Event: ("venue", "city", "country", "outcomes"),
    models.ExpertCouncil: ("mandate", "composition"),
    models.WorkingGroup: ("mandate",),
    models.Initiative: (),
    models.Partner: ("short_name",),
    models.Person: (),
    models.Topic: (),
    models.Provision: ("text",),
    models.Figure: ("unit",),
    models.Statement: ("speaker", "text"),
    models.OtherClaim: ("text", "reason"),
    models.Relation: ("role",),
    models.Document: ("title",),
    models.Image: ("title", "alt", "credit", "terms"),
    models.Page: ("title", "body"),
    models.SiteSettings: ("name", "owner", "tagline", "terms"),
}
"""Model to fields. ``title`` gives the text in the current language, else the English original."""

for model, fields in TRANSLATED.items():
    options = {"fields": fields, "required_languages": ("en",)}
    translator.register(model, type(f"{model.__name__}Translation", (TranslationOptions,), options))
    for name in fields:
        original = model._meta.get_field(f"{name}_{ORIGINAL}")
        original.verbose_name = original.translated_field.verbose_name
        for code in TRANSLATIONS:
            field = model._meta.get_field(f"{name}_{code}")
            field.verbose_name = format_lazy("{} ({})", original.verbose_name, BY_CODE[code].name)
            # A translation that nobody wrote is empty; it is not the default of the original.
            field.default = NOT_PROVIDED
