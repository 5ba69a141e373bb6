"""The public pages of partners and of pairs of partners."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from cooperation.domain.kinds import KINDS
from cooperation.models import Partner
from cooperation.queries.network import shared_languages
from cooperation.queries.partner import PartnerOverview
from cooperation.queries.shared_records import SharedRecords
from cooperation.views.addresses import redirect_to_current
from cooperation.views.base import RecordDetailView, RecordListView, unknown_parameters
from cooperation.views.context import page_addresses


class PartnerListView(RecordListView):
    model = Partner


class PartnerDetailView(RecordDetailView):
    model = Partner

    def get_context_data(self, **kwargs):
        survey = None if self.past else PartnerOverview(self.object)
        return super().get_context_data(**kwargs) | {"survey": survey}


class PartnerWithView(TemplateView):
    """What two published partners share.

    Their slugs are in alphabetical order; the other order redirects.
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
