"""The pictures that other sites show with a shared address."""

import io
import re

import pytest
from django.conf import settings
from django.utils.translation import override
from PIL import Image

from cooperation.domain.kinds import PAGE_KINDS
from cooperation.figures import open_graph
from cooperation.figures.drawing import draw_icon, girih_in
from cooperation.figures.open_graph import (
    COLOURS,
    EVIDENCE,
    MUTED,
    PAGE,
    RULE,
    TEXT,
    Card,
    card_of,
    card_of_site,
    drawn,
    painted,
)
from cooperation.models import SiteSettings
from tests.support.factories import FACTORIES, AgreementFactory

CARD = Card("agreement", "Agreement · Roadmap", "Roadmap for 2024–2025", "Register")


TITLE, KICKER, FOOT = (72, 130, 936, 520), (72, 60, 936, 112), (72, 530, 936, 600)
BAND, BETWEEN, MARGIN = (1010, 0, 1200, 630), (72, 500, 936, 524), (938, 0, 1006, 630)


def part(card, box):
    return painted(card).crop(box).tobytes()


def test_picture_is_a_png_of_the_size_that_networks_ask_for():
    image = Image.open(io.BytesIO(drawn(CARD)))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(drawn(CARD)) < 100_000


def test_same_card_gives_the_same_bytes():
    assert drawn(CARD) == drawn(Card(*CARD))


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ({"title": "Roadmap for 2024–2026"}, [True, False, False, False]),
        ({"title": "Дорожная карта"}, [True, False, False, False]),
        ({"label": "Agreement · Protocol"}, [False, True, False, False]),
        ({"icon": "event"}, [False, True, False, False]),
        ({"icon": "star"}, [False, True, False, False]),
        ({"site": "Another register"}, [False, False, True, False]),
        ({"colour": "#1d4a86"}, [False, True, False, True]),
    ],
)
def test_each_word_stands_in_its_place(change, changed):
    """The title of another record differs where titles stand, and nowhere else."""
    other = CARD._replace(**change)
    boxes = (TITLE, KICKER, FOOT, BAND)
    assert [part(CARD, box) != part(other, box) for box in boxes] == changed


def test_digest_changes_with_every_word_and_with_the_drawing(monkeypatch):
    others = [CARD._replace(**{name: "x"}) for name in CARD._fields]
    digests = {CARD.digest, *(other.digest for other in others)}
    monkeypatch.setattr(open_graph, "DRAWING", open_graph.DRAWING + 1)
    digests.add(CARD.digest)
    assert len(digests) == len(CARD._fields) + 2


@pytest.mark.parametrize("title", ["W" * 300, "A very long title " * 16, "Ы", "中文 🙂", "a\nb"])
def test_every_title_stays_in_its_room(title):
    other = CARD._replace(title=title)
    assert part(other, TITLE) != part(CARD, TITLE)
    for box in (KICKER, BETWEEN, MARGIN, FOOT, BAND):
        assert part(other, box) == part(CARD, box)


def test_card_speaks_the_language_in_use(db):
    record = AgreementFactory(title_en="Roadmap", title_ru="Дорожная карта", type="roadmap")
    site = SiteSettings(name_en="Register", name_ru="Реестр")
    with override("en"):
        assert card_of(record, site) == CARD._replace(title="Roadmap", colour="#1d4a86")
    with override("ru"):
        found = card_of(record, site)
    assert (found.title, found.site) == ("Дорожная карта", "Реестр")


@pytest.mark.parametrize("kind", [kind.key for kind in PAGE_KINDS])
def test_every_kind_has_a_card_with_its_icon(db, kind):
    card = card_of(FACTORIES[kind](title_en="Title"), SiteSettings(name_en="Register"))
    assert (card.icon, card.title) == (kind, "Title")
    assert part(card, KICKER) != part(card._replace(icon="star"), KICKER)


@pytest.mark.parametrize("tagline", ["", "What we keep"])
def test_card_of_the_site_says_what_it_is(tagline):
    with override("en"):
        card = card_of_site(SiteSettings(name_en="Register", tagline_en=tagline))
    expected = tagline or "How states and institutions cooperate, and how we know"
    assert (card.icon, card.title, card.site) == ("star", expected, "Register")


def test_colours_are_those_of_the_site():
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--color-([\w-]+): light-dark\((#[0-9a-f]{6}),", tokens))
    names = {"page": PAGE, "text": TEXT, "text-muted": MUTED, "rule": RULE, "evidence": EVIDENCE}
    used = {**names, **COLOURS}
    assert {name: light[name] for name in used} == used
    assert set(COLOURS) == {kind.key for kind in PAGE_KINDS}


def test_ornament_fills_its_band_from_edge_to_edge():
    outlines = list(girih_in((100, 0, 300, 250), 100))
    assert len(outlines) == 2 * 2 * 3  # two stars in each tile
    xs, ys = zip(*(point for line in outlines for point in line), strict=True)
    assert (min(xs), max(xs), min(ys), max(ys)) == (100, 300, 0, 300)


class Canvas:
    """Notes what would be drawn."""

    def __init__(self):
        self.points = []

    def line(self, points, **options):
        self.points += points

    def circle(self, place, radius, **options):
        self.points.append(place)


@pytest.mark.parametrize("name", [*COLOURS, "star"])
def test_icon_fills_its_place_and_stays_in_it(name):
    canvas = Canvas()
    draw_icon(canvas, name, (100, 200), 40, "#000000")
    xs, ys = zip(*canvas.points, strict=True)
    assert [100 <= min(xs) < 112, 128 < max(xs) <= 140] == [True, True]
    assert [200 <= min(ys) < 212, 228 < max(ys) <= 240] == [True, True]


def test_icon_that_is_not_there_is_named():
    with pytest.raises(KeyError, match="treaty"):
        draw_icon(Canvas(), "treaty", (0, 0), 40, "#000000")
