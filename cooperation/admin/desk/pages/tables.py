"""Exports lists as tables, and imports tables after a preview."""

from tempfile import TemporaryFile

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.file_input import FileInput
from cooperation.admin.desk.pages.base import DeskPages
from cooperation.admin.desk.uploads import with_kept_files
from cooperation.admin_site.lists import RefusedParameterError
from cooperation.admin_site.sent_form import Sending
from cooperation.changes import approval, rights
from cooperation.changes.tables import import_job
from cooperation.changes.tables.columns import labels_of
from cooperation.changes.tables.reading import TableError
from cooperation.changes.tables.row_results import RowOutcome
from cooperation.domain.kinds import KINDS
from cooperation.exports.about import About
from cooperation.exports.editor_tables import csv_of, write_workbook
from cooperation.exports.formats import FORMATS
from cooperation.exports.table_template import csv_template, write_template
from cooperation.exports.text import in_batches
from cooperation.models.text_fields import LineFormField
from cooperation.models.uploads import validate_size
from cooperation.snapshots.compare import diff
from cooperation.snapshots.names import names_of
from cooperation.snapshots.rows import OWN

PER_PAGE = 25
"""Changes per page of the preview."""
BAD_PER_PAGE = 100
SECONDS = 4
"""How long one request works before it shows the progress."""


class TableForm(forms.Form):
    """The file with a table."""

    file = forms.FileField(
        label=_("file"),
        max_length=255,
        allow_empty_file=True,  # so that our own message is shown
        validators=[validate_size],
        help_text=_("CSV or XLSX of at most 20 MB and 20,000 rows."),
        widget=FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class ConfirmForm(forms.Form):
    """Asks whether good rows become drafts or public; only for those who may publish."""

    becomes = forms.ChoiceField(
        label=_("The rows become"),
        choices=[("draft", _("drafts, which readers do not see")), ("public", _("public at once"))],
        initial="draft",
        widget=forms.RadioSelect,
    )
    note = LineFormField(
        label=_("why"),
        max_length=300,
        required=False,
        help_text=_("Kept in the history of what becomes public."),
    )


class TablePages(DeskPages):
    """Exports a list; imports a table in steps: upload, check, preview, save."""

    PAGES = {
        "import_table": ("table/", "import_table"),
        "table": ("table/<uuid:key>/", "table"),
        "export_table": ("table/export.<str:form>", "export_table"),
        "table_template": ("table/template.<str:form>", "template"),
    }

    @property
    def kind(self):
        return self.admin.model.KIND

    # Export

    def export_table(self, request, form):
        """Answer with the records of the list, with its search and filters, as CSV or XLSX."""
        if form not in ("csv", "xlsx"):
            raise Http404
        if not self.admin.has_view_permission(request):
            raise PermissionDenied
        try:
            found = self.admin.get_changelist_instance(request).get_queryset(request)
            return self.file(request, found, form)
        except RefusedParameterError as error:
            return self.admin.redirect_refused(request, error, self._list_address())

    def file(self, request, found, form):
        """Answer with the records of a QuerySet as a table, csv or xlsx."""
        kind = self.kind
        keys = list(dict.fromkeys(found.values_list("pk", flat=True)))
        return self._download(
            form,
            timezone.localdate().isoformat(),
            lambda: csv_of(kind, keys),
            lambda file: write_workbook(file, kind, keys, self._about(request)),
        )

    def template(self, request, form):
        """Answer with an empty table to fill in, as CSV or XLSX."""
        if form not in ("csv", "xlsx"):
            raise Http404
        if not self.admin.has_change_permission(request):
            raise PermissionDenied
        return self._download(
            form,
            "template",
            lambda: csv_template(self.kind),
            lambda file: write_template(file, self.kind),
        )

    def _download(self, form, name, lines, write):
        """Answer with a file of these lines, or with the workbook that ``write`` writes."""
        content_type = FORMATS[form].content_type
        if form == "csv":
            response = StreamingHttpResponse(in_batches(lines()), content_type=content_type)
        else:
            file = TemporaryFile()  # noqa: SIM115 - the response closes it
            write(file)
            file.seek(0)
            response = FileResponse(file, content_type=content_type)
        path = KINDS[self.kind].path or "working-groups"
        response.headers["Content-Disposition"] = f'attachment; filename="{path}-{name}.{form}"'
        response.headers["Cache-Control"] = "no-store"
        return response

    def _about(self, request):
        source = f"{settings.SITE_URL}{request.get_full_path()}"
        order = str(_("as in the list"))
        return About(str(KINDS[self.kind].plural), [], order, source)

    def _list_address(self):
        return reverse(f"admin:cooperation_{self.opts.model_name}_changelist")

    # Import

    def import_table(self, request):
        """Ask for a file, and begin to import it."""
        if not self.admin.has_change_permission(request):
            raise PermissionDenied
        request = with_kept_files(request)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = TableForm(*sent)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                job = import_job.begin(file.read(), file.name, self.kind, request.user)
            except TableError as error:
                form.add_error("file", ValidationError(error.message, params=error.params))
            else:
                return redirect(self._table_address(self._begun_once(request, job)))
        title = _("Import a table: %(kind)s") % {"kind": KINDS[self.kind].plural}
        name = f"admin:cooperation_{self.opts.model_name}_table_template"
        templates = [(FORMATS[each].name, reverse(name, args=[each])) for each in ("xlsx", "csv")]
        return self.page(
            request, "admin/table_import.html", title=title, form=form, templates=templates
        )

    def _begun_once(self, request, job):
        """Return the key of an import; of the first one, if the same form was sent before."""
        with transaction.atomic():
            sending = Sending(request)
            if not sending.is_repeat:
                sending.keep(job.key)
                return job.key
        job.storage.delete()
        return sending.made

    def _table_address(self, key):
        return reverse(f"admin:cooperation_{self.opts.model_name}_table", args=[key])

    def table(self, request, key):
        """Run the next step of an import, and show its page."""
        if not self.admin.has_change_permission(request):
            raise PermissionDenied
        job = import_job.find(key, request.user, self.kind)
        if job is None:
            raise Http404
        if request.method == "POST":
            return self._confirmed(request, job)
        job.continue_for(SECONDS)
        shown = {"confirm": self._look, "done": self._done}.get(job.stage, self._progress)
        return shown(request, job)

    def _progress(self, request, job):
        """Show the progress; the page reloads itself for the next step."""
        is_checking = job.stage == "check"
        response = self.page(
            request,
            "admin/table_progress.html",
            title=job.about["name"],
            is_checking=is_checking,
            number=job.progress("check" if is_checking else "write"),
            total=job.about["total"],
        )
        response.headers["Refresh"] = "1"  # long enough to be seen
        return response

    def _look(self, request, job, form=None):
        rows = job.results("check")
        good = [row for row in rows if row.outcome in (RowOutcome.NEW, RowOutcome.CHANGED)]
        bad = [row for row in rows if row.outcome == RowOutcome.BAD]
        page = Paginator(good, PER_PAGE).get_page(request.GET.get("page"))
        if rights.may_publish(request.user):
            form = form or ConfirmForm()
        return self.page(
            request,
            "admin/table_preview.html",
            title=_("What “%(name)s” will change") % {"name": job.about["name"]},
            counts=[(label, sum(row.outcome == each for row in rows)) for each, label in OUTCOMES],
            total=len(rows),
            good=len(good),
            page=page,
            changes=_changes(job, page.object_list),
            bad_page=self._bad_page(request, job, bad),
            ignored="; ".join(job.about.get("ignored", ())),
            form=form,
            is_reviewed=self.kind in approval.required_kinds(),
            import_address=reverse(f"admin:cooperation_{self.opts.model_name}_import_table"),
        )

    def _confirmed(self, request, job):
        """Let the good rows be taken in, if the user may and the table has been looked at."""
        if job.stage == "confirm":
            form = ConfirmForm(request.POST)
            if not rights.may_publish(request.user):
                job.confirm(is_publishing=False)
            elif form.is_valid():
                typed = form.cleaned_data
                job.confirm(typed["becomes"] == "public", typed["note"])
            else:
                return self._look(request, job, form)
        return redirect(request.path)

    def _done(self, request, job):
        written = job.results("write")
        failed = [row for row in written if row.outcome == RowOutcome.BAD]
        checked = job.results("check")
        bad = [*failed, *(row for row in checked if row.outcome == RowOutcome.BAD)]
        return self.page(
            request,
            "admin/table_done.html",
            title=_("“%(name)s” is imported") % {"name": job.about["name"]},
            counts=[
                (label, sum(row.outcome == each for row in written)) for each, label in WRITTEN
            ],
            same=sum(row.outcome == RowOutcome.SAME for row in [*checked, *written]),
            bad_page=self._bad_page(request, job, bad),
        )

    def _bad_page(self, request, job, rows):
        """Return a page of bad rows, with the names that people see of their columns and cells."""
        page = Paginator(rows, BAD_PER_PAGE).get_page(request.GET.get("bad"))
        labels = labels_of(self.kind)
        page.object_list = [
            {
                "line": row.line,
                "problems": [
                    {
                        "column": labels.get(problem.column, problem.column),
                        "cell": job.cell_name(row.line, problem.column),
                        "value": problem.value,
                        "message": problem.message,
                    }
                    for problem in row.problems
                ],
            }
            for row in page.object_list
        ]
        return page


OUTCOMES = (
    (RowOutcome.NEW, _("new")),
    (RowOutcome.CHANGED, _("changed")),
    (RowOutcome.SAME, _("unchanged")),
    (RowOutcome.BAD, _("with errors")),
)
WRITTEN = (
    (RowOutcome.NEW, _("new, not public yet")),
    (RowOutcome.SAVED, _("changed, not public yet")),
    (RowOutcome.DRAFT, _("kept as a draft beside what readers see")),
    (RowOutcome.PUBLISHED, _("public now")),
)


def _changes(job, rows):
    """Return what some rows change, in words, for the page."""
    if not rows:
        return []
    targets = job.targets(rows)
    names = names_of(*(each for target in targets for each in (target.shown, target.snapshot)))
    return [
        {
            "line": row.line,
            "target": target,
            "is_new": target.is_new,
            "has_draft": target.draft is not None,
            "sections": diff(target.shown, target.snapshot, names | {OWN: str(target)}),
        }
        for row, target in zip(rows, targets, strict=True)
        if target is not None
    ]
