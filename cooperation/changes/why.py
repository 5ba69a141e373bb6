"""What an editor says of a change; kept with the revision that it makes."""

from typing import NamedTuple


class Why(NamedTuple):
    """``note`` is shown to readers if the change ``is_major``; that needs a note.

    ``is_forced`` publishes without approval, which needs the right ``force_publish_record``.
    """

    note: str = ""
    is_major: bool = False
    is_forced: bool = False


NO_REASON = Why()
