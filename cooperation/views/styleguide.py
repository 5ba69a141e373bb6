"""The style page: every component in each of its states, by the partials that pages use."""

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
"""The colours that others are read on."""

CHOSEN = {"q": "plan", "sort": "title"}
"""What the filters shown hold."""

SPACE = re.compile(r"--(space-[\w-]+): ([^;]+);")
SYMBOL = re.compile(r'<symbol id="([\w-]+)"')


def source_of(path):
    """Return the text of a static file as it is in the project."""
    return Path(finders.find(path)).read_text(encoding="utf-8")


def contrasts(declared):
    """Return (colour, its least contrast on each of GROUNDS) for every colour, as a table."""
    grounds = [declared[role] for role in GROUNDS]
    return [
        (each, [colours.least_contrast(each, ground) for ground in grounds])
        for each in declared.values()
    ]


def _may_view_records(user):
    kinds = (model._meta.model_name for model in Record.__subclasses__())
    return user.is_staff and any(user.has_perm(f"cooperation.view_{kind}") for kind in kinds)


class StyleguideView(TemplateView):
    """For those of the staff who may view a kind of record; for everybody else it is not there."""

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
