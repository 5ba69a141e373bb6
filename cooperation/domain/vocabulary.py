"""The controlled vocabularies: what editors choose from, one list for each field."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgreementType(TextChoices):
    """The usual forms of instrument."""

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
    """How far the agreement has come."""

    PLANNED = "planned", _("Planned")
    ADOPTED = "adopted", _("Adopted")
    SIGNED = "signed", _("Signed")
    IN_IMPLEMENTATION = "in_implementation", _("In implementation")
    ENDED = "ended", _("Ended")


class AgreementBinding(TextChoices):
    """Whether the parties are legally bound."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class EventType(TextChoices):
    """What sort of event."""

    CONFERENCE = "conference", _("Conference")
    MEETING = "meeting", _("Meeting")
    SIGNING = "signing", _("Signing")
    VISIT = "visit", _("Visit")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Other")


class EventState(TextChoices):
    """Whether an event came about."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class EventFormat(TextChoices):
    """How people came together."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class InitiativeType(TextChoices):
    """What sort of initiative."""

    PROGRAMME = "programme", _("Programme")
    NETWORK = "network", _("Network")
    PROJECT = "project", _("Project")
    PLAN = "plan", _("Plan")
    ACTIVITIES = "activities", _("Activities")


class InitiativeState(TextChoices):
    """How real it is; “discussed” promises nothing."""

    DISCUSSED = "discussed", _("Discussed")
    PLANNED = "planned", _("Planned")
    AGREED = "agreed", _("Agreed")
    LAUNCHED = "launched", _("Launched")
    ESTABLISHED = "established", _("Established")
    ENDED = "ended", _("Ended")


class PartnerType(TextChoices):
    """What sort of partner."""

    STATE = "state", _("State")
    GROUP_OF_STATES = "group_of_states", _("Group of states")
    UN_BODY = "un_body", _("United Nations body")
    ORGANIZATION = "organization", _("Intergovernmental organization")
    INSTITUTION = "institution", _("National institution")
    THINK_TANK = "think_tank", _("Think tank")
    OFFICE = "office", _("Office")
    GROUPING = "grouping", _("Informal grouping")


class ImageLicence(TextChoices):
    """On what terms a picture may be shown: names of the SPDX list, and two for everything else."""

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
        """The address of the terms at Creative Commons; empty for terms of other kinds."""
        if not self.startswith("CC"):
            return ""
        path = {
            self.CC0: "publicdomain/zero/1.0/",
            self.PUBLIC_DOMAIN: "publicdomain/mark/1.0/",
        }.get(self, f"licenses/{self.removeprefix('CC-').removesuffix('-4.0').lower()}/4.0/")
        return f"https://creativecommons.org/{path}"
