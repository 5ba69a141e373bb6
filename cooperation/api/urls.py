"""The addresses of the API, version 1. What stands here answers for ever; see docs/api.md."""

from django.urls import path, re_path

from cooperation.api import views
from cooperation.domain.kinds import PAGE_KINDS

app_name = "api"

urlpatterns = [
    path("", views.root, name="root"),
    path("openapi.json", views.openapi_document, name="openapi"),
]

for kind in PAGE_KINDS:
    own = {"kind": kind.key}
    record = f"{kind.path}/<slug:slug>/"
    urlpatterns += [
        path(f"{kind.path}/", views.record_list, own, name=f"{kind.key}-list"),
        path(record, views.record_detail, own, name=f"{kind.key}-detail"),
        path(f"{record}relations/", views.relation_list, own, name=f"{kind.key}-relations"),
    ]

urlpatterns.append(re_path(r"^", views.unknown_address))
