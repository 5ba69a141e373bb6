"""The rules of the modules in cooperation/ and project/: what belongs in which."""

import ast

from checks.layers import LEVEL, is_allowed, layer_of

LONGEST = 400
CHOICES = {"TextChoices", "IntegerChoices"}
SHARED_BY_CONVENTION = {"Command", "Media", "Meta"}
QUERIES = {"filter", "exclude", "annotate", "raw", "extra"}


def modules(files):
    """Return the modules of the project; migrations stay as they were made."""
    found = files.within("cooperation", "project", ending=".py")
    return [file for file in found if "migrations" not in file.path.parts]


def imports_of(file):
    """Yield (node, layer) of each import of this project in a module."""
    for node in file.nodes:
        if isinstance(node, ast.ImportFrom) and not node.level:
            if node.module == "cooperation":
                yield from ((node, alias.name) for alias in node.names)
            elif layer := layer_of(node.module):
                yield node, layer
        elif isinstance(node, ast.Import):
            layers = (layer_of(alias.name) for alias in node.names)
            yield from ((node, layer) for layer in layers if layer)


def imports_are_written_in_full(files):
    for file in modules(files):
        for node in file.nodes:
            if isinstance(node, ast.ImportFrom) and node.level:
                yield file.fault("a relative import – write it from the root", node.lineno)


def imports_lead_downwards(files):
    for file in modules(files):
        user = layer_of(".".join(file.path.with_suffix("").parts).removesuffix(".__init__"))
        if user and user not in LEVEL:
            yield file.fault(f"“{user}” stands in no layer – name it in checks/layers.py")
            continue
        for node, used in imports_of(file):
            if used not in LEVEL:
                text = f"imports “{used}”, which stands in no layer – name it in checks/layers.py"
                yield file.fault(text, node.lineno)
            elif not user or not is_allowed(user, used):
                text = f"{user or 'the package'} imports {used} – move it up, or what it needs down"
                yield file.fault(text, node.lineno)


def domain_knows_no_database(files):
    for file in modules(files):
        if "domain" not in file.path.parts:
            continue
        for node in file.nodes:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django"):
                names = {alias.name for alias in node.names}
                is_choice = node.module == "django.db.models" and names <= CHOICES
                if not is_choice and not node.module.startswith("django.utils"):
                    text = f"domain imports {node.module} – of Django it may use utils and choices"
                    yield file.fault(text, node.lineno)


def views_ask_query_sets_by_name(files):
    for file in modules(files):
        if "views" not in file.path.parts:
            continue
        for node in file.nodes:
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr in QUERIES:
                text = f"a view calls .{node.func.attr}( – make it a method of the QuerySet"
                yield file.fault(text, node.lineno)


def nothing_happens_behind_a_save(files):
    for file in modules(files):
        for node in file.nodes:
            if isinstance(node, ast.ImportFrom) and "signals" in (node.module or ""):
                yield file.fault("a signal – call what it does where it is wanted", node.lineno)
            for each in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(each, ast.FunctionDef) and each.name == "save":
                    yield file.fault("logic in save() – call it where it is wanted", each.lineno)


def modules_can_be_read_at_one_sitting(files):
    for file in modules(files):
        if (lines := len(file.text.splitlines())) > LONGEST:
            yield file.fault(f"{lines} lines – split it at {LONGEST}", LONGEST + 1)


def classes_have_names_of_their_own(files):
    first = {}
    for file in modules(files):
        for node in file.nodes:
            if isinstance(node, ast.ClassDef) and node.name not in SHARED_BY_CONVENTION:
                there = first.setdefault(node.name, file)
                if there is not file:
                    text = (
                        f"class {node.name} is also in {there.path} – name it after what it holds"
                    )
                    yield file.fault(text, node.lineno)


RULES = [
    imports_are_written_in_full,
    imports_lead_downwards,
    domain_knows_no_database,
    views_ask_query_sets_by_name,
    nothing_happens_behind_a_save,
    modules_can_be_read_at_one_sitting,
    classes_have_names_of_their_own,
]
