"""Decides which dates can be shown in a calendar."""

from django.utils.translation import gettext_lazy as _

from cooperation.domain.dates.point import Point

CALENDAR_DAYS = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?$"
"""Regular expression for databases: the EDTF texts that ``calendar_days`` accepts."""


def calendar_days(when):
    """Return the first and last day of a PartialDate; None if they are not known for certain.

    A date known only to the month would look more precise in a calendar than it is.
    """
    return (when.earliest, when.latest) if when and not why_not_in_calendar(when) else None


def iso_ends(when):
    """Return the start and the end of a PartialDate, or None, as ISO 8601 texts.

    Each has the precision of the date ("2022-03"); it is empty for a side that is open, unknown,
    approximate or uncertain. The end is empty unless the date is an interval.
    """
    ends = (when.start, when.end) if when else (None, None)
    return tuple(
        end.unqualified if isinstance(end, Point) and not end.qualifier else "" for end in ends
    )


def why_not_in_calendar(when):
    """Return the reason why a PartialDate or None is not in the calendar; "" if it is."""
    if when is None:
        return _("no date is known")
    if when.is_uncertain:
        return _("the date is uncertain")
    if when.is_approximate:
        return _("the date is approximate")
    if when.open_end:
        return _("its first or last day is not known")
    ends = [when.start] if when.end is None else [when.start, when.end]
    if any(end.precision != "day" for end in ends):
        return _("the day is not known")
    return ""
