"""The documentation names everything that it must, and nothing that is gone."""

import re

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
from cooperation.domain.verbs import DESCENT, DIRECT, JOINING, VERBS
from cooperation.models import Record
from cooperation.models.fields import DayBoundField

ROOT = settings.BASE_DIR
MODEL_PAGE = "docs/content-model.md"
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
VARIABLE = re.compile(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)"|environ\.get\(\s*"([A-Z_]+)\"""")


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def rows(page, heading):
    """Return {first cell: other cells} of the tables directly under a heading."""
    match = re.search(rf"^#+ {heading}\n(.*?)(?=^#|\Z)", read(page), re.DOTALL | re.MULTILINE)
    assert match, f"{page} has no heading “{heading}”"
    lines = [line.strip("| ").split(" | ") for line in match[1].splitlines() if "|" in line]
    return {first.strip("`"): rest for first, *rest in lines if first.startswith("`")}


def environment_variables():
    code = "".join(read(path) for path in SOURCES)
    return {first or second for first, second in VARIABLE.findall(code)}


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
    verbs = {key: keys(verb for verb in JOINING if verb.join == key) for key in JOINS}
    verbs["direct"] = f"between two partners: {keys(DIRECT)}"
    with override("en"):
        expected = {key: [str(join.label), verbs[key]] for key, join in JOINS.items()}
    assert rows(MODEL_PAGE, "What joins partners") == expected


def test_content_model_has_what_came_of_what():
    ends = ("subject", "object")
    expected = {end: [keys(verb for verb in DESCENT if verb.younger == end)] for end in ends}
    assert rows(MODEL_PAGE, "What came of what") == expected


def test_content_model_has_each_claim_and_each_kind():
    assert list(rows(MODEL_PAGE, "Claims")) == list(LABELS)
    assert list(rows(MODEL_PAGE, "Kinds")) == list(KINDS)


def test_architecture_has_each_environment_variable():
    assert set(rows("docs/architecture.md", "Settings")) == environment_variables()


def test_env_example_has_each_environment_variable():
    named = set(re.findall(r"^#? ?([A-Z_]+)=", read(".env.example"), re.MULTILINE))
    assert environment_variables() - named == set()


def test_each_verb_of_make_is_in_readme_and_explained_in_its_help():
    verbs = dict(re.findall(r"^([a-z][\w-]*):(?!=)(.*)$", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"^make ([\w-]+)|`make ([\w-]+)", read("README.md"), re.MULTILINE))
    assert {first or second for first, second in named} == set(verbs)
    assert [verb for verb, rest in verbs.items() if "## " not in rest] == ["help"]


def test_each_command_is_mentioned():
    commands = [path.stem for path in ROOT.glob("cooperation/management/commands/[a-z]*.py")]
    documented = {line.split()[1] for line in rows("docs/architecture.md", "Commands")}
    assert documented == set(commands)
