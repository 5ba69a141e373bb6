"""How a partner takes part in records, and what hides a record from readers."""

import datetime

from cooperation.domain.verbs import VERBS
from tests.support.factories import RelationFactory

FUTURE = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
HIDDEN = [{"status": "draft"}, {"status": "withdrawn"}, {"publish_at": FUTURE}]


def take_part(verb, partner, record):
    """Let a partner take part in a record by a verb, whichever end it stands at."""
    ends = (partner, record) if VERBS[verb].partner_end == "subject" else (record, partner)
    return RelationFactory(verb=verb, subject=ends[0], object=ends[1])
