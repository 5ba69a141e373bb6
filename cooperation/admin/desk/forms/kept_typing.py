"""Tells the browser that typing which it keeps has been saved.

static/js/unsaved.js keeps what is typed until it finds the cookie set here, so a login page, a lost
connection or an error loses nothing.
"""

import re

from django.conf import settings

TYPING_FIELD = "typing"
"""Form field with the name under which the browser keeps the typing."""

COOKIE = "saved-"
"""Prefix of the cookie’s name; static/js/kept.js reads and removes the cookie."""

NAME = re.compile("[0-9a-f]{8,40}")
DAY_SECONDS = 24 * 60 * 60


def mark_typing_saved(request, response):
    """Set the cookie that says the typing of this request is saved; return the response."""
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
