"""Accounts of editors, and the groups that give them their rights."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection

PASSWORD = "a-long-enough-password"


def staff(users, name, group):
    """Return a new member of the staff in one of the groups."""
    user = users.objects.create_user(name, password=PASSWORD, is_staff=True)
    if not Group.objects.filter(name=group).exists():
        make_groups()
    user.groups.add(Group.objects.get(name=group))
    return user


def make_groups():
    """Make the groups of editors as the migrations do: a flushed database has none."""
    editor = SimpleNamespace(connection=connection)
    modules = {config: config.models_module for config in apps.get_app_configs()}
    for module, function in (
        ("0002_editor_groups", "make_groups"),
        ("0006_basis_rights", "grant"),
        ("0017_draft_rights", "give_right"),
    ):
        migration = import_module(f"cooperation.migrations.{module}")
        getattr(migration, function)(apps, editor)
    for config, found in modules.items():
        config.models_module = found  # the migrations leave none
