"""Which uploaded files the public may see."""

from cooperation.models import Document, Image
from cooperation.models.record_queryset import is_public


def is_public_file(path):
    """Whether the file at ``path`` belongs to a document or picture of a public record.

    The renditions of a picture are as public as the picture: each is named by its row, and what
    no row names any more is nobody’s.
    """
    if "\0" in path:
        return False
    if Document.objects.filter(is_public("record__"), file=path).exists():
        return True
    folder = "/".join(path.split("/")[:2])  # images/<its own folder>
    return any(path in image.files for image in Image.objects.public().kept_in(folder))
