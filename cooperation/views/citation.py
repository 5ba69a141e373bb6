"""Citations as files for reference managers."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from cooperation.formats.citations import FORMATS
from cooperation.models import Record, SiteSettings
from cooperation.queries.citation import citation_of
from cooperation.queries.dossier import Dossier

TYPES = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}
TYPES |= {"json": "application/vnd.citationstyles.csl+json"}


@require_safe
def citation(request, kind, slug, form):
    """Return the citation of a published record as a download, in one of FORMATS."""
    if form not in FORMATS:
        raise Http404
    record = get_object_or_404(Record.model_of(kind).objects.published(), slug=slug)
    cited = citation_of(record, Dossier(record).authors, SiteSettings.current())
    response = HttpResponse(FORMATS[form](cited), content_type=f"{TYPES[form]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.{form}"'
    return response
