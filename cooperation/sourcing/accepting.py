"""Saves accepted suggestions: a draft record, its values and their evidence."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from cooperation.domain.basis import Basis
from cooperation.models import (
    Agreement,
    Event,
    Evidence,
    Figure,
    Initiative,
    Person,
    Record,
    Relation,
)
from cooperation.sourcing.known import KnownNames

MODELS = {model.KIND: model for model in (Agreement, Event, Initiative, Person)}
_PLACE = ("venue", "city", "country")
_PLAIN = ("type", "act", "when", "validity", "format", "state", "count")
_UNPROVEN = ("other",)
"""Types that mean “none of these”: no sentence states them."""


class AlreadyDecided(Exception):
    """Somebody else has accepted or dismissed the suggestion."""


def records_named(name, kind, known=None):
    """Return the records of a kind with a name: a title, a short name or another name."""
    known = known or KnownNames()
    keys = set()
    for found in known.names.find(name):
        if (found.start, found.end) == (0, len(name)):
            keys |= found.keys
    return list(Record.objects.filter(kind=kind, pk__in=keys).by_title())


def apply_suggestion(suggestion, user, free_slug, target):
    """Save what a suggestion proposes; return the Record that has it now."""
    if suggestion.kind == "figure":
        return _figure(suggestion, target)
    if target is not None:
        return _support(suggestion, target)
    model = MODELS[suggestion.kind]
    values = _values(model, suggestion.values)
    record = model(
        title_en=suggestion.title,
        slug=free_slug(suggestion.kind, suggestion.title),
        created_by=user,
        **values,
    )
    if (language := _language(suggestion)) != "en":
        setattr(record, f"title_{language}", suggestion.title)
    record.full_clean(exclude=["image", "record"])
    record.save()
    _evidence_for(suggestion, record, {"title", *_claims(values)})
    if suggestion.kind == "person":
        _posts(suggestion, record)
    return record.record


def _language(suggestion):
    return suggestion.passage.language if suggestion.passage else "en"


def _values(model, given):
    """Return {name of field: value} of the values of a suggestion that the model has."""
    fields = {field.name for field in model._meta.get_fields()}
    values = {name: given[name] for name in _PLAIN if name in given and name in fields}
    return values | {f"{name}_en": given[name] for name in _PLACE if name in given}


def _claims(values):
    claims = {name for name in values if name in _PLAIN and values[name] not in _UNPROVEN}
    return claims | {"place" for name in _PLACE if f"{name}_en" in values}


def _evidence_for(suggestion, record, claims):
    """Quote the sentence for each claim; a title of our own is inferred from it."""
    for claim in type(record).CLAIMS:
        if claim not in claims:
            continue
        basis, note = Basis.STATED, ""
        if claim == "title" and suggestion.values.get("own_title"):
            basis = Basis.INFERRED
            note = _("The sentence tells of the act of signing; the title is the register’s own.")
        _quote(suggestion, record, field=claim, basis=basis, note=note)


def _quote(suggestion, record, **supported):
    Evidence.objects.create(
        record=getattr(record, "record", record),
        article=suggestion.article,
        quote=suggestion.quote,
        passage=suggestion.passage,
        **supported,
    )


def _support(suggestion, target):
    """Quote the sentence for those values of an existing record that the suggestion has too."""
    model = MODELS[suggestion.kind]
    record = model.objects.filter(pk=target.pk).first()
    if record is None:
        raise ValidationError(
            _("“%(record)s” is of another kind. Choose a record of the kind of the suggestion."),
            params={"record": target},
        )
    values = {
        name: value
        for name, value in _values(model, suggestion.values).items()
        if str(getattr(record, name) or "") == str(value)
    }
    _evidence_for(suggestion, record, {"title", *_claims(values)})
    return record.record


def _figure(suggestion, target):
    if target is None:
        raise ValidationError(
            _("Choose the record that the figure belongs to, or accept that record first.")
        )
    values = suggestion.values
    unit = values["unit"] or suggestion.title
    figure = Figure(
        record=target,
        qualifier=values["qualifier"],
        value=Decimal(values["value"]),
        order=target.figures.count() + 1,
        unit_en=unit,
    )
    if (language := _language(suggestion)) != "en":
        setattr(figure, f"unit_{language}", unit)
    figure.full_clean()
    figure.save()
    _quote(suggestion, target, figure=figure)
    return target


def _posts(suggestion, person):
    """Relate an author to the article, and to their institution if the register has it."""
    values = suggestion.values
    if not values.get("wrote"):
        return
    wrote = Relation.objects.create(
        subject=suggestion.article.record, verb="written_by", object=person.record
    )
    _quote(suggestion, suggestion.article.record, relation=wrote)
    institutions = records_named(values.get("institution", ""), "partner")
    if values.get("role") and len(institutions) == 1:
        post = Relation.objects.create(
            subject=person.record,
            verb="post_at",
            object=institutions[0],
            role_en=values["role"][:300],
        )
        _quote(suggestion, person, relation=post)


def possible_targets(article, kind):
    """Return the records that a suggestion of a kind may belong to, or already be, by title."""
    if kind != "figure":
        return Record.objects.filter(kind=kind).by_title()
    near = Q(suggested_by__article=article) | Q(evidence__article=article)
    near |= Q(mentions__passage__article=article)
    keys = Record.objects.filter(near).exclude(pk=article.pk).values("pk")
    return Record.objects.filter(pk__in=keys).by_title()
