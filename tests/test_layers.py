"""The house: who may import whom, and what belongs in which room."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
ORDER = [
    {"domain"},
    {"models"},
    {"sourcing", "publishing"},
    {"going_live"},
    {"queries"},
    {"figures"},
    {"limits"},
    {
        "filters", "filter_fields", "feeds", "sitemaps", "calendars", "checks", "admin",
        "admin_site", "views", "exports", "tables", "archive",
        "api", "templatetags", "management", "translation", "urls", "apps",
    },
    {"project"},
]  # fmt: skip
"""From the ground up; each layer may import itself and what is below."""

LEVEL = {name: level for level, names in enumerate(ORDER) for name in names}
BESIDE = {
    ("filters", "filter_fields"),
    ("urls", "views"),
    ("urls", "sitemaps"),
    ("urls", "feeds"),
    ("urls", "calendars"),
    ("urls", "api"),
    ("views", "filters"),
    ("views", "exports"),
    ("urls", "exports"),
    ("management", "exports"),
    ("management", "archive"),
    ("archive", "exports"),
}
BESIDE |= {
    ("admin", "admin_site"),
    ("admin", "filters"),
    ("admin", "tables"),
    ("admin", "exports"),
    ("tables", "exports"),
    ("api", "filters"),
    ("api", "filter_fields"),
}
BESIDE |= {(user, used) for user in ("feeds", "calendars") for used in ("filters", "views")}
"""Pairs of the top layer of which the first may use the second."""

APART = {("sourcing", "publishing"), ("publishing", "sourcing")}

FILES = sorted(
    path
    for folder in ("cooperation", "project")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)


def layer_of(module):
    """Return the layer of a dotted module of this project; None for any other module."""
    parts = module.split(".")
    if parts[0] == "project":
        return "project"
    return parts[1] if parts[0] == "cooperation" and len(parts) > 1 else None


def imports_of(path):
    """Yield the layer of each import of this project in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            if node.module == "cooperation":
                yield from (alias.name for alias in node.names)
            elif layer := layer_of(node.module):
                yield layer
        elif isinstance(node, ast.Import):
            yield from filter(None, (layer_of(alias.name) for alias in node.names))


def is_allowed(user, used):
    if user == used:
        return True
    if LEVEL[user] == LEVEL[used]:
        return (user, used) in BESIDE and (user, used) not in APART
    return LEVEL[used] < LEVEL[user]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_imports_only_what_is_below(path):
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    user = layer_of(module.removesuffix(".__init__"))
    if user is None:  # the package itself
        assert list(imports_of(path)) == []
        return
    assert user in LEVEL, f"{module} stands in no layer: name it in ORDER"
    assert [used for used in imports_of(path) if not is_allowed(user, used)] == []


@pytest.mark.parametrize(
    ("user", "used", "expected"),
    [
        ("models", "domain", True),
        ("domain", "models", False),
        ("models", "queries", False),
        ("queries", "publishing", True),
        ("sourcing", "publishing", False),
        ("views", "queries", True),
        ("queries", "views", False),
        ("views", "admin", False),
        ("urls", "views", True),
    ],
)
def test_order_of_layers_is_as_designed(user, used, expected):
    assert is_allowed(user, used) is expected


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if "domain" in path.parts],
    ids=lambda path: path.name,
)
def test_domain_knows_no_database(path):
    allowed = ("django.utils", "django.db.models")  # of the latter only the choices
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("django"):
            assert node.module.startswith(allowed), node.module
            if node.module == "django.db.models":
                assert {alias.name for alias in node.names} <= {"TextChoices", "IntegerChoices"}


@pytest.mark.parametrize(
    "path", [path for path in FILES if "views" in path.parts], ids=lambda path: path.name
)
def test_view_asks_query_sets_by_name(path):
    calls = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert calls & {"filter", "exclude", "annotate", "raw", "extra"} == set()


def signals_and_saves(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return (names & {"save"}, {name for name in modules if name and "signals" in name})


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_happens_behind_a_save(path):
    assert signals_and_saves(path) == (set(), set())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_can_be_read_at_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_says_what_it_is_for(path):
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_there_are_files_to_test():
    assert len(FILES) > 50
    assert Path(__file__) not in FILES
