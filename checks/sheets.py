"""The rules of the style sheets: colours are named once, nothing is unused, lines are short."""

import re
from pathlib import PurePosixPath

from checks.files import Fault, emptied, found, joined

CSS = PurePosixPath("static/css")
CODE_CLASSES = {"helptext", "errorlist", "icon", "unbroken"}
"""Classes that Django’s forms and our own template tags give."""

HOOKS = {"documents", "notes__note", "notices"}
"""Classes that name a part without giving it a look of its own."""

COMMENT = re.compile(r"/\*.*?\*/", re.S)
TEMPLATE_TAG = re.compile(r"\{[{%].*?[%}]\}")
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|light-dark)\("
    r"|\b(?:white|black|red|green|blue|gr[ae]y|silver|navy|teal|orange|yellow)\b(?!-)",
    re.I,
)
FONT_SIZE = re.compile(r"\bfont(?:-size)?\s*:[^;}/]*?[\d.]+(?:px|rem|pt)\b")
OTHER_HOST = re.compile(r"url\(\s*[\"']?(?:https?:)?//")
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right|top|bottom)\b"
    r"|(?<![\w(-])(?:left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
)
STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
BRACKETS = re.compile(r"\([^()]*\)")
TWO_THINGS = [
    (r"[{};][^\S\n]*(?=\S)", "break the line after “{”, “;” and “}”"),
    (r"[^\s{};][^\S\n]*(?=\})", "break the line before “}”"),
    (r",[^\S\n]*(?=[^\s{}][^{};]*\{)", "write one selector a line"),
]


def public(files):
    """Return the style sheets of the public site."""
    return [file for file in files.within(CSS, ending=".css") if file.path.name != "admin.css"]


def rules_of(file):
    """Return a style sheet without its comments."""
    return emptied(COMMENT, file.text)


def classes_of(file):
    """Yield (line, class) of each class that a selector names."""
    for line, match in found(r"(?<![^{}])[^{}@;]+(?=\{)", rules_of(file)):
        start = match[0]
        for name in re.finditer(r"\.([a-z][\w-]*)", start):
            yield line + start.count("\n", 0, name.start()), name[1]


GIVING = {".py": r'class_="([^"]*)"', ".js": r'classList\.add\("([^"]*)"\)'}
"""How files give classes, by their ending; templates by the attribute itself."""


def given_in(file):
    """Yield (line, class) of each class that a template, a figure or a script gives."""
    attribute = GIVING.get(file.path.suffix, r'class="([^"]*)"')
    for line, match in found(attribute, file.text):
        for name in TEMPLATE_TAG.sub(" ", match[1]).split():
            yield line, name


def givers(files):
    """Return the files that give classes to elements."""
    drawn = files.within("cooperation/figures", ending=".py")
    scripts = files.within("static/js", ending=".js")
    return files.within("templates", ending=(".html", ".txt", ".xml")) + drawn + scripts


def colours_and_sizes_of_type_are_tokens(files):
    for file in public(files):
        if file.path.name == "tokens.css":
            continue
        for pattern, what in ((COLOUR, "colour"), (FONT_SIZE, "size of type")):
            for line, match in found(pattern, rules_of(file)):
                yield file.fault(f"“{match[0]}” is a bare {what} – name it in tokens.css", line)


def every_sheet_is_imported_once(files):
    (site,) = [file for file in public(files) if file.path == CSS / "site.css"] or (None,)
    if site is None:
        return
    text = rules_of(site)
    imported = [match[1] for _line, match in found(r'@import url\("([^"]+)"\)', text)]
    for name in sorted({name for name in imported if imported.count(name) > 1}):
        yield site.fault(f"imports {name} twice – keep one")
    for name in sorted(set(imported)):
        if not files.has(CSS / name):
            yield site.fault(f"imports {name}, which is not there")
    for file in public(files):
        name = str(file.path.relative_to(CSS))
        layer = " layer(components)" if name.startswith("components/") else ""
        if file is not site and f'@import url("{name}"){layer}' not in text:
            yield file.fault(f'not imported – write @import url("{name}"){layer}; in site.css')


def classes_of_components_are_used(files):
    given = {name for file in givers(files) for _line, name in given_in(file)} | CODE_CLASSES
    for file in files.within(CSS / "components", ending=".css"):
        for line, name in classes_of(file):
            if name not in given:
                yield file.fault(f"nothing has the class “{name}” – delete its rule", line)


def classes_of_templates_have_rules(files):
    ruled = {name for file in public(files) for _line, name in classes_of(file)}
    admin = files.within("templates/admin", ending=".html")
    ruled |= {name for file in admin for _line, name in given_in(file)}
    hooks = set()
    for file in givers(files):
        for line, name in given_in(file):
            if name in HOOKS - ruled:
                hooks.add(name)
            elif name not in ruled:
                yield file.fault(f"no style sheet has the class “{name}” – take it out", line)
    for name in sorted(HOOKS - hooks):
        yield Fault("checks/sheets.py", 1, f"“{name}” is no class without a rule – take it out")


def every_token_is_used_and_there(files):
    declared, used = set(), set()
    for file in public(files):
        declared |= {match[1] for _line, match in found(r"(--[\w-]+)\s*:", rules_of(file))}
        used |= {match[1] for _line, match in found(r"var\((--[\w-]+)", rules_of(file))}
    for file in public(files):
        for line, match in found(r"var\((--[\w-]+)", rules_of(file)):
            if match[1] not in declared:
                yield file.fault(f"{match[1]} is not declared – name it in tokens.css", line)
        if file.path.name == "tokens.css":
            for line, match in found(r"(--[\w-]+)\s*:", rules_of(file)):
                if match[1] not in used:
                    yield file.fault(f"{match[1]} is not used – delete it", line)


def night_changes_colours_alone(files):
    """That is why the browser tests look by night at colours alone."""
    for file in public(files):
        for line, _match in found(r"prefers-color-scheme", rules_of(file)):
            yield file.fault("a rule for the night – give a token light-dark() colours", line)


def sheets_ask_no_other_host(files):
    for file in public(files):
        for line, _match in found(OTHER_HOST, rules_of(file)):
            yield file.fault("an address on another host – serve it from here", line)


def sheets_use_logical_properties(files):
    for file in public(files):
        for line, match in found(PHYSICAL, rules_of(file)):
            yield file.fault(f"“{match[0]}” is physical – use inline and block", line)


def files_of_sheets_are_there(files):
    for file in public(files):
        for line, match in found(r"url\(\"([^\"]+)\"\)", rules_of(file)):
            if not files.has(joined(file.path.parent, match[1])):
                yield file.fault(f"{match[1]} is not there", line)


def each_line_says_one_thing(files):
    for file in files.within(CSS, ending=".css"):
        text = _without_brackets(emptied(STRING, rules_of(file)))
        for pattern, message in TWO_THINGS:
            for line, _match in found(pattern, text):
                yield file.fault(f"two things on one line – {message}", line)


def _without_brackets(text):
    while (shorter := emptied(BRACKETS, text)) != text:
        text = shorter
    return text


RULES = [
    colours_and_sizes_of_type_are_tokens,
    every_sheet_is_imported_once,
    classes_of_components_are_used,
    classes_of_templates_have_rules,
    every_token_is_used_and_there,
    night_changes_colours_alone,
    sheets_ask_no_other_host,
    sheets_use_logical_properties,
    files_of_sheets_are_there,
    each_line_says_one_thing,
]
