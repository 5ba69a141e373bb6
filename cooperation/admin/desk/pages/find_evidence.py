"""Finds sentences of articles that can be evidence for the values of a record."""

from urllib.parse import urlencode

from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.pages.base import DeskPages
from cooperation.models import Evidence
from cooperation.sourcing.values_in_sentences import sentences_with, unsupported_value, values_of


class EvidenceSearchPages(DeskPages):
    """Offers sentences as evidence, and warns of evidence that lacks the value."""

    PAGES = {"find_evidence": ("<int:pk>/find-evidence/", "find_evidence")}

    def find_evidence(self, request, pk):
        """List the values of a record with the sentences that contain them."""
        record = self.get_viewable(request, pk)
        form = self.address_of("change", record)
        found = [
            (words, [(each, self._address(form, claim, each)) for each in sentences_with(wanted)])
            for (claim, words), wanted in values_of(record).items()
        ]
        context = {"record": record, "found": found, "form": form, "title": _("Find evidence")}
        return self.page(request, "admin/find_evidence.html", **context)

    def _address(self, form, claim, passage):
        supports = claim if ":" in claim else f"field:{claim}"
        return f"{form}?{urlencode({'passage': passage.pk, 'supports': supports})}"

    def warn_of_missing_values(self, request, record, formsets):
        """Warn of new or changed evidence whose quote does not contain the value."""
        changed = [
            row.instance
            for formset in formsets
            if formset.model is Evidence
            for row in formset.forms
            if row.has_changed() and row not in formset.deleted_forms
        ]
        for evidence in changed:
            if words := unsupported_value(evidence, record):
                text = _(
                    "“%(value)s” is not in that sentence: is it inferred, or from another "
                    "source? Look at the evidence for “%(claim)s” again."
                )
                names = {"claim": evidence.claim_text, "value": words}
                self.notify(request, text % names, messages.WARNING)
