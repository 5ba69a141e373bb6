"""The first page."""

from django.views.generic import TemplateView

from cooperation.queries.home import Home


class HomeView(TemplateView):
    """What the site is, and the newest of what it holds."""

    template_name = "cooperation/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"home": Home()}
