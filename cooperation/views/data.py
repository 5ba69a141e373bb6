"""Linked data of records, the vocabulary, and the data files of the register."""

from datetime import datetime

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from cooperation.domain.kinds import KINDS
from cooperation.exports import dump, rdf, vocabulary
from cooperation.formats.manifests import MANIFEST
from cooperation.models import Record
from cooperation.views.conditional import cache_briefly, set_file_validators

HTML = "text/html"
TYPES = {
    "text/turtle": "ttl",
    "application/x-turtle": "ttl",
    "application/ld+json": "jsonld",
}
"""{media type: form of linked data}."""


def preferred_format(request):
    """Return the form of linked data that a request prefers to HTML, or "" (RFC 9110, 12.5.1)."""
    preferred = request.get_preferred_type([HTML, *TYPES])
    return TYPES.get(preferred and str(preferred), "")


def data_links(record):
    """Return [(media type, address)] of a record’s linked data."""
    return [
        (type_.partition(";")[0], data_address(record.kind, record.slug, form))
        for form, (_name, type_) in rdf.FORMATS.items()
    ]


def data_address(kind, slug, form):
    """Return the address of a record’s linked data, the same in every language."""
    return reverse("record-data", kwargs={"kind": kind, "slug": slug, "form": form})


@require_safe
def record_data(request, kind, slug, form):
    """Return a published record as linked data, in all languages."""
    model = Record.model_of(kind)
    record = get_object_or_404(model.objects.published(), slug=slug)
    graph = rdf.graph_of(dump.in_all_languages(model, [record.pk]))
    _name, content_type = rdf.FORMATS[form]
    response = HttpResponse(rdf.serialize(graph, form), content_type=content_type)
    page = f"{settings.SITE_URL}{reverse(f'{kind}-detail', args=[slug])}"
    response.headers["Content-Location"] = data_address(kind, slug, form)
    response.headers["Link"] = f'<{page}>; rel="canonical"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Accept"])
    return cache_briefly(response, Record.objects.last_change())


class VocabularyView(TemplateView):
    template_name = "cooperation/vocabulary.html"

    def get(self, request, *args, **kwargs):
        if preferred_format(request) == "ttl":
            return vocabulary_file(request)
        response = super().get(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "namespace": str(vocabulary.namespace()),
            "classes": vocabulary.classes(),
            "properties": vocabulary.properties(),
            "bases": vocabulary.bases(),
        }


@require_safe
def vocabulary_file(request):
    response = HttpResponse(vocabulary.as_turtle(), content_type=rdf.FORMATS["ttl"][1])
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Accept"])
    return response


class DataView(TemplateView):
    """The list of data files; they may not have been made yet."""

    template_name = "cooperation/data.html"

    def get_context_data(self, **kwargs):
        manifest = dump.manifest()
        files = manifest["files"] if manifest else []
        changed = manifest and manifest.get("last_change")
        return super().get_context_data(**kwargs) | {
            "manifest": manifest,
            "changed": changed and timezone.localtime(datetime.fromisoformat(changed)),
            "files": [
                each | {"label": KINDS[each["kind"]].plural if "kind" in each else ""}
                for each in files
            ],
        }


@require_safe
def data_file(request, name):
    """Return a file that the manifest lists, or the manifest."""
    manifest = dump.manifest()
    if not manifest or name not in {MANIFEST, *(each["path"] for each in manifest["files"])}:
        raise Http404
    try:
        file = (dump.folder() / name).open("rb")
    except OSError as error:  # they are being replaced
        raise Http404 from error
    form = name.rpartition(".")[2]
    charset = "; charset=utf-8" if form in dump.ENCODED else ""
    content_type = f"{dump.FORMS.get(form, 'application/json')}{charset}"
    response = FileResponse(file, content_type=content_type)
    set_file_validators(response, file)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=60 * 60)
    return response
