"""What led to a duplicate leads to the record that stays."""

import pytest

from cooperation.changes.publish import publish
from cooperation.changes.withdraw import withdraw
from cooperation.models import Evidence, Mention, OldAddress
from cooperation.sourcing.mentions import scan_all
from cooperation.sourcing.passages import store
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    CouncilFactory,
    EvidenceFactory,
    PartnerFactory,
    TopicFactory,
    WorkingGroupFactory,
)
from tests.support.merging_duplicates import merge, record_of
from tests.support.records import KINDS

pytestmark = pytest.mark.django_db


def test_council_brings_its_working_groups_with_a_revision_of_each():
    survivor, duplicate = CouncilFactory(), CouncilFactory()
    group = WorkingGroupFactory(council=duplicate)
    EvidenceFactory(
        record=survivor, field="working_groups", basis="not_stated", article=None, quote=""
    )
    merge(duplicate, survivor)
    group.refresh_from_db()
    assert (group.council_id, group.status, survivor.evidence.count()) == (
        survivor.pk, "published", 0,
    )  # fmt: skip
    assert [each.act for each in group.revisions.newest_first()] == ["merged", "loaded"]


def test_topic_brings_the_provisions_of_agreements():
    survivor, duplicate = TopicFactory(), TopicFactory()
    agreement = AgreementFactory()
    agreement.provisions.create(text_en="It.", topic=duplicate)
    merge(duplicate, survivor)
    assert agreement.provisions.get().topic_id == survivor.pk
    assert agreement.revisions.count() == 2


def test_article_brings_the_quotes_that_stand_in_the_text_that_stays():
    survivor = ArticleFactory(body_en="<p>They signed.</p>")
    duplicate = ArticleFactory(body_en="<p>They signed. They left.</p>")
    for article in (survivor, duplicate):
        store(article)
    same = EvidenceFactory(article=duplicate, quote="They signed.")
    lost = EvidenceFactory(article=duplicate, quote="They left.")
    own = EvidenceFactory(record=duplicate, field="title", article=duplicate, quote="They left.")
    merge(duplicate, survivor)
    rows = [Evidence.objects.get(pk=row.pk) for row in (same, lost, own)]
    assert [row.article_id for row in rows] == [survivor.pk, duplicate.pk, duplicate.pk]
    assert rows[0].passage.article_id == survivor.pk
    assert [each.act for each in same.record.revisions.newest_first()] == ["merged", "loaded"]


def test_mentions_name_the_record_that_stays():
    survivor = PartnerFactory(title_en="United Nations Office", type="un_body")
    duplicate = PartnerFactory(title_en="Office of the Nations", type="un_body")
    article = ArticleFactory(body_en="<p>The Office of the Nations came.</p>")
    store(article)
    scan_all()
    assert Mention.objects.get().record_id == duplicate.pk
    merge(duplicate, survivor)
    assert Mention.objects.get().record_id == survivor.pk
    scan_all()
    assert (Mention.objects.get().record_id, Mention.objects.get().state) == (
        survivor.pk, "linked",
    )  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "working_group"])
def test_all_addresses_lead_to_the_record_that_stays_in_one_step(client, kind):
    first, second, last = (KINDS[kind](slug=slug) for slug in "abc")
    OldAddress.objects.create(kind=kind, slug="z", record=first.record, reason="changed")
    addresses = [first.get_absolute_url().replace("/a/", f"/{slug}/") for slug in "zab"]
    merge(first, second)
    merge(second, last)
    now = last.get_absolute_url()
    for address in addresses:
        for language in ("", "/ru", "/uz"):
            response = client.get(f"{language}{address}")
            assert (response.status_code, response.headers["Location"]) == (
                301, f"{language}{now}",
            )  # fmt: skip
    assert client.get(now).status_code == 200
    withdraw([last])
    assert [client.get(address).status_code for address in [*addresses, now]] == [410] * 4


def test_page_of_two_partners_that_were_merged_leads_to_the_one(client):
    survivor, duplicate = PartnerFactory(slug="a"), PartnerFactory(slug="b")
    merge(duplicate, survivor)
    response = client.get("/partners/a/with/b/")
    assert (response.status_code, response.headers["Location"]) == (301, "/partners/a/")


def test_published_again_a_duplicate_answers_for_itself(client):
    survivor, duplicate = TopicFactory(slug="a"), TopicFactory(slug="b")
    merge(duplicate, survivor)
    publish(record_of(duplicate))
    assert client.get("/topics/b/").status_code == 200
    assert not OldAddress.objects.exists()
