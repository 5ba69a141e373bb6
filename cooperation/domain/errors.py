"""The base class of errors about what an editor typed."""

LONGEST_SHOWN = 60
"""Characters of a typed text that a message repeats."""


class DomainError(ValueError):
    """A typed value that cannot be saved; the message says what to type instead.

    ``message`` is a format string, usually lazy, and ``params`` its values. They are joined by
    ``str()``, so the text is in the language of the reader. A form can pass them on:
    ``ValidationError(error.message, params=error.params)``.
    """

    def __init__(self, message, params=None):
        super().__init__(message, params)
        self.message = message
        self.params = params or {}

    def __str__(self):
        return str(self.message) % self.params if self.params else str(self.message)


def as_typed(text):
    """Return a typed text for use in a message: one line, shortened, only printable characters."""
    text = " ".join(text.split())
    if len(text) > LONGEST_SHOWN:
        text = text[: LONGEST_SHOWN - 1] + "…"
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
