"""``migrate`` brings registers up whose history main has rewritten, on either database.

Registers as earlier versions have made them stand in ``tests/upgrades/``.
"""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from cooperation.management import table_repairs, upgrading
from cooperation.models import SearchEntry, SearchWord
from cooperation.sourcing.index import index_all
from tests.support.factories import AgreementFactory, ArticleFactory, EvidenceFactory
from tests.support.schema import schema_of

APP = "cooperation"


def migrate(**options):
    call_command("migrate", verbosity=0, interactive=False, **options)


def recorded():
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(name for app, name in applied if app == APP)


def schema():
    with connection.cursor() as cursor:
        return schema_of(cursor, connection.vendor)


def back_to(name):
    """Take the application back to a migration; return the state of its models then."""
    executor = MigrationExecutor(connection)
    return executor.migrate([(APP, name)])


@pytest.fixture
def whole(transactional_db):
    """The tables of today; they are there again after the test."""
    yield schema()
    migrate()


def changed_by(change, state):
    with connection.schema_editor() as editor:
        change(editor, state)


def without_passages(editor, state):
    """Make the tables as ``0001_register`` made them at first."""
    apps = state.apps
    evidence, image = apps.get_model(APP, "evidence"), apps.get_model(APP, "image")
    editor.remove_field(evidence, evidence._meta.get_field("passage"))
    editor.delete_model(apps.get_model(APP, "passage"))
    [rule] = [each for each in image._meta.constraints if "alt" in each.name]
    editor.remove_constraint(image, rule)
    old = models.CheckConstraint(
        condition=models.Q(alt="", is_decorative=True) | ~models.Q(alt="", is_decorative=False),
        name=rule.name,
    )
    image._meta.constraints = [old]
    editor.add_constraint(image, old)


def without_is_narrative(editor, state):
    passage = state.apps.get_model(APP, "passage")
    editor.remove_field(passage, passage._meta.get_field("is_narrative"))


def with_long_edges(editor, state):
    for name in ("head", "tail"):
        longer = state.models[APP, "searchword"].fields[name].clone()
        longer.max_length = 3
        operation = migrations.AlterField("searchword", name, longer)
        after = state.clone()
        operation.state_forwards(APP, after)
        operation.database_forwards(APP, editor, state, after)
        state = after


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("0002_editor_groups", without_passages),
        ("0004_manuscript", without_is_narrative),
        ("0008_search", with_long_edges),
    ],
)
def test_tables_of_rewritten_migrations_are_brought_up(whole, name, change):
    changed_by(change, back_to(name))
    assert upgrading.is_needed(connection)
    migrate()
    assert schema() == whole
    assert not upgrading.is_needed(connection)


SIDE_BY_SIDE = {
    "drafts alone": ["0014_drafts", "0017_draft_rights"],
    "presence alone": ["0013_presence"],
    "no old addresses": [
        *("0013_presence", "0014_drafts", "0015_site_licence", "0016_event_state"),
        "0017_draft_rights",
    ],
}


def apply_only(names):
    """Apply some migrations after the eleventh, as versions did that knew no others."""
    back_to("0011_loaded_content")
    executor = MigrationExecutor(connection)
    plan = [(executor.loader.get_migration(APP, name), False) for name in names]
    executor.migrate([(APP, names[-1])], plan=plan)


def call_by_its_old_name():
    rows = MigrationRecorder(connection).migration_qs.filter(app=APP)
    rows.filter(name="0017_draft_rights").update(name="0016_draft_rights")


@pytest.mark.parametrize("names", SIDE_BY_SIDE.values(), ids=SIDE_BY_SIDE)
def test_migrations_that_were_passed_over_are_applied(whole, names):
    expected = recorded()
    apply_only(names)
    call_by_its_old_name()
    migrate()
    assert (recorded(), schema()) == (expected, whole)


def test_repair_that_fails_changes_nothing(whole, monkeypatch):
    apply_only(["0014_drafts", "0017_draft_rights"])
    call_by_its_old_name()
    before = (recorded(), schema())

    def fail(*args):
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(table_repairs, "repair_tables", fail)
        with pytest.raises(RuntimeError):
            migrate()
    assert (recorded(), schema()) == before


def test_row_that_breaks_a_later_rule_is_named_and_nothing_is_changed(whole):
    state = back_to("0002_editor_groups")
    changed_by(without_passages, state)
    images = state.apps.get_model(APP, "image").objects
    row = images.create(title="A", file="a.png", alt="Flags", alt_en="", width=1, height=1)
    before = (recorded(), schema())
    with pytest.raises(CommandError, match=f"{row.pk} breaks a rule .* nothing was changed"):
        migrate()
    assert (recorded(), schema()) == before
    images.all().delete()


@pytest.mark.parametrize(
    ("gone", "added", "told"),
    [
        ([], ["0099_later"], "has applied 0099_later, which this version"),
        (["0005_basis"], [], "has not applied 0005_basis, but has applied what builds on it"),
        ("all", [], "names none of its migrations"),
    ],
)
def test_unknown_history_is_refused_before_anything_is_changed(db, gone, added, told):
    recorder = MigrationRecorder(connection)
    for name in recorded() if gone == "all" else gone:
        recorder.record_unapplied(APP, name)
    for name in added:
        recorder.record_applied(APP, name)
    before = recorded()
    with pytest.raises(CommandError, match=told):
        migrate()
    assert recorded() == before


@pytest.mark.parametrize("option", ["plan", "check_unapplied"])
def test_looking_at_what_would_be_applied_repairs_nothing(db, option):
    call_by_its_old_name()
    before = recorded()
    with pytest.raises(CommandError, match="must be repaired first"):
        migrate(**{option: True})
    assert recorded() == before


def test_articles_without_sentences_get_them_and_the_search_its_entries(db):
    article = ArticleFactory(body_en="<p>Aland signed it in March 2022.</p>")
    record = AgreementFactory(title_en="Aland pact")
    evidence = EvidenceFactory(article=article, record=record, quote="Aland signed it")
    migrate()
    evidence.refresh_from_db()
    assert evidence.passage.text == "Aland signed it in March 2022."
    assert SearchEntry.objects.filter(record=article, passage=evidence.passage).count() == 1
    before = list(SearchEntry.objects.order_by("pk").values_list("pk", flat=True))
    migrate()
    assert list(SearchEntry.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_missing_search_is_made(db):
    AgreementFactory(title_en="Convention")
    migrate()
    assert list(SearchWord.objects.values_list("form", flat=True)) == ["convention"]
    assert SearchEntry.objects.count() == 1
    index_all()
    assert SearchEntry.objects.count() == 1
