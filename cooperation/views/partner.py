"""The public pages of partners, and of what lies between two of them."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from cooperation.domain.kinds import KINDS
from cooperation.models import Partner
from cooperation.queries.network import shared_languages
from cooperation.queries.partner import Survey
from cooperation.queries.shared_records import SharedRecords
from cooperation.views.addresses import redirect_to_current
from cooperation.views.base import RecordDetailView, RecordListView, unknown_parameters
from cooperation.views.context import page_addresses


class PartnerListView(RecordListView):
    """All published partners."""

    model = Partner


class PartnerDetailView(RecordDetailView):
    """One partner, and what joins it to others."""

    model = Partner

    def get_context_data(self, **kwargs):
        survey = None if self.past else Survey(self.object)
        return super().get_context_data(**kwargs) | {"survey": survey}


class PartnerWithView(TemplateView):
    """What joins two partners. Their alphabetical order is the address; the other one leads there.

    Nothing but published partners has such a page, and none with itself.
    """

    template_name = "cooperation/partner_with.html"

    def get(self, request, one, other):
        if one == other:
            raise Http404
        partners = [
            get_object_or_404(Partner.objects.published().with_languages(), slug=slug)
            for slug in sorted((one, other))
        ]
        if one > other:
            return redirect_to_current(request, other=one, one=other)
        between = SharedRecords(*partners, page=request.GET.get("page"))
        names = [name for name in request.GET if name != "page"]
        context = self.get_context_data(
            partners=KINDS["partner"],
            between=between,
            **page_addresses(request, between.page.number, shared_languages(*partners)),
            unknown_parameters=unknown_parameters(names),
        )
        language = {"Content-Language": context["page_language"]}
        return self.render_to_response(context, headers=language)
