"""The benchmarks can be started: what they import from the project is there.

They set up Django first and import within functions, so that compiling them shows nothing.
"""

import ast
import sys
from importlib import import_module

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "benchmarks"
FILES = sorted(FOLDER.glob("*.py"))


@pytest.fixture(autouse=True)
def beside_each_other(monkeypatch):
    """Let benchmarks import each other, as when one is started."""
    before = {*sys.modules}
    monkeypatch.syspath_prepend(FOLDER)
    yield
    for name in {*sys.modules} - before:
        if (FOLDER / f"{name}.py").exists():
            del sys.modules[name]


def missing(module, name):
    """Return whether a module has neither this name nor a module of this name in it."""
    if hasattr(import_module(module), name):
        return False
    try:
        import_module(f"{module}.{name}")
    except ModuleNotFoundError:
        return True
    return False


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_everything_that_a_benchmark_imports_is_there(file):
    imports = [
        node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.ImportFrom)
    ]
    names = [(node.module, alias.name) for node in imports for alias in node.names]
    assert [each for each in names if missing(*each)] == []


def test_middleware_that_benchmarks_leave_out_is_there():
    from measuring import STATIC_FILES  # noqa: PLC0415 - see beside_each_other

    assert STATIC_FILES in settings.MIDDLEWARE


def test_form_is_read_as_a_browser_sends_it():
    from visitor import fields_of  # noqa: PLC0415

    page = """<form><input name="q"></form><form method="post">
    <input type="hidden" name="token" value="a&amp;b"><input name="title" value="T">
    <input type="checkbox" name="on" checked><input type="checkbox" name="off">
    <input type="radio" name="way" value="1"><input type="radio" name="way" value="2" checked>
    <select name="kind"><option value="">-</option><option value="x" selected>X</option></select>
    <select name="first"><option value="y">Y</option><option value="z">Z</option></select>
    <textarea name="text">\nOne &lt; two\n</textarea>
    <input type="file" name="file"><input type="submit" name="_save" value="Save"></form>"""
    assert fields_of(page) == {
        "token": "a&b", "title": "T", "on": "on", "way": "2", "kind": "x", "first": "y",
        "text": "One < two\n",
    }  # fmt: skip
