"""Give sites of the default name that name in each language, and no other site an English one."""

from django.db import migrations

ENGLISH = "Cooperation Register"
NAMES = {"ru": "Реестр сотрудничества", "uz": "Hamkorlik reyestri"}


def translate_names(apps, schema_editor):
    found = apps.get_model("cooperation", "SiteSettings").objects.all()
    for code, name in NAMES.items():
        untranslated = found.filter(**{f"name_{code}": ENGLISH})
        untranslated.filter(name_en=ENGLISH).update(**{f"name_{code}": name})
        untranslated.update(**{f"name_{code}": None})


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0017_draft_rights")]
    operations = [migrations.RunPython(translate_names, migrations.RunPython.noop)]
