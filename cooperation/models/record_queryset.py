"""Queries for records, including the rule of what is public."""

from django.apps import apps
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.domain import languages
from cooperation.domain.texts.patterns import query_words, search_pattern


class Status(models.TextChoices):
    """The publication status; times are checked separately (``is_public``)."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def _records():
    """Return the model Record, which imports this module."""
    return apps.get_model("cooperation", "Record")


def is_public(prefix=""):
    """Return the condition that a record is public now: published and within its times.

    ``prefix`` is the path to the record from another model: ``"subject__"``.
    """
    not_withdrawn = Q(**{f"{prefix}withdraw_at__isnull": True}) | Q(
        **{f"{prefix}withdraw_at__gt": timezone.now()}
    )
    return is_due(prefix) & not_withdrawn & Q(**{f"{prefix}status": Status.PUBLISHED})


def is_due(prefix=""):
    """Return the condition that ``publish_at`` is empty or past."""
    return Q(**{f"{prefix}publish_at__isnull": True}) | Q(
        **{f"{prefix}publish_at__lte": timezone.now()}
    )


def is_expired():
    """Return the condition that ``withdraw_at`` is past."""
    return Q(withdraw_at__lte=timezone.now())


def title_sort_field():
    """Return the field that sorts titles in the current language; see ``TitleOrder``."""
    return f"{languages.current()}_order"


def date_possibly_in(start, end):
    """Return the condition that a date may be between two days, both included; None is no limit.

    The same rule as ``PartialDate.possibly_in``.
    """
    condition = ~Q(when="")
    if start:
        condition &= Q(when_latest__gte=start) | Q(when_latest__isnull=True)
    if end:
        condition &= Q(when_earliest__lte=end) | Q(when_earliest__isnull=True)
    return condition


def date_certainly_in(start, end):
    """Return the condition that a date is certainly between two days.

    The same rule as ``PartialDate.certainly_in``: never true of approximate or uncertain dates.
    """
    condition = ~Q(when="") & ~Q(when__regex="[~?%]")
    if start:
        condition &= Q(when_earliest__gte=start)
    if end:
        condition &= Q(when_latest__lte=end)
    return condition


class RecordQuerySet(models.QuerySet):
    """Queries for Record and for each kind."""

    SEARCHED = ("title", "summary")
    """The text fields searched by ``matching``, in addition to names."""

    PROSE = "summary"
    """The main text, which decides in which languages a record is available."""

    def published(self):
        """Return the records that are public now."""
        return self.filter(is_public())

    def expired(self):
        """Return the published records whose time to be withdrawn is past."""
        return self.filter(is_expired(), status=Status.PUBLISHED)

    def went_public_since(self, moment):
        """Return the records that became public on schedule after a moment (None: ever)."""
        begun = self.published().filter(publish_at__isnull=False)
        return begun.filter(publish_at__gt=moment) if moment else begun

    def upcoming_moments(self, now):
        """Return the scheduled publication and withdrawal times after ``now``, in order."""
        found = self.filter(Q(publish_at__gt=now) | Q(withdraw_at__gt=now), status=Status.PUBLISHED)
        pairs = found.values_list("publish_at", "withdraw_at")
        return sorted({moment for pair in pairs for moment in pair if moment and moment > now})

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def with_status(self, status):
        return self.filter(status=status)

    def withdrawn(self):
        """Return the records that were public and no longer are."""
        seen = Q(publish_at__isnull=True) | Q(publish_at__lt=F("updated_at"))
        by_hand = seen & Q(status=Status.WITHDRAWN)
        return self.filter(by_hand | (is_expired() & is_due() & Q(status=Status.PUBLISHED)))

    def with_address(self):
        """Return the records with a page, and working groups of public councils, with councils.

        For Record only.
        """
        found = self.filter(Q(working_group__isnull=True) | is_public("working_group__council__"))
        return found.select_related("working_group__council")

    def last_change(self):
        """Return when a record last changed or became public, without drafts; None if never."""
        live = self.exclude(status=Status.DRAFT)
        due = models.Max("publish_at", filter=Q(publish_at__lte=timezone.now()))
        moments = live.aggregate(saved=models.Max("updated_at"), due=due)
        return max(filter(None, moments.values()), default=None)

    def unchanged_since(self):
        """Return the time of the last visible change, scheduled withdrawals included, or None."""
        over = self.expired().aggregate(last=models.Max("withdraw_at"))["last"]
        return max(filter(None, (self.last_change(), over)), default=None)

    def mark_as_drafts(self, keys):
        """Turn records into drafts without consequences, for transactions to be rolled back."""
        self.filter(pk__in=keys).update(status=Status.DRAFT)

    def withdraw_now(self):
        """Withdraw the records and cancel later withdrawals.

        ``publish_at`` stays: a future time means that the record was never public.
        """
        now = timezone.now()
        withdraw_at = Case(When(withdraw_at__gt=now, then=None), default=F("withdraw_at"))
        self.update(status=Status.WITHDRAWN, updated_at=now, withdraw_at=withdraw_at)

    def locked(self, keys):
        """Return the records with these keys, locked until the end of the transaction."""
        return self.select_for_update().filter(pk__in=keys).order_by("pk")

    def locked_with_groups(self, keys):
        """Return published records with these keys, and working groups of these councils, locked.

        For Record only.
        """
        found = self.filter(Q(pk__in=keys) | Q(working_group__council__in=keys))
        keys = list(found.filter(status=Status.PUBLISHED).values_list("pk", flat=True))
        return self.locked(keys)

    def at(self, kind, slug):
        return self.filter(kind=kind, slug=slug)

    def with_slugs(self, slugs):
        return self.filter(slug__in=slugs)

    def matching_names(self, names):
        """Return (kind, slug, titles) of records with one of these slugs or exact titles."""
        titles = languages.columns("title")
        wanted = Q(slug__in=names)
        for title in titles:
            wanted |= Q(**{f"{title}__in": names})
        return [
            (*row[:2], row[2:]) for row in self.filter(wanted).values_list("kind", "slug", *titles)
        ]

    def at_old_address(self, slug):
        """Return the record with this old address."""
        return self.filter(old_addresses__slug=slug)

    def not_merged(self):
        """Leave out the duplicates that were merged into another record."""
        addresses = (
            _records()._meta.get_field("old_addresses").related_model.objects.of_duplicates()
        )
        here = addresses.filter(kind=models.OuterRef("kind"), slug=models.OuterRef("slug"))
        return self.exclude(models.Exists(here))

    def newest_first(self):
        """Order by date, the latest first; records without a date come last, by title."""
        return self.order_by(
            F("when_latest").desc(nulls_last=True),
            F("when_earliest").desc(nulls_last=True),
            title_sort_field(),
            "pk",
        )

    def oldest_first(self):
        """Order by date, the earliest first; records without a date come last, by title."""
        return self.order_by(
            F("when_earliest").asc(nulls_last=True),
            F("when_latest").asc(nulls_last=True),
            title_sort_field(),
            "pk",
        )

    def by_title(self):
        return self.order_by(title_sort_field(), "pk")

    def matching(self, text):
        """Return records whose texts, short name or aliases contain each word of ``text``.

        A word is found in each of its spellings, see ``search_pattern``.
        """
        records = self
        for word in query_words(text):
            named = _records().objects.filter(
                Q(aliases__text__iregex=search_pattern(word))
                | _contains(word, languages.columns("partner__short_name"))
            )
            found = Q(pk__in=named.values("pk"))
            records = records.filter(found | _contains(word, self.searched_columns()))
        return records

    def searched_columns(self):
        """Return the columns that ``matching`` searches beside names: titles in each language, and
        what is shown in the current one."""
        shown = {languages.ORIGINAL, languages.current()}
        prose = [name for name in self.SEARCHED if name != "title"]
        texts = (f"{name}_{code}" for name in prose for code in sorted(shown))
        return [*languages.columns("title"), *texts]

    def named(self, text):
        """Return records whose address, title or alias is this text, in any of its spellings."""
        found = Q(slug=text) | Q(aliases__text__iregex=f"^{search_pattern(text)}$")
        for column in languages.columns("title"):
            found |= Q(
                **{f"{column}__iregex": f"^{search_pattern(text, column.rpartition('_')[2])}$"}
            )
        return self.filter(Q(pk__in=_records().objects.filter(found).values("pk")))

    def related_to(self, records):
        """Return records with a relation to one of ``records``, in either direction."""
        return self.filter(
            Q(pk__in=_other_ends("subject", "object", records))
            | Q(pk__in=_other_ends("object", "subject", records))
        )

    def with_feed_records(self, record, is_gathering=False):
        """Return the records in a record’s feed: itself, its working groups, and related ones if
        ``is_gathering``."""
        found = Q(pk=record.pk) | Q(working_group__council=record.pk)
        if is_gathering:
            found |= Q(pk__in=_other_ends("subject", "object", [record.pk]))
            found |= Q(pk__in=_other_ends("object", "subject", [record.pk]))
        return self.filter(found)

    def dated(self):
        """Return the records that have a date, however imprecise."""
        return self.exclude(when="")

    def undated(self):
        """Return the records without any date."""
        return self.filter(when="")

    def possibly_in(self, start, end):
        """Return records whose date may be in a period."""
        return self.filter(date_possibly_in(start, end))

    def untranslated(self, language):
        """Return records with an original text that has no translation into ``language``."""
        return self.filter(self.lacks_translation(language))

    def lacks_translation(self, language):
        """Return the condition of ``untranslated``."""
        lacking = Q()
        for field in self.model._meta.get_fields():
            name = field.name.removesuffix(f"_{languages.ORIGINAL}")
            if name != field.name:
                empty = Q(**{f"{name}_{language}": ""}) | Q(**{f"{name}_{language}": None})
                lacking |= Q(**{f"{field.name}__gt": ""}) & empty
        return lacking

    def with_languages(self):
        """Annotate whether each record is available in a language: ``is_in_ru``, ``is_in_uz``."""
        return self.annotate(
            **{
                f"is_in_{code}": models.ExpressionWrapper(
                    self._is_in(code), output_field=models.BooleanField()
                )
                for code in languages.TRANSLATIONS
            }
        )

    def _is_in(self, code):
        """Return the condition that the title and any main text are translated."""
        original = f"{self.PROSE}_{languages.ORIGINAL}"
        has_none = Q(**{original: ""}) | Q(**{f"{original}__isnull": True})
        return Q(**{f"title_{code}__gt": ""}) & (has_none | Q(**{f"{self.PROSE}_{code}__gt": ""}))

    def with_list_relations(self):
        """Load what a row of a list shows.

        ``when_basis`` is the basis of a date that no article states.
        """
        evidence = _records()._meta.get_field("evidence").related_model.objects.of_date()
        evidence = evidence.filter(record=models.OuterRef("pk"))
        return self.annotate(when_basis=models.Subquery(evidence.values("basis")[:1]))

    def with_detail_relations(self):
        """Load what the page of a record shows, without relations and evidence."""
        return self.with_picture().with_languages()

    def with_work_in_progress(self):
        """Annotate whether each record has a draft and a review: ``has_draft``, ``has_review``."""
        found = {
            f"has_{name}": models.Exists(
                _records()
                ._meta.get_field(name)
                .related_model.objects.filter(record=models.OuterRef("pk"))
            )
            for name in ("draft", "review")
        }
        return self.annotate(**found)

    def with_picture(self):
        return self.select_related("image")

    def on_schedule(self):
        """Return the records with a scheduled publication or withdrawal."""
        now = timezone.now()
        moves = Q(publish_at__gt=now) | Q(withdraw_at__gt=now)
        return self.filter(moves, status=Status.PUBLISHED).order_by("publish_at", "withdraw_at")

    def mark_checked(self, records):
        """Note that an editor has checked the records and found them right."""
        self.filter(pk__in=[record.pk for record in records]).update(checked_at=timezone.now())

    def not_checked_since(self, moment):
        """Return the records not changed or checked since a moment, the oldest first."""
        old = self.filter(updated_at__lt=moment)
        old = old.filter(Q(checked_at__isnull=True) | Q(checked_at__lt=moment))
        return old.order_by("updated_at", "pk")

    def defer_texts(self):
        """Do not load long texts."""
        return self

    def fetch_by_key(self, keys):
        """Return {key: record} with one query for any number of keys."""
        return {record.pk: record for record in self.filter(pk__in=keys)}

    def get_by_natural_key(self, kind, slug):
        return self.get(kind=kind, slug=slug)


def _contains(word, columns):
    """Return the condition that one of the columns, whose names end in a language, has a word."""
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__iregex": search_pattern(word, column.rpartition("_")[2])})
    return found


def _other_ends(wanted, given, records):
    relations = _records()._meta.get_field("relations_as_subject").related_model.objects.all()
    return relations.filter(**{f"{given}__in": records}).values(wanted)
