"""The rules of the tests: what they share stands in tests/support, and they use what is public."""

import ast
import re

PRIVATE = re.compile(r"(?:^|\.)_(?!_)")
PATCHING = {"setattr", "delattr", "object", "patch"}
"""What sets a name for the time of a test: of pytest’s monkeypatch, and of unittest.mock."""


def tests(files):
    return files.within("tests", ending=".py")


def helpers_of_tests_are_imported_from_support(files):
    """Test modules and conftest.py are for pytest to find, not for others to import."""
    for file in [*tests(files), *files.within("benchmarks", ending=".py")]:
        for node in file.nodes:
            for name in _imported(node):
                if re.match(r"tests\.(?!support\b)", name):
                    text = f"imports {name} – move what both use to tests/support"
                    yield file.fault(text, node.lineno)


def _imported(node):
    """Return the modules that a statement may import, in full."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def tests_patch_no_private_name(files):
    for file in tests(files):
        for node in file.nodes:
            for name in _patched(node):
                if PRIVATE.search(name):
                    text = f"patches {name} – patch a public name, or pass what shall be another"
                    yield file.fault(text, node.lineno)


def _patched(node):
    """Return the names that a call patches, as written: “module._name” or “_name”."""
    if not isinstance(node, ast.Call):
        return []
    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
    given = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
    return [name for name in given if called in PATCHING and isinstance(name, str)]


RULES = [helpers_of_tests_are_imported_from_support, tests_patch_no_private_name]
