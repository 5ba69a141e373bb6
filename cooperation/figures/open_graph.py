"""The picture that other sites show where somebody shares the address of a page (ogp.me)."""

import hashlib
import io
from typing import NamedTuple

from django.utils.translation import gettext as _
from PIL import Image, ImageColor, ImageDraw

from cooperation.domain.kinds import KINDS
from cooperation.figures.drawing import draw_icon, girih_in
from cooperation.figures.lettering import LINE, fitted

WIDTH, HEIGHT = 1200, 630
"""Pixels, as the large networks ask for; other templates name them too."""

PAGE, TEXT, MUTED, RULE, EVIDENCE = "#fbfaf6", "#1a2230", "#535c6b", "#ddd8cb", "#0b6570"
COLOURS = {
    "article": "#3b4557",
    "agreement": "#1d4a86",
    "event": "#0b6570",
    "council": "#7d4f08",
    "initiative": "#45611d",
    "partner": "#8d2b41",
    "person": "#673c78",
    "topic": "#66543f",
}
"""Kind to colour, as in the light dress of static/css/tokens.css."""

SERIF, SANS = "serif", "sans"
MARK = "star"
SCALE = 2  # drawn larger and made smaller, which smooths all edges
MARGIN, BAND, CELL = 72, 192, 96
ROOM = (WIDTH - BAND - 2 * MARGIN, 340)
"""Width and height of the title."""

COLOURS_KEPT = 96
"""Enough for four colours and the steps between them, in a third of the bytes."""

DRAWING = 1
"""Raise it when the drawing changes, so that nobody keeps the older one."""


class Card(NamedTuple):
    """What stands on a picture."""

    icon: str
    label: str
    title: str
    site: str
    colour: str = EVIDENCE

    @property
    def digest(self):
        """What tells two pictures apart: it changes with every word and with the drawing."""
        return hashlib.sha256(repr((DRAWING, *self)).encode()).hexdigest()[:32]


def card_of(record, site):
    """Return the Card of a record of its own kind, in the language in use."""
    kind = KINDS[record.kind]
    detail = record.get_type_display() if hasattr(record, "type") else ""
    label = " · ".join(str(part) for part in (kind.label, detail) if part)
    return Card(kind.key, label, record.title, site.name, COLOURS[kind.key])


def card_of_site(site):
    """Return the Card of the first page and of all pages without one of their own."""
    title = site.tagline or _("How states and institutions cooperate, and how we know")
    return Card(MARK, _("Articles and a register, sentence by sentence"), title, site.name)


def drawn(card):
    """Return a Card as the bytes of a PNG, the same for the same card."""
    file = io.BytesIO()
    image = painted(card).quantize(COLOURS_KEPT, dither=Image.Dither.NONE)
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def painted(card):
    """Return a Card as an image in all its colours."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAGE)
    canvas = ImageDraw.Draw(image)
    _band(canvas, card.colour)
    _kicker(canvas, card)
    face, lines = fitted(SERIF, 600, card.title, _scaled(ROOM), _scaled(range(28, 81, 4)))
    for number, line in enumerate(lines):
        baseline = 148 * SCALE + face.size * (0.92 + number * LINE)
        face.draw(canvas, (MARGIN * SCALE, baseline), line, TEXT)
    _foot(canvas, card)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _scaled(numbers):
    return tuple(number * SCALE for number in numbers)


def _band(canvas, colour):
    """Draw the band of stars at the right."""
    box = _scaled((WIDTH - BAND, 0, WIDTH, HEIGHT))
    canvas.rectangle(box, fill=colour)
    dark, light = ImageColor.getrgb(colour), ImageColor.getrgb(PAGE)
    line, ground = (
        tuple(round(a + (b - a) * part) for a, b in zip(dark, light, strict=True))
        for part in (0.55, 0.1)
    )
    top = -(CELL * 7 - HEIGHT) // 2 * SCALE  # as much of a star is cut above as below
    for number, outline in enumerate(girih_in((box[0], top, *box[2:]), CELL * SCALE)):
        fill = (ground, dark)[number % 2]  # the outer star, and the one within
        canvas.polygon(outline, fill=fill, outline=line, width=2 * SCALE)


def _kicker(canvas, card):
    draw_icon(canvas, card.icon, _scaled((MARGIN, 64)), 44 * SCALE, card.colour)
    room = _scaled((ROOM[0] - 56, 40))
    face, lines = fitted(SANS, 600, card.label, room, _scaled(range(16, 31, 2)))
    face.draw(canvas, _scaled((MARGIN + 56, 96)), lines[0], card.colour)


def _foot(canvas, card):
    canvas.rectangle(_scaled((MARGIN, 526, WIDTH - BAND - MARGIN, 528)), fill=RULE)
    draw_icon(canvas, MARK, _scaled((MARGIN - 8, 538)), 60 * SCALE, EVIDENCE)
    room = _scaled((ROOM[0] - 60, 40))
    face, lines = fitted(SERIF, 600, card.site, room, _scaled(range(16, 31, 2)))
    face.draw(canvas, _scaled((MARGIN + 60, 578)), lines[0], MUTED)
