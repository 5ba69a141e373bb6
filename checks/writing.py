"""Rules of how the register is written: what follows a change, and what happens to a request."""

import ast

from checks.python import modules

FOLLOWS = {
    "cooperation.changes.consequences.content_version": {"increase"},
    "cooperation.changes.finish": {"finish", "finish_once"},
    "cooperation.changes.consequences.history": {
        "add_first_revision",
        "add_revision",
        "keep_withdrawn",
    },
    "cooperation.changes.consequences.redirects": {
        "drop_reused_addresses",
        "keep_deleted_address",
        "redirect",
        "redirect_duplicate",
        "update_addresses",
    },
    "cooperation.changes.approval": {"forget"},
    "cooperation.changes.consequences.translations": {
        "update_outdated",
        "update_outdated_from_snapshot",
    },
    "cooperation.sourcing.index": {"index", "index_all"},
    "cooperation.sourcing.mentions": {
        "decide",
        "scan",
        "scan_all",
        "scan_articles",
        "scan_for_new_names",
    },
    "cooperation.sourcing.passages": {"attach", "attach_record", "store", "store_all"},
}
"""Modules, and what of them only a use case may call: what follows a change of the register."""


def what_follows_a_change_is_done_in_changes(files):
    for file in modules(files):
        if not {"changes", "sourcing"} & set(file.path.parts[:2]):
            for name, line in _used(file):
                text = f"calls {name} – write a use case in changes/ that does"
                yield file.fault(text, line)


def _used(file):
    """Yield (name, line) of each use of what ``FOLLOWS`` names."""
    called = {}
    for node in file.nodes:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name in FOLLOWS.get(node.module, ()):
                    yield f"{node.module}.{alias.name}", node.lineno
                elif f"{node.module}.{alias.name}" in FOLLOWS:
                    called[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in file.nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = called.get(node.value.id)
            if module and node.attr in FOLLOWS[module]:
                yield f"{module}.{node.attr}", node.lineno


def requests_stay_as_they_came(files):
    for file in modules(files):
        for node in file.nodes:
            is_kept = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
            if isinstance(node, ast.Attribute) and not is_kept and _is_request(node.value):
                text = f"sets request.{node.attr} – pass the value on, or a copy (copy_request)"
                yield file.fault(text, node.lineno)
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_call and node.func.id in ("setattr", "delattr") and _is_request(node.args[0]):
                text = "sets something on the request – pass the value on, or a copy (copy_request)"
                yield file.fault(text, node.lineno)


def _is_request(node):
    name = getattr(node, "id", getattr(node, "attr", None))
    return name == "request"


RULES = [what_follows_a_change_is_done_in_changes, requests_stay_as_they_came]
