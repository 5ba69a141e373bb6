"""What the page of a partner says of others and of the years."""

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.models import Record
from cooperation.queries.partner import COUNTERPARTS, YEARS, PartnerOverview
from tests.support.factories import AgreementFactory, EventFactory, PartnerFactory, RelationFactory
from tests.support.pages import count_in, list_address
from tests.support.partners import take_part


def named(survey):
    """Return {address of another partner: numbers by kind}."""
    kinds = [kind.key for kind in survey.kinds]
    return {
        each.partner.slug: dict(zip(kinds, each.numbers, strict=True))
        for each in survey.counterparts
    }


def by_year(survey):
    """Return {year: {kind of record: number}} without noughts."""
    return {
        row.year: {kind.key: number for kind, number in row.numbers if number}
        for row in survey.years
    }


@pytest.fixture
def a(db):
    return PartnerFactory(slug="a")


def test_others_come_by_what_says_most(a):
    b, c = PartnerFactory(slug="b"), PartnerFactory(slug="c")
    for partner in (a, b):
        take_part("represented_at", partner, EventFactory())
    event, agreement = EventFactory(), AgreementFactory()
    for partner in (a, b):
        take_part("represented_at", partner, event)
    for partner in (a, c):
        take_part("party_to", partner, agreement)
    survey = PartnerOverview(a)
    assert list(named(survey).items()) == [
        ("c", {"agreement": 1, "presence": 0}),
        ("b", {"agreement": 0, "presence": 1}),
    ]
    assert (survey.total, survey.more) == (2, 0)


def test_many_others_are_counted(a):
    event = EventFactory()
    for partner in (a, *(PartnerFactory() for _n in range(COUNTERPARTS + 3))):
        take_part("represented_at", partner, event)
    survey = PartnerOverview(a)
    assert len(survey.counterparts) == COUNTERPARTS
    assert (survey.total, survey.more) == (COUNTERPARTS + 3, 3)


def test_hidden_partners_and_records_are_not_counted(a):
    b = PartnerFactory(slug="b")
    agreement = AgreementFactory(when=PartialDate.parse("2022"))
    for partner in (a, b):
        take_part("party_to", partner, agreement)
    assert named(PartnerOverview(a)) == {"b": {"agreement": 1}}
    assert by_year(PartnerOverview(a)) == {2022: {"agreement": 1}}
    Record.objects.filter(pk=b.pk).update(status="draft")
    assert named(PartnerOverview(a)) == {}
    Record.objects.filter(pk=agreement.pk).update(status="withdrawn")
    assert by_year(PartnerOverview(a)) == {}


def test_preview_of_a_draft_shows_what_readers_will_see(a):
    b, agreement = PartnerFactory(slug="b"), AgreementFactory()
    for partner in (a, b):
        take_part("party_to", partner, agreement)
    RelationFactory(subject=a, verb="partner_of", object=b)
    Record.objects.filter(pk=a.pk).update(status="draft")
    assert named(PartnerOverview(a)) == {"b": {"agreement": 1, "direct": 1}}


def test_record_counts_in_each_year_it_can_lie_in(a):
    dates = {"2022": 2, "March 2022": 1, "2022–2024": 1, "about 2019": 1}
    for date, number in dates.items():
        for _n in range(number):
            take_part("represented_at", a, EventFactory(when=PartialDate.parse(date)))
    take_part("party_to", a, AgreementFactory())
    assert by_year(PartnerOverview(a)) == {
        2024: {"event": 1},
        2023: {"event": 1},
        2022: {"event": 4},
        2019: {"event": 1},
        None: {"agreement": 1},
    }


def test_only_the_latest_years_are_shown(a):
    for year in range(1990, 1990 + YEARS + 5):
        take_part("represented_at", a, EventFactory(when=PartialDate.parse(str(year))))
    assert list(by_year(PartnerOverview(a))) == list(range(1990 + YEARS + 4, 1990 + 4, -1))


def test_number_of_a_year_is_what_its_list_holds(client, content):
    checked = 0
    for slug in ("unoct", "uzbekistan", "central-asia"):
        survey = PartnerOverview(Record.objects.get(kind="partner", slug=slug))
        for year, numbers in by_year(survey).items():
            for kind, number in numbers.items() if year else ():
                response = client.get(f"{list_address(kind)}?partner={slug}&date={year}")
                assert count_in(response).split()[0] == str(number), (slug, kind, year)
                checked += 1
    assert checked > 5


def test_page_links_others_and_years(client, a):
    b = PartnerFactory(slug="b")
    for partner in (a, b):
        take_part("party_to", partner, AgreementFactory(when=PartialDate.parse("2022")))
    RelationFactory(subject=b, verb="partner_of", object=a)
    body = client.get(a.get_absolute_url()).content.decode()
    assert 'href="/partners/a/with/b/"' in body
    assert 'href="/agreements/?partner=a&amp;date=2022"' in body
    assert 'href="/network/?partner=a"' in body


def test_page_of_a_partner_alone_has_no_empty_tables(client, a):
    body = client.get(a.get_absolute_url()).content.decode()
    assert "joins-heading" not in body
    assert "years-heading" not in body
