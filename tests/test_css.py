"""The style sheets of the public site: roles are named once, and nothing lies about unused."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from cooperation.domain.colours import declared_in, least_contrast
from cooperation.domain.kinds import PAGE_KINDS

CSS = settings.BASE_DIR / "static" / "css"
TEMPLATES = settings.BASE_DIR / "templates"
FIGURES = settings.BASE_DIR / "cooperation" / "figures"
PUBLIC = [path for path in sorted(CSS.rglob("*.css")) if path.name != "admin.css"]
COMPONENTS = sorted((CSS / "components").glob("*.css"))

COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|light-dark)\("
    r"|\b(?:white|black|red|green|blue|gr[ae]y|silver|navy|teal|orange|yellow)\b(?!-)",
    re.I,
)
FONT_SIZE = re.compile(r"\bfont(?:-size)?\s*:[^;}/]*?[\d.]+(?:px|rem|pt)\b")


def rules(path):
    """Return a style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)


def classes(path):
    """Return the classes that the selectors of a style sheet name."""
    selectors = re.findall(r"(?:^|[{}])([^{}@;]+)(?=\{)", rules(path))
    return {name for selector in selectors for name in re.findall(r"\.([a-z][\w-]*)", selector)}


def classes_in_templates():
    """Return every class that some template or picture gives."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.*"))
    drawn = "\n".join(path.read_text(encoding="utf-8") for path in FIGURES.glob("*.py"))
    given = re.findall(r'class="([^"]*)"', text) + re.findall(r'class_="([^"]*)"', drawn)
    return {name for value in given for name in re.sub(r"\{[{%].*?[%}]\}", " ", value).split()}


CODE_CLASSES = {"helptext", "errorlist", "icon", "unbroken"}
"""Classes that Django’s forms and our own template tags give."""

HOOKS = {"documents", "notes__note", "notices"}
"""Classes that name a part without giving it a look of its own."""


@pytest.mark.parametrize(
    "path", [path for path in PUBLIC if path.name != "tokens.css"], ids=lambda path: path.name
)
def test_colours_and_sizes_of_type_are_tokens(path):
    assert COLOUR.findall(rules(path)) == []
    assert FONT_SIZE.findall(rules(path)) == []


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_component_is_imported(path):
    assert f'@import url("components/{path.name}") layer(components);' in rules(CSS / "site.css")


def test_everything_imported_is_there():
    imported = re.findall(r'@import url\("([^"]+)"\)', rules(CSS / "site.css"))
    assert {CSS / name for name in imported} == {p for p in PUBLIC if p.name != "site.css"}
    assert len(imported) == len(set(imported))


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_classes_of_component_are_used(path):
    assert classes(path) - classes_in_templates() - CODE_CLASSES == set()


def test_classes_of_templates_have_rules():
    ruled = {name for path in PUBLIC for name in classes(path)}
    admin = {name for path in (TEMPLATES / "admin").rglob("*.html") for name in _given(path)}
    assert classes_in_templates() - ruled - admin == HOOKS


def _given(path):
    text = re.sub(r"{%.*?%}", " ", path.read_text(encoding="utf-8"))
    found = re.findall(r'class="([^"]*)"', text)
    return {name for value in found for name in value.split()}


def test_every_token_is_used_and_every_one_used_is_there():
    declared = set(re.findall(r"(--[\w-]+)\s*:", rules(CSS / "tokens.css")))
    used = {name for path in PUBLIC for name in re.findall(r"var\((--[\w-]+)", rules(path))}
    local = {name for path in PUBLIC for name in re.findall(r"(--[\w-]+)\s*:", rules(path))}
    assert used - local == set()
    assert declared - used == set()


COLOURS = declared_in(rules(CSS / "tokens.css"))
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


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.name)
def test_style_sheet_asks_no_other_host(path):
    assert re.findall(r"url\(\s*[\"']?(?:https?:)?//", rules(path)) == []


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.name)
def test_style_sheet_uses_logical_properties(path):
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|[{;]\s*(?:left|right|top|bottom)\s*:"
        r"|[{;]\s*(?:width|height|(?:min|max)-(?:width|height))\s*:"
    )
    assert physical.findall(rules(path)) == []


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.name)
def test_files_of_style_sheet_are_there(path):
    for name in re.findall(r"url\(\"([^\"]+)\"\)", rules(path)):
        assert (path.parent / Path(name)).exists(), name
