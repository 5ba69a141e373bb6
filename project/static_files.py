"""Storage and delivery of static files: hashed, compressed, bundled."""

import posixpath
import re
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("css/site.css",)
"""Style sheets that include their imports, so that a page loads one file."""

IMPORT = re.compile(
    r"""
    ^@import \s url\("(?P<path>[\w./-]+)"\)
    (?:\s layer\((?P<layer>\w+)\))?
    (?:\s (?P<media>\w+))? ;$
    """,
    re.M | re.X,
)
URL = re.compile(r'url\("(?P<path>[\w./-]+)"\)')


def bundle(path, read):
    """Return a style sheet with each ``@import`` replaced by the imported text.

    ``read(path)`` gives the text of a file. A layer and a medium become rules around the text (CSS
    Cascading 5, 2.1), and relative addresses are adapted. Raises ValueError for nested imports.
    """
    folder = posixpath.dirname(path)

    def imported(match):
        source = posixpath.join(folder, match["path"])
        text = read(source)
        if "@import" in text:
            raise ValueError(f"{source} imports another style sheet: import that in {path}.")
        text = URL.sub(lambda url: f'url("{_moved(url["path"], source, folder)}")', text)
        for rule, name in (("@layer", match["layer"]), ("@media", match["media"])):
            text = f"{rule} {name} {{\n{text}}}\n" if name else text
        return text

    return IMPORT.sub(imported, read(path))


def _moved(path, source, folder):
    """Return an address relative to ``source`` as relative to ``folder``."""
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    return posixpath.relpath(whole, folder)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise’s storage with bundles in place of their sources."""

    def post_process(self, paths, dry_run=False, **options):
        whole = InMemoryStorage()

        def read(path):
            storage, name = paths[path]
            with storage.open(name) as file:
                return file.read().decode()

        for path in () if dry_run else BUNDLES:
            whole.save(path, ContentFile(bundle(path, read)))
        bundled = {path: (whole, path) for path in BUNDLES if whole.exists(path)}
        yield from super().post_process({**paths, **bundled}, dry_run=dry_run, **options)


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise’s middleware, limited to choosing the encoding of a file.

    DeliveryMiddleware applies preconditions and ranges, because WhiteNoise supports neither
    ``If-Range``, several ETags nor ranges of one byte.
    """

    @staticmethod
    def serve(static_file, request):
        encodings = request.META.get("HTTP_ACCEPT_ENCODING", "")
        plain = SimpleNamespace(method=request.method, META={"HTTP_ACCEPT_ENCODING": encodings})
        if request.method == "HEAD":
            plain.method = "GET"
        return WhiteNoiseMiddleware.serve(static_file, plain)
