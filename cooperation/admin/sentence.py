"""What a form starts with when it is opened from a sentence of an article."""

from django.core.exceptions import ValidationError

from cooperation.domain.basis import Basis
from cooperation.domain.clues import clues_in
from cooperation.models import Evidence, Passage
from cooperation.sourcing.values import holds


def passage_of(request):
    """Return the sentence that a form starts with, or None; what is sent back starts anew."""
    return source_of(request) if request.method == "GET" else None


def source_of(request):
    """Return the sentence that a form was opened from, also when it is sent back; or None."""
    try:
        key = Passage._meta.pk.to_python(request.GET.get("passage"))
    except ValidationError:
        return None
    return Passage.objects.filter(pk=key).first() if key else None


def first_date(text):
    """Return the first date that a text gives without a doubt, as a PartialDate, or None."""
    dates = (clue for clue in clues_in(text) if clue.kind == "date" and not clue.doubt)
    return next((clue.value for clue in dates if clue.value), None)


def new_values(request, passage):
    """Return {field: value} of a new record: the words chosen, and a date of the sentence."""
    return {"title_en": request.GET.get("words", ""), "when": first_date(passage.text)}


def new_figures(passage):
    """Return the rows of figures that the form of a new record starts with."""
    clues = [clue for clue in clues_in(passage.text) if clue.kind == "quantity" and clue.value]
    return [
        {
            "qualifier": clue.value.qualifier,
            "value": clue.value.value,
            "unit_en": clue.value.unit,
        }
        for clue in clues
        if not clue.doubt and clue.value.unit
    ]


def attach_figures(record, passage):
    """Give the figures of a record that have no evidence the sentence, if it holds them."""
    for figure in record.figures.filter(evidence__isnull=True):
        if holds(passage.text, figure.value):
            Evidence.objects.create(
                record_id=record.pk,
                figure=figure,
                article_id=passage.article_id,
                quote=passage.text,
                passage=passage,
            )


def new_evidence(model, record, passage, supports=""):
    """Return the rows of evidence that the form of a record starts with.

    ``supports`` is what the sentence is to support on a record that is there.
    """
    rows = [supports]
    if record is None:
        rows = ["field:title"]
        if "when" in model.CLAIMS and first_date(passage.text):
            rows.append("field:when")
    return [
        {
            "supports": row,
            "basis": Basis.STATED,
            "article": passage.article_id,
            "quote": passage.text,
        }
        for row in rows
    ]
