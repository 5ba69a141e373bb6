"""Articles: the sources of the register."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.domain.languages import CODES
from cooperation.domain.texts.text import reading_minutes
from cooperation.domain.web_address import SCHEMES
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
        help_text=_("The line under the title, such as “After an article by …”."),
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def reading_minutes(self):
        return reading_minutes(self.body)
