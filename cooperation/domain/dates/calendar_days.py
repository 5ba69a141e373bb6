"""Which dates name days, so that they can stand in a calendar, and why the others cannot."""

from django.utils.translation import gettext_lazy as _

from cooperation.domain.dates.point import Point

CALENDAR_DAYS = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?$"
"""The EDTF texts for which ``calendar_days`` gives days, as a regular expression for databases."""


def calendar_days(when):
    """Return the first and the last day of a PartialDate that names both for certain, else None.

    A calendar shows days. What is known to the month only, or not for certain, would stand there
    with more precision than anybody has stated.
    """
    return (when.earliest, when.latest) if when and not why_not_in_calendar(when) else None


def iso_ends(when):
    """Return the start and the end of a PartialDate, or None, as ISO 8601 texts.

    A text is as short as the date is imprecise, "2022-03"; it is empty for a side that is open,
    unknown, approximate or uncertain, and the end is empty for anything but an interval.
    """
    ends = (when.start, when.end) if when else (None, None)
    return tuple(
        end.unqualified if isinstance(end, Point) and not end.qualifier else "" for end in ends
    )


def why_not_in_calendar(when):
    """Return in words why a PartialDate, or None, cannot stand in a calendar; "" if it can."""
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
