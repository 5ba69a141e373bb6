"""Forms that can be sent twice and make something once: two clicks, or Save, Back, Save.

Each form carries a token in a hidden field. The transaction that makes something claims the token
and keeps what was made; the same form sent again finds that.
"""

import re
from copy import copy
from hashlib import sha256

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models import SentForm

FIELD = "form_token"
TOKEN = re.compile("[0-9a-f]{32}")
NOT_TYPED = (FIELD, "csrfmiddlewaretoken", "typing")
"""Fields that may differ although the same was sent."""

ALREADY_SAVED = _("“%s” is saved already: sending the form twice did not save it twice.")


def token_of(request):
    """Return the token of a sent form; "" if it has none."""
    token = request.POST.get(FIELD, "")
    return token if TOKEN.fullmatch(token) else ""


def key_of(request):
    """Return the key of a sent form: of its account, address and token; "" without a token."""
    token = token_of(request)
    whole = f"{request.user.pk}\n{request.path}\n{token}"
    return token and sha256(whole.encode()).hexdigest()


class Sending:
    """One sending of a form that makes something. A form without a token is always new.

    Make it within the transaction that makes the object: it waits for a request that is doing the
    same. If nothing is made, ``release`` the token.

    Browsers that go back may fetch the page again, with another token, and put back what was typed.
    With ``by_words`` the same words in the last hour are therefore the same form.
    """

    def __init__(self, request, by_words=False):
        self.typed, key = _digest(request), key_of(request)
        self.row = SentForm.objects.claim(key) if key else None
        before = None
        if by_words and self.row and not self.made:
            before = SentForm.objects.sent_lately(self.typed).first()
        if before:
            self.keep(before.made, before.snapshot)

    @property
    def made(self):
        """The key of what this form has made already; "" if nothing."""
        return self.row.made if self.row else ""

    @property
    def is_repeat(self):
        """Whether the same was sent before, word for word, and made something."""
        return bool(self.made) and self.row.typed == self.typed

    @property
    def snapshot(self):
        """What this form said when it was sent before; None if it was not."""
        return self.row.snapshot if self.made else None

    def keep(self, made, snapshot=None):
        """Keep what was made, by its key."""
        if self.row:
            self.row.made, self.row.typed, self.row.snapshot = str(made), self.typed, snapshot
            self.row.sent_at = timezone.now()
            self.row.save()

    def release(self):
        """Let the form be sent again as if it were new, unless it has made something before."""
        if self.row and not self.row.made:
            self.row.delete()

    def forget(self):
        """Treat the form as new: what it has made is gone."""
        if self.row:
            self.row.made, self.row.snapshot = "", None


def _digest(request):
    """Return a digest of what was sent, by whom and where, with the contents of files."""
    typed = [(name, values) for name, values in request.POST.lists() if name not in NOT_TYPED]
    files = [(name, file.name, _digest_of(file)) for name, file in request.FILES.items()]
    whole = (request.user.pk, request.path, sorted(typed), sorted(files))
    return sha256(repr(whole).encode()).hexdigest()


def _digest_of(file):
    found = sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def answer_again(admin, request, made):
    """Answer a form that was sent again as it was answered before, and say so."""
    if IS_POPUP_VAR not in request.POST:
        admin.message_user(request, ALREADY_SAVED % made, messages.INFO)
    return redirect_to_made(admin, request, made)


def redirect_to_made(admin, request, made):
    """Answer as Django does after adding an object, without “was added”."""
    quiet = copy(admin)
    quiet.message_user = lambda *_args, **_options: None
    return quiet.response_add(request, made)
