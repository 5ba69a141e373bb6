"""Sort the titles again, and let the search and the names in articles be made again.

Words are folded in another way: ``migrate`` makes the entries of the search again where there are
none.
"""

from django.db import migrations

KEYS = ("en_order", "ru_order", "uz_order")
AT_ONCE = 500


def sort_titles(apps, schema_editor):
    records = apps.get_model("cooperation", "Record").objects
    records.bulk_update(records.only("title_en", "title_ru", "title_uz"), KEYS, AT_ONCE)


def empty_search(apps, schema_editor):
    for model in ("SearchEntry", "SearchWord"):
        apps.get_model("cooperation", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0027_plain_labels")]
    operations = [
        migrations.RunPython(sort_titles, migrations.RunPython.noop),
        migrations.RunPython(empty_search, migrations.RunPython.noop),
    ]
