"""Sort the titles there are, and give sites of the default name that name in each language."""

from django.db import migrations

ENGLISH = "Cooperation Register"
NAMES = {"ru": "Реестр сотрудничества", "uz": "Hamkorlik reyestri"}
KEYS = ("en_order", "ru_order", "uz_order")
AT_ONCE = 500


def sort_titles(apps, schema_editor):
    records = apps.get_model("cooperation", "Record").objects
    records.bulk_update(records.only("title_en", "title_ru", "title_uz"), KEYS, AT_ONCE)


def translate_names(apps, schema_editor):
    """Leave no site another English name than its own in Russian and Uzbek."""
    found = apps.get_model("cooperation", "SiteSettings").objects.all()
    for code, name in NAMES.items():
        untranslated = found.filter(**{f"name_{code}": ENGLISH})
        untranslated.filter(name_en=ENGLISH).update(**{f"name_{code}": name})
        untranslated.update(**{f"name_{code}": None})


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0018_title_order")]
    operations = [
        migrations.RunPython(sort_titles, migrations.RunPython.noop),
        migrations.RunPython(translate_names, migrations.RunPython.noop),
    ]
