"""Sample data of the style page; nothing is saved."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.domain.basis import NOT_CHECKED, Basis
from cooperation.domain.dates import PartialDate
from cooperation.models import Agreement, Article, Event, Evidence, Partner
from cooperation.queries.notes import Note, NotedPremise
from cooperation.queries.pages import Pages
from cooperation.queries.quotes import Quote

UNKNOWN = ["colour"]
QUOTE = "In March 2022 the parties adopted a joint plan and met for the first time in Tashkent."
RUSSIAN = "В марте 2022 года стороны приняли совместный план и впервые встретились в Ташкенте."
SPECIMENS = {
    "en": "In March 2022 the parties adopted a joint plan; “quotes”, 2024–2025, § 3, 1,234 km².",
    "ru": "Совместный план приняли в марте 2022 года; «кавычки», ещё, объём, № 7, 1 234 км².",
    "uz": "Oʻzbekiston va BMT hamkorligi: yoʻl xaritasi, gʻoya, maʼno; “qoʻshtirnoq”, 2024–2025.",
}
"""{language: letters and signs it needs}."""

LONG = (
    "Memorandum of Understanding between the United Nations Office of Counter-Terrorism and the "
    "Institute for Strategic and Regional Studies on High-Level Cooperation, the Exchange of "
    "Experience, Joint Research, the Training of Experts and the Rehabilitation and Reintegration "
    "of Persons Returning from Zones of Armed Conflict"
)


def agreement(title, when="", basis=None, state="", parties=(), **own):
    """Return an agreement as ``with_list_relations`` loads it."""
    record = Agreement(
        pk=-1, slug="sample", title_en=title, when=PartialDate.parse(when) if when else None,
        state=state, type="memorandum", status=Agreement.Status.PUBLISHED, **own,
    )  # fmt: skip
    record.when_basis = basis
    record.party_relations = [
        SimpleNamespace(subject=Partner(title_en=party, type="state")) for party in parties
    ]
    return record


def agreements():
    """Return a row for each state of a list row."""
    parties = ("Republic of Uzbekistan", "United Nations Office of Counter-Terrorism")
    return [
        agreement(
            "Roadmap for 2024–2025", "May 2024", Basis.INFERRED, "in_implementation", parties
        ),
        agreement(LONG, "5 December 2023", None, "signed", parties, city_en="New York"),
        agreement("A plan with a date from another source", "2022", Basis.OUTSIDE, "ended"),
        agreement("Strategy without a date", state="planned", summary_en="The source is silent."),
        agreement("Declaration", "about 2021"),
    ]


def partners():
    """Return rows without dates."""
    names = (("Republic of Uzbekistan", "state"), ("UNOCT", "un_body"))
    return [Partner(slug="sample", title_en=name, type=sort) for name, sort in names]


def event():
    """Return the only row of a list."""
    return Event(
        slug="sample", title_en="A High-Level Conference", type="conference", city_en="Tashkent",
        when=PartialDate.parse("3–4 March 2022"), summary_en="The only one so far.",
    )  # fmt: skip


def notes():
    """Return a note for each basis, and one whose quote is lost."""
    article = Article(
        pk=-2, slug="sample", title_en="A sample", status=Article.Status.PUBLISHED,
        source_kind="summary", source_author_en="A. Author",
    )  # fmt: skip
    passage = SimpleNamespace(address="sample", language="en", link="#sample")
    stated = Evidence(basis=Basis.STATED, article=article, quote=QUOTE)
    quote = Quote(QUOTE, article, passage)
    russian = SimpleNamespace(address="sample", language="ru", link="#sample")
    translated = Quote(QUOTE, article, russian, original=RUSSIAN)
    premise, lost = NotedPremise(False, quote), NotedPremise(True, None)
    inferred = Evidence(basis=Basis.INFERRED, note="The year is that of the sentence before.")
    outside = Evidence(basis=Basis.OUTSIDE, note="Yearbook of the United Nations, 2022, p. 12.")
    silent = Evidence(basis=Basis.NOT_STATED, note="The parties speak of a plan, and name no sort.")
    samples = [
        (stated, passage, [], translated, _("Date")),
        (inferred, None, [premise, lost], None, _("Place")),
        (outside, None, [], None, _("Place")),
        (stated, None, [], None, _("Parties")),
        (silent, None, [], None, _("Type")),
    ]
    return [
        Note(number, evidence, source, premises, words, [], label)
        for number, (evidence, source, premises, words, label) in enumerate(samples, start=1)
    ]


def dossier():
    """Return an object with notes that have one mark each, like a Dossier."""
    shown = notes()
    for note in shown:
        note.new_mark()
    return SimpleNamespace(notes=shown)


def facts():
    """Return a value with each sort of mark, and both sorts of gap."""
    stated, inferred, outside, lost, silent = notes()
    when, places = PartialDate.parse("March 2022"), [inferred, outside]
    return [
        SimpleNamespace(name="when", label=_("Date"), value=when, notes=[stated]),
        SimpleNamespace(name="place", label=_("Place"), value="Tashkent", notes=places),
        SimpleNamespace(name="parties", label=_("Parties"), value="UNOCT", notes=[lost]),
        SimpleNamespace(name="act", label=_("Type"), gap=Basis.NOT_STATED.label, notes=[silent]),
        SimpleNamespace(name="binding", label=_("Legally binding"), gap=NOT_CHECKED, notes=[]),
    ]


def pages():
    """Return three pages of a long list, and one of a short list."""
    long, short = Pages(range(180), 20), Pages(range(30), 20)
    return [long.page(1), long.page(5), long.page(9), short.page(2)]


class SampleForm(forms.Form):
    """A plain field, a field with help, and a wrong one."""

    name = forms.CharField(label=_("Words"), required=False)
    date = forms.CharField(
        label=_("Date"),
        required=False,
        help_text=_("A year, a month, a day or a period: 2022, March 2022, 2022–2024."),
    )
    type = forms.ChoiceField(label=_("Type"), choices=[("", _("Any"))], required=True)


def form():
    """Return a form with a field for each state."""
    return SampleForm({"sample-name": QUOTE, "sample-date": ""}, prefix="sample", label_suffix="")


def preview():
    """Return a record that the public will see tomorrow."""
    return agreement("Preview", publish_at=timezone.now() + timedelta(days=1))
