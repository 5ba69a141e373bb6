"""Pages about the site, such as “About”."""

from django.views.generic import DetailView

from cooperation.models import Page


class PageView(DetailView):
    model = Page
    template_name = "cooperation/page.html"
