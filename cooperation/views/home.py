"""The home page."""

from django.views.generic import TemplateView

from cooperation.figures.timeline import strip
from cooperation.queries.home import Home
from cooperation.queries.timeline import latest_records

TODAY = "cooperation.today"
"""The variable of WSGI (PEP 3333) with the day to take for today, of a server that copies the site.

No client can set it: what clients send has names that begin with ``HTTP_``.
"""

ON_STRIP = 8
"""Records on the timeline strip."""


class HomeView(TemplateView):
    template_name = "cooperation/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "home": Home(self.request.META.get(TODAY)),
            "strip": strip(latest_records(ON_STRIP)),
        }
