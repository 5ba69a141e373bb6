"""Articles: the sources of the register."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.domain.languages import CODES, OF_SOURCES
from cooperation.domain.sources import Source
from cooperation.domain.texts.text import reading_minutes
from cooperation.domain.vocabulary import ImageLicence, SourceKind
from cooperation.domain.web_address import SCHEMES
from cooperation.models.fields import WebAddressField, all_empty, choice_constraint
from cooperation.models.links import sanitize_prose
from cooperation.models.record import Record
from cooperation.models.record_queryset import RecordQuerySet
from cooperation.models.text_fields import LineField, RichTextField

PROSE_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"protocols": [*SCHEMES], "defaultProtocol": "https", "enableTarget": False},
    "HardBreak": True,
    "Pasting": True,
}
"""What the editor offers; ``formats/rich_text/`` keeps the same on saving."""


SOURCE_FIELDS = (
    "source_kind",
    "source_author_en",
    "source_title",
    "source_outlet",
    "source_language",
    "source_url",
    "source_archived_url",
    "source_licence",
    "source_not_public_en",
)
"""The fields of a form that ask for the source, in their order."""

SOURCE_HELP = _(
    "Where the words come from that readers are told to trust. The date of the source is the date "
    "of the article; an author with a page of their own is a relation “written by”."
)

BODY_COLUMNS = ("body", *(f"body_{code}" for code in CODES))
"""The columns of the text, which lists do not load."""


class ArticleQuerySet(RecordQuerySet):
    """Articles; their text is searched too."""

    SEARCHED = (*RecordQuerySet.SEARCHED, "body")
    PROSE = "body"

    def defer_texts(self):
        return self.defer(*BODY_COLUMNS)

    def not_split(self):
        """Return articles whose text has not been split into sentences yet."""
        has_text = Q(*((f"body_{code}__gt", "") for code in CODES), _connector=Q.OR)
        return self.filter(has_text, passages=None)


class Article(Record):
    """A text about cooperation; its sentences are the evidence of the register."""

    KIND = "article"
    CLAIMS = ("title", "when", "author")

    record = models.OneToOneField(
        Record, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="article"
    )
    body = RichTextField(
        _("text"), blank=True, extensions=PROSE_EXTENSIONS, sanitize=sanitize_prose
    )
    credit = LineField(
        _("credit"),
        max_length=300,
        blank=True,
        help_text=_("A line under the title, such as thanks. What the text is, its source says."),
    )
    source_kind = models.CharField(
        _("what this text is"),
        max_length=20,
        choices=SourceKind,
        blank=True,
        help_text=_("Readers see it above the text and in each note that quotes it."),
    )
    source_author = LineField(
        _("author of the source"),
        max_length=300,
        blank=True,
        help_text=_("As the source prints it. Several authors: “A and B”."),
    )
    source_title = LineField(
        _("title of the source"),
        max_length=300,
        blank=True,
        help_text=_("In its own language. Empty for a summary or translation: it has no title."),
    )
    source_outlet = LineField(
        _("where it was published"),
        max_length=200,
        blank=True,
        help_text=_("The newspaper, site or publisher, as it calls itself."),
    )
    source_language = models.CharField(
        _("language of the source"), max_length=5, choices=OF_SOURCES, blank=True
    )
    source_url = WebAddressField(_("address of the source"), blank=True)
    source_archived_url = WebAddressField(
        _("archived copy"),
        blank=True,
        help_text=_("The address of a lasting copy, such as one at web.archive.org."),
    )
    source_licence = models.CharField(
        _("licence of the source"), max_length=20, choices=ImageLicence, blank=True
    )
    source_not_public = LineField(
        _("why it is not public online"),
        max_length=300,
        blank=True,
        help_text=_("Only where there is no address: one sentence for readers."),
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            choice_constraint("article", "source_kind", SourceKind),
            choice_constraint("article", "source_licence", ImageLicence),
            models.CheckConstraint(
                condition=Q(source_url="") | all_empty("source_not_public"),
                name="article_source_public_or_not",
                violation_error_message=_(
                    "The source has an address and also a reason why it is not public online. "
                    "Empty one of the two."
                ),
            ),
        ]

    @property
    def source(self):
        """The Source of the text in the language in use."""
        return Source(
            self.source_kind,
            self.source_title,
            self.source_author,
            self.source_outlet,
            self.when,
            is_public=not self.source_not_public,
        )

    @property
    def is_by_its_authors(self):
        """Whether its authors wrote these words, if need be in another language."""
        if self.source_kind:
            return self.source_kind != SourceKind.SUMMARY
        return not self.credit

    @property
    def source_licence_url(self):
        return ImageLicence(self.source_licence).url if self.source_licence else ""

    @property
    def reading_minutes(self):
        return reading_minutes(self.body)
