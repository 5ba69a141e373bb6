"""The error that every value type of the domain raises for what an editor typed."""

LONGEST_SHOWN = 60
"""Characters of a typed text that a message repeats."""


class DomainError(ValueError):
    """A typed value that cannot be kept, with a message that says what to type instead.

    ``message`` is a format string, usually lazy, and ``params`` fills it. The two stay apart
    until ``str()`` is called, so the text comes out in the language of the reader, and a
    form can pass them on: ``ValidationError(error.message, params=error.params)``.
    """

    def __init__(self, message, params=None):
        super().__init__(message, params)
        self.message = message
        self.params = params or {}

    def __str__(self):
        return str(self.message) % self.params if self.params else str(self.message)


def as_typed(text):
    """Return a typed text as a message can repeat it: one line, not long, nothing unprintable."""
    text = " ".join(text.split())
    if len(text) > LONGEST_SHOWN:
        text = text[: LONGEST_SHOWN - 1] + "…"
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
