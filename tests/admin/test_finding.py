"""Finding evidence for a record, and questioning what does not hold its value."""

import pytest

from cooperation.models import Evidence
from cooperation.sourcing.passages import store
from tests.support.desk import form_of
from tests.support.factories import ArticleFactory, EventFactory
from tests.support.forms import new_part, sent_back

DATED, COUNTED, VAGUE = (
    "The conference met in Tashkent in March 2022.",
    "Over 1,400 participants came.",
    "In March they met again, and 14 came.",
)


@pytest.fixture
def event(db):
    article = ArticleFactory(body_en=f"<p>{DATED} {COUNTED} {VAGUE}</p>")
    store(article)
    event = EventFactory(title_en="Conference", when="2022-03", city_en="Tashkent")
    event.figures.create(value=1400, qualifier="over", unit_en="participants")
    return event


def test_each_value_is_offered_the_sentences_that_hold_it(editor_client, event):
    page = editor_client.get(form_of(event).replace("change", "find-evidence"))
    assert [
        (words, [each.text for each, _link in rows]) for words, rows in page.context["found"]
    ] == [
        ("Conference", [DATED]),
        ("2022-03", [DATED]),
        ("Tashkent", [DATED]),
        ("over 1,400 participants", [COUNTED]),
    ]


def test_chosen_sentence_becomes_the_evidence_of_its_value(editor_client, event):
    page = editor_client.get(form_of(event).replace("change", "find-evidence"))
    [_passage, address] = page.context["found"][3][1][0]
    form = editor_client.get(address)
    data = sent_back(form)
    for inline in form.context["inline_admin_formsets"]:
        for row in inline.formset.extra_forms:
            data |= {field.html_name: field.value() for field in row if field.value()}
    assert editor_client.post(form_of(event), data).status_code == 302
    [evidence] = Evidence.objects.all()
    assert (evidence.figure, evidence.quote) == (event.figures.get(), COUNTED)


@pytest.mark.parametrize(
    ("supports", "quote", "asked"),
    [
        ("field:when", DATED, False),
        ("field:when", VAGUE, True),
        ("field:place", DATED, False),
        ("field:place", COUNTED, True),
        ("field:type", COUNTED, False),
    ],
)
def test_evidence_that_lacks_the_value_is_questioned(editor_client, event, supports, quote, asked):
    article = ArticleFactory(body_en=f"<p>{quote}</p>")
    row = {"supports": supports, "basis": "stated", "article": article.pk, "quote": quote}
    form = editor_client.get(form_of(event))
    answer = editor_client.post(
        form_of(event), sent_back(form, **new_part("evidence", **row)), follow=True
    )
    assert ("is not in that sentence" in answer.content.decode()) == asked
    assert Evidence.objects.count() == 1
