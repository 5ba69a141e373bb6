"""Fills the site that the tests of this folder ask: run in a process of its own, with VAR_DIR.

It prints the addresses of files that are not known before as JSON.
"""

import json

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.templatetags.static import static  # noqa: E402

from cooperation.changes import load_content  # noqa: E402
from cooperation.changes.withdraw import withdraw  # noqa: E402
from cooperation.exports import dump  # noqa: E402
from cooperation.models import Document  # noqa: E402
from cooperation.sourcing.index import index_all  # noqa: E402
from tests.support.factories import AgreementFactory  # noqa: E402
from tests.support.files import kept_picture, pdf, upload  # noqa: E402

UNUSED = ["admin", "django_prose_editor"]
"""Static files of the desk, of which nothing is asked here: compressing them takes long."""

call_command("migrate", verbosity=0)
call_command("loaddata", *map(str, load_content.fixture_paths()), verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)

image = kept_picture()
pictured = AgreementFactory(slug="pictured", title_en="Pictured", image=image)
document = Document.objects.create(
    record=pictured, title_en="Text", file=upload(pdf("word " * 500), "text.pdf")
)
withdraw([AgreementFactory(slug="withdrawn", title_en="Withdrawn")])
index_all()
dump.rebuild()

rendition = next(name for name in image.files if name.endswith(".webp"))
print(  # noqa: T201
    json.dumps(
        {
            "font": static("fonts/sans.woff2"),
            "picture": image.file.url,
            "rendition": image.file.storage.url(rendition),
            "document": document.file.url,
        }
    )
)
