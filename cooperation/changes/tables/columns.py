"""The columns of a table of records: what of a record each shows, and what its cells change."""

import uuid
from collections import Counter
from functools import cache

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from modeltranslation.fields import TranslationField

from cooperation.changes.tables.cells import (
    BETWEEN,
    check_no_error,
    in_every_language,
    is_left_out,
    is_same,
    joined,
    split,
    text_of,
    value_of,
)
from cooperation.domain import claims
from cooperation.domain.basis import FOR_GAPS
from cooperation.domain.languages import BY_CODE, ORIGINAL
from cooperation.domain.texts.cleaning import clean_line
from cooperation.domain.texts.folding import label_key
from cooperation.domain.verbs import verbs_from_kind, verbs_to_kind
from cooperation.formats.formulas import unescape_formula
from cooperation.models import Alias, Record, Relation
from cooperation.snapshots.parts import fields_of, part_links
from cooperation.snapshots.references import json_value
from cooperation.snapshots.rows import BASE, OWN, RowKey
from cooperation.snapshots.wording import capitalised

SLUG, VERSION = "slug", "version"
"""The columns that say which record a row is about, and how it was when it was exported."""

OWN_FIELDS = ("title", "summary", "when")
"""The fields of the base row that a table shows; where a record stands is no matter of tables."""

SHORT = {
    ("about", True): ("topics", _("Topics")),
    ("party_to", False): ("parties", _("Parties")),
}
"""(verb, whether the record is its subject) to heading and label, where the usual are not plain."""

EVIDENCE = "cooperation.evidence"


class ImportColumn:
    """One column of a table: how a record is shown in its cells, and what a cell changes.

    ``heading`` is what exports for editors write above it. ``labels`` are functions that return
    further names of the column in the current language; people see the first of them. A new record
    cannot do without a column that ``is_needed``.
    """

    is_needed = False

    def __init__(self, heading, *labels):
        self.heading, self._labels = heading, labels

    @property
    def label(self):
        return capitalised(self._labels[0]())

    @property
    def labels(self):
        """The set of the names of the column in every language, as keys."""
        return set().union(*map(in_every_language, self._labels))

    @property
    def labels_for_readers(self):
        """The names that exports for readers write above it, as keys."""
        return self.labels

    def is_fallback(self, target, text):
        """Whether a cell shows the original, as readers see it where a translation is missing."""
        return False

    def read(self, target):
        """Return the text of the cell of a Target before any cell was changed."""
        return target.cells[self.heading]

    def change(self, target, text):
        """Change a Target as its cell says; what the record says already changes nothing."""
        present = self.read(target)
        if is_left_out(text):
            return
        is_unchanged = is_same(text, present) or is_same(unescape_formula(text), present)
        if not is_unchanged or (target.is_new and self.is_needed):
            check_no_error(text)
            self.set_value(target, text.strip())

    def names_in(self, text):
        """Return the names of other records in a cell."""
        return []


class ValueColumn(ImportColumn):
    """A field of the record itself."""

    def __init__(self, field, key, claim=""):
        self.field, self.key = field, key
        self.language = field.language if isinstance(field, TranslationField) else ""
        self._plain = [self._name, *([claims.LABELS[claim].__str__] if claim else [])]
        is_plain = self.language in ("", ORIGINAL)
        marked = [self._name_with_language] if self.language else []
        super().__init__(field.name, *marked, *(self._plain if is_plain else ()))
        self.is_needed = field.name == f"title_{ORIGINAL}" or not (field.blank or self.language)

    def _name(self):
        return capitalised(getattr(self.field, "translated_field", self.field).verbose_name)

    def _name_with_language(self):
        return f"{self._name()} ({BY_CODE[self.language].name})"

    @property
    def labels_for_readers(self):
        """Their lists name a text without its language, which is that of the list."""
        if not self.language:
            return self.labels
        with translation.override(self.language):
            return {label_key(label()) for label in self._plain}

    def is_fallback(self, target, text):
        if self.language in ("", ORIGINAL) or self.read(target):
            return False
        return is_same(text, target.cells[f"{self.field.translated_field.name}_{ORIGINAL}"])

    def text(self, target):
        return text_of(target.rows[self.key].get(self.field.name))

    def set_value(self, target, text):
        if not text and self.is_needed:
            raise ValidationError(_("This is empty, and a record needs it. Type a value."))
        if text and self.field.is_relation:
            value = target.known.find(text, [self.field.related_model.KIND])
        else:
            value = value_of(self.field, text)
        is_changed = target.rows[self.key][self.field.name] != value  # not only in other words
        target.rows[self.key][self.field.name] = value
        if text and is_changed:
            _delete_reasons(
                target.rows, lambda claim: self.field.name in claims.claim_columns(claim)
            )

    def names_in(self, text):
        return [text] if text and self.field.is_relation else []


class RelationColumn(ImportColumn):
    """The records at the other end of one verb; ``is_subject`` says that ours is its subject.

    What a cell does not name any more goes, with its evidence; what stays keeps role and date.
    """

    LABEL = Relation._meta.label_lower

    def __init__(self, verb, is_subject, claim):
        name = verb.key if is_subject else f"inverse:{verb.key}"
        short, plain = SHORT.get((verb.key, is_subject), (name, None))
        label = verb.label if is_subject else verb.inverse
        named = (claims.LABELS[claim],) if claim else ()
        labels = (*filter(None, [plain]), label, *named)
        super().__init__(short, *(each.__str__ for each in labels), name.__str__)
        self.verb, self.claim = verb, claim
        self.kinds = verb.objects if is_subject else verb.subjects
        self.own, self.other = ("subject", "object") if is_subject else ("object", "subject")

    def _present(self, target):
        """Return {(kind, address): Key} of the relations that the record has."""
        return {
            tuple(fields[self.other]): key
            for key, fields in target.rows.items()
            if key.model == self.LABEL
            and fields["verb"] == self.verb.key
            and fields[self.own] is OWN
        }

    def text(self, target):
        is_plain = len(self.kinds) == 1
        names = (key[1] if is_plain else "/".join(key) for key in self._present(target))
        return BETWEEN.join(sorted(names))

    def set_value(self, target, text):
        there = self._present(target)
        wanted = [tuple(target.known.find(name, self.kinds)) for name in split(text)]
        if (target.kind, target.slug) in wanted:
            raise ValidationError(_("A record cannot be related to itself. Choose another record."))
        _delete_rows(target.rows, [key for other, key in there.items() if other not in wanted])
        for other in dict.fromkeys(wanted):
            if other not in there:
                ends = {self.own: OWN, self.other: list(other), "verb": self.verb.key}
                target.rows[_new_key(Relation)] = empty_fields(Relation) | ends
        if wanted and self.claim:
            _delete_reasons(target.rows, lambda claim: claim == self.claim)

    def names_in(self, text):
        return split(text)


class AliasColumn(ImportColumn):
    """The other names of a record; one that stays keeps where it comes from."""

    LABEL = Alias._meta.label_lower

    def __init__(self):
        super().__init__("aliases", lambda: gettext("Also known as"))

    def _present(self, target):
        rows = target.rows.items()
        return {fields["text"]: key for key, fields in rows if key.model == self.LABEL}

    def text(self, target):
        return joined(sorted(self._present(target)))

    def set_value(self, target, text):
        field = Alias._meta.get_field("text")
        names = filter(None, map(field.to_python, split(text)))
        there, wanted = self._present(target), [field.clean(name, None) for name in names]
        spaced = {" ".join(clean_line(name).split()): key for name, key in there.items()}
        _delete_rows(target.rows, [key for name, key in spaced.items() if name not in wanted])
        for name in wanted:
            if name not in spaced:
                target.rows[_new_key(Alias)] = empty_fields(Alias) | {"record": OWN, "text": name}


def _new_key(model):
    return RowKey(model._meta.label_lower, str(uuid.uuid4()))


def empty_fields(model):
    """Return {name: value} of the fields of a row of a model to which nobody has given a value."""
    row = model()
    return {
        field.name: None if field.is_relation else json_value(field, row)
        for field in fields_of(model)
    }


def _delete_rows(rows, keys):
    """Delete rows with all that belongs to them; what only refers to them refers to nothing."""
    gone = set(keys)
    while gone:
        for key in gone:
            del rows[key]
        lost, gone = gone, set()
        for key, fields in rows.items():
            for name, model, is_cascade in part_links(key.model):
                if RowKey(model, fields.get(name)) in lost:
                    if is_cascade:
                        gone.add(key)
                    else:
                        fields[name] = None


def _delete_reasons(rows, is_filled):
    """Delete the reasons why a claim is empty, now that it has a value."""
    _delete_rows(
        rows,
        [
            key
            for key, fields in rows.items()
            if key.model == EVIDENCE and fields["basis"] in FOR_GAPS and is_filled(fields["field"])
        ],
    )


@cache
def columns_of(kind):
    """Return the ImportColumns of a kind (its key) that hold values, in the order of the table.

    Long rich text is not among them: evidence rests on its sentences, and the form looks after it.
    """
    model = Record.model_of(kind)
    base = [field for field in fields_of(Record) if _name(field) in OWN_FIELDS]

    def claim_of(field):
        return _name(field) if _name(field) in model.CLAIMS else ""

    own = [
        field
        for field in fields_of(model)
        if not isinstance(getattr(field, "translated_field", field), ProseEditorField)
    ]
    label = model._meta.label_lower
    return [
        *(ValueColumn(field, RowKey(BASE), claim_of(field)) for field in base),
        *(ValueColumn(field, RowKey(label), claim_of(field)) for field in own),
        *(RelationColumn(verb, True, verb.claim) for verb in verbs_from_kind(kind)),
        *(RelationColumn(verb, False, verb.inverse_claim) for verb in verbs_to_kind(kind)),
        AliasColumn(),
    ]


class SlugColumn(ImportColumn):
    """The address of a record. Rows are found by it; no cell changes it."""

    def __init__(self):
        super().__init__(SLUG, Record._meta.get_field(SLUG).verbose_name.__str__)

    def read(self, target):
        return target.slug


class VersionColumn(ImportColumn):
    """How a record was when it was exported."""

    def __init__(self):
        super().__init__(VERSION, lambda: gettext("Version"))

    def read(self, target):
        return target.version


def table_columns(kind):
    """Return all columns of a table: slug, values, version."""
    return [SlugColumn(), *columns_of(kind), VersionColumn()]


def labels_of(kind):
    """Return {heading: label in the current language} of the columns of a kind.

    A label that several columns share stands with the heading.
    """
    labels = {column.heading: column.label for column in table_columns(kind)}
    number = Counter(label.casefold() for label in labels.values())
    return {
        heading: label if number[label.casefold()] == 1 else f"{label} ({heading})"
        for heading, label in labels.items()
    }


def _name(field):
    return getattr(field, "translated_field", field).name
