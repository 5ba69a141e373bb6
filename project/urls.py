"""The addresses of the whole site: English without a prefix, others under /ru/ and /uz/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from cooperation.urls import files

handler400 = "cooperation.views.errors.bad_request"

urlpatterns = [
    *files,
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("cooperation.urls")),
        prefix_default_language=False,
    ),
]
