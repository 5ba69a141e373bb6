"""Who may publish without a second pair of eyes."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def give_right(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("cooperation")
    config.models_module = True  # otherwise no permissions are made during a migration
    create_permissions(config, apps=apps, using=alias, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    group, _created = apps.get_model("auth", "Group").objects.using(alias).get_or_create(
        name="Administrator"
    )
    group.permissions.add(*permissions.filter(codename="force_publish_record"))


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0016_event_state")]
    operations = [migrations.RunPython(give_right, migrations.RunPython.noop)]
