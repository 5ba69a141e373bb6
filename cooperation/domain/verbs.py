"""The verbs of relations: labels in both directions, and the kinds of record they connect."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Verb(NamedTuple):
    """“subject label object” reads as a sentence, and so does “object inverse subject”.

    ``subjects`` and ``objects`` hold kinds (see ``domain/kinds.py``). ``claim`` names the claim
    of the subject that the relation answers, ``inverse_claim`` that of the object.

    ``join`` is a key of JOINS (``domain/joins.py``): how a partner with this relation takes part
    in the other record. Partners of the same record are linked by it. ``younger`` is "subject"
    or "object" if that end resulted from the other, as an agreement from the event that
    adopted it; empty for relations that say nothing of that.
    """

    key: str
    label: str
    inverse: str
    subjects: tuple
    objects: tuple
    claim: str = ""
    inverse_claim: str = ""
    join: str = ""
    younger: str = ""

    @property
    def partner_end(self):
        """The end that is the partner, in a verb with a ``join``."""
        return "subject" if "partner" in self.subjects else "object"

    def joins(self, subject_kind, object_kind):
        """Whether the verb can connect records of these kinds, in this order."""
        return subject_kind in self.subjects and object_kind in self.objects


ARTICLE, AGREEMENT, EVENT, COUNCIL = ("article",), ("agreement",), ("event",), ("council",)
GROUP, INITIATIVE, PARTNER = ("working_group",), ("initiative",), ("partner",)
PERSON, TOPIC = ("person",), ("topic",)
ACTIVITY = AGREEMENT + EVENT + INITIATIVE
BODY = COUNCIL + GROUP + PARTNER
ANY = ARTICLE + ACTIVITY + BODY + PERSON

VERBS = {
    verb.key: verb
    for verb in (
        Verb(
            "party_to",
            _("party to"),
            _("party"),
            PARTNER,
            AGREEMENT,
            inverse_claim="parties",
            join="agreement",
        ),
        Verb(
            "signed_by", _("signed by"), _("signed"), AGREEMENT, PARTNER + PERSON, join="agreement"
        ),
        Verb("approved_by", _("approved by"), _("approved"), AGREEMENT, PARTNER, join="agreement"),
        Verb("instrument_of", _("instrument of"), _("has instrument"), AGREEMENT, PARTNER),
        Verb(
            "deposited_with",
            _("deposited with"),
            _("depositary of"),
            AGREEMENT,
            PARTNER,
            claim="depositary",
        ),
        Verb(
            "adopted_at", _("adopted at"), _("adopted there"), AGREEMENT, EVENT, younger="subject"
        ),
        Verb("signed_at", _("signed at"), _("signed there"), AGREEMENT, EVENT, younger="subject"),
        Verb(
            "implements",
            _("implements"),
            _("implemented through"),
            AGREEMENT,
            AGREEMENT,
            younger="subject",
        ),
        Verb("follows", _("follows"), _("followed by"), ACTIVITY, ACTIVITY, younger="subject"),
        Verb("updates", _("updates"), _("updated by"), AGREEMENT, AGREEMENT, younger="subject"),
        Verb(
            "disseminated_by",
            _("disseminated as a document of"),
            _("disseminated"),
            AGREEMENT,
            PARTNER,
            younger="object",
        ),
        Verb(
            "under",
            pgettext_lazy("relation", "under"),
            _("basis for"),
            ACTIVITY,
            AGREEMENT,
            younger="subject",
        ),
        Verb(
            "launched_under",
            _("launched under"),
            _("led to the launch of"),
            INITIATIVE,
            AGREEMENT,
            younger="subject",
        ),
        Verb(
            "achieved_alongside",
            _("achieved alongside"),
            _("accompanied by"),
            INITIATIVE,
            AGREEMENT,
        ),
        Verb(
            "launched_at",
            _("launched at"),
            _("launched there"),
            COUNCIL + INITIATIVE,
            EVENT,
            claim="launched_at",
            younger="subject",
        ),
        Verb(
            "hosted_by", _("hosted by"), _("hosted"), EVENT, PARTNER, claim="hosts", join="activity"
        ),
        Verb(
            "held_with",
            _("held jointly with"),
            _("joined in holding"),
            EVENT,
            PARTNER,
            claim="hosts",
            join="activity",
        ),
        Verb(
            "initiated_by",
            _("initiated by"),
            _("initiated"),
            EVENT + INITIATIVE,
            PARTNER + PERSON,
            claim="initiators",
            join="activity",
        ),
        Verb(
            "carried_out_by",
            _("carried out by"),
            _("carries out"),
            ACTIVITY,
            PARTNER,
            claim="hosts",
            join="activity",
        ),
        Verb(
            "supported_by",
            _("supported by"),
            pgettext_lazy("relation", "supports"),
            INITIATIVE,
            PARTNER,
            join="activity",
        ),
        Verb(
            "represented_at",
            _("represented at"),
            _("represented"),
            PARTNER,
            EVENT,
            inverse_claim="participants",
            join="presence",
        ),
        Verb(
            "took_part_in",
            _("took part in"),
            _("participants"),
            PERSON,
            EVENT,
            inverse_claim="participants",
        ),
        Verb("meeting_of", _("meeting of"), _("met at"), EVENT, COUNCIL + GROUP, younger="subject"),
        Verb(
            "discussed_at", _("discussed at"), _("discussed there"), AGREEMENT + INITIATIVE, EVENT
        ),
        Verb(
            "member_of",
            _("member of"),
            _("has member"),
            PARTNER + PERSON,
            BODY,
            inverse_claim="members",
            join="body",
        ),
        Verb("post_at", _("holds a post at"), _("post held by"), PERSON, PARTNER, claim="role"),
        Verb(
            "part_of",
            _("part of"),
            _("includes"),
            PARTNER + INITIATIVE + TOPIC,
            PARTNER + INITIATIVE + TOPIC,
            younger="subject",
        ),
        Verb("partner_of", _("partner of"), _("partner of"), PARTNER, PARTNER),
        Verb(
            "covers",
            _("concerns"),
            _("concerned by"),
            ACTIVITY + COUNCIL,
            AGREEMENT + COUNCIL + GROUP + PARTNER,
        ),
        Verb("written_by", _("written by"), _("wrote"), ARTICLE, PERSON, claim="author"),
        Verb("about", pgettext_lazy("relation", "about"), _("treated in"), ANY, TOPIC),
    )
}

LABEL_CHOICES = [(verb.key, verb.label) for verb in VERBS.values()]


def verbs_from_kind(kind):
    return [verb for verb in VERBS.values() if kind in verb.subjects]


def verbs_to_kind(kind):
    return [verb for verb in VERBS.values() if kind in verb.objects]


def verbs_answering(kind, claims):
    """Return the verbs that answer ``claims``: {verb: claim} for subjects, and for objects."""
    return (
        {verb.key: verb.claim for verb in verbs_from_kind(kind) if verb.claim in claims},
        {
            verb.key: verb.inverse_claim
            for verb in verbs_to_kind(kind)
            if verb.inverse_claim in claims
        },
    )


JOINING_VERBS = tuple(verb for verb in VERBS.values() if verb.join)
"""The verbs by which partners take part in a record."""

PARTNER_VERBS = tuple(verb for verb in VERBS.values() if verb.joins("partner", "partner"))
"""The verbs that connect two partners directly."""

DESCENT_VERBS = tuple(verb for verb in VERBS.values() if verb.younger)
"""The verbs that say which record resulted from which."""

PERSON_VERBS = {"subject": ("took_part_in", "member_of"), "object": ("signed_by", "initiated_by")}
"""{end: verbs by which the person at that end takes part in a record}."""

VERBS_OF_REPRESENTATIVES = {"part_of": "partner", "post_at": "person", "member_of": "person"}
"""{verb: kind of the subjects that act for their object, such as an office for its state}."""
