"""Which uploaded files the public may see."""

from cooperation.models import Document, Image
from cooperation.models.record import is_public


def is_public_file(path):
    """Whether the file at ``path`` belongs to a document or picture of a public record."""
    if "\0" in path:
        return False
    documents = Document.objects.filter(is_public("record__"), file=path)
    return documents.exists() or Image.objects.filter(is_public("records__"), file=path).exists()
