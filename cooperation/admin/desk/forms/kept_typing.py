"""Tells the browser which of the typing that it keeps has been saved.

The script of the form (static/js/unsaved.js) keeps what is typed until the site says that it is
saved. Whatever comes between, a login page, a lost connection or an error, says nothing.
"""

import re

from django.conf import settings

TYPING_FIELD = "typing"
"""Field of the form that names what the browser keeps of it."""

COOKIE = "saved-"
"""Begins the name of the cookie that says it is saved; static/js/kept.js reads and removes it."""

NAME = re.compile("[0-9a-f]{8,40}")
DAY_SECONDS = 24 * 60 * 60


def mark_typing_saved(request, response):
    """Let a response say that what the request holds is saved; return the response."""
    name = request.POST.get(TYPING_FIELD, "")
    if NAME.fullmatch(name):
        response.set_cookie(
            f"{COOKIE}{name}",
            "1",
            max_age=DAY_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
