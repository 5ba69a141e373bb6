"""Initial values of a form that is opened from a sentence of an article."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from cooperation.domain.basis import Basis
from cooperation.domain.clues import find_clues
from cooperation.models import Evidence, Figure, Passage
from cooperation.snapshots.parts import fields_of
from cooperation.snapshots.references import json_value
from cooperation.snapshots.rows import natural_key
from cooperation.sourcing.values_in_sentences import contains_value

EVIDENCE, FIGURE = Evidence._meta.label_lower, Figure._meta.label_lower


def initial_passage(request):
    """Return the sentence ``?passage=`` of a new form; None with POST."""
    return source_passage(request) if request.method == "GET" else None


def source_passage(request):
    """Return the sentence ``?passage=``, with POST too; None if there is none."""
    try:
        key = Passage._meta.pk.to_python(request.GET.get("passage"))
    except ValidationError:
        return None
    return Passage.objects.filter(pk=key).first() if key else None


def first_date(passage):
    """Return the first certain date in a sentence, as a PartialDate, or None."""
    clues = find_clues(passage.text, passage.language)
    dates = (clue for clue in clues if clue.kind == "date" and not clue.doubt)
    return next((clue.value for clue in dates if clue.value), None)


def initial_values(request, passage):
    """Return {field: value} of a new record: the chosen words as title, and a date."""
    return {"title_en": request.GET.get("words", ""), "when": first_date(passage)}


def initial_figures(passage):
    """Return initial rows of figures for a new record."""
    clues = find_clues(passage.text, passage.language)
    return [
        {
            "qualifier": clue.value.qualifier,
            "value": clue.value.value,
            "unit_en": clue.value.unit,
        }
        for clue in clues
        if clue.kind == "quantity" and clue.value and not clue.doubt and clue.value.unit
    ]


def with_figure_evidence(snapshot, passage):
    """Return a snapshot with evidence from a sentence for the figures that it contains."""
    proven = {row["fields"].get("figure") for row in snapshot if row["model"] == EVIDENCE}
    new = []
    for row in snapshot:
        is_open = row["model"] == FIGURE and row["pk"] not in proven
        value = Decimal(row["fields"]["value"]) if is_open else None
        if is_open and contains_value(passage.text, value, passage.language):
            evidence = Evidence(quote=passage.text, basis=Basis.STATED)
            plain = {field.name: json_value(field, evidence) for field in fields_of(Evidence)}
            plain |= {
                "record": list(natural_key(snapshot)),
                "figure": row["pk"],
                "article": list(passage.article.natural_key()),
            }
            new.append({"model": EVIDENCE, "pk": str(evidence.pk), "fields": plain})
    return [*snapshot, *new]


def initial_evidence(model, record, passage, supports=""):
    """Return initial rows of evidence; ``supports`` is the choice for an existing record."""
    rows = [supports]
    if record is None:
        rows = ["field:title"]
        if "when" in model.CLAIMS and first_date(passage):
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
