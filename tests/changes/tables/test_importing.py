"""Tables taken in: what each cell changes, what is refused, and that nothing is written over."""

import pytest

from cooperation.changes import drafts
from cooperation.changes.tables import import_job
from cooperation.changes.tables.import_storage import ImportStorage
from cooperation.models import (
    Agreement,
    Article,
    Draft,
    Evidence,
    Mention,
    OldAddress,
    OutdatedTranslation,
    Partner,
    Record,
    Revision,
    SearchEntry,
    SiteSettings,
)
from cooperation.snapshots.capture import capture
from cooperation.sourcing.passages import store
from tests.support.databases import database_hash
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    PersonFactory,
    RelationFactory,
    TopicFactory,
    WorkingGroupFactory,
)
from tests.support.tables import checked, exported, messages, outcomes, problems, taken_in

pytestmark = pytest.mark.django_db

NEW = ["slug", "title_en", "type"]


def parties(agreement):
    return sorted(agreement.relations_as_object.values_list("verb", "subject__slug"))


def test_new_rows_become_drafts_that_are_found(editor, django_capture_on_commit_callbacks):
    article = ArticleFactory(body_en="<p>The Samarkand Memorandum was signed.</p>")
    store(article)
    PartnerFactory(slug="uz", title_en="Uzbekistan")
    lines = [
        [*NEW, "when", "parties", "aliases"],
        ["", "Memorandum of Samarkand", "Memorandum of understanding", "March 2022", "Uzbekistan",
         "Samarkand Memorandum; SM"],
    ]  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        begun = taken_in(lines, "agreement", editor)
    assert outcomes(begun, "write") == [(2, "new", "memorandum-of-samarkand")]
    made = Agreement.objects.get(slug="memorandum-of-samarkand")
    assert (made.status, made.type, made.when.edtf) == ("draft", "memorandum", "2022-03")
    assert parties(made) == [("party_to", "uz")]
    assert sorted(alias.text for alias in made.aliases.all()) == ["SM", "Samarkand Memorandum"]
    assert SearchEntry.objects.filter(record=made.pk, part="title").exists()
    assert Mention.objects.filter(record=made.pk).exists()
    assert not Revision.objects.exists()


def test_absent_column_changes_nothing_and_empty_cell_empties(editor):
    agreement = AgreementFactory(
        status="draft", title_ru="Соглашение", summary_en="S.", when="2022", reference="A/1"
    )
    evidence = EvidenceFactory(record=agreement)
    RelationFactory(object=agreement, subject__slug="uz", role_en="as host")
    lines = [["slug", "summary_en", "reference"], [agreement.slug, "", "A/2"]]
    begun = taken_in(lines, "agreement", editor)
    assert outcomes(begun, "write") == [(2, "saved", agreement.slug)]
    agreement.refresh_from_db()
    assert (agreement.summary_en or "", agreement.reference) == ("", "A/2")
    assert (agreement.title_ru, agreement.when.edtf) == ("Соглашение", "2022")
    assert parties(agreement) == [("party_to", "uz")]
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_relation_that_stays_keeps_its_role_and_one_that_goes_takes_its_evidence(editor):
    agreement = AgreementFactory(status="draft")
    stays = RelationFactory(object=agreement, subject__slug="uz", role_en="as host")
    goes = RelationFactory(object=agreement, subject__slug="kz")
    EvidenceFactory(record=agreement, field="", relation=goes)
    kept = EvidenceFactory(record=agreement, field="", relation=stays)
    PartnerFactory(slug="tj")
    taken_in([["slug", "parties"], [agreement.slug, "tj; uz"]], "agreement", editor)
    assert parties(agreement) == [("party_to", "tj"), ("party_to", "uz")]
    stays.refresh_from_db()
    assert stays.role_en == "as host"
    assert [row.pk for row in agreement.evidence.all()] == [kept.pk]


def test_reason_for_an_empty_value_goes_when_it_is_filled(editor):
    agreement = AgreementFactory(status="draft")
    for field in ("when", "parties", "binding"):
        EvidenceFactory(record=agreement, field=field, basis="not_stated", article=None, quote="")
    PartnerFactory(slug="uz")
    lines = [["slug", "when", "parties"], [agreement.slug, "2022", "uz"]]
    taken_in(lines, "agreement", editor)
    assert [row.field for row in agreement.evidence.all()] == ["binding"]


def test_public_record_gets_a_draft(editor):
    agreement = AgreementFactory(title_en="Old")
    begun = taken_in([["slug", "title_en"], [agreement.slug, "New"]], "agreement", editor)
    assert outcomes(begun, "write") == [(2, "draft", agreement.slug)]
    agreement.refresh_from_db()
    draft = Draft.objects.get()
    assert (agreement.title_en, draft.saved_by) == ("Old", editor)
    assert draft.snapshot[0]["fields"]["title_en"] == "New"


def test_public_record_is_changed_at_once_if_that_is_asked_for(editor):
    agreement = AgreementFactory(title_en="Old", title_ru="Старое")
    lines = [["slug", "title_en", "type"], [agreement.slug, "New", ""], ["b", "B", "roadmap"]]
    lines[1][2] = "memorandum"
    begun = taken_in(lines, "agreement", editor, is_publishing=True, note="Corrected")
    found = [(2, "published", agreement.slug), (3, "published", "b")]
    assert outcomes(begun, "write") == found
    agreement.refresh_from_db()
    assert (agreement.title_en, agreement.status) == ("New", "published")
    assert Record.objects.get(slug="b").status == "published"
    made = Revision.objects.filter(record=agreement.pk).values_list("act", "note", "made_by")
    assert sorted(made) == [("loaded", "", None), ("published", "Corrected", editor.pk)]
    assert [row.field for row in OutdatedTranslation.objects.all()] == ["title"]


def test_kind_that_is_reviewed_stays_a_draft(editor):
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": ["agreement"]})
    agreement = AgreementFactory()
    lines = [
        ["slug", "title_en", "type"],
        [agreement.slug, "New", "roadmap"],
        ["b", "B", "roadmap"],
    ]
    begun = taken_in(lines, "agreement", editor, is_publishing=True)
    assert outcomes(begun, "write") == [(2, "draft", agreement.slug), (3, "new", "b")]
    assert Record.objects.get(slug="b").status == "draft"


def test_draft_of_a_colleague_is_joined_and_not_published(editor):
    agreement = AgreementFactory(title_en="Old")
    snapshot = capture(agreement)
    snapshot[0]["fields"]["summary_en"] = "Half written"
    drafts.save_draft(agreement, snapshot)
    lines = [["slug", "title_en"], [agreement.slug, "New"]]
    begun = taken_in(lines, "agreement", editor, is_publishing=True)
    assert outcomes(begun, "write") == [(2, "draft", agreement.slug)]
    fields = Draft.objects.get().snapshot[0]["fields"]
    assert (fields["title_en"], fields["summary_en"]) == ("New", "Half written")
    agreement.refresh_from_db()
    assert (agreement.title_en, agreement.summary_en or "") == ("Old", "")


def test_record_that_has_changed_since_its_export_is_not_written_over(editor):
    agreement = AgreementFactory(status="draft", title_en="Old")
    heading, line = exported("agreement")
    Agreement.objects.filter(pk=agreement.pk).update(summary_en="By a colleague")
    line[heading.index("title_en")] = "New"
    begun = checked([heading, line], "agreement", editor)
    assert problems(begun) == [(2, "version", line[-1])]
    line[-1] = ""
    assert outcomes(checked([heading, line], "agreement", editor)) == [
        (2, "changed", agreement.slug)
    ]


def test_record_that_has_changed_since_the_look_is_not_written_over(editor):
    one, two = AgreementFactory(status="draft"), AgreementFactory(status="draft")
    lines = [
        ["slug", "title_en", "type"],
        [one.slug, "New", "roadmap"],
        [two.slug, "Too", "roadmap"],
    ]
    lines.append(["three", "Three", "roadmap"])
    begun = checked(lines, "agreement", editor)
    Agreement.objects.filter(pk=one.pk).update(summary_en="By a colleague")
    AgreementFactory(slug="three", title_en="By a colleague")
    begun.confirm(is_publishing=True)
    begun.continue_for(60)
    assert outcomes(begun, "write") == [
        (2, "bad", one.slug), (3, "published", two.slug), (4, "bad", "three"),
    ]  # fmt: skip
    assert (
        messages(begun, "write")
        == ["The record has changed since you looked. Import the table once more."] * 2
    )
    assert Agreement.objects.get(pk=one.pk).title_en == one.title_en


def test_batch_that_is_repeated_finds_its_own_work(editor, monkeypatch):
    public = AgreementFactory()
    lines = [[*NEW], ["a", "A", "roadmap"], [public.slug, "New", "roadmap"]]
    begun = checked(lines, "agreement", editor)
    begun.confirm(is_publishing=False)
    write = begun.storage.write
    monkeypatch.setattr(begun.storage, "write", lambda name, data: None)
    begun.continue_for(0)  # the server stops before it is noted
    before = database_hash()
    monkeypatch.setattr(begun.storage, "write", write)
    begun.continue_for(60)
    assert outcomes(begun, "write") == [(2, "same", "a"), (3, "same", public.slug)]
    assert database_hash() == before


def test_import_that_an_earlier_version_has_finished_is_done(editor):
    storage = ImportStorage.create(
        user=editor.pk, kind="topic", name="t.csv", headings=["slug"], total=2, batches=1
    )
    storage.write("rows-0", [[2, ["a"], None], [3, None, None]])
    storage.write("check-0", [[2, "new", "a", None, []], [3, "bad", "", None, [["", "", "Bad."]]]])
    storage.write("confirmed", {"is_publishing": False, "note": ""})
    storage.write("keep-0", [[2, "new", "a", None, []]])
    begun = import_job.find(storage.key, editor, "topic")
    begun.continue_for(0)
    assert (begun.stage, outcomes(begun, "write")) == ("done", [(2, "new", "a")])
    assert (messages(begun), Record.objects.count()) == (["Bad."], 0)


def test_bad_rows_are_named_and_the_others_go_on(editor):
    EventFactory(slug="there", title_en="There")
    CouncilFactory(slug="un", title_en="UN")
    PartnerFactory(slug="a", title_en="Twice")
    PartnerFactory(slug="b", title_en="Twice")
    OldAddress.objects.create(kind="event", slug="gone", reason="deleted")
    lines = [
        ["slug", "title_en", "type", "when", "format", "city_en", "hosted_by", "version"],
        ["good", "Good", "Meeting", "5 December 2023", "Online", "", "", ""],
        ["bad-date", "B", "meeting", "5/12/2023", "", "", "", ""],
        ["bad-choice", "B", "picnic", "", "", "", "", ""],
        ["no-title", "", "meeting", "", "", "", "", ""],
        ["no-type", "B", "", "", "", "", "", ""],
        ["place", "B", "meeting", "", "online", "Tashkent", "", ""],
        ["nobody", "B", "meeting", "", "", "", "nobody", ""],
        ["wrong-kind", "B", "meeting", "", "", "", "un", ""],
        ["two", "B", "meeting", "", "", "", "Twice", ""],
        ["Not an address", "B", "meeting", "", "", "", "", ""],
        ["", "There", "meeting", "", "", "", "", ""],
        ["good", "Good again", "meeting", "", "", "", "", ""],
        ["gone", "B", "meeting", "", "", "", "", ""],
        ["long", "B" * 301, "meeting", "x", "", "", "", ""],
    ]
    begun = checked(lines, "event", editor)
    assert problems(begun) == [
        (3, "when", "5/12/2023"), (4, "type", "picnic"), (5, "title_en", ""), (6, "type", ""),
        (7, "", ""), (8, "hosted_by", "nobody"), (9, "hosted_by", "un"),
        (10, "hosted_by", "Twice"), (11, "slug", "Not an address"), (12, "slug", ""),
        (13, "slug", "good"), (14, "slug", "gone"), (15, "title_en", "B" * 301),
        (15, "when", "x"),
    ]  # fmt: skip
    said = messages(begun)
    assert said[1].startswith("“picnic” is none of the choices. Type one of: Conference")
    assert said[4].startswith("An online event has no place.")
    assert said[7] == "“Twice” can be several records. Type one of: partner/a; partner/b."
    assert said[9] == "“there” has this title already. Type that address, or another title."
    begun.confirm(is_publishing=False)
    begun.continue_for(60)
    assert outcomes(begun, "write") == [(2, "new", "good")]
    assert Record.objects.filter(kind="event").count() == 2


def test_names_may_be_labels_addresses_or_titles(editor):
    council = CouncilFactory(slug="council", title_en="The Council")
    person, partner = PersonFactory(slug="one"), PartnerFactory(slug="one", title_en="One; or two")
    group = WorkingGroupFactory(status="draft")
    lines = [["SLUG", "Title", "Expert council"], [group.slug, "New", "The Council"]]
    taken_in(lines, "working_group", editor)
    group.refresh_from_db()
    assert (group.title_en, group.council_id) == ("New", council.pk)
    agreement = AgreementFactory(status="draft", type="roadmap")
    lines = [
        ["slug", "Вид", "signed by"],
        [agreement.slug, "меморандум о взаимопонимании", r"person/one; One\; or two"],
    ]
    begun = taken_in(lines, "agreement", editor)
    assert messages(begun) == []
    signed = agreement.relations_as_subject.values_list("object", flat=True)
    assert sorted(signed) == sorted([person.pk, partner.pk])
    agreement.refresh_from_db()
    assert agreement.type == "memorandum"


def test_record_is_not_related_to_itself(editor):
    topic = TopicFactory(slug="water")
    begun = checked([["slug", "part_of"], [topic.slug, "water"]], "topic", editor)
    assert problems(begun) == [(2, "part_of", "water")]


def test_rows_about_each_other_are_taken_in_at_the_second_time(editor):
    lines = [["slug", "title_en", "part_of"], ["a", "A", "b"], ["b", "B", ""]]
    first = taken_in(lines, "topic", editor)
    assert outcomes(first, "write") == [(3, "new", "b")]
    second = taken_in(lines, "topic", editor)
    assert outcomes(second) == [(2, "new", "a"), (3, "same", "b")]
    assert [*Record.objects.get(slug="a").relations_as_subject.values_list("object__slug")] == [
        ("b",)
    ]


def test_text_of_an_article_is_left_alone(editor):
    article = ArticleFactory(status="draft")
    taken_in([["slug", "title_en"], [article.slug, "New"]], "article", editor)
    assert Article.objects.get().body_en == article.body_en


def test_author_without_the_right_to_add_adds_nothing(looker, django_user_model):
    begun = checked([["slug", "title_en", "type"], ["a", "A", "state"]], "partner", looker)
    assert problems(begun) == [(2, "slug", "a")]
    assert not Partner.objects.exists()


def test_table_belongs_to_who_brought_it(editor, author):
    begun = checked([["slug", "title_en"], ["a", "A"]], "topic", editor)
    assert import_job.find(begun.key, author, "topic") is None
    assert import_job.find(begun.key, editor, "partner") is None
    assert import_job.find(begun.key, editor, "topic").key == begun.key


def test_many_rows_take_a_constant_number_of_queries_to_check(
    editor, django_assert_max_num_queries
):
    RelationFactory.create_batch(30)
    lines = exported("agreement")
    with django_assert_max_num_queries(40):
        begun = checked(lines, "agreement", editor)
    assert len(outcomes(begun)) == 30
