"""From a record: the sentences of the articles that hold its values."""

from urllib.parse import urlencode

from django.contrib import messages
from django.urls import path
from django.utils.translation import gettext_lazy as _

from cooperation.admin.record_pages import RecordPages
from cooperation.models import Evidence
from cooperation.sourcing.values import questioned, sentences_with, values_of


class FindingViews(RecordPages):
    """Offers sentences as evidence, and questions evidence that lacks what it should state."""

    def get_urls(self):
        name = f"cooperation_{self.opts.model_name}_find_evidence"
        view = self.admin_site.admin_view(self.find_evidence)
        return [path("<int:pk>/find-evidence/", view, name=name), *super().get_urls()]

    def find_evidence(self, request, pk):
        """List each value that a sentence can hold, with the sentences that hold it."""
        record = self.viewable(request, pk)
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

    def question(self, request, formset):
        """Warn of evidence saved just now whose words do not hold the value."""
        if formset.model is not Evidence:
            return
        for evidence in [*formset.new_objects, *(row for row, _names in formset.changed_objects)]:
            if words := questioned(evidence):
                text = _(
                    "“%(value)s” is not in that sentence: is it inferred, or from another "
                    "source? Look at the evidence for “%(claim)s” again."
                )
                claim = evidence.claim_text
                self.message_user(
                    request, text % {"value": words, "claim": claim}, messages.WARNING
                )
