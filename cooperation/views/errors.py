"""Error pages."""

from django.shortcuts import render


def bad_request(request, exception):
    """Return the page for a bad request; unlike Django’s view it has the site’s context."""
    return render(request, "400.html", status=400)
