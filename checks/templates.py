"""The rules of the templates: how they are named, what they stand on, what they may hold."""

import re
from html import unescape

from checks.files import emptied, found

ROOT = "templates"
WHOLE = ("base.html", "500.html", "sitemap.xml", "pagination.html", "search_form.html")
"""The templates that stand on no layout; Django puts the last two into its lists."""

PROPER_NAMES = {"Atom", "RSS", "SHA", "OpenAPI"}
EXTENDS = re.compile(r'\{% extends "([^"]+)" %\}')
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.S)
BLOCK = re.compile(r"\{% (end)?block(?: (\w+))? %\}")
TRANSLATED = re.compile(r"\{% blocktranslate.*?\{% endblocktranslate %\}", re.S)
TAG_OR_VALUE = re.compile(r"\{%.*?%\}|\{\{[^\n]*?\}\}", re.S)
ELEMENT = re.compile(r"<[^>]*>")
READ_ALOUD = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"{]*[^\W\d_]{2}[^"{]*)"')
LONGEST = 120
"""Characters of a line, unless it is one tag alone, which Django keeps on one line."""

ONE_TAG = re.compile(r"\s*(?:\{%(?:(?!%\}).)*%\}|\{\{(?:(?!\}\}).)*\}\})")
CONDITION_OR_LOOP = re.compile(r"\{% (?:if|for|with|ifchanged) ")
NEVER = [
    (
        re.compile(r"<[a-z][^>]*?\s(style|on[a-z]+)\s*=", re.I),
        "an inline style or script – put it into a file of static/",
    ),
    (re.compile(r"<script(?![^>]*\bsrc=)"), "an inline script – put it into a file of static/js"),
    (re.compile(r"<style(?![^>]*nonce=)"), "an inline style – put it into a file of static/css"),
    (re.compile(r"javascript:", re.I), "a script in an address – put it into a file of static/js"),
    (
        re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off|mark_safe"),
        "text is trusted unescaped – let the template escape it, or clean it in the model",
    ),
    (
        re.compile(r"""(?:src|href|action)=["']((?:https?:)?//[^"']+)"""),
        "an address on another host – serve it from here",
    ),
]


def templates(files):
    return files.within(ROOT, ending=(".html", ".txt", ".xml"))


def name_of(file):
    return str(file.path.relative_to(ROOT))


def source_of(file):
    """Return a template without its comments."""
    return emptied(COMMENT, file.text)


def is_partial(file):
    return file.path.parts[1] == "includes"


def partials_begin_with_an_underscore(files):
    for file in templates(files):
        if file.path.name.startswith("_") is not is_partial(file):
            yield file.fault("a name with “_” belongs in includes/, and there only – rename it")


def extends_stands_first(files):
    for file in templates(files):
        text = source_of(file)
        lines = [line for line, _match in found(r"\{% extends", text)]
        if lines and not EXTENDS.match(text):
            yield file.fault("{% extends %} is not the first – move it to the top", lines[0])
        elif lines[1:]:
            yield file.fault("a second {% extends %} – remove it", lines[1])
        elif not lines and file.path.parent.name != "includes" and file.path.name not in WHOLE:
            yield file.fault("stands on no layout – begin with {% extends %}")


def pages_stand_on_a_layout_on_the_base(files):
    named = {name_of(file): file for file in templates(files)}
    for name, file in named.items():
        if "admin" in file.path.parts:
            continue
        chain, current = [], file
        while current and (match := EXTENDS.match(current.text)):
            chain.append(match[1])
            current = named.get(match[1])
        is_through_layouts = all(name.startswith("layouts/") for name in chain[:-1])
        if len(chain) > 2 or not is_through_layouts or chain[-1:] not in ([], ["base.html"]):
            yield file.fault(f"extends {' and '.join(chain)} – extend a layout or base.html")


def templates_hold_nothing_inline_trusted_or_foreign(files):
    for file in templates(files):
        text = source_of(file)
        for pattern, message in NEVER:
            for line, match in found(pattern, text):
                yield file.fault(f"“{match[0][-60:]}” is {message}", line)


def blocks_over_several_lines_are_closed_by_name(files):
    for file in templates(files):
        opened = []
        for line, (end, name) in _blocks(source_of(file)):
            if not end:
                opened.append((name, line))
                continue
            block, start = opened.pop() if opened else (None, 0)
            if name != block and not (name == "" and line == start):
                text = f"block {block} is closed as “{name}” – write endblock {block}"
                yield file.fault(text, line)
        yield from (file.fault(f"block {name} is never closed", line) for name, line in opened)


def _blocks(text):
    return [(line, match.groups(default="")) for line, match in found(BLOCK, text)]


def every_partial_is_used(files):
    code = files.within("cooperation", ending=".py")
    users = [source_of(file) for file in templates(files)] + [file.text for file in code]
    for file in templates(files):
        if is_partial(file) and not any(f'"{name_of(file)}"' in text for text in users):
            yield file.fault("no template and no module uses it – delete it")


def every_word_is_marked_for_translation(files):
    for file in files.within(ROOT, ending=".html"):
        text = emptied(TAG_OR_VALUE, emptied(TRANSLATED, source_of(file)))
        aloud = [(line, match[1]) for line, match in found(READ_ALOUD, text)]
        shown = unescape(emptied(ELEMENT, text, " "))
        words = [(line, match[0]) for line, match in found(r"[^\W\d_]{2,}", shown)]
        for line, word in aloud + [
            (line, word) for line, word in words if word not in PROPER_NAMES
        ]:
            yield file.fault(f"“{word}” cannot be translated – put it into {{% translate %}}", line)


def laid_out(files):
    """Return the templates with one condition a line; each byte of a partial is sent many times."""
    return [file for file in templates(files) if not is_partial(file)]


def lines_are_short(files):
    for file in laid_out(files):
        for line, text in enumerate(file.text.splitlines(), 1):
            if len(text) > LONGEST and not ONE_TAG.fullmatch(text):
                yield file.fault(f"{len(text)} characters – break the line at {LONGEST}", line)


def each_line_begins_one_condition_or_loop(files):
    for file in laid_out(files):
        for line, text in enumerate(file.text.splitlines(), 1):
            if len(CONDITION_OR_LOOP.findall(text)) > 1:
                yield file.fault("two conditions or loops – give each a line of its own", line)


RULES = [
    partials_begin_with_an_underscore,
    extends_stands_first,
    pages_stand_on_a_layout_on_the_base,
    templates_hold_nothing_inline_trusted_or_foreign,
    blocks_over_several_lines_are_closed_by_name,
    every_partial_is_used,
    every_word_is_marked_for_translation,
    lines_are_short,
    each_line_begins_one_condition_or_loop,
]
