"""Each rule of checks/ finds its fault, and names where it is."""

import pytest
from django.conf import settings

from checks import RULES, documents, faults, python, sheets, templates, tests, writing
from checks.files import Files
from checks.layers import is_allowed

VIEW = "cooperation/views/a.py"
PAGE = "templates/page.html"
PART = "templates/includes/_part.html"
SITE = "static/css/site.css"
BOX = "static/css/components/box.css"
TOKENS = "static/css/tokens.css"
TEST = "tests/test_a.py"
HOOKS = '<p class="documents notes__note notices">'

BROKEN = [
    (python.imports_are_written_in_full, {VIEW: "\nfrom . import b"}, [(VIEW, 2)]),
    (python.imports_lead_downwards, {"cooperation/domain/a.py": "import project.urls"}, None),
    (python.imports_lead_downwards, {VIEW: "\nfrom cooperation import api"}, [(VIEW, 2)]),
    (python.imports_lead_downwards, {VIEW: "from cooperation.novelty import b"}, None),
    (python.imports_lead_downwards, {"cooperation/novelty.py": ""}, None),
    (python.imports_lead_downwards, {"cooperation/__init__.py": "import project"}, None),
    (python.domain_knows_no_database, {"cooperation/domain/a.py": "from django.db import F"}, None),
    (
        python.domain_knows_no_database,
        {"cooperation/domain/a.py": "from django.db.models import TextChoices, Q"},
        None,
    ),
    (python.views_ask_query_sets_by_name, {VIEW: "def a(rows):\n  rows.filter()"}, [(VIEW, 2)]),
    (
        python.nothing_happens_behind_a_save,
        {"cooperation/models/a.py": "class A:\n  def save(self): ..."},
        [("cooperation/models/a.py", 2)],
    ),
    (python.nothing_happens_behind_a_save, {VIEW: "from django.db.models.signals import a"}, None),
    (python.modules_can_be_read_at_one_sitting, {VIEW: "a = 1\n" * 401}, [(VIEW, 401)]),
    (
        python.classes_have_names_of_their_own,
        {VIEW: "class A:\n  pass", "cooperation/views/z.py": "\nclass A:\n  class Meta: ..."},
        [("cooperation/views/z.py", 2)],
    ),
    *(
        (writing.what_follows_a_change_is_done_in_changes, {VIEW: text}, [(VIEW, 2)])
        for text in (
            "\nfrom cooperation.sourcing.passages import store",
            "from cooperation.sourcing import mentions\nmentions.scan_all()",
            "from cooperation.changes import approval as two\nlater(two.forget)",
        )
    ),
    *(
        (writing.requests_stay_as_they_came, {VIEW: text}, [(VIEW, 2)])
        for text in (
            "\nrequest.staged = 1",
            "\nself.request.method, a = 'GET', 2",
            "\nrequest.POST |= {}",
            "\ndel request.user",
            "\nsetattr(request, name, 1)",
        )
    ),
    (templates.partials_begin_with_an_underscore, {"templates/_page.html": ""}, None),
    (templates.partials_begin_with_an_underscore, {"templates/includes/part.html": ""}, None),
    (templates.extends_stands_first, {PAGE: '<p>\n{% extends "base.html" %}'}, [(PAGE, 2)]),
    (templates.extends_stands_first, {PAGE: '{% extends "a" %}\n{% extends "b" %}'}, [(PAGE, 2)]),
    (templates.extends_stands_first, {PAGE: "<p>"}, None),
    (templates.pages_stand_on_a_layout_on_the_base, {PAGE: '{% extends "other.html" %}'}, None),
    (
        templates.pages_stand_on_a_layout_on_the_base,
        {PAGE: '{% extends "a.html" %}', "templates/a.html": '{% extends "base.html" %}'},
        None,
    ),
    *(
        (templates.templates_hold_nothing_inline_trusted_or_foreign, {PAGE: text}, [(PAGE, 2)])
        for text in (
            '{# a\nstyle #}<p style="">',
            "\n<p onclick=''>",
            "\n<script>",
            "\n<style>",
            "\n<a href='javascript:a'>",
            "\n{{ a|safe }}",
            "\n{% autoescape off %}",
            '\n<img src="//other.example/a">',
            '\n<a href="https://other.example/a">',
        )
    ),
    (
        templates.blocks_over_several_lines_are_closed_by_name,
        {PAGE: "{% block a %}\n{% endblock %}"},
        [(PAGE, 2)],
    ),
    (
        templates.blocks_over_several_lines_are_closed_by_name,
        {PAGE: "{% block a %}{% block b %}{% endblock %}"},
        None,
    ),
    (templates.blocks_over_several_lines_are_closed_by_name, {PAGE: "{% endblock a %}"}, None),
    (templates.every_partial_is_used, {PART: "", PAGE: "{# “includes/_part.html” #}"}, [(PART, 1)]),
    (templates.every_word_is_marked_for_translation, {PAGE: "{# a #}<b\n>Word</b>"}, [(PAGE, 2)]),
    (templates.every_word_is_marked_for_translation, {PAGE: '<b title="Word">'}, None),
    (templates.lines_are_short, {PAGE: f"\n<p>{'a' * 117}</p>"}, [(PAGE, 2)]),
    (templates.lines_are_short, {PAGE: f"\n{{{{ a }}}}{{% b {'c' * 120} %}}"}, [(PAGE, 2)]),
    *(
        (templates.each_line_begins_one_condition_or_loop, {PAGE: f"\n{text}"}, [(PAGE, 2)])
        for text in (
            "{% if a %}b{% endif %}{% if c %}d{% endif %}",
            "{% for a in b %}{% if a %}c{% endif %}",
            '<p{% if a %} id="b"{% endif %}>{% with c=d %}',
        )
    ),
    (sheets.colours_and_sizes_of_type_are_tokens, {BOX: "/*\n*/a { color: #fff }"}, [(BOX, 2)]),
    (sheets.colours_and_sizes_of_type_are_tokens, {BOX: "a { fill: red }"}, None),
    (sheets.colours_and_sizes_of_type_are_tokens, {BOX: "a { font-size: 12px }"}, None),
    (sheets.every_sheet_is_imported_once, {SITE: '@import url("gone.css");'}, None),
    (sheets.every_sheet_is_imported_once, {SITE: "", BOX: ""}, [(BOX, 1)]),
    (
        sheets.every_sheet_is_imported_once,
        {SITE: '@import url("tokens.css");@import url("tokens.css");', TOKENS: ""},
        None,
    ),
    (
        sheets.every_sheet_is_imported_once,
        {SITE: '@import url("components/box.css");', BOX: ""},  # in no layer
        [(BOX, 1)],
    ),
    (sheets.classes_of_components_are_used, {BOX: ".a,\n.b {}", PAGE: '<p class="a">'}, [(BOX, 2)]),
    (
        sheets.classes_of_templates_have_rules,
        {BOX: ".a {}", PAGE: f'{HOOKS}\n<p class="a b">'},
        [(PAGE, 2)],
    ),
    (
        sheets.classes_of_templates_have_rules,
        {BOX: ".notices {}", PAGE: HOOKS},
        [("checks/sheets.py", 1)],
    ),
    (sheets.every_token_is_used_and_there, {BOX: "a {\n fill: var(--a) }"}, [(BOX, 2)]),
    (sheets.every_token_is_used_and_there, {TOKENS: "a {\n --a: 1px }"}, [(TOKENS, 2)]),
    (
        sheets.night_changes_colours_alone,
        {BOX: "\n@media (prefers-color-scheme: dark) {}"},
        [(BOX, 2)],
    ),
    (sheets.sheets_ask_no_other_host, {BOX: "\na { src: url(https://a.example) }"}, [(BOX, 2)]),
    (sheets.sheets_use_logical_properties, {BOX: "\na { margin-left: 0 }"}, [(BOX, 2)]),
    (sheets.sheets_use_logical_properties, {BOX: "a { max-width: 1em }"}, None),
    (sheets.sheets_use_logical_properties, {BOX: "a {\n  top: 0;\n}"}, [(BOX, 2)]),
    *(
        (sheets.each_line_says_one_thing, {BOX: text}, [(BOX, 2)])
        for text in (
            "a {\n  fill: none; stroke: none;\n}",
            "\na { fill: none;\n}",
            "a {\n  fill: none }",
            "a {\n} b {\n}",
            "\na, b {\n}",
            "a,\nb, c:is(d, e) {\n}",
            "a {\n  b {}\n}",
        )
    ),
    (sheets.each_line_says_one_thing, {"static/css/admin.css": "a { fill: none;\n}"}, None),
    (sheets.files_of_sheets_are_there, {BOX: 'a {\n src: url("../a.svg") }'}, [(BOX, 2)]),
    *(
        (tests.helpers_of_tests_are_imported_from_support, {path: text}, [(path, 2)])
        for path, text in (
            (TEST, "\nfrom tests.views.test_b import c"),
            (TEST, "\nfrom tests.conftest import c"),
            (TEST, "\nfrom tests import pages, support"),
            (TEST, "import re\nimport tests.test_b"),
            (TEST, "def test_a():\n  from tests.supported import b"),
            ("tests/support/pages.py", "\nfrom tests.test_b import c"),
            ("benchmarks/a.py", "\nfrom tests.test_b import c"),
        )
    ),
    *(
        (tests.tests_patch_no_private_name, {TEST: text}, [(TEST, 2)])
        for text in (
            "\nmonkeypatch.setattr(module, '_run', lambda: None)",
            "\nmonkeypatch.setattr('cooperation._private.run', lambda: None)",
            "\nmonkeypatch.delattr('cooperation.module._run')",
            "\nsetattr(module, '_run', run)",
            "\nwith mock.patch.object(module, '_run'): ...",
            "\n@patch('cooperation.module._run')\ndef test_a(): ...",
        )
    ),
    (documents.links_lead_to_what_exists, {"docs/a.md": "\n[b](b.md)"}, [("docs/a.md", 2)]),
    (documents.links_lead_to_what_exists, {"docs/a.md": "# A\n[b](#b)"}, [("docs/a.md", 2)]),
    (documents.links_lead_to_what_exists, {"README.md": "[b](docs/a.md#b)", "docs/a.md": ""}, None),
    (
        documents.pages_name_nothing_of_one_machine,
        {"docs/a.md": f"\nsee {'/'}home/me/a"},
        [("docs/a.md", 2)],
    ),
]
"""(rule, files that break it, (path, line) of its faults); None for the first line of the first."""

WHOLE = {
    "cooperation/__init__.py": "",
    VIEW: '"""What is shown."""\n\nfrom cooperation.queries import b',
    "cooperation/domain/a.py": '"""Choices."""\n\nfrom django.db.models import TextChoices',
    "templates/base.html": '{# a style="" #}{% block a %}\n{% endblock a %}{% block b %}'
    '{% endblock %}{% include "includes/_part.html" %}<b>{{ word }}{% trans "Word" %}</b>',
    PART: f'{HOOKS}<p class="box">{{% blocktranslate %}}Word{{% endblocktranslate %}}',
    PAGE: '{% extends "base.html" %}\n{% if a %}{{ b }}{% elif c %}{{ d }}{% endif %}{# if e #}\n'
    f'  {{% include "includes/_part.html" with a={"a" * 120} %}}\n{{% if a %}}\n{{% endif %}}',
    SITE: '@import url("components/box.css") layer(components);\n@import url("tokens.css");',
    TOKENS: "a {\n  --a: #fff;\n}",
    BOX: ".box,\n.box:is(b, :not(i, u)) {\n  color: var(--a); /* a; b */\n}\n\n"
    "a {\n  src: url(\"../../img/a.svg\"), local(';}');\n  margin: calc((1em + 2em)), 1em;\n}\n\n"
    "@media (min-width: 1em) {\n}",
    "static/img/a.svg": None,
    TEST: "from tests.support import pages\nfrom tests.support.wire.client import get\n"
    "monkeypatch.setattr(module, '__doc__', '_')\npatch('cooperation.module.run')",
    "docs/a.md": "# A b\n[c](../README.md) [d](#a-b) [e](https://e.example/) [f](../static)",
    "README.md": "[a](docs/a.md#a-b)",
}


@pytest.mark.parametrize(("rule", "texts", "expected"), BROKEN)
def test_rule_finds_its_fault(rule, texts, expected):
    found = [(fault.path, fault.line) for fault in rule(Files(texts))]
    assert found == (expected or [(next(iter(texts)), 1)])


def test_every_rule_is_broken_by_a_sample():
    assert {rule for rule, *_sample in BROKEN} == set(RULES)


def test_nothing_is_found_where_no_rule_is_broken():
    assert faults(Files(WHOLE)) == []


def test_fault_says_where_and_what_to_do():
    files = Files(WHOLE | {VIEW: WHOLE[VIEW] + "\n\nb.filter()"})
    assert [str(fault) for fault in faults(files)] == [
        "cooperation/views/a.py:5: a view calls .filter( – make it a method of the QuerySet"
    ]


def test_files_are_found_but_for_those_that_are_made(tmp_path):
    for name in ("docs/a.md", "deploy/a.py", "static/a.svg", "var/a.md", ".venv/a.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("text", encoding="utf-8")
    files = Files.under(tmp_path)
    assert sorted(map(str, files.names)) == ["deploy/a.py", "docs/a.md", "static/a.svg"]
    assert [(str(file.path), file.text) for file in files.with_text] == [("docs/a.md", "text")]


def test_rules_look_at_all_of_this_project():
    files = Files.under(settings.BASE_DIR)
    seen = (python.modules, templates.templates, sheets.public, documents.pages)
    assert [len(see(files)) > 25 for see in seen] == [True] * 4
    assert len(python.modules(files)) > 300
    assert len(tests.tests(files)) > 250


@pytest.mark.parametrize(
    ("user", "used", "expected"),
    [
        ("models", "domain", True),
        ("domain", "models", False),
        ("models", "queries", False),
        ("queries", "changes", True),
        ("sourcing", "changes", False),
        ("views", "queries", True),
        ("queries", "views", False),
        ("admin", "views", False),
        ("urls", "views", True),
    ],
)
def test_order_of_layers_is_as_designed(user, used, expected):
    assert is_allowed(user, used) is expected
