"""The public addresses. Once public, an address answers for ever."""

from django.contrib.sitemaps.views import sitemap
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from cooperation.api.page import ApiPageView
from cooperation.domain.kinds import KINDS
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
    search,
    styleguide,
    timeline,
    topic,
)
from cooperation.views.citation import citation
from cooperation.views.export import RecordExportView
from cooperation.views.health import health
from cooperation.views.media import media
from cooperation.views.open_graph import open_graph, open_graph_site
from cooperation.views.robots import robots

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
    path("favicon.ico", RedirectView.as_view(url=static_lazy("img/favicon.svg")), name="favicon"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("media/<path:path>", media, name="media"),
    path("api/v1/", include("cooperation.api.site")),
]
"""What is the same in every language."""

urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("search/suggestions/", search.suggestions, name="search-suggestions"),
    path("timeline/", timeline.TimelineView.as_view(), name="timeline"),
    path("timeline.svg", timeline.TimelineFileView.as_view(), name="timeline-file"),
    path("network/", network.NetworkView.as_view(), name="network"),
    path("network.svg", network.NetworkFileView.as_view(), name="network-file"),
    path(
        "partners/<slug:one>/with/<slug:other>/",
        partner.PartnerWithView.as_view(),
        name="partner-with",
    ),
    path("og/site.png", open_graph_site, name="open-graph-site"),
    path("og/<slug:kind>/<slug:slug>.png", open_graph, name="open-graph"),
    path("api/", ApiPageView.as_view(), name="api-page"),
    path("styleguide/", styleguide.StyleguideView.as_view(), name="styleguide"),
    path("pages/<slug:slug>/", page.PageView.as_view(), name="page"),
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
        path(f"{prefix}/<slug:slug>/", detail_view.as_view(), name=f"{key}-detail"),
        path(f"{prefix}/<slug:slug>/cite.<str:form>", citation, {"kind": key}, name="citation"),
    ]

for key in lineage.KINDS:
    urlpatterns.append(
        path(
            f"{KINDS[key].path}/<slug:slug>/lineage.svg",
            lineage.LineageFileView.as_view(),
            {"kind": key},
            name=f"{key}-lineage",
        )
    )
