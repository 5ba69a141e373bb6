"""Who may edit the other claims of a record: whoever edits its parts."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ("Author", "Editor", "Administrator")


def grant(apps, schema_editor):
    alias = schema_editor.connection.alias
    config = apps.get_app_config("cooperation")
    config.models_module = True  # otherwise no permissions are made during a migration
    create_permissions(config, apps=apps, using=alias, verbosity=0)
    config.models_module = None
    rights = apps.get_model("auth", "Permission").objects.using(alias)
    rights = rights.filter(content_type__app_label="cooperation", codename__endswith="_otherclaim")
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS):
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0005_basis"), ("cooperation", "0002_editor_groups")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
