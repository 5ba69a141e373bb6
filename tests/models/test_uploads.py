"""What pictures and documents say of themselves."""

import pytest
from django.utils.translation import override

from cooperation.domain.vocabulary import ImageLicence
from cooperation.models import Document, Image

MB = 1024 * 1024


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"size": 1.2 * MB, "pages": 14, "language": "ru"},
            "PDF, 1.2 MB, 14 pages, in Russian",
        ),
        ({"size": 2048, "pages": 1, "language": "en"}, "PDF, 2.0 KB, 1 page, in English"),
        ({"size": 2048, "pages": 2, "language": "uz"}, "PDF, 2.0 KB, 2 pages, in Uzbek"),
        ({"size": 2048}, "PDF, 2.0 KB"),
        ({}, "PDF"),
        ({"file": "text.docx", "size": 2048, "language": "en"}, "DOCX, 2.0 KB, in English"),
        ({"file": ""}, ""),
    ],
)
def test_description_of_a_document_says_what_is_known(fields, expected):
    with override("en"):
        found = Document(**{"file": "text.pdf", **fields}).description
    assert found.replace("\xa0", " ") == expected


@pytest.mark.parametrize(
    ("code", "pages", "expected"),
    [
        ("ru", 1, "PDF, 1,2 МБ, 1 страница, на русском"),
        ("ru", 3, "PDF, 1,2 МБ, 3 страницы, на русском"),
        ("ru", 14, "PDF, 1,2 МБ, 14 страниц, на русском"),
        ("ru", 21, "PDF, 1,2 МБ, 21 страница, на русском"),
        ("uz", 14, "PDF, 1,2 MB, 14 sahifa, rus tilida"),
    ],
)
def test_description_speaks_the_language_in_use(code, pages, expected):
    document = Document(file="text.pdf", size=1.2 * MB, pages=pages, language="ru")
    with override(code):
        found = document.description
    assert found.replace("\xa0", " ") == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("text.pdf", "application/pdf"),
        ("TEXT.PDF", "application/pdf"),
        ("a.odt", "application/vnd.oasis.opendocument.text"),
        ("a.txt", ""),
    ],
)
def test_document_knows_its_kind(name, kind):
    assert Document(file=name).mime_type == kind


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({"pages": 3}, True), ({"pages": 3, "text": "Words"}, False), ({}, False)],
)
def test_scan_is_what_has_pages_and_no_text(fields, expected):
    assert Document(file="text.pdf", **fields).is_scan is expected


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC-PDM-1.0", "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("permission", ""),
        ("other", ""),
        ("", ""),
    ],
)
def test_licence_leads_to_its_terms(licence, expected):
    assert Image(licence=licence).licence_url == expected


def test_only_licences_of_creative_commons_have_an_address():
    named = {licence for licence in ImageLicence if licence.url}
    assert {*ImageLicence} - named == {ImageLicence.PERMISSION, ImageLicence.OTHER}


@pytest.fixture
def pictures(db):
    """One in all languages, one in English, one empty in Russian, and one that is decorative."""
    every = {"alt_en": "Flags", "alt_ru": "Флаги", "alt_uz": "Bayroqlar"}
    texts = {
        "all": every,
        "english": {"alt_en": "Flags"},
        "no russian": every | {"alt_ru": ""},
        "decorative": {"is_decorative": True},
    }
    for title, fields in texts.items():
        Image.objects.create(title_en=title, file="a.png", width=1, height=1, **fields)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", []), ("ru", ["english", "no russian"]), ("uz", ["english"])],
)
def test_pictures_without_alternative_text_are_found(pictures, language, expected):
    found = Image.objects.without_alt(language).order_by("title_en")
    assert [image.title for image in found] == expected


def test_address_of_a_picture_is_the_plainest_rendition_that_is_wide_enough():
    sizes = [("webp", 160), ("jpg", 160), ("webp", 320), ("jpg", 320)]
    renditions = [
        {"shape": "square", "width": width, "height": width, "file": f"a/{width}.{kind}"}
        for kind, width in sizes
    ]
    image = Image(file="a/flags.png", width=9, height=9, renditions=renditions)
    asked = [("square", 96), ("square", 161), ("square", 999), ("whole", 96)]
    expected = ["/media/a/160.jpg", "/media/a/320.jpg", "/media/a/320.jpg", "/media/a/flags.png"]
    assert [image.address(*each) for each in asked] == expected
