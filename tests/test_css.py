"""The colours of the public site can be told apart; checks/ has the rules of its style sheets."""

import re

import pytest
from django.conf import settings

from cooperation.domain.colours import declared_in, least_contrast
from cooperation.domain.kinds import PAGE_KINDS

TOKENS = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
COLOURS = declared_in(re.sub(r"/\*.*?\*/", "", TOKENS, flags=re.S))
GROUNDS = ("page", "surface", "sunk", "evidence-ground", "inference-ground", "alert-ground")
ROLES = ("text", "text-muted", "link", "evidence", "inference", "alert")
TEXTS = (*ROLES, *(kind.key for kind in PAGE_KINDS))


@pytest.mark.parametrize("ground", GROUNDS)
def test_text_and_icons_can_be_read_on_each_ground_by_day_and_by_night(ground):
    found = {role: least_contrast(COLOURS[role], COLOURS[ground]) for role in TEXTS}
    assert {role: ratio for role, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("ground", ["page", "surface", "sunk"])
def test_borders_of_controls_can_be_seen(ground):
    assert least_contrast(COLOURS["control"], COLOURS[ground]) >= 3
