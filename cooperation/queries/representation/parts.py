"""The parts of records as dictionaries: names, figures, statements, files…"""

from django.conf import settings

from cooperation.domain.vocabulary import ImageLicence
from cooperation.models import (
    Alias,
    Document,
    Figure,
    Image,
    OtherClaim,
    Provision,
    Statement,
    WorkingGroup,
)
from cooperation.queries.representation import values


class Parts:
    """Lists of parts by the key of their record; one query for each sort."""

    def __init__(self, records):
        self._keys = [record.pk for record in records]
        self.aliases = self._of(Alias.objects.all())
        self.figures = self._of(Figure.objects.all())
        self.statements = self._of(Statement.objects.all())
        self.other_claims = self._of(OtherClaim.objects.all())
        self.documents = self._of(Document.objects.defer("text"))
        self.provisions = {}
        if agreements := [record.pk for record in records if record.kind == "agreement"]:
            found = Provision.objects.filter(agreement__in=agreements).select_related("topic")
            self.provisions = _grouped(found, "agreement_id")
        images = {record.image_id for record in records} - {None}
        self.images = {image.pk: image for image in Image.objects.filter(pk__in=images)}

    def _of(self, rows):
        return _grouped(rows.filter(record__in=self._keys), "record_id")


def groups_of(councils):
    """Return {key of a council: its public working groups}."""
    groups = WorkingGroup.objects.published().by_title().select_related("council")
    return _grouped(groups.filter(council__in=councils), "council_id")


def _grouped(rows, key):
    found = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found


def alias(row):
    return {"text": row.text, "basis": row.basis, "note": row.note or None}


def statement(row):
    return {"id": str(row.pk), "speaker": row.speaker, "text": row.text}


def other_claim(row):
    """Return what another source says about a claim."""
    return {"id": str(row.pk), "claim": row.field, "text": row.text, "reason": row.reason}


def provision(row):
    topic = row.topic if row.topic and row.topic.is_published else None
    return {
        "id": str(row.pk),
        "text": row.text,
        "topic": values.reference_to(topic) if topic else None,
    }


def document(row):
    return {
        "title": row.title,
        "url": _file(row.file.url),
        "type": row.mime_type or None,
        "language": row.language or None,
        "size": row.size,
        "pages": row.pages,
    }


def picture(image):
    """Return a picture with its alternative text and licence; None without a file."""
    if not image or not image.file:
        return None
    licence = image.get_licence_display() if image.licence != ImageLicence.OTHER else ""
    return {
        "url": _file(image.file.url),
        "alt": "" if image.is_decorative else image.alt,
        "credit": image.credit or None,
        "licence": licence or None,
        "licence_url": image.licence_url or None,
        "terms": image.terms or None,
    }


def _file(address):
    return f"{settings.SITE_URL}{address}" if address.startswith("/") else address
