"""The migrations are complete, and make the groups of editors with their rights."""

import hashlib

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cooperation.models import Document, Image, Record

RECORDS = [model._meta.model_name for model in Record.__subclasses__() if model.KIND]
PARTS = ["alias", "provision", "figure", "statement", "relation", "evidence", "document"]
PARTS += ["otherclaim"]


def test_no_migration_is_missing(db):
    call_command("makemigrations", "cooperation", check=True, dry_run=True, verbosity=0)


def rights(group):
    """Return {model: actions} of a group, for this application."""
    found = {}
    for permission in Group.objects.get(name=group).permissions.filter(
        content_type__app_label="cooperation"
    ):
        action, _underscore, model = permission.codename.partition("_")
        found.setdefault(model, set()).add(action)
    return found


WRITE = {"view", "add", "change"}
ALL = WRITE | {"delete"}
PUBLISH = {"view", "publish"}


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (
            "Author",
            dict.fromkeys(RECORDS, WRITE)
            | dict.fromkeys(PARTS, ALL)
            | {"image": WRITE, "record": {"view"}},
        ),
        (
            "Editor",
            dict.fromkeys([*RECORDS, *PARTS, "image"], ALL) | {"page": WRITE, "record": PUBLISH},
        ),
        (
            "Administrator",
            dict.fromkeys([*RECORDS, *PARTS, "image", "page", "sitesettings"], ALL)
            | {"record": PUBLISH, "publish_record": {"force"}},
        ),
    ],
)
def test_group_has_its_rights_and_no_others(db, group, expected):
    assert rights(group) == expected


def test_administrator_manages_accounts_and_the_others_do_not(db):
    found = {
        group.name: set(
            group.permissions.exclude(content_type__app_label="cooperation").values_list(
                "codename", flat=True
            )
        )
        for group in Group.objects.all()
    }
    accounts = {"view_user", "add_user", "change_user", "delete_user", "view_group"}
    assert found == {"Author": set(), "Editor": set(), "Administrator": accounts}


@pytest.mark.parametrize("model", RECORDS)
def test_author_can_neither_publish_nor_delete(author, editor, model):
    assert author.has_perm(f"cooperation.change_{model}")
    assert not author.has_perm(f"cooperation.delete_{model}")
    assert not author.has_perm("cooperation.publish_record")
    assert editor.has_perm(f"cooperation.delete_{model}")
    assert editor.has_perm("cooperation.publish_record")


def migrate(name):
    """Bring the application to the state of a migration, and return its models then."""
    executor = MigrationExecutor(connection)
    executor.migrate([("cooperation", name)])
    return executor.loader.project_state([("cooperation", name)]).apps


@pytest.mark.django_db(transaction=True)
def test_pictures_and_documents_of_before_stay_as_they_are():
    executor = MigrationExecutor(connection)
    [(_app, newest)] = executor.loader.graph.leaf_nodes("cooperation")
    before = migrate("0008_search")
    try:
        old = {
            name: before.get_model("cooperation", name) for name in ("Image", "Document", "Record")
        }
        size = {"width": 3, "height": 2}
        words = {"alt": "Two flags", "alt_en": "Two flags", "alt_ru": "Два флага"}
        old["Image"].objects.create(title="A", title_en="A", file="images/a.png", **words, **size)
        ornament = {"title": "B", "title_en": "B", "is_decorative": True, "file": "images/b.png"}
        old["Image"].objects.create(**ornament, **size)
        record = old["Record"].objects.create(kind="topic", slug="a", title="A", title_en="A")
        text = {"title": "Text", "title_en": "Text", "file": "a.pdf", "language": "ru"}
        old["Document"].objects.create(record=record, **text)
    finally:
        migrate(newest)
    fields = ("title_en", "alt_en", "alt_ru", "focus_x", "focus_y", "licence", "renditions")
    assert list(Image.objects.order_by("title_en").values_list(*fields)) == [
        ("A", "Two flags", "Два флага", 50, 50, "", []),
        ("B", None, None, 50, 50, "", []),
    ]
    found = Document.objects.values_list("file", "language", "size", "pages", "text")
    assert list(found) == [("a.pdf", "ru", None, None, "")]


MIGRATIONS = settings.BASE_DIR / "cooperation" / "migrations"
DIGESTS = settings.BASE_DIR / "tests" / "upgrades" / "migrations.sha256"


def faults_of(digests, folder):
    """Return what is wrong with the migrations of a folder, in words; ``digests`` is the list."""
    listed = {name: digest for digest, name in map(str.split, digests.splitlines())}
    present = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("0*.py")
    }
    changed = {name for name in listed if present.get(name) != listed[name]}
    told = "was changed or removed after it had been on main: put it back and add a new migration"
    new = (
        "is not listed: from main on it stays as it is; add its line, see tests/upgrades/README.md"
    )
    return [f"{name} {told}" for name in sorted(changed)] + [
        f"{name} {new}" for name in sorted(present.keys() - listed.keys())
    ]


def test_migrations_on_main_are_never_rewritten():
    assert faults_of(DIGESTS.read_text(encoding="ascii"), MIGRATIONS) == []


def test_rewritten_renamed_and_new_migrations_are_noticed(tmp_path):
    for name in ("0001_a.py", "0002_b.py", "0003_c.py"):
        (tmp_path / name).write_text(name)
    digests = "".join(
        f"{hashlib.sha256(name.encode()).hexdigest()}  {name}\n"
        for name in ("0001_a.py", "0002_b.py", "0003_c.py")
    )
    assert faults_of(digests, tmp_path) == []
    (tmp_path / "0001_a.py").write_text("rewritten")
    (tmp_path / "0002_b.py").rename(tmp_path / "0004_b.py")
    found = [fault.split(":")[0] for fault in faults_of(digests, tmp_path)]
    assert found == [
        "0001_a.py was changed or removed after it had been on main",
        "0002_b.py was changed or removed after it had been on main",
        "0004_b.py is not listed",
    ]
