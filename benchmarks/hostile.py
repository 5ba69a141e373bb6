"""What the site must stand: each request by itself harmless to send, and dear to answer.

The register holds what they need: ``fill`` puts it there. Each attack is repeated by accounts of
the lowest role that may send it.
"""

import functools
import io
import itertools
from datetime import timedelta

from texts import WORDS, paragraphs
from visitor import Role, fields_of

PASSWORD = "a-long-enough-password"  # noqa: S105 - of a register that is removed again
AGREEMENTS = "/admin/cooperation/agreement/"
READ = (
    "/agreements/tashkent-declaration/",
    "/events/tashkent-conference-2022/",
    "/councils/regional-expert-council/",
)
EDITED = ("agreement", "tashkent-declaration")
STATEMENTS = 2400


def fill():
    """Put into the register what the crowd needs; return {name: the address of a form}."""
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command
    from django.utils import timezone

    from cooperation.changes.consequences import history
    from cooperation.models import Record, Revision, Statement
    from tests.support.factories import AgreementFactory

    call_command("load_content", verbosity=0)
    for name in ("Author", "Editor"):
        user = User.objects.create_user(name.lower(), password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=name))
    AgreementFactory(title_en="a" * 40 + "!", slug="many-letters")  # for the regular expression
    given = AgreementFactory(title_en="Given a document", slug="given-a-document")
    large = AgreementFactory(title_en="Of many statements", slug="of-many-statements")
    Statement.objects.bulk_create(
        Statement(record=large.record, order=n + 1, speaker_en="A", text_en=f"Statement {n}.")
        for n in range(STATEMENTS)
    )
    long_ago = timezone.now() - timedelta(days=10)
    Record.objects.update(updated_at=long_ago, created_at=long_ago)
    for record in Record.objects.filter(slug__in=[path.split("/")[-2] for path in READ]):
        history.add_first_revision(record)
    Revision.objects.update(made_at=long_ago)
    call_command("work", once=True)
    edited = Record.objects.get(kind=EDITED[0], slug=EDITED[1])
    forms = {"edited": edited, "document": given, "statements": large}
    return {name: f"{AGREEMENTS}{record.pk}/change/" for name, record in forms.items()}


# What they do: each is given a visitor, the addresses of forms and a number, and returns an answer


def sends_a_list(query):
    return lambda visitor, forms, number: visitor.get(f"{AGREEMENTS}?{query}")


def imports(make):
    """Send a text that ``make`` returns for a number, so that it is another one each time."""

    def act(visitor, forms, number):
        from django.core.files.uploadedfile import SimpleUploadedFile

        address = "/admin/cooperation/manuscript/add/"
        file = SimpleUploadedFile(f"text-{number}.txt", make(number).encode())
        return visitor.post(address, fields_of(visitor.get(address).text), file=file)

    return act


def long_text(number):
    return f"Text number {number}.\n\n{paragraphs(1_700_000)}"


def long_sentence(number):
    clauses = (WORDS.format(n=f"{number}-{each}") for each in itertools.count())
    return ", ".join(itertools.islice(clauses, 320_000 // len(WORDS))) + "."


def adds_a_document(visitor, forms, number):
    from django.core.files.uploadedfile import SimpleUploadedFile

    typed = fields_of(visitor.get(forms["document"]).text)
    row = int(typed["documents-TOTAL_FORMS"])
    empty = {
        name: value for name, value in typed.items() if name.startswith("documents-__prefix__")
    }
    typed |= {name.replace("__prefix__", str(row)): value for name, value in empty.items()}
    typed |= {"documents-TOTAL_FORMS": row + 1, f"documents-{row}-title_en": f"Page {number}"}
    file = SimpleUploadedFile(f"page-{number}.pdf", drawing(700_000))
    files = {f"documents-{row}-file": file}
    return visitor.post(forms["document"], typed | {"_save": "Save"}, **files)


@functools.cache
def drawing(operators):
    """Return a PDF of one page that draws nothing with so many operators."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    writer, drawn, file = PdfWriter(), DecodedStreamObject(), io.BytesIO()
    page = writer.add_blank_page(595, 842)
    drawn.set_data(b"q Q " * (operators // 2))
    page[NameObject("/Contents")] = writer._add_object(drawn.flate_encode())
    writer.write(file)
    return file.getvalue()


def adds_a_picture(visitor, forms, number):
    from django.core.files.uploadedfile import SimpleUploadedFile

    address = "/admin/cooperation/image/add/"
    typed = {"title_en": f"Picture {number}", "alt_en": "One colour", "_save": "Save"}
    file = SimpleUploadedFile("picture.png", picture(10_000, 5_000))
    return visitor.post(address, fields_of(visitor.get(address).text) | typed, file=file)


@functools.cache
def picture(width, height):
    """Return a PNG of one colour, a thousandth of its pixels in bytes."""
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "PNG")
    return file.getvalue()


def reads_the_past(visitor, forms, number):
    from django.utils import timezone

    day = timezone.localdate() - timedelta(days=1)
    return visitor.get(f"{READ[number % len(READ)]}?as-of={day}")


def guesses(visitor, forms, number):
    """Try a wrong password for the editor, from another address each time."""
    visitor.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    typed = {"username": "editor", "password": f"guess-{number}"}
    page = visitor.get("/admin/login/").text
    return visitor.post("/admin/login/", fields_of(page) | typed)


def saves_many_statements(visitor, forms, number):
    typed = fields_of(visitor.get(forms["statements"]).text)
    typed |= {"summary_en": f"Saved {number} times", "_save": "Save"}
    return visitor.post(forms["statements"], typed)


ATTACKS = {
    "nobody": Role(None, number=0),
    "regex": Role(sends_a_list("title_en__regex=^(a%2B)%2B$"), "author"),
    "regex-broken": Role(sends_a_list("title_en__regex=("), "author"),
    "huge-number": Role(sends_a_list("id__in=999999999999999999999"), "author"),
    "long-text": Role(imports(long_text), "author"),
    "long-sentence": Role(imports(long_sentence), "author"),
    "pdf": Role(adds_a_document, "author"),
    "picture": Role(adds_a_picture, "author"),
    "as-of": Role(reads_the_past, number=8),
    "passwords": Role(guesses),
    "statements": Role(saves_many_statements, "author"),
}
