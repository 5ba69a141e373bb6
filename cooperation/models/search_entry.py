"""The search index: every text of every record, with ranking."""

from django.db import models
from django.db.models import Case, Count, F, Max, Q, Value, When, Window
from django.db.models.functions import Length, Replace, RowNumber
from django.db.models.lookups import Exact, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from cooperation.models.full_text import TermsField
from cooperation.models.passage import Passage
from cooperation.models.record import Record
from cooperation.models.record_queryset import is_public


class SearchEntryQuerySet(models.QuerySet):
    """Search and ranking."""

    def published(self):
        """Return the entries of public records."""
        return self.filter(is_public("record__"))

    def names(self):
        """Return the entries of titles, short names and other names."""
        return self.filter(part__in=SearchEntry.NAMES)

    def ranked(self, query, records=None, kind="", language=""):
        """Return {record, kind, score} of each record that matches all parts of a SearchQuery.

        ``records`` (a QuerySet) and ``kind`` limit the results. Each part counts the highest
        weight of a text with it, twice if as typed; ``_together`` adds points for a text with all
        parts, and more for one in the ``language``. Scores are integers, the same in both
        databases.

        The limits are in HAVING: with WHERE, SQLite would search the full-text index once for
        each record.
        """
        found = self.filter(terms__holds=[query.any])
        found = found.values("record", "record__kind", "record__when_latest")
        parts = {f"part_{number}": _best(part) for number, part in enumerate(query.parts)}
        found = found.alias(**parts).filter(**{f"{part}__gt": 0 for part in parts})
        if records is not None:
            found = found.alias(key=Max("record")).filter(key__in=records.values("pk"))
        if kind:
            found = found.alias(only=Max("record__kind")).filter(only=kind)
        score = sum((F(part) for part in parts), _together(query))
        return found.annotate(score=score + _in_language(query, language) if language else score)

    def first_of_kinds(self, query, number, records=None):
        """Return the first records of each kind as (record, kind, number of the kind, score)."""
        of_kind = {"partition_by": F("record__kind")}
        ranked = self.ranked(query, records).annotate(
            place=Window(RowNumber(), order_by=self.BEST_FIRST, **of_kind),
            total=Window(Count("*"), **of_kind),
        )
        first = ranked.filter(place__lte=number).order_by("record__kind", "place")
        return first.values_list("record", "record__kind", "total", "score")

    def best_first(self, query, records=None, kind="", language=""):
        """Return the keys of matching records, the best first."""
        ranked = self.ranked(query, records, kind, language)
        return ranked.order_by(*self.BEST_FIRST).values_list("record", flat=True)

    def best_matches(self, keys, query, language, number):
        """Return the best matching entries of each record, at most ``number``."""
        hits = sum(
            (Case(When(_holds(part), then=Value(1)), default=Value(0)) for part in query.parts),
            Value(0),
        )
        in_language = Case(When(language__in=(language, ""), then=Value(1)), default=Value(0))
        order = (F("hits").desc(), F("in_language").desc(), F("weight").desc(), F("pk").asc())
        place = Window(RowNumber(), partition_by=F("record"), order_by=order)
        entries = self.filter(record__in=keys).annotate(hits=hits, in_language=in_language)
        entries = entries.filter(hits__gt=0).annotate(place=place).filter(place__lte=number)
        return entries.select_related("passage").order_by("record", "place")

    def counts(self, any_of, alternatives):
        """Return {name: number of matching entries} of {name: alternatives}.

        ``any_of`` are all alternatives together.
        """
        numbers = {
            name: Count(Case(When(terms__holds=[each], then=Value(1))))
            for name, each in alternatives.items()
        }
        return self.filter(terms__holds=[any_of]).aggregate(**numbers)

    BEST_FIRST = (
        F("score").desc(),
        F("record__when_latest").desc(nulls_last=True),
        F("record").desc(),
    )


def _holds(*parts, exactly=False):
    """Return the condition that an entry matches all of these query parts."""
    found = Q(terms__holds=[part.exact if exactly else part.all for part in parts])
    for part in parts:
        found &= _in_order(part.phrase)
    return found


def _in_order(orders):
    """Return the condition that an entry has the words in one of the orders, if any."""
    condition = Q()
    for order in orders:
        condition |= Q(words__contains=order)
    return condition


def _best(part):
    weight = Case(When(_holds(part, exactly=True), then=F("weight") * 2), default=F("weight"))
    cases = [When(_holds(part), then=weight)]
    if part.kinds:
        cases.append(When(terms__holds=[part.kinds], then=Value(SearchEntry.KIND_WEIGHT)))
    return Max(Case(*cases, default=Value(0)))


def _together(query):
    """Return the points for a text with all parts: twice its weight, four times if the words are in
    order, and the points of ``_name``."""
    orders = Case(When(_in_order(query.orders), then=F("weight") * 4), default=F("weight") * 2)
    everything = When(_holds(*query.parts), then=orders + _name(query))
    return Max(Case(everything, default=Value(0)))


def _in_language(query, language):
    """Return the points for a text with all parts in a language: fewer than for the whole name."""
    own = Q(language__in=(language, ""))
    return Max(Case(When(own & _holds(*query.parts), then=Value(35)), default=Value(0)))


def _name(query):
    """Return the points for a name with all parts.

    Most if it equals the query, ignoring spaces and hyphens; fewer if it has the same words,
    begins with them, or has at most twice as many.
    """
    as_one = Replace(F("words"), Value(" "), Value(""), output_field=models.TextField())
    spaces = Length("words") - Length(as_one)  # one more than there are words
    same, begins = Q(), Q()
    for order in query.orders:
        same |= Q(Exact(as_one, Value(order.replace(" ", ""))))
        begins |= Q(words__startswith=order)
    whole, half = (
        Q(LessThanOrEqual(spaces, Value(most * len(query.parts) + 1))) for most in (1, 2)
    )
    cases = [(same, 100), (whole, 40), (begins & half, 30), (begins, 20), (half, 10)]
    is_name = Q(part__in=SearchEntry.NAMES)
    whens = (When(is_name & condition, then=Value(points)) for condition, points in cases)
    return Case(*whens, default=Value(0))


class SearchEntry(models.Model):
    """One text of a record in one language, as shown and as indexed.

    ``sourcing.index`` writes the rows, for drafts too. The full-text index of
    the terms comes with migration 0008_search (see ``full_text.make_index``).
    """

    class TextKind(models.TextChoices):
        TITLE = "title", _("Name")
        NAME = "name", _("Also called")
        REFERENCE = "reference", _("Reference")
        SUMMARY = "summary", _("Summary")
        DATE = "date", _("Date")
        PLACE = "place", _("Place")
        PROVISION = "provision", _("What it covers")
        MANDATE = "mandate", _("Mandate")
        COMPOSITION = "composition", _("Composition")
        OUTCOMES = "outcomes", _("Outcomes")
        STATEMENT = "statement", _("Statement")
        DOCUMENT = "document", _("Document")
        HEADING = "heading", _("Heading")
        SENTENCE = "sentence", _("From the text")

    NAMES = (TextKind.TITLE, TextKind.NAME)
    WEIGHTS = {TextKind.TITLE: 10, TextKind.NAME: 9, TextKind.REFERENCE: 9, TextKind.STATEMENT: 3}
    WEIGHTS |= {TextKind.HEADING: 3, TextKind.SENTENCE: 2, TextKind.DOCUMENT: 2}
    USUAL_WEIGHT = 4
    KIND_WEIGHT = 3
    """That of a word for the kind of a record, such as “treaty”."""

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="search_entries")
    passage = models.ForeignKey(
        Passage, null=True, on_delete=models.CASCADE, related_name="search_entries"
    )
    part = models.CharField(_("part"), max_length=20, choices=TextKind)
    language = models.CharField(_("language"), max_length=5, blank=True)
    weight = models.IntegerField(_("weight"))
    text = models.TextField(_("text"))
    words = models.TextField(_("folded words in order"))
    terms = TermsField(_("terms"))

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        default_permissions = ()

    def __str__(self):
        return self.text
