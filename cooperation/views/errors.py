"""What readers see in place of a page."""

from django.shortcuts import render


def bad_request(request, exception):
    """Answer what cannot be read, such as a foreign host, inside the frame of the site.

    Django’s own view knows no context: its page has neither name nor navigation.
    """
    return render(request, "400.html", status=400)
