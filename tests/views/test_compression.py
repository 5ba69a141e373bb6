"""Texts go over the line compressed, files as they are."""

import gzip
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture

from cooperation.models import Image
from tests.support.factories import AgreementFactory

GZIP = {"accept-encoding": "gzip"}


@pytest.mark.parametrize("address", ["/agreements/", "/sitemap.xml"])
def test_texts_are_compressed_for_those_who_can_read_it(client, db, address):
    plain = client.get(address)
    small = client.get(address, headers=GZIP)
    assert not plain.has_header("Content-Encoding")
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
    assert gzip.decompress(small.content)[:30] == plain.content[:30]


def test_pictures_are_not_compressed_again(client, db):
    data = BytesIO()
    Picture.new("RGB", (400, 400)).save(data, "PNG")
    image = Image.objects.create(
        title_en="A", alt_en="A", file=ContentFile(data.getvalue(), "a.png")
    )
    AgreementFactory(image=image)
    response = client.get(image.file.url, headers=GZIP)
    assert not response.has_header("Content-Encoding")
    assert b"".join(response.streaming_content) == data.getvalue()
