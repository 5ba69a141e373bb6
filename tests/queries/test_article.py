"""An article on its page: how its sentences are cited, what rests on them, and who wrote it."""

import datetime

import pytest

from cooperation.domain.basis import Basis
from cooperation.models import Evidence, Passage
from cooperation.queries.article import MOST_RELATED, ArticleDossier, Reading, SentenceMark
from cooperation.queries.margin import MOST_NAMED, margin_notes, sentence_reference
from cooperation.sourcing.passages import store
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EventFactory,
    EvidenceFactory,
    PartnerFactory,
    PersonFactory,
    RelationFactory,
    TopicFactory,
)
from tests.support.rows import evidence_for, many

BODY = (
    "<p>One came. Two came.</p><h2>Part</h2><p>Three came.</p>"
    "<ul><li>Four came. Five came.</li><li>Six came.</li></ul>"
    "<h2>More</h2><blockquote><p>Seven came.</p><p>Eight came.</p></blockquote>"
)


def article(**values):
    saved = ArticleFactory(**{"body_en": BODY} | values)
    store(saved)
    return saved


def rest(record, on, *quotes, **values):
    for quote in quotes:
        own = {"field": "title", "quote": quote} | values
        EvidenceFactory(record=record, article=on, **own)
    store(on)
    return record


def beside(reading):
    """Return {number: [(references, names)]} of the margin."""
    return {
        note.number: [
            (
                [sentence.reference for sentence in entry.sentences],
                [name for name, _ in entry.records],
            )
            for entry in note.entries
        ]
        for note in reading.margin
    }


@pytest.mark.parametrize(
    ("place", "expected"),
    [(0, "4a"), (25, "4z"), (26, "4aa"), (51, "4az"), (52, "4ba"), (702, "4aaa")],
)
def test_reference_is_the_paragraph_and_a_letter(place, expected):
    assert sentence_reference("4", place) == expected


def test_sentences_are_cited_by_their_paragraph(db):
    cited = [(each.passage.text, each.reference) for each in Reading(article()).sentences]
    assert cited == [
        ("One came.", "1a"),
        ("Two came.", "1b"),
        ("Part", "§1"),
        ("Three came.", "2a"),
        ("Four came.", "3a"),
        ("Five came.", "3b"),
        ("Six came.", "3c"),
        ("More", "§2"),
        ("Seven came.", "4a"),
        ("Eight came.", "4b"),
    ]


def test_contents_are_the_headings_of_the_first_level(db):
    saved = article(body_en="<h2>One</h2><p>Text.</p><h3>Within</h3><p>Text.</p><h2>Two</h2>")
    assert [each.passage.text for each in Reading(saved).headings] == ["One", "Two"]


def test_article_without_evidence_has_an_empty_margin(db):
    reading = Reading(article())
    assert (reading.margin, reading.related) == ([], [])
    assert {sentence.target for sentence in reading.sentences} == {""}


def test_record_is_named_once_beside_a_paragraph_with_all_its_sentences(db):
    saved = article()
    rest(AgreementFactory(title_en="Memorandum"), saved, "One came.", "Two came.", "Six came.")
    rest(EventFactory(title_en="Meeting"), saved, "Two came.", "Two came.")
    rest(EventFactory(title_en="Signing"), saved, "Two came.")
    rest(EventFactory(title_en="Heading"), saved, "More")
    reading = Reading(saved)
    assert beside(reading) == {
        "1": [(["1a", "1b"], ["Memorandum"]), (["1b"], ["Meeting", "Signing"])],
        "3": [(["3c"], ["Memorandum"])],
        "h2": [(["§2"], ["Heading"])],
    }
    targets = {each.reference: each.target for each in reading.sentences if each.target}
    assert targets == {"1a": "n1", "1b": "n1", "3c": "n3", "§2": "nh2"}


def test_partner_is_named_by_its_abbreviation(db):
    saved = article()
    rest(PartnerFactory(title_en="United Nations", short_name_en="UN"), saved, "One came.")
    rest(PartnerFactory(title_en="Uzbekistan"), saved, "One came.")
    assert beside(Reading(saved)) == {"1": [(["1a"], ["UN", "Uzbekistan"])]}


@pytest.mark.parametrize("hidden", ["draft", "withdrawn", "own", "elsewhere", "gap"])
def test_what_rests_on_no_sentence_or_is_hidden_is_left_out(db, hidden):
    saved = article()
    record = {"own": saved}.get(hidden) or AgreementFactory(
        status=hidden if hidden in ("draft", "withdrawn") else "published"
    )
    source = article(slug="other") if hidden == "elsewhere" else saved
    gap = {"basis": Basis.NOT_STATED, "quote": ""} if hidden == "gap" else {}
    rest(record, source, "One came.", **gap)
    assert beside(Reading(saved)) == {}


def test_inference_from_a_sentence_rests_on_it(db):
    saved = article()
    rest(AgreementFactory(title_en="A"), saved, "One came.", basis=Basis.INFERRED, note="So.")
    assert beside(Reading(saved)) == {"1": [(["1a"], ["A"])]}


def test_margin_names_so_many_and_counts_the_others(db):
    saved = article()
    records = many("event", MOST_NAMED + 3)
    Evidence.objects.bulk_create(evidence_for(record, saved, field="title") for record in records)
    Evidence.objects.update(quote="One came.")
    rest(AgreementFactory(), saved, "Three came.")
    notes = margin_notes(Reading(saved).sentences)
    named = [sum(len(entry.records) for entry in note.entries) for note in notes]
    assert [(note.number, note.more) for note in notes] == [("1", 3), ("2", 1)]
    assert named == [MOST_NAMED, 0]


def test_reader_goes_on_to_what_rests_on_the_most_sentences(db):
    saved = article()
    rest(EventFactory(title_en="Twice"), saved, "One came.", "Two came.")
    rest(AgreementFactory(title_en="Once"), saved, "One came.")
    rest(PartnerFactory(), saved, "One came.", "Two came.", "Three came.")
    rest(TopicFactory(), saved, "One came.", "Two came.", "Three came.")
    assert [record.title for record in Reading(saved).related] == ["Twice", "Once"]


def test_reader_goes_on_to_a_few_records(db):
    saved = article()
    records = many("event", MOST_RELATED + 1)
    Evidence.objects.bulk_create(evidence_for(each, saved, field="title") for each in records)
    Evidence.objects.update(quote="One came.")
    assert len(Reading(saved).related) == MOST_RELATED


def about(saved, topic, quote, **values):
    order = saved.relations_as_subject.count()
    relation = RelationFactory(subject=saved, verb="about", object=topic, order=order)
    rest(saved, saved, quote, field="", relation=relation, **values)


def marks(notes):
    return [(type(note).__name__, note.number) for note in notes]


def test_topics_are_an_index_of_the_text(db):
    saved, topic, other = article(), TopicFactory(title_en="A"), TopicFactory(title_en="B")
    about(saved, topic, "Two came.")
    rest(topic, saved, "One came.", "Two came.")
    rest(other, saved, "One came.")
    dossier = ArticleDossier(saved)
    assert [(each.record.title, marks(each.notes)) for each in dossier.topics] == [
        ("A", [("SentenceMark", "1b"), ("SentenceMark", "1a")])
    ]
    assert beside(dossier.reading) == {"1": [(["1a"], ["B"])]}
    targets = [each.target for each in dossier.reading.sentences[:2]]
    assert targets == ["n1", "topics"]
    assert dossier.groups == []


def test_evidence_with_more_to_say_than_its_sentence_has_a_note(db):
    saved = article()
    about(saved, TopicFactory(), "One came.")
    about(saved, TopicFactory(), "Two came.", note="As the editors see it.")
    about(saved, TopicFactory(), "Three came.", basis=Basis.INFERRED, note="It follows.")
    dossier = ArticleDossier(saved)
    anchor = Passage.objects.get(article=saved, text="One came.").address
    first, *others = [each.notes for each in dossier.topics]
    assert first == [SentenceMark("1a", anchor)]
    assert [marks(notes) for notes in others] == [[("Note", 1)], [("Note", 2)]]
    assert [note.evidence.quote for note in dossier.notes] == ["Two came.", "Three came."]


def test_quote_from_another_article_has_a_note(db):
    saved, source = article(), article(slug="source")
    relation = RelationFactory(subject=saved, verb="about", object=TopicFactory())
    rest(saved, source, "One came.", field="", relation=relation)
    assert marks(ArticleDossier(saved).topics[0].notes) == [("Note", 1)]


def written(saved, party_to=None, **hidden):
    """Let somebody with a post write an article; return person and institution."""
    person, institute = PersonFactory(title_en="Author"), PartnerFactory(title_en="Institute")
    RelationFactory(subject=saved, verb="written_by", object=person, role_en="author")
    post = RelationFactory(subject=person, verb="post_at", object=institute, role_en="Head")
    if party_to:
        RelationFactory(subject=institute, verb="party_to", object=party_to)
    rest(person, saved, "One came.", field="", relation=post)
    return person, institute


def byline(saved):
    """Return [(author, role, posts, interests)] of an article."""
    return [
        (
            each.authorship.other.title,
            each.authorship.relation.role,
            [(row.relation.role, row.other.title, marks(row.notes)) for row in each.posts],
            [(row.relation.subject.title, row.other.title) for row in each.interests],
        )
        for each in ArticleDossier(saved).byline
    ]


def test_byline_names_role_post_and_interest(db):
    saved = article()
    memorandum = rest(AgreementFactory(title_en="Memorandum"), saved, "Two came.")
    written(saved, party_to=memorandum)
    assert byline(saved) == [
        (
            "Author",
            "author",
            [("Head", "Institute", [("SentenceMark", "1a")])],
            [("Institute", "Memorandum")],
        )
    ]


def test_agreement_of_which_the_article_says_nothing_is_no_interest(db):
    saved = article()
    written(saved, party_to=AgreementFactory())
    assert byline(saved) == [
        ("Author", "author", [("Head", "Institute", [("SentenceMark", "1a")])], [])
    ]


def test_hidden_institution_is_not_named_in_the_byline(db):
    saved = article()
    _person, institute = written(saved, party_to=rest(AgreementFactory(), saved, "Two came."))
    institute.publish_at = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
    institute.save()
    assert byline(saved) == [("Author", "author", [], [])]


def test_article_without_an_author_has_no_byline(db):
    assert byline(article()) == []
