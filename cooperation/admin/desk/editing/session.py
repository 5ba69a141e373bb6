"""State of one request for the form of a record.

A copy of the admin carries it through Django’s hooks, so that nothing is set on the request.
"""

from dataclasses import dataclass

from cooperation.admin_site.sent_form import Sending
from cooperation.changes.state import RecordState
from cooperation.domain.basis import FOR_GAPS
from cooperation.models import Evidence, Record


@dataclass
class EditSession:
    """State of one request for the form, for the hooks of the admin.

    - ``record``: as its kind, None for a new one; ``state``: its RecordState
    - ``shown``: the snapshot in the form; ``rows``: its parts, {model: rows}
    - ``wanted``: the snapshot made from the sent form; ``form`` and ``message``: that form and its
      log message; ``refusal``: why saving failed
    - ``is_for_draft``: whether saving changes nothing public
    - ``sending``: what the same form has made before
    - ``restored``: names the typing that the browser restores
    - ``present``: who has the form open, None where no form is shown
    """

    record: Record | None = None
    state: RecordState | None = None
    shown: list | None = None
    rows: dict | None = None
    wanted: list | None = None
    form: object = None
    message: object = ""
    refusal: str = ""
    is_for_draft: bool = False
    is_reading_form: bool = False
    sending: Sending | None = None
    restored: str = ""
    present: list | None = None

    @property
    def draft(self):
        return self.state.draft if self.state else None

    @property
    def was_withdrawn(self):
        """Whether the record was withdrawn when the request began."""
        return self.state is not None and self.state.record.status == Record.Status.WITHDRAWN

    @property
    def reasons(self):
        """{claim: basis} of the gaps that have a reason; None if the rows are not loaded."""
        if self.rows is None:
            return None
        gaps = [row for row in self.rows[Evidence] if row.basis in FOR_GAPS]
        return {row.field: row.basis for row in gaps if row.record_id == self.record.pk}
