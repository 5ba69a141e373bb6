"""Every address of the sitemap answers whole."""

import re
from itertools import islice
from urllib.parse import urlsplit

import pytest

from tests.support.wire.client import Request, ask, get

AT_ONCE = 25
"""Requests on one connection."""


@pytest.mark.parametrize("most", [3, pytest.param(None, marks=pytest.mark.trial)])
def test_every_address_of_the_sitemap_answers_whole(direct, most):
    """The first of each section in each language; all of them, which .ci/run asks too, on trial."""
    sections = addresses_in(direct, "/sitemap.xml")
    assert len(sections) > 8
    paths = [path for each in sections for path in islice(addresses_in(direct, each), most)]
    assert len(paths) == len(sections) * 3 or len(paths) > 400
    answers = {}
    for start in range(0, len(paths), AT_ONCE):
        piece = paths[start : start + AT_ONCE]
        requests = [Request(path, headers={"Accept-Encoding": "identity"}) for path in piece]
        requests[-1].headers["Connection"] = "close"
        answers |= dict(zip(piece, ask(direct.port, *requests), strict=True))
    assert {path: each.status for path, each in answers.items() if each.status != 200} == {}
    ends = {each.body.rstrip()[-7:] for each in answers.values()}
    assert ends == {b"</html>"}


def addresses_in(site, path):
    found = re.findall(r"<loc>([^<]+)</loc>", get(site.port, path).body.decode())
    return [urlsplit(address).path for address in found]
