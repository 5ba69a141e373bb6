"""What is known during one visit to the form of one record.

A copy of the admin carries it through Django's hooks, so that nothing is set on the request.
"""

from dataclasses import dataclass

from cooperation.changes.state import RecordState
from cooperation.domain.basis import FOR_GAPS
from cooperation.models import Evidence, Record


@dataclass
class EditSession:
    """What the hooks of the admin need while a form is shown or sent.

    ``record`` is the record as its kind, None for a new one; ``state`` is how it stands.
    ``shown`` is the snapshot that the form shows; ``rows`` are its parts, {model: rows}.
    ``wanted`` is the snapshot that a sent form asks for; ``form`` and ``message`` are that form
    and what the log says of it. ``refusal`` is why the door refused it.
    ``is_for_draft`` says that nothing public changes. ``restored`` names typing that the browser
    puts back; ``present`` are the other editors, None where no form is shown.
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
    restored: str = ""
    present: list | None = None

    @property
    def draft(self):
        return self.state.draft if self.state else None

    @property
    def was_withdrawn(self):
        """Whether the record was withdrawn when this visit began."""
        return self.state is not None and self.state.record.status == Record.Status.WITHDRAWN

    @property
    def reasons(self):
        """{claim: basis} of the explained gaps of the record that is shown; None if not loaded."""
        if self.rows is None:
            return None
        gaps = [row for row in self.rows[Evidence] if row.basis in FOR_GAPS]
        return {row.field: row.basis for row in gaps if row.record_id == self.record.pk}
