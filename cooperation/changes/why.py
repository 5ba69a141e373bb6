"""The reason for a change, kept with its revision."""

from typing import NamedTuple


class Why(NamedTuple):
    """``note`` is shown to readers if the change ``is_major``, which needs a note.

    ``is_forced`` publishes without approval and needs the right ``force_publish_record``.
    """

    note: str = ""
    is_major: bool = False
    is_forced: bool = False


NO_REASON = Why()
