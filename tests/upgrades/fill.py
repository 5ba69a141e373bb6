"""Fills the empty register of any version with a little content, and edits it.

For ``manage.py shell`` of that version: it asks what the version has, and does what it can.
"""

from importlib import import_module

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from cooperation.domain.dates import PartialDate

names = {model._meta.model_name: model for model in apps.get_app_config("cooperation").get_models()}


def make(name, /, **values):
    """Make a row, if this version has the model."""
    return names[name].objects.create(**values) if name in names else None


def call(module, function, *args, **kwargs):
    """Call what this version has of its own application; None if it has not."""
    try:
        found = getattr(import_module(f"cooperation.{module}"), function)
    except (ImportError, AttributeError):
        return None
    return found(*args, **kwargs)


def publish(*records):
    """Publish as the desk does, which keeps revisions where there are any."""
    keys = [record.pk for record in records]
    chosen = names["record"].objects.filter(pk__in=keys)
    who = {"user": user, "is_checked": True} if "revision" in names and "draft" in names else {}
    who = who or ({"user": user} if "revision" in names else {})
    call("publishing.workflow", "publish", chosen, **who)


user = get_user_model().objects.create_user("editor", is_staff=True)  # without a password
user.groups.add(Group.objects.get(name="Administrator"))

flags = make(
    "image",
    title_en="Flags",
    file="images/flags.png",
    width=3,
    height=2,
    alt_en="Two flags",
    alt_ru="Два флага",
)
make("image", title_en="Line", file="images/line.png", width=3, height=2, is_decorative=True)
make("page", slug="about", title_en="About", body_en="<p>What this is.</p>", order=3)

article = make(
    "article",
    slug="a-pact",
    title_en="A pact",
    title_ru="Договор",
    when=PartialDate.parse("2022-03"),
    body_en="<h2>The pact</h2><p>Aland and Beland signed the Pact of Rivers in March 2022. "
    "Over 400 people came.</p><p>“It’s a start”, the minister said.</p>",
    body_ru="<p>Аланд и Беланд подписали пакт в марте 2022 года.</p>",
)
aland = make("partner", slug="aland", type="state", title_en="Aland", title_ru="Аланд")
beland = make("partner", slug="beland", type="state", title_en="Beland")
rivers = make("topic", slug="rivers", title_en="Rivers")
pact = make(
    "agreement",
    slug="pact-of-rivers",
    type="memorandum",
    title_en="Pact of Rivers",
    when=PartialDate.parse("2022-03"),
    image=flags,
    binding="yes",
    city_en="Rivertown",
)
talks = make(
    "event",
    slug="talks",
    type="meeting",
    format="online",
    title_en="Talks",
    when=PartialDate.parse("2021-12-05"),
    outcomes_en="They agreed to meet again.",
)
hidden = make("initiative", slug="bridge", type="programme", title_en="Bridge, not public yet")
person = make("person", slug="ann-example", title_en="Ann Example")
make("alias", record=aland, text="Republic of Aland")
water = make("provision", agreement=pact, text_en="Clean water", topic=rivers)
party = make("relation", subject=aland, verb="party_to", object=pact, role_en="host")
make("relation", subject=beland, verb="party_to", object=pact, order=2)
make("relation", subject=pact, verb="signed_at", object=talks)

stated = {"record": pact, "basis": "stated", "article": article}
quote = "Aland and Beland signed the Pact of Rivers in March 2022."
date = make("evidence", field="when", quote=quote, **stated)
make("evidence", relation=party, quote="Aland and Beland signed the Pact of Rivers", **stated)
make("evidence", record=pact, field="reference", basis="not_stated", note="The text names none.")
reckoned = make("evidence", record=pact, field="binding", basis="inferred", note="Both signed it.")
make("premise", inference=reckoned, evidence=date, words=quote)
make("otherclaim", record=pact, field="when", text_en="April 2022", reason_en="A later report.")
make("document", record=pact, title_en="Text of the pact", file="documents/pact.pdf", language="en")
make("manuscript", article=article, name="pact.txt", data=b"The pact", sha256="0" * 64)

call("sourcing.passages", "store_all")
publish(article, aland, beland, rivers, pact, talks, person)

# What editors did later: a title, a date with its evidence, a revision of each.
pact.refresh_from_db()
date.refresh_from_db()
pact.title_en, pact.summary_en = "Pact of the Rivers", "Edited since: two states, one river."
pact.updated_at = timezone.now()
pact.save()
date.note = "Edited since: the day is not stated."
date.save()
if "revision" in names:
    act = names["revision"].Act.PUBLISHED
    call("publishing.history", "keep", pact.record, act, user, note="A better title")
call("publishing.redirects", "lead", "agreement", "pact-of-river", pact.pk, "changed")

if "draft" in names:
    snapshot = call("publishing.snapshot", "capture", talks.record)
    for row in snapshot:
        if row["model"] == "cooperation.record":
            row["fields"]["title_en"] = "Talks, as a draft says"
    call("publishing.drafts", "keep", talks.record, snapshot, user)
    call("publishing.review", "ask", talks.record, user)
    make("comment", record=talks.record, text="Please check the day.", author=user)
make(
    "presence", record=talks.record, user=user, opened_at=timezone.now(), shown_until=timezone.now()
)

call("sourcing.mentions", "scan_all")
call("sourcing.index", "index_all")
