"""Access to uploaded files."""

from cooperation.models import Document, Image, Record
from cooperation.models.record_queryset import is_public


def is_public_file(path):
    """Whether a document or picture of a public record uses the file at ``path``.

    The renditions of a public picture are public too.
    """
    if "\0" in path:
        return False
    if Document.objects.filter(is_public("record__"), file=path).exists():
        return True
    return any(path in image.files for image in Image.objects.public().kept_in(_folder(path)))


def may_see_file(user, path):
    """Whether a user may see a file that is not public.

    A document needs the right to view its record’s kind; a document that only drafts or the
    history use needs the right to view documents. A picture needs the right to view pictures, or
    a kind of record that shows it.
    """
    if not user.is_staff or "\0" in path:
        return False
    kinds = [
        model.KIND
        for model in Record.__subclasses__()
        if user.has_perm(f"cooperation.view_{model._meta.model_name}")
    ]
    if path.startswith("documents/"):
        owner = Document.objects.filter(file=path).values_list("record__kind", flat=True).first()
        return owner in kinds if owner else user.has_perm("cooperation.view_document")
    if user.has_perm("cooperation.view_image"):
        return path.startswith("images/")
    shown = Image.objects.filter(records__kind__in=kinds).kept_in(_folder(path)).distinct()
    return any(path in image.files for image in shown)


def _folder(path):
    return "/".join(path.split("/")[:2])  # images/<its own folder>
