"""Tables as editors make them, brought into the register and out of it."""

import csv
import io

from openpyxl import Workbook

from cooperation.changes.tables import import_job
from cooperation.exports.editor_tables import csv_of
from cooperation.models import Record

SECONDS = 600


def exported(kind):
    """Return the table of all records of a kind as a list of lines, the headings first."""
    keys = list(Record.objects.of_kind(kind).order_by("pk").values_list("pk", flat=True))
    text = "".join(csv_of(kind, keys))
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def as_csv(lines, separator=",", encoding="utf-8-sig"):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(lines)
    return file.getvalue().encode(encoding)


def as_xlsx(lines):
    book, file = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    return file.getvalue()


def checked(lines, kind, user, name="table.csv"):
    """Return the import of a table, lines or bytes, that has been checked."""
    data = lines if isinstance(lines, bytes) else as_csv(lines)
    begun = import_job.begin(data, name, kind, user)
    begun.continue_for(SECONDS)
    return begun


def taken_in(lines, kind, user, is_publishing=False, note=""):
    """Return the import of a table that has come to its end."""
    begun = checked(lines, kind, user)
    begun.confirm(is_publishing, note)
    begun.continue_for(SECONDS)
    assert begun.stage == "done"
    return begun


def outcomes(begun, stage="check"):
    return [(row.line, row.outcome, row.slug) for row in begun.results(stage)]


def problems(begun, stage="check"):
    return [(row.line, *problem[:2]) for row in begun.results(stage) for problem in row.problems]


def messages(begun, stage="check"):
    return [problem.message for row in begun.results(stage) for problem in row.problems]
