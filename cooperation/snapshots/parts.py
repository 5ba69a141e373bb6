"""Finds the parts of a record by the foreign keys of the models, so that none is forgotten.

A part is a row that is deleted with the record or with another part. Each relation is a part of
both of its records: both forms edit it and both pages show it.
"""

from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.db import models
from modeltranslation.fields import TranslationField

from cooperation.models import Document, Evidence, Image, Record, Relation

NOT_PARTS = {
    "comment": "said about the record by its editors and readers",
    "draft": "how the record is to become, not what it is",
    "passage": "made from the text of the article whenever it is saved",
    "mention": "found by the scan of articles, or decided on in a form of its own",
    "mention_candidates": "belongs to the mention",
    "manuscript": "the file that an article came from; nothing changes it",
    "oldaddress": "where readers are led; bringing a record back does not lead them elsewhere",
    "outdatedtranslation": "noted whenever an original changes and its translation does not",
    "presence": "who has the form open, not what the record is",
    "review": "what somebody has said of its draft",
    "revision": "how the record was, not what it is",
    "searchentry": "made from the record once what was saved is committed",
    "suggestion": "the import’s, decided on in a page of its own",
    "workinggroup": "a record of its own",
}
"""Models whose rows refer to a record and are not parts of it, with the reason."""


class PartModel(NamedTuple):
    """A model of parts, and its foreign keys to the record or to other parts."""

    model: type
    links: tuple


def raw_queryset(model):
    """Return a QuerySet without a manager, which reads columns as they are, in any language."""
    return models.QuerySet(model)


def part_candidates():
    """Return the models whose rows can be parts of a record."""
    found = apps.get_app_config("cooperation").get_models(include_auto_created=True)
    return [
        model
        for model in found
        if not issubclass(model, Record) and model._meta.model_name not in NOT_PARTS
    ]


@cache
def parts_of(kind):
    """Return each PartModel of a kind of record; a model comes after those it depends on."""
    own = [Record, Record.model_of(kind)]
    reached = []
    while new := [
        model
        for model in part_candidates()
        if model not in reached and _links(model, [*own, *reached])
    ]:
        reached += new
    ordered = []
    while rest := [model for model in reached if model not in ordered]:
        free = [model for model in rest if not _links(model, rest)]
        ordered += sorted(free, key=lambda model: model._meta.model_name)
    return [PartModel(model, tuple(_links(model, [*own, *reached]))) for model in ordered]


def _links(model, targets):
    """Return the foreign keys from a model to one of ``targets`` that make its rows parts."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.many_to_one
        and field.related_model in targets
        and (model is Relation or field.remote_field.on_delete is models.CASCADE)
    ]


DERIVED_FIELDS = {
    Evidence: (("passage",), ("article_id", "quote")),
    Document: (("size", "pages", "text"), ("file",)),
}
"""Fields that the register computes, and the columns it computes them from; not in snapshots."""


HIDDEN_FIELDS = {Image: ("width", "height", "renditions")}
"""Fields that snapshots keep and editors never see: the files made from another file."""


@cache
def visible_fields_of(model):
    """Return those of ``fields_of`` that comparisons and questions show."""
    unseen = HIDDEN_FIELDS.get(model, ())
    return [field for field in fields_of(model) if field.name not in unseen]


@cache
def fields_of(model):
    """Return the fields of a model that a snapshot keeps, in the order of the model.

    Left out are primary keys, computed fields (the days of partial dates, DERIVED_FIELDS) and, of
    translated texts, the column without a language.
    """
    local = model._meta.local_concrete_fields
    translated = {
        field.translated_field.name for field in local if isinstance(field, TranslationField)
    }
    following, _causes = DERIVED_FIELDS.get(model, ((), ()))
    return [
        field
        for field in local
        if field.serialize
        and field.name not in following
        and not field.primary_key
        and field.name not in translated
        and not (field.is_relation and field.related_model._meta.model_name in NOT_PARTS)
    ]


@cache
def part_links(label):
    """Return (field, model, is_cascade) of the links from a part to other parts."""
    model = model_of(label)
    return [
        (
            field.name,
            field.related_model._meta.label_lower,
            field.remote_field.on_delete is models.CASCADE,
        )
        for field in (fields_of(model) if model else ())
        if field.is_relation and field.related_model in part_candidates()
    ]


def unique_values(label, fields):
    """Return the values of a row {field: value} that no other row of the record may have."""
    model = model_of(label)
    return [
        (names, tuple(str(fields.get(name)) for name in names))
        for names, condition in (unique_constraints(model) if model else ())
        if all(fields.get(name) in values for name, values in condition)
        and all(fields.get(name) is not None for name in names)
    ]


@cache
def unique_constraints(model):
    """Return (fields, condition) of each unique constraint of a part.

    The condition is [(field, values)]: it applies to rows whose field has one of the values. Parts
    have only conditions of the form ``field__in``.
    """
    return [
        (
            constraint.fields,
            [
                (name.removesuffix("__in"), values)
                for name, values in (constraint.condition.children if constraint.condition else ())
            ],
        )
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]


def model_of(label):
    """Return a model by its label; None if it no longer exists."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None
