"""The public addresses; an address that was public keeps working."""

from django.conf import settings
from django.contrib.sitemaps.views import index, sitemap
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from cooperation.api.page import ApiPageView
from cooperation.calendars import event_calendar, events_calendar
from cooperation.domain.kinds import KINDS, PAGE_KINDS
from cooperation.exports import rdf
from cooperation.feeds import ListFeed, RecordFeed, SearchFeed, feed
from cooperation.queries.addresses import PAGE
from cooperation.sitemaps import SITEMAPS
from cooperation.views import (
    agreement,
    article,
    council,
    event,
    home,
    initiative,
    lineage,
    network,
    page,
    partner,
    person,
    preview,
    search,
    styleguide,
    timeline,
    topic,
)
from cooperation.views.addresses import with_old_addresses
from cooperation.views.citation import citation
from cooperation.views.data import (
    DataView,
    VocabularyView,
    data_file,
    record_data,
    vocabulary_file,
)
from cooperation.views.export import RecordExportView
from cooperation.views.feeds import FeedsView
from cooperation.views.health import health, readiness
from cooperation.views.media import media
from cooperation.views.well_known import llms, manifest, robots, security

static_lazy = lazy(static, str)

VIEWS = {
    "article": (article.ArticleListView, article.ArticleDetailView),
    "agreement": (agreement.AgreementListView, agreement.AgreementDetailView),
    "event": (event.EventListView, event.EventDetailView),
    "council": (council.ExpertCouncilListView, council.ExpertCouncilDetailView),
    "initiative": (initiative.InitiativeListView, initiative.InitiativeDetailView),
    "partner": (partner.PartnerListView, partner.PartnerDetailView),
    "person": (person.PersonListView, person.PersonDetailView),
    "topic": (topic.TopicListView, topic.TopicDetailView),
}

files = [
    path("healthz", health, name="health"),
    path("readyz", readiness, name="readiness"),
    path("favicon.ico", RedirectView.as_view(url=static_lazy("img/favicon.svg")), name="favicon"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        require_safe(index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path(
        "sitemap-<slug:section>.xml",
        require_safe(sitemap),
        {"sitemaps": SITEMAPS},
        name="sitemap-section",
    ),
    path("llms.txt", llms, name="llms"),
    path(".well-known/security.txt", security, name="security"),
    path("media/<path:path>", media, name="media"),
    path("api/v1/", include("cooperation.api.urls")),
    path("vocabulary.ttl", vocabulary_file, name="vocabulary-file"),
    path("data/<str:name>", data_file, name="data-file"),
]
"""Addresses without a language prefix."""

files += [
    path(
        f"{kind.path}/<slug:slug>.{form}",
        with_old_addresses(record_data),
        {"kind": kind.key, "form": form},
        name="record-data",
    )
    for kind in PAGE_KINDS
    for form in rdf.FORMATS
]

urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    path("site.webmanifest", manifest, name="manifest"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("search/suggestions/", search.suggestions, name="search-suggestions"),
    path("timeline/", timeline.TimelineView.as_view(), name="timeline"),
    path("timeline.svg", timeline.TimelineFileView.as_view(), name="timeline-file"),
    path("network/", network.NetworkView.as_view(), name="network"),
    path("network.svg", network.NetworkFileView.as_view(), name="network-file"),
    path(
        "partners/<slug:one>/with/<slug:other>/",
        with_old_addresses(partner.PartnerWithView.as_view(), "partner"),
        name="partner-with",
    ),
    path("events.ics", events_calendar, name="events-calendar"),
    path(
        "events/<slug:slug>/event.ics",
        with_old_addresses(event_calendar, "event"),
        name="event-calendar",
    ),
    path("feeds/calendar/", event.CalendarView.as_view(), name="calendar"),
    path("feeds/", FeedsView.as_view(), name="feeds"),
    path("feeds/all.<str:form>", feed, name="feed"),
    path("feeds/search.<str:form>", feed, {"feed_class": SearchFeed}, name="search-feed"),
    path("preview/<str:token>/", preview.PreviewView.as_view(), name="preview"),
    path("api/", ApiPageView.as_view(), name="api-page"),
    path("vocabulary/", VocabularyView.as_view(), name="vocabulary"),
    path("data/", DataView.as_view(), name="data"),
    path("styleguide/", styleguide.StyleguideView.as_view(), name="styleguide"),
    path("pages/<slug:slug>/", with_old_addresses(page.PageView.as_view(), PAGE), name="page"),
]

for key, (list_view, detail_view) in VIEWS.items():
    prefix = KINDS[key].path
    urlpatterns += [
        path(f"{prefix}/", list_view.as_view(), name=f"{key}-list"),
        path(
            f"{prefix}/export.<str:form>",
            RecordExportView.as_view(model=list_view.model),
            name=f"{key}-export",
        ),
        path(
            f"feeds/{prefix}.<str:form>",
            feed,
            {"feed_class": ListFeed, "kind": key},
            name=f"{key}-list-feed",
        ),
        path(
            f"feeds/{prefix}/<slug:slug>.<str:form>",
            with_old_addresses(feed),
            {"feed_class": RecordFeed, "kind": key},
            name=f"{key}-feed",
        ),
        path(
            f"{prefix}/<slug:slug>/",
            with_old_addresses(detail_view.as_view(), key),
            name=f"{key}-detail",
        ),
        path(
            f"{prefix}/<slug:slug>/cite.<str:form>",
            with_old_addresses(citation),
            {"kind": key},
            name="citation",
        ),
    ]

SHARE_PICTURES = {"og/site.png": "site"}
SHARE_PICTURES |= {f"og/{kind.key}/<slug:slug>.png": kind.key for kind in PAGE_KINDS}
"""Where the pictures for sharing once were, each with the name of the file that took its place."""

for old, name in SHARE_PICTURES.items():
    url = f"{settings.STATIC_URL}img/share/{name}.png"  # without the hash, which may change
    urlpatterns.append(path(old, RedirectView.as_view(url=url, permanent=True)))

for key in lineage.KINDS:
    urlpatterns.append(
        path(
            f"{KINDS[key].path}/<slug:slug>/lineage.svg",
            with_old_addresses(lineage.LineageFileView.as_view()),
            {"kind": key},
            name=f"{key}-lineage",
        )
    )
