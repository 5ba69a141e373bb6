"""A small register for random histories, and what readers see of it."""

import json
import re
from collections import defaultdict
from functools import cache

from django.apps import apps

from cooperation.changes.consequences import history
from cooperation.changes.consequences.content_version import increase
from cooperation.models import (
    ContentVersion,
    Draft,
    LoadedContent,
    Mention,
    Passage,
    Record,
    Review,
    Revision,
    SearchEntry,
    SearchWord,
    SiteSettings,
)
from cooperation.snapshots.capture import capture_many
from cooperation.snapshots.rows import OWN, content
from cooperation.sourcing import index, mentions, passages
from tests.support.factories import (
    AgreementFactory,
    ArticleFactory,
    EvidenceFactory,
    PartnerFactory,
    PersonFactory,
    RelationFactory,
    TopicFactory,
)

BODY = (
    "<p>Harbour Union and River Forum signed the Harbour Pact in March 2022.</p>"
    "<p>Over 400 people came. Water Trade is a topic of the River Forum.</p>"
)
QUOTE = "Harbour Union and River Forum signed the Harbour Pact in March 2022."
NAMES = ("Harbour Union", "River Forum", "Harbour Pact", "Water Trade", "Mira Stone")


def make_register():
    """Save a few records of several kinds; agreements are under review. Return their keys."""
    article = ArticleFactory(title_en="A report", slug="report", body_en=BODY)
    pact = AgreementFactory(title_en="Harbour Pact", slug="pact", when="2022-03")
    one = PartnerFactory(title_en="Harbour Union", slug="union")
    other = PartnerFactory(title_en="River Forum", slug="forum")
    twin = PartnerFactory(title_en="River Forum of the North", slug="forum-north")
    topic = TopicFactory(title_en="Water Trade", slug="water", status="draft")
    person = PersonFactory(title_en="Mira Stone", slug="stone", status="draft")
    relation = RelationFactory(subject=one, verb="party_to", object=pact, role_en="as host")
    RelationFactory(subject=other, verb="party_to", object=pact)
    RelationFactory(subject=pact, verb="about", object=topic)
    EvidenceFactory(record=pact, article=article, field="when", quote=QUOTE)
    EvidenceFactory(record=one, article=article, relation=relation, field="", quote=QUOTE)
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviewed_kinds": ["agreement"]})
    passages.store(article)
    mentions.scan_all()
    for record in Record.objects.all():
        passages.attach_record(record)
        history.add_first_revision(record)
    index.index_all()
    increase()
    return [each.pk for each in (article, pact, one, other, twin, topic, person)]


def said(snapshot):
    """Return what a snapshot says, {Key: fields}: records by key, not by address."""
    return _said(snapshot, _keys_of_addresses())


def _keys_of_addresses():
    found = Record.objects.values_list("kind", "slug", "pk")
    return {(kind, slug): pk for kind, slug, pk in found}


def _said(snapshot, keys):
    def key_of(value):
        is_address = isinstance(value, list) and len(value) == 2
        return keys.get(tuple(value), value) if is_address else value

    return {
        key: {name: key_of(value) for name, value in fields.items()}
        for key, fields in content(snapshot).items()
    }


def seen(rows, keys):
    """Return what readers see of what is ``said``, if the records with these keys are public."""
    hidden = {
        key.pk
        for key, fields in rows.items()
        if key.model == "cooperation.relation"
        and not {fields["subject"], fields["object"]} <= {OWN, *keys}
    }
    return {
        key: fields
        for key, fields in rows.items()
        if not hidden & {key.pk, *(value for value in fields.values() if isinstance(value, str))}
    }


def public():
    """Return what readers see: {key of a record: what it says} and the links of its articles."""
    kinds = defaultdict(list)
    for key, kind in Record.objects.published().values_list("pk", "kind"):
        kinds[kind].append(key)
    keys = {key for own in kinds.values() for key in own}
    links = Mention.objects.certain().filter(record__in=keys, passage__article__in=keys)
    addresses, shown = _keys_of_addresses(), {}
    for kind, own in kinds.items():
        for key, (snapshot, _rows) in capture_many(kind, own).items():
            shown[key] = seen(_said(snapshot, addresses), keys)
    shown["links"] = sorted(
        links.values_list("passage__article", "passage__order", "start", "record")
    )
    return shown


UNSEEN = {Draft, Revision, Review, SearchEntry, SearchWord, LoadedContent, ContentVersion}
"""Models that ``public`` reads nothing of."""

DERIVED = {Passage, Mention, SearchEntry, SearchWord, LoadedContent}
"""Models that hold nothing that was typed there."""


@cache
def _tables_but(models):
    own = apps.get_app_config("cooperation").get_models(include_auto_created=True)
    return [model._meta.db_table for model in own if model not in models]


def shown_tables(tables):
    """Return those of all tables on which it depends what readers see."""
    return [tables[name] for name in _tables_but(frozenset(UNSEEN))]


def everything_kept(tables):
    """Return all that the register holds of what was typed, as one text."""
    return "\n".join(tables[name] for name in _tables_but(frozenset(DERIVED)))


def tokens_of(data):
    """Return the words of plain data that only a history can have typed."""
    return set(re.findall(r"typed\d+", data if isinstance(data, str) else json.dumps(data)))


def rows_naming(record):
    """Return the rows of all drafts and revisions that lead to a record."""
    own = [record.kind, record.slug]
    held = [*Revision.objects.values_list("snapshot", flat=True)]
    held += [*Draft.objects.values_list("snapshot", flat=True)]
    return [row for snapshot in held for row in snapshot if own in list(row["fields"].values())]
