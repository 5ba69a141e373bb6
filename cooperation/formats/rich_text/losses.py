"""What a text loses when it is read, and how editors are told."""

from django.utils.translation import gettext_lazy as _

from cooperation.domain.errors import as_typed

MOST_EXAMPLES = 5
"""How many of the words left out a note repeats."""

LOSS_NOTES = {
    "img": _("Pictures were left out."),
    "media": _("Videos, forms and other embedded parts were left out."),
    "table": _("Each row of a table has become a paragraph."),
    "deleted": _("Deleted words were left out: %(texts)s."),
    "footnote": _(
        "Marks of footnotes were left out, after: %(texts)s. The footnotes themselves stay where "
        "they stood in the text."
    ),
    "link": _("Links without a full address were left out, and their words kept: %(texts)s."),
    "menu": _("Menus, side notes and page footers were left out."),
    "comment": _("Comments were left out."),
    "numbering": _(
        "Numbered lists count 1, 2, 3 from 1 here. Compare the numbers with the original."
    ),
}
"""Key of a loss to the note on it."""


class Losses:
    """Collects what is left out: {key of LOSS_NOTES: the first words}."""

    def __init__(self):
        self.found = {}

    def add(self, key, text=""):
        examples = self.found.setdefault(key, [])
        if text := as_typed(text):
            if len(examples) < MOST_EXAMPLES:
                examples.append(text)
            elif examples[-1] != "…":
                examples.append("…")


def loss_notes(found):
    """Return the notes on what was left out; ``found`` is that of Losses."""
    return [
        note % {"texts": ", ".join(f"“{each}”" if each != "…" else each for each in found[key])}
        for key, note in LOSS_NOTES.items()
        if key in found
    ]
