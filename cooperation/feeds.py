"""Atom (RFC 4287) and RSS 2.0 feeds of the register, of records and of lists.

Feeds of lists have one entry for each record; other feeds have one for each publication and each
major change.
"""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.domain.kinds import KINDS
from cooperation.domain.texts.text import printable
from cooperation.filters import FILTERS, SearchFilter
from cooperation.models import Record, SiteSettings
from cooperation.models.record import EARLIEST_PUBLICATION
from cooperation.queries.published_changes import latest_changes, published_changes
from cooperation.queries.search import Search
from cooperation.views.conditional import cache_briefly

LONGEST_TITLE = 200

KINDS_WITH_RELATED = ("partner", "topic")
"""Kinds whose feeds include related records."""


class _StableDateMixin:
    """Gives an empty feed a stable date, so that it stays the same until something changes."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["changed"]


class Atom(_StableDateMixin, Atom1Feed):
    """Atom, RFC 4287."""


class Rss(_StableDateMixin, Rss201rev2Feed):
    """RSS 2.0."""


FORMS = {"atom": Atom, "rss": Rss}
"""{ending of the address: feed generator}."""


class FilterError(ValueError):
    """A filter in the address is wrong; the text says which one and what to type."""


class RegisterFeed(Feed):
    """Everything new in the register. Each request makes one instance."""

    def __init__(self, request, form, **kwargs):
        self.feed_type = FORMS[form]
        self.request, self.kwargs = request, kwargs

    @cached_property
    def site(self):
        return SiteSettings.current()

    @cached_property
    def changed(self):
        return Record.objects.last_change() or EARLIEST_PUBLICATION

    @property
    def heading(self):
        return _("All changes")

    @property
    def path(self):
        """The path of the page with the same content."""
        return reverse("home")

    @property
    def query(self):
        """The query of the page with the current filters."""
        return ""

    def items(self):
        return published_changes(Record.objects.all())

    def title(self):
        return printable(f"{self.site.name}: {self.heading}")

    def link(self):
        return f"{settings.SITE_URL}{self.path}{self.query}"

    def feed_url(self):
        return f"{settings.SITE_URL}{self.request.path}{self.query}"

    feed_guid = feed_url

    def description(self):
        return printable(self.site.tagline or self.title())

    subtitle = description

    def author_name(self):
        return printable(self.site.owner or self.site.name)

    def feed_copyright(self):
        return printable(self.site.licence_text) or None

    def feed_extra_kwargs(self, obj):
        return {"changed": self.changed}

    def item_title(self, entry):
        if entry.is_first:
            return printable(entry.record.title)
        detail = entry.differences[0] if len(entry.differences) == 1 else entry.note
        return printable(Truncator(f"{entry.record.title} – {detail}").chars(LONGEST_TITLE))

    def item_description(self, entry):
        context = {"entry": entry, "record": entry.record}
        return printable(render_to_string("includes/_feed_entry.html", context))

    def item_link(self, entry):
        return f"{settings.SITE_URL}{entry.record.get_absolute_url()}"

    def item_guid(self, entry):
        return entry.key.urn

    item_guid_is_permalink = False

    def item_pubdate(self, entry):
        # RSS has only one date, and readers sort by it.
        return entry.updated if self.feed_type is Rss else entry.published

    def item_updateddate(self, entry):
        return entry.updated

    def item_categories(self, entry):
        return [entry.record.kind_label]


class RecordFeed(RegisterFeed):
    """Changes of a record; for a partner or topic also of related records."""

    @cached_property
    def record(self):
        records = Record.objects.published()
        return get_object_or_404(records, kind=self.kwargs["kind"], slug=self.kwargs["slug"])

    @property
    def heading(self):
        return self.record.title

    @property
    def path(self):
        return self.record.get_absolute_url()

    def items(self):
        return published_changes(
            Record.objects.with_feed_records(self.record, self.record.kind in KINDS_WITH_RELATED)
        )


class ListFeed(RegisterFeed):
    """The filtered records of a list, the newest first."""

    @cached_property
    def filterset(self):
        kind = self.kwargs["kind"]
        records = Record.model_of(kind).objects.published()
        return self._checked(FILTERS[kind](self.request.GET, records, request=self.request))

    @staticmethod
    def _checked(filterset):
        if not filterset.is_valid():
            raise FilterError(filterset.form.errors_as_text)
        return filterset

    @property
    def heading(self):
        return self._with_filters(KINDS[self.kwargs["kind"]].plural)

    def _with_filters(self, name):
        chosen = [f"{label}: {value}" for _name, label, value in self.filterset.active]
        return f"{name} ({'; '.join(chosen)})" if chosen else str(name)

    def description(self):
        """Return the description of the site, and what the filters leave out."""
        return " ".join(filter(None, [super().description(), printable(self.unknown_note)]))

    subtitle = description

    @property
    def unknown_note(self):
        values = self.filterset.unknown_values
        return values.note() if values else ""

    @property
    def path(self):
        return reverse(f"{self.kwargs['kind']}-list")

    @property
    def query(self):
        return self.filterset.query(sort=None)

    def items(self):
        return latest_changes(self.filterset.qs)


class SearchFeed(ListFeed):
    """The records found by a search, the newest first."""

    @cached_property
    def filterset(self):
        records = Record.objects.published()
        return self._checked(SearchFilter(self.request.GET, records, request=self.request))

    @property
    def heading(self):
        words = self.filterset.form.cleaned_data["q"]
        return self._with_filters(_("Search for “%(query)s”") % {"query": words})

    @property
    def path(self):
        return reverse("search")

    @property
    def unknown_note(self):
        values = self.filterset.unknown_values
        if not values:
            return ""
        chosen = self.filterset.form.cleaned_data
        return values.note(Search(chosen["q"], values.records).number(chosen["kind"]))

    def items(self):
        chosen = self.filterset.form.cleaned_data
        among = self.filterset.qs if self.filterset.active else None
        return latest_changes(Search(chosen["q"], among).found(chosen["kind"]))


@require_safe
def feed(request, form, feed_class=RegisterFeed, **kwargs):
    """Return a feed; 400 in plain text if a filter is wrong."""
    if form not in FORMS:
        raise Http404
    found = feed_class(request, form, **kwargs)
    try:
        response = found(request)
    except FilterError as error:
        return HttpResponse(error, status=400, content_type="text/plain; charset=utf-8")
    return cache_briefly(response, found.changed)
