"""The first page."""

from django.views.generic import TemplateView

from cooperation.figures.timeline import strip
from cooperation.queries.home import Home
from cooperation.queries.timeline import latest_records

ON_STRIP = 8
"""How many records the strip of the timeline shows."""


class HomeView(TemplateView):
    """What the site is, and the newest of what it holds."""

    template_name = "cooperation/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "home": Home(),
            "strip": strip(latest_records(ON_STRIP)),
        }
