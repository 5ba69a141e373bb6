"""Pages of the site itself."""

from django.views.generic import DetailView

from cooperation.models import Page


class PageView(DetailView):
    """One page, such as “About”."""

    model = Page
    template_name = "cooperation/page.html"
