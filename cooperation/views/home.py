"""The first page."""

from django.views.generic import TemplateView

from cooperation.figures.timeline import strip
from cooperation.queries.home import Home
from cooperation.queries.timeline import latest

TODAY = "cooperation.today"
"""The variable of WSGI (PEP 3333) with the day to take for today, of a server that copies the site.

No client can set it: what clients send has names that begin with ``HTTP_``.
"""

ON_STRIP = 8
"""How many records the strip of the timeline shows."""


class HomeView(TemplateView):
    """What the site is, and the newest of what it holds."""

    template_name = "cooperation/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "home": Home(self.request.META.get(TODAY)),
            "strip": strip(latest(ON_STRIP)),
        }
