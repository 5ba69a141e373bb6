"""A record with thousands of parts is opened a page at a time, and saved whole."""

import pytest
from django.conf import settings
from django.http import QueryDict
from django.utils.http import urlencode

from cooperation.admin.desk.forms.paging import requested_page, rows_of_page
from cooperation.models import Draft, Evidence, Provision, Relation, Statement
from tests.support.factories import AgreementFactory, ArticleFactory, PartnerFactory
from tests.support.forms import new_part, sent_back


def filled(number, status="draft", others=0):
    """Return an agreement with this many statements, provisions and rows of evidence."""
    agreement = AgreementFactory(status=status)
    article = ArticleFactory(body_en="".join(f"<p>Quote {n}.</p>" for n in range(number)))
    Statement.objects.bulk_create(
        Statement(record=agreement.record, order=n + 1, speaker_en="A", text_en=f"Statement {n}.")
        for n in range(number)
    )
    Provision.objects.bulk_create(
        Provision(agreement=agreement, order=n + 1, text_en=f"Provision {n}.")
        for n in range(number)
    )
    Evidence.objects.bulk_create(
        Evidence(
            record=agreement.record,
            statement=statement,
            article=article,
            quote=f"Quote {n}.",
            order=n + 1,
        )
        for n, statement in enumerate(agreement.statements.all())
    )
    Relation.objects.bulk_create(
        Relation(subject=agreement.record, object=partner.record, verb="signed_by")
        for partner in PartnerFactory.create_batch(others)
    )
    return agreement


def form_of(agreement):
    return f"/admin/cooperation/agreement/{agreement.pk}/change/"


def formset_of(response, prefix):
    formsets = (each.formset for each in response.context["inline_admin_formsets"])
    return next(each for each in formsets if each.prefix == prefix)


def shown(response, prefix):
    """Return the words of the rows of one sort that a form shows."""
    return [row.instance.text_en for row in formset_of(response, prefix).initial_forms]


def numbers(response, prefix):
    """Return (number, whether it is shown) of each page of rows that a form offers."""
    pages = formset_of(response, prefix).pages
    return [(number, is_shown) for number, _address, is_shown in pages]


def texts(agreement):
    return [*agreement.statements.order_by("order").values_list("text_en", flat=True)]


@pytest.fixture
def few(monkeypatch):
    """Let a page hold three rows."""
    monkeypatch.setattr("cooperation.admin.desk.forms.paging.PER_PAGE", 3)


def test_largest_record_opens_and_can_be_saved(editor_client):
    agreement = filled(2400, others=300)
    address = f"{form_of(agreement)}?statements=24"
    form = editor_client.get(address)
    assert shown(form, "statements") == [f"Statement {n}." for n in range(2300, 2400)]
    assert len(form.content) < 8_000_000
    before = texts(agreement)
    typed = sent_back(form, **{"statements-99-text_en": "Another."})
    assert len(typed) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    answer = editor_client.post(
        address, urlencode(typed, doseq=True), "application/x-www-form-urlencoded"
    )
    assert answer.status_code == 302
    assert texts(agreement) == [*before[:-1], "Another."]
    assert [
        agreement.provisions.count(),
        agreement.record.evidence.count(),
        agreement.record.relations_as_subject.count(),
    ] == [2400, 2400, 300]


def test_pages_divide_the_rows_without_rest(editor_client, few):
    agreement = filled(7)
    found = []
    for number in (1, 2, 3):
        form = editor_client.get(f"{form_of(agreement)}?statements={number}")
        found += shown(form, "statements")
    assert found == [f"Statement {n}." for n in range(7)]


@pytest.mark.parametrize("asked", ["", "0", "-1", "a", "9" * 30, "²", "\0", "4"])
def test_page_that_is_not_there_gives_the_nearest(editor_client, few, asked):
    form = editor_client.get(form_of(filled(7)), {"statements": asked})
    expected = ["Statement 6."] if asked == "4" else [f"Statement {n}." for n in range(3)]
    assert shown(form, "statements") == expected
    assert numbers(form, "statements") == [(n, n == (3 if asked == "4" else 1)) for n in (1, 2, 3)]


def test_links_keep_the_other_pages(editor_client, few):
    body = editor_client.get(f"{form_of(filled(4))}?provisions=2").content.decode()
    assert 'href="?provisions=2&amp;statements=2#statements-group"' in body


@pytest.mark.parametrize("number", [0, 1, 3])
def test_record_that_fits_has_no_pages(editor_client, few, number):
    form = editor_client.get(form_of(filled(number)))
    assert (numbers(form, "statements"), "part-pages" in form.content.decode()) == ([], False)


@pytest.mark.parametrize("status", ["draft", "published"])
def test_other_pages_stay_as_they_are(editor_client, few, status):
    agreement = filled(7, status)
    address = f"{form_of(agreement)}?statements=2&evidence=3"
    form = editor_client.get(address)
    typed = {
        "statements-0-text_en": "Changed.",
        "statements-1-DELETE": "on",
        "evidence-0-DELETE": "on",
    }
    editor_client.post(address, sent_back(form, **typed))
    kept = [f"Statement {n}." for n in (0, 1, 2, 5, 6)]
    assert texts(agreement) == [*kept[:3], "Changed.", *kept[3:]]
    assert agreement.provisions.count() == 7
    quotes = {*agreement.record.evidence.values_list("quote", flat=True)}
    assert quotes == {f"Quote {n}." for n in range(7)} - {"Quote 4.", "Quote 6."}


def test_new_row_comes_after_all_pages(editor_client, few):
    agreement = filled(7)
    form = editor_client.get(form_of(agreement))
    row = new_part("statements", 3, text_en="The last.", speaker_en="B", order=1)
    editor_client.post(form_of(agreement), sent_back(form, **row))
    assert texts(agreement) == [*(f"Statement {n}." for n in range(7)), "The last."]


def test_draft_holds_every_page(editor_client, few):
    agreement = filled(7, "published")
    address = f"{form_of(agreement)}?statements=3"
    form = editor_client.get(address)
    typed = {"statements-0-text_en": "In the draft.", "_continue": "1"}
    assert editor_client.post(address, sent_back(form, **typed)).url == address
    rows = Draft.objects.get().snapshot
    found = [row["fields"]["text_en"] for row in rows if row["model"] == "cooperation.statement"]
    assert sorted(found) == sorted([*(f"Statement {n}." for n in range(6)), "In the draft."])
    again = editor_client.get(address)
    assert shown(again, "statements") == ["In the draft."]
    editor_client.post(address, sent_back(again, _publish="1"))
    assert texts(agreement) == [*(f"Statement {n}." for n in range(6)), "In the draft."]


def test_two_editors_on_two_pages_are_merged(editor_client, few):
    agreement = filled(7)
    one, other = (f"{form_of(agreement)}?statements={n}" for n in (1, 2))
    first, second = editor_client.get(one), editor_client.get(other)
    editor_client.post(one, sent_back(first, **{"statements-0-text_en": "One."}))
    asked = editor_client.post(other, sent_back(second, **{"statements-0-text_en": "Other."}))
    assert "admin/merge.html" in [template.name for template in asked.templates]
    sealed = {"merge": asked.context["sealed"], "_save": "1"}
    editor_client.post(other, sealed)
    expected = [f"Statement {n}." for n in range(7)]
    assert texts(agreement) == ["One.", *expected[1:3], "Other.", *expected[4:]]


def test_form_with_an_error_shows_what_was_sent(editor_client, few):
    agreement = filled(7)
    address = f"{form_of(agreement)}?statements=2"
    typed = sent_back(editor_client.get(address), title_en="", **{"statements-0-text_en": "Kept."})
    answer = editor_client.post(address, typed)
    assert answer.status_code == 200
    assert shown(answer, "statements") == ["Kept.", "Statement 4.", "Statement 5."]
    assert numbers(answer, "statements") == [(1, False), (2, True), (3, False)]


def test_evidence_of_a_part_on_another_page_stays_with_it(editor_client, few):
    agreement = filled(7)
    address = f"{form_of(agreement)}?evidence=3"
    form = editor_client.get(address)
    typed = sent_back(form, **{"evidence-0-note": "A note."})
    assert editor_client.post(address, typed).status_code == 302
    found = Evidence.objects.get(note="A note.")
    assert (found.quote, found.statement.text_en) == ("Quote 6.", "Statement 6.")


def test_evidence_can_support_the_parts_that_the_form_shows(editor_client, few):
    agreement = filled(7)
    address = f"{form_of(agreement)}?statements=3&evidence=2"
    wanted = agreement.statements.get(text_en="Statement 6.")
    typed = sent_back(
        editor_client.get(address), **{"evidence-0-supports": f"statement:{wanted.pk}"}
    )
    assert editor_client.post(address, typed).status_code == 302
    assert wanted.evidence.count() == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("", 1), ("0", 1), ("2", 2), ("07", 7), ("1_0", 1), ("٣", 1), ("9" * 7, 1), ("-2", 1)],
)
def test_page_asked_for_is_a_number(typed, expected):
    assert requested_page(QueryDict(mutable=True) | {"rows": typed}, "rows") == expected


def test_page_beyond_the_last_is_the_last():
    assert [rows_of_page([*range(150)], number) for number in (2, 9)] == [[*range(100, 150)]] * 2
    assert (rows_of_page([], 1), rows_of_page([], 5)) == ([], [])
