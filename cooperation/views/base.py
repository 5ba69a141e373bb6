"""The list view and the page view of all kinds of record."""

from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.views.generic import DetailView
from django_filters.views import FilterView

from cooperation.domain.kinds import KINDS
from cooperation.exports.formats import FORMATS
from cooperation.filters import FILTERS
from cooperation.queries.dossier import Dossier
from cooperation.queries.mentions import mentioned_in
from cooperation.queries.pages import Pages
from cooperation.queries.published_changes import major_changes_of
from cooperation.views.as_of import as_of
from cooperation.views.context import page_addresses
from cooperation.views.data import data_links, preferred_format, record_data
from cooperation.views.feeds import feed_link

RECORDS_PER_PAGE = 20
CHANGES_SHOWN = 20
"""Major changes on the page of a record; its feed has more."""

AS_OF = "as-of"
"""The parameter for an earlier day of a page."""

TRACKING = ("utm_", "fbclid", "gclid", "yclid", "_openstat")
"""Parameters that other sites add to links; they are ignored without a warning."""


def unknown_parameters(names):
    """Return the parameters to warn the reader about: all except those of trackers."""
    return [name for name in names if not name.startswith(TRACKING)]


class FilteredView(FilterView):
    """Records filtered by the query of the address.

    A wrong filter value gives status 400 and a page that says what to type.
    """

    strict = True

    def get_filterset_kwargs(self, filterset_class):
        # Also bound to an empty query, so that the default order applies.
        return super().get_filterset_kwargs(filterset_class) | {"data": self.request.GET}

    def address(self, name, *args, **changes):
        """Return the address of a view with the current filters and these changes; None removes."""
        return f"{reverse(name, args=args)}{self.filterset.query(**changes)}"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        values = self.filterset.unknown_values if self.filterset.is_valid() else None
        return context | {
            "unknown_parameters": unknown_parameters(self.filterset.unknown_parameters),
            "unknown_note": self.unknown_note(values) if values else "",
        }

    def unknown_note(self, values):
        """Return a sentence about UnknownValues, or ""."""
        return values.note()

    def render_to_response(self, context, **kwargs):
        is_wrong = not self.filterset.is_valid()
        return super().render_to_response(context, status=400 if is_wrong else 200, **kwargs)


class RecordListView(FilteredView):
    """The list of published records of one kind, with filters, sorting and pages."""

    template_name_suffix = "_list"
    paginate_by = RECORDS_PER_PAGE
    paginator_class = Pages

    def get_queryset(self):
        return self.model.objects.published().with_list_relations()

    def get_filterset_class(self):
        return FILTERS[self.model.KIND]

    def get_template_names(self):
        return [f"cooperation/{self.model.KIND}_list.html"]

    def paginate_queryset(self, queryset, page_size):
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        kind = KINDS[self.model.KIND]
        query = self.filterset.query(sort=None) if self.filterset.is_valid() else ""
        return context | {
            "kind": kind,
            "feed": feed_link(kind.plural, f"{kind.key}-list-feed", query),
            **page_addresses(self.request, context["page_obj"].number),
            "downloads": [
                (each.name, self.address(f"{self.model.KIND}-export", form))
                for form, each in FORMATS.items()
            ],
        }


class RecordDetailView(DetailView):
    """The page of a published record; staff also see unpublished ones as a preview.

    Programs that prefer linked data (``Accept``) get that.
    """

    context_object_name = "record"
    parameters = ("page", AS_OF)
    dossier_class = Dossier
    past = None
    """PastRows if the page shows an earlier day."""
    staged = None
    """The notice of a page that does not show the current record: a preview or an earlier day."""

    def get(self, request, *args, **kwargs):
        self.staged = kwargs.get("staged")
        if self.staged:
            return super().get(request, *args, **kwargs)
        kind, slug = self.model.KIND, kwargs["slug"]
        if AS_OF in request.GET:
            return as_of(request, kind, slug, request.GET[AS_OF], self.show_past)
        if form := preferred_format(request):
            return record_data(request, kind, slug, form)
        return super().get(request, *args, **kwargs)

    def show_past(self, past, notice):
        """Return the page with PastRows and the notice about the day."""
        self.past, self.staged, self.object = past, notice, past.record
        return self.render_to_response(self.get_context_data(object=self.object))

    @property
    def may_preview(self):
        user, options = self.request.user, self.model._meta
        return user.is_staff and user.has_perm(f"cooperation.view_{options.model_name}")

    def get_queryset(self):
        records = self.model.objects.with_detail_relations()
        return records if self.may_preview else records.published()

    def get_template_names(self):
        return [f"cooperation/{self.model.KIND}_detail.html"]

    def get_dossier(self, page):
        """Return the Dossier; ``page`` is the page of relations as typed."""
        return self.dossier_class(self.object, page, self.past)

    def get_context_data(self, **kwargs):
        names = [name for name in self.request.GET if name not in self.parameters]
        dossier = self.get_dossier(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "kind": KINDS[self.model.KIND],
            "dossier": dossier,
            "mentioned_in": None if self.past else mentioned_in(self.object),
            **page_addresses(self.request, dossier.number, self.object.languages),
            "is_preview": not self.object.is_published,
            "staged": self.staged,
            "feed": self.object.is_published
            and feed_link(self.object.title, f"{self.object.kind}-feed", slug=self.object.slug),
            "data_links": data_links(self.object) if self.object.is_published else [],
            "changes": major_changes_of(self.object, CHANGES_SHOWN, self.past and self.past.moment),
            "unknown_parameters": unknown_parameters(names),
        }

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["Accept"])
        response.headers["Content-Language"] = context["page_language"]
        if self.may_preview:  # staff see more than the public, also on public pages
            add_never_cache_headers(response)
        return response
