"""The style page: every component in all its states, from the real partials."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404
from django.views.generic import TemplateView

from cooperation.domain import colours
from cooperation.domain.kinds import KINDS, PAGE_KINDS
from cooperation.domain.vocabulary import AgreementState, InitiativeState
from cooperation.filters import FILTERS
from cooperation.models import Agreement, Record
from cooperation.views import samples

GROUNDS = ("page", "surface", "sunk")
"""The background colours."""

SPACE = re.compile(r"--(space-[\w-]+): ([^;]+);")
SYMBOL = re.compile(r'<symbol id="([\w-]+)"')


def source_of(path):
    """Return the text of a static file’s source."""
    return Path(finders.find(path)).read_text(encoding="utf-8")


def contrasts(declared):
    """Return [(colour, [its least contrast on each of GROUNDS])]."""
    grounds = [declared[role] for role in GROUNDS]
    return [
        (each, [colours.least_contrast(each, ground) for ground in grounds])
        for each in declared.values()
    ]


def _may_view_records(user):
    kinds = (model._meta.model_name for model in Record.__subclasses__())
    return user.is_staff and any(user.has_perm(f"cooperation.view_{kind}") for kind in kinds)


class StyleguideView(TemplateView):
    """Only for staff who may view a kind of record; 404 for everybody else."""

    template_name = "cooperation/styleguide.html"

    def dispatch(self, request, *args, **kwargs):
        if not _may_view_records(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        tokens = source_of("css/tokens.css")
        states = {**dict(AgreementState.choices), **dict(InitiativeState.choices)}
        return super().get_context_data(**kwargs) | {
            "sample_kind": KINDS["agreement"],
            "kinds": PAGE_KINDS,
            "grounds": GROUNDS,
            "colours": contrasts(colours.declared_in(tokens)),
            "spaces": SPACE.findall(tokens),
            "icons": SYMBOL.findall(source_of("img/icons.svg")),
            "states": states.items(),
            "filter": FILTERS["agreement"](
                {"q": "plan", "sort": "title"}, Agreement.objects.none()
            ),
            "samples": samples,
        }
