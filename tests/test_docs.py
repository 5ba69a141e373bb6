"""The documentation names everything that it must, and nothing that is gone."""

import importlib
import importlib.util
import re
import runpy

import pytest
from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import override
from modeltranslation.fields import TranslationField

from cooperation import models
from cooperation.domain import vocabulary
from cooperation.domain.basis import Basis
from cooperation.domain.claims import LABELS
from cooperation.domain.joins import JOINS
from cooperation.domain.kinds import KINDS
from cooperation.domain.quantities import QUALIFIERS
from cooperation.domain.verbs import DESCENT_VERBS, JOINING_VERBS, PARTNER_VERBS, VERBS
from cooperation.models import Record
from cooperation.models.fields import DayBoundField

ROOT = settings.BASE_DIR
MODEL_PAGE = "docs/content-model.md"
RUNNING_PAGE = "docs/deployment.md"
SOURCES = [*ROOT.glob("project/*.py"), *ROOT.glob("cooperation/**/*.py")]
MODELS = [getattr(models, name) for name in models.__all__]
VOCABULARIES = {
    **{
        name: found.choices
        for name, found in vars(vocabulary).items()
        if isinstance(found, type) and issubclass(found, TextChoices) and found is not TextChoices
    },
    "Basis": Basis.choices,
    "Status": Record.Status.choices,
    "Qualifiers": QUALIFIERS,
}
VARIABLE = re.compile(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""")
SAMPLES = {
    "SITE_URL": ("https://register.example", "SITE_URL"),
    "ALLOWED_HOSTS": ("other.example", "ALLOWED_HOSTS"),
    "BEHIND_PROXY": ("True", "BEHIND_PROXY"),
    "PORT": ("8123", "PORT"),
    "SECRET_KEY": ("a key that nobody else has", "SECRET_KEY"),
    "DATABASE_URL": ("sqlite:////srv/other.sqlite3", "DATABASES"),
    "CONN_MAX_AGE": ("7", "DATABASES"),
    "CACHE_URL": ("dummycache://", "CACHES"),
    "API_REQUESTS_PER_MINUTE": ("7", "API_REQUESTS_PER_MINUTE"),
    "VAR_DIR": ("other", "VAR_DIR"),
    "MEDIA_ROOT": ("/srv/media", "MEDIA_ROOT"),
    "TIME_ZONE": ("Asia/Samarkand", "TIME_ZONE"),
    "DEBUG": ("True", "DEBUG"),
}
"""{variable of .env.example: (a value, the setting that follows it)}."""


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def rows(page, heading):
    """Return {first cell: other cells} of the tables directly under a heading."""
    match = re.search(rf"^#+ {heading}\n(.*?)(?=^#|\Z)", read(page), re.DOTALL | re.MULTILINE)
    assert match, f"{page} has no heading “{heading}”"
    lines = [line.strip("| ").split(" | ") for line in match[1].splitlines() if "|" in line]
    return {first.strip("`"): rest for first, *rest in lines if first.startswith("`")}


def environment_variables():
    return set(VARIABLE.findall(read("project/settings.py")))


def settings_with(monkeypatch, tmp_path, **variables):
    """Return the settings of an installation whose environment holds these variables alone."""
    for name in SAMPLES:
        monkeypatch.delenv(name, raising=False)
    base = {"VAR_DIR": str(tmp_path), "DATABASE_URL": "postgres://u:p@127.0.0.1/register"}
    for name, value in (base | variables).items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "project/settings.py"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_content_model_has_a_row_for_each_field(model):
    expected = [
        field.name
        for field in model._meta.local_concrete_fields
        if not isinstance(field, (TranslationField, DayBoundField))
    ]
    assert sorted(rows(MODEL_PAGE, model.__name__)) == sorted(expected)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_content_model_says_which_fields_are_translated_or_partial_dates(model):
    described = {name: str(cells) for name, cells in rows(MODEL_PAGE, model.__name__).items()}
    fields = model._meta.local_concrete_fields
    translated = {
        field.translated_field.name for field in fields if isinstance(field, TranslationField)
    }
    dates = {field.of for field in fields if isinstance(field, DayBoundField)}
    assert {name for name, text in described.items() if "ranslated" in text} == translated
    assert {name for name, text in described.items() if "artial date" in text} == dates


@pytest.mark.parametrize("name", VOCABULARIES)
def test_content_model_has_each_value_of_a_vocabulary(name):
    with override("en"):
        expected = {value: [str(label)] for value, label in VOCABULARIES[name]}
    assert rows(MODEL_PAGE, name) == expected


def test_content_model_has_each_verb_with_its_labels_and_kinds():
    with override("en"):
        expected = {
            verb.key: [
                str(verb.label),
                str(verb.inverse),
                ", ".join(f"`{kind}`" for kind in verb.subjects),
                ", ".join(f"`{kind}`" for kind in verb.objects),
            ]
            for verb in VERBS.values()
        }
    documented = rows(MODEL_PAGE, "Verbs")
    assert {key: cells[:4] for key, cells in documented.items()} == expected


def keys(verbs):
    return ", ".join(f"`{verb.key}`" for verb in verbs)


def test_content_model_has_what_joins_partners():
    verbs = {key: keys(verb for verb in JOINING_VERBS if verb.join == key) for key in JOINS}
    verbs["direct"] = f"between two partners: {keys(PARTNER_VERBS)}"
    with override("en"):
        expected = {key: [str(join.label), verbs[key]] for key, join in JOINS.items()}
    assert rows(MODEL_PAGE, "What joins partners") == expected


def test_content_model_has_what_came_of_what():
    ends = ("subject", "object")
    expected = {end: [keys(verb for verb in DESCENT_VERBS if verb.younger == end)] for end in ends}
    assert rows(MODEL_PAGE, "What came of what") == expected


def test_content_model_has_each_claim_and_each_kind():
    assert list(rows(MODEL_PAGE, "Claims")) == list(LABELS)
    assert list(rows(MODEL_PAGE, "Kinds")) == list(KINDS)


def test_running_the_site_names_each_environment_variable():
    assert set(rows(RUNNING_PAGE, "Settings")) == environment_variables()


def test_env_example_offers_each_variable_that_the_settings_read_and_no_other():
    named = re.findall(r"^#? ?([A-Z_]+)=", read(".env.example"), re.MULTILINE)
    assert sorted(named) == sorted(environment_variables()) == sorted(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_variable_of_env_example_changes_its_setting(monkeypatch, tmp_path, name):
    value, setting = SAMPLES[name]
    value = str(tmp_path / value) if name == "VAR_DIR" else value
    before = settings_with(monkeypatch, tmp_path)
    after = settings_with(monkeypatch, tmp_path, **{name: value})
    assert str(before[setting]) != str(after[setting])


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"VAR_DIR", "DATABASE_URL"}))
def test_variable_without_a_value_is_as_if_it_were_not_there(monkeypatch, tmp_path, name):
    setting = SAMPLES[name][1]
    before = settings_with(monkeypatch, tmp_path)
    after = settings_with(monkeypatch, tmp_path, **{name: ""})
    assert str(before[setting]) == str(after[setting])


def test_only_the_settings_read_the_environment():
    reads = re.compile(r"""getenv\(|environ\.get\(|environ\["\w+"\](?! =)""")
    found = {str(path.relative_to(ROOT)) for path in SOURCES if reads.search(path.read_text())}
    assert found == set()


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"PORT": "8123", "SITE_URL": "https://register.example/"}, "https://register.example"),
    ],
)
def test_address_of_the_site_follows_its_port(monkeypatch, tmp_path, variables, address):
    assert settings_with(monkeypatch, tmp_path, **variables)["SITE_URL"] == address


def test_each_verb_of_make_is_in_readme_and_explained_in_its_help():
    verbs = dict(re.findall(r"^([a-z][\w-]*):(?!=)(.*)$", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"^make ([\w-]+)|`make ([\w-]+)", read("README.md"), re.MULTILINE))
    assert {first or second for first, second in named} == set(verbs)
    assert [verb for verb, rest in verbs.items() if "## " not in rest] == ["help"]


def test_each_command_is_mentioned():
    commands = [path.stem for path in ROOT.glob("cooperation/management/commands/[a-z]*.py")]
    documented = {line.split()[1] for line in rows(RUNNING_PAGE, "Commands")}
    assert documented == set(commands)


PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *sorted(ROOT.glob("docs/*.md"))]
FOLDERS = ("", "cooperation", "cooperation/admin", "templates", "static", "static/css", "static/js")
"""Where a path in the documentation may begin."""
LAYERS = {path.stem for path in ROOT.glob("cooperation/[a-z]*")} | {"project"}
PATH = re.compile(r"(?:[\w.<>*-]+/)+(?:[\w.<>*-]*\.(?:py|html|css|js|json|md|svg|txt|sql|sh))?")
FILE = re.compile(r"[\w-]+\.(?:py|html|css|js|svg|toml)")
NAME = re.compile(r"(?:\w+_\w+|[A-Z][a-z]+[A-Z]\w+)(?=\(\)$|\([\w, ]+\)$|$)")
MADE = re.compile(
    r"(?:VAR_DIR|var|data|media|tables|partners|page\.2)/|manifest\.json$|\.(?:json|txt)$"
)
"""What stands on no path of the project: it is made on the machine, or is an address."""
CODE = "\n".join(
    f"{path.stem} {path.read_text(encoding='utf-8', errors='ignore')}"
    for folder in ("cooperation", "project", "checks", "tests", "templates", "static/js")
    for path in ROOT.glob(f"{folder}/**/*")
    if path.suffix in {".py", ".html", ".js"} and path.name != "test_docs.py"
)
ELSEWHERE = {"pg_dump", "signing_language", "translated_by"}
"""Names of other programs, and of the examples in “How to add or change”."""


def quoted(page):
    """Return what stands in backticks on a page, without its blocks of code."""
    text = re.sub(r"```.*?```", "", read(page), flags=re.DOTALL)
    return set(re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text))


def is_there(path):
    pattern = re.sub(r"<\w+>", "*", path).rstrip("/")
    return any(next(ROOT.glob(f"{folder}/{pattern}".lstrip("/")), None) for folder in FOLDERS)


def resolves(dotted):
    """Whether a dotted name is that of a module, or of something in one."""
    module, _dot, name = dotted.rpartition(".")
    if module == "cooperation" and re.search(
        rf"[\"_.]{name}\b|class {name}\b", CODE, re.IGNORECASE
    ):
        return True  # a model or a right
    try:
        return importlib.util.find_spec(dotted) is not None
    except ModuleNotFoundError:
        return module.count(".") > 0 and hasattr(importlib.import_module(module), name)


def is_known(text):
    """Whether a path, a module, or a name of the code that the documentation gives exists."""
    if PATH.fullmatch(text) and not MADE.search(text):
        return is_there(text)
    if FILE.fullmatch(text):
        return bool(next(ROOT.glob(f"*/**/{text}"), None) or (ROOT / text).exists())
    if re.fullmatch(r"(?:\w+/)+\w+(?:\.\w+)?", text) and text.split("/")[0] in LAYERS:
        dotted = text.replace("/", ".")
        return is_there(f"{text}.py") or is_there(text) or resolves(f"cooperation.{dotted}")
    if re.fullmatch(r"\w+(?:\.\w+)+", text) and text.split(".")[0] in LAYERS | {"cooperation"}:
        return resolves(f"cooperation.{text.removeprefix('cooperation.')}")
    name = NAME.match(text)
    return not name or text in ELSEWHERE or re.search(rf"\b{name[0]}\b", CODE) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: getattr(page, "name", page))
def test_pages_name_only_what_exists(page):
    assert sorted(text for text in quoted(page) if not is_known(text)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: getattr(page, "name", page))
def test_tables_of_modules_name_only_what_exists(page):
    tables = re.findall(r"^\| module of `([\w/]+)`.*\n\|[-|]+\n((?:\|.*\n)+)", read(page), re.M)
    named = {
        f"{folder}{name.rstrip('/')}"
        for folder, lines in tables
        for line in lines.splitlines()
        for name in re.findall(r"`([\w/]+)`", line.split("|")[1])
    }
    assert sorted(each for each in named if not (is_there(f"{each}.py") or is_there(each))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "cooperation/admin/gone.py",
        "publishing/",
        "publishing/history.py",
        "changes/later.gone",
        "changes/gone",
        "cooperation.changes.gone",
        "cooperation.changes.save.gone",
        "models.uploads.gone",
        "templates/cooperation/gone_detail.html",
        "gone_page.html",
        "is_gone_for_good()",
        "GoneForGood",
    ],
)
def test_a_wrong_name_is_noticed(wrong):
    assert not is_known(wrong)
