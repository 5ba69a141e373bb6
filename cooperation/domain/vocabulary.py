"""The controlled vocabularies: the choices of each field."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgreementType(TextChoices):
    DECLARATION = "declaration", _("Declaration")
    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    ROADMAP = "roadmap", _("Roadmap")
    ACTION_PLAN = "action_plan", _("Joint action plan")
    CONVENTION = "convention", _("Convention")
    PROTOCOL = "protocol", _("Protocol")
    RESOLUTION = "resolution", _("Resolution")
    STRATEGY = "strategy", _("Strategy")
    OTHER = "other", _("Other")


class AgreementAct(TextChoices):
    """How the text was made final (Vienna Convention on the Law of Treaties, art. 9–12)."""

    ADOPTED = "adopted", _("Adopted")
    SIGNED = "signed", _("Signed")


class AgreementState(TextChoices):
    PLANNED = "planned", _("Planned")
    ADOPTED = "adopted", _("Adopted")
    SIGNED = "signed", _("Signed")
    IN_IMPLEMENTATION = "in_implementation", _("In implementation")
    ENDED = "ended", _("Ended")


class AgreementBinding(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class EventType(TextChoices):
    CONFERENCE = "conference", _("Conference")
    MEETING = "meeting", _("Meeting")
    SIGNING = "signing", _("Signing")
    VISIT = "visit", _("Visit")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Other")


class EventState(TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class EventFormat(TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class InitiativeType(TextChoices):
    PROGRAMME = "programme", _("Programme")
    NETWORK = "network", _("Network")
    PROJECT = "project", _("Project")
    PLAN = "plan", _("Plan")
    ACTIVITIES = "activities", _("Activities")


class InitiativeState(TextChoices):
    DISCUSSED = "discussed", _("Discussed")
    PLANNED = "planned", _("Planned")
    AGREED = "agreed", _("Agreed")
    LAUNCHED = "launched", _("Launched")
    ESTABLISHED = "established", _("Established")
    ENDED = "ended", _("Ended")


class PartnerType(TextChoices):
    STATE = "state", _("State")
    GROUP_OF_STATES = "group_of_states", _("Group of states")
    UN_BODY = "un_body", _("United Nations body")
    ORGANIZATION = "organization", _("Intergovernmental organization")
    INSTITUTION = "institution", _("National institution")
    THINK_TANK = "think_tank", _("Think tank")
    OFFICE = "office", _("Office")
    GROUPING = "grouping", _("Informal grouping")


class SourceKind(TextChoices):
    """What an article is: the text of its author, or what the register made of it."""

    TEXT = "text", _("the text itself")
    SUMMARY = "summary", _("our summary")
    TRANSLATION = "translation", _("our translation")


class ImageLicence(TextChoices):
    """Licences of pictures and texts: SPDX identifiers, and two for everything else."""

    CC0 = "CC0-1.0", _("CC0 1.0 (no rights reserved)")
    PUBLIC_DOMAIN = "CC-PDM-1.0", _("Public domain")
    BY = "CC-BY-4.0", "CC BY 4.0"
    BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    BY_ND = "CC-BY-ND-4.0", "CC BY-ND 4.0"
    BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    BY_NC_SA = "CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0"
    BY_NC_ND = "CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0"
    PERMISSION = "permission", _("By permission")
    OTHER = "other", _("Other terms")

    @property
    def url(self):
        """The address of the licence at Creative Commons; empty for other terms."""
        if not self.startswith("CC"):
            return ""
        path = {
            self.CC0: "publicdomain/zero/1.0/",
            self.PUBLIC_DOMAIN: "publicdomain/mark/1.0/",
        }.get(self, f"licenses/{self.removeprefix('CC-').removesuffix('-4.0').lower()}/4.0/")
        return f"https://creativecommons.org/{path}"
