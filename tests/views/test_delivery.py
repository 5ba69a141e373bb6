"""What is decided last of every answer; tests/wire asks the same of the real server."""

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from cooperation.views.compression import without_refused
from cooperation.views.delivery import DeliveryMiddleware


def delivered(response, method="GET", **headers):
    request = RequestFactory().generic(method, "/", headers=headers)
    return DeliveryMiddleware(lambda request: response)(request)


def test_length_is_that_of_what_is_sent():
    response = HttpResponse(b"short", headers={"Content-Length": "500"})
    assert delivered(response).headers["Content-Length"] == "5"


def test_head_has_the_length_and_no_body():
    response = delivered(HttpResponse(b"short"), "HEAD")
    assert (response.headers["Content-Length"], response.content) == ("5", b"")


def test_304_has_no_length_and_keeps_vary_and_cookies():
    response = HttpResponse(b"short", headers={"ETag": 'W/"a"', "Vary": "Accept-Encoding"})
    response.set_cookie("language", "ru")
    known = delivered(response, **{"If-None-Match": '"a"'})
    assert (known.status_code, known.content) == (304, b"")
    assert dict(known.headers) == {"ETag": 'W/"a"', "Vary": "Accept-Encoding"}
    assert list(known.cookies) == ["language"]


def test_file_that_is_not_sent_is_closed(db, tmp_path):
    (tmp_path / "a").write_bytes(b"0123456789")
    for headers in ({"If-None-Match": '"a"'}, {"Range": "bytes=50-"}, {"Range": "bytes=2-3"}):
        file = (tmp_path / "a").open("rb")
        delivered(FileResponse(file, headers={"ETag": '"a"'}), **headers).close()
        assert file.closed


@pytest.mark.parametrize("status", [400, 404, 500])
def test_error_is_never_304(status):
    response = HttpResponse(b"error", status=status, headers={"ETag": '"a"'})
    assert delivered(response, **{"If-None-Match": '"a"'}).status_code == status


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip, br", "gzip, br"),
        ("gzip;q=0, br", " br"),
        ("gzip; q=0.000", ""),
        ("GZIP;q=0.001", "gzip;q=0.001"),
        ("", ""),
    ],
)
def test_refused_codings_are_left_out(header, expected):
    assert without_refused(header) == expected
