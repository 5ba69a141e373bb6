"""The groups of editors and what each may do."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RECORDS = (
    "article", "agreement", "event", "expertcouncil", "workinggroup", "initiative", "partner",
    "person", "topic",
)
PARTS = ("alias", "provision", "figure", "statement", "relation", "evidence", "document")
LIBRARY = ("image",)
SITE = ("page", "sitesettings")

WRITE = ("view", "add", "change")
ALL = (*WRITE, "delete")

GROUPS = {
    "Author": {RECORDS: WRITE, PARTS: ALL, LIBRARY: WRITE},
    "Editor": {RECORDS: ALL, PARTS: ALL, LIBRARY: ALL, ("page",): WRITE},
    "Administrator": {RECORDS: ALL, PARTS: ALL, LIBRARY: ALL, SITE: ALL},
}


def make_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    for label in ("auth", "cooperation"):
        config = apps.get_app_config(label)
        config.models_module = True  # otherwise no permissions are made during a migration
        create_permissions(config, apps=apps, using=alias, verbosity=0)
        config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    permissions = Permission.objects.using(alias)
    for name, rights in GROUPS.items():
        group, _created = Group.objects.using(alias).get_or_create(name=name)
        wanted = [
            f"{action}_{model}"
            for models, actions in rights.items()
            for model in models
            for action in actions
        ]
        wanted.append("view_record")
        if name != "Author":
            wanted.append("publish_record")
        group.permissions.add(
            *permissions.filter(codename__in=wanted, content_type__app_label="cooperation")
        )
        if name == "Administrator":
            group.permissions.add(
                *permissions.filter(
                    codename__in=[f"{action}_user" for action in ALL] + ["view_group"],
                    content_type__app_label="auth",
                )
            )


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0001_register"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
