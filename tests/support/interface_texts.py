"""The words that the interface itself says on a page, apart from what the register holds.

Data whose letters were exchanged (``tests/support/masked.py``) cannot be taken for the words of an
interface in Latin or Cyrillic letters.
"""

import contextlib
import json
from html.parser import HTMLParser

SPOKEN_ATTRIBUTES = ("title", "alt", "placeholder", "aria-label", "aria-description", "label")
SILENT = ("script", "style", "textarea", "code", "kbd", "svg")
"""Elements with programs, data as typed, names of columns, or drawings."""

VOID = frozenset(
    [
        "meta",
        "link",
        "img",
        "input",
        "br",
        "hr",
        "path",
        "rect",
        "circle",
        "col",
        "wbr",
        "source",
        "use",
        "area",
    ]
)


class _Reader(HTMLParser):
    def __init__(self, language):
        super().__init__()
        self.language, self.texts, self._open = language, [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        is_foreign = given.get("lang") not in {None, self.language} or "translate" in given
        if not self._is_silent() and not is_foreign:
            self.texts += [given[name] for name in SPOKEN_ATTRIBUTES if given.get(name)]
            for name, value in attributes:
                if name.startswith("data-") and not name.startswith("data-django-prose"):
                    self.texts += _for_scripts(value)
            if tag == "input" and given.get("type") in ("submit", "button", "reset"):
                self.texts.append(given.get("value") or "")
        if tag not in VOID:
            self._open.append((tag, tag in SILENT or is_foreign))

    def handle_endtag(self, tag):
        names = [name for name, _silent in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data):
        if not self._is_silent():
            self.texts.append(data)

    def _is_silent(self):
        return any(silent for _tag, silent in self._open)


def _for_scripts(value):
    """Return the texts for readers in the value of a ``data-`` attribute: more than one word."""
    with contextlib.suppress(ValueError):
        value = json.loads(value or "")
    return [text for text in _leaves(value) if " " in text and "://" not in text]


def _leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for each in value for text in _leaves(each)]
    return [value] if isinstance(value, str) else []


def texts_of(html, language):
    """Return the texts that a page shows or reads out, in their order, spaces made single."""
    reader = _Reader(language)
    reader.feed(html)
    return [text for text in (" ".join(each.split()) for each in reader.texts) if text]
