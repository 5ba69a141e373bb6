"""Limits how often a password may be tried.

Each attempt is counted before the password is checked, so many attempts at once are no more than
many in a row. A browser that has logged in before is counted separately under that name: nobody
else, not even at the same address, can lock it out.
"""

import secrets
from functools import cached_property

from django.conf import settings
from django.contrib.auth.forms import UsernameField

from cooperation.limits.counting import Counter
from cooperation.limits.visitor import visitor

PERIOD = 15 * 60
"""Seconds; attempts while locked do not extend it."""

MOST_OF_NAME = 5
"""Attempts for one name from one address, or from a browser known under that name."""

MOST_FROM_ADDRESS = 50
"""Attempts from one address for all names: an office may share one address."""

MOST_FROM_ANYWHERE = 100
"""Attempts for one name from all addresses; after them each unknown address has one."""

COOKIE = "known_browser"
LASTING = 180 * 24 * 60 * 60
"""Seconds for which a browser stays known."""


class Attempt:
    def __init__(self, request):
        self.request = request
        # one account has one name, however it is typed
        self.name = UsernameField().to_python(request.POST.get("username", ""))

    def count(self):
        """Count the attempt, and set how many are ``left`` after it."""
        limits = [(self._own, MOST_OF_NAME)]
        if not self._browser:
            is_pressed = self._of_all.add().number > MOST_FROM_ANYWHERE
            limits = [
                (self._own, 1 if is_pressed else MOST_OF_NAME),
                (self._of_address, MOST_FROM_ADDRESS),
            ]
        counts = [(counter.add(), limit) for counter, limit in limits]
        self.left = min(limit - count.number for count, limit in counts)
        self.seconds = counts[0][0].seconds

    @property
    def may_try(self):
        """Whether the password may be checked."""
        return self.left >= 0

    @property
    def is_last(self):
        """Whether the next attempt must wait for ``seconds``."""
        return self.left <= 0

    def succeeded(self, response):
        """Take the attempt back, and remember the browser."""
        self._own.forget()
        if not self._browser:
            self._of_all.add(-1)
            self._of_address.add(-1)
        token = self._browser or secrets.token_urlsafe(16)
        response.set_signed_cookie(
            COOKIE,
            token,
            salt=self._salt,
            max_age=LASTING,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )

    @cached_property
    def _browser(self):
        return self.request.get_signed_cookie(COOKIE, "", salt=self._salt, max_age=LASTING)

    @property
    def _salt(self):
        return f"{COOKIE}.{self.name}"

    @cached_property
    def _own(self):
        place = self._browser or visitor(self.request)
        return Counter("logins-own", f"{place} {self.name}", PERIOD)

    @cached_property
    def _of_address(self):
        return Counter("logins-address", visitor(self.request), PERIOD)

    @cached_property
    def _of_all(self):
        return Counter("logins-name", self.name, PERIOD)
