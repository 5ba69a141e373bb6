"""The style page: for the staff, whole, and true to the parts it shows."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from tests.support.markup import has_good_headings, is_balanced
from tests.support.pages import body_of, meta_in, text_of, titles_in


def test_public_finds_no_style_page(client, db, django_user_model):
    assert client.get(reverse("styleguide")).status_code == 404
    for user in ({"username": "reader"}, {"username": "guest", "is_staff": True}):
        client.force_login(django_user_model.objects.create_user(**user))
        assert client.get(reverse("styleguide")).status_code == 404


@pytest.fixture
def style_page(editor_client):
    return editor_client.get(reverse("styleguide"))


def test_style_page_is_whole(style_page):
    body = body_of(style_page)
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert style_page.status_code == 200
    assert has_good_headings(style_page)
    assert is_balanced(body)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', body)) - set(ids) == set()
    assert meta_in(style_page, "robots") == "noindex"


def test_style_page_is_linked_nowhere(client, db):
    assert reverse("styleguide") not in body_of(client.get("/"))
    assert reverse("styleguide") not in body_of(client.get("/sitemap.xml"))


def test_every_colour_is_shown_with_its_contrasts(style_page):
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    roles = re.findall(r"--color-([\w-]+): light-dark", tokens)
    rows = re.findall(r'<th scope="row"><code>([\w-]+)</code></th>', body_of(style_page))
    assert "text" in roles
    assert rows == roles
    assert "text #1a2230 #e9e6dd 14.4 13.1 14.0" in text_of(body_of(style_page))


def test_rows_are_shown_in_every_state(style_page):
    words = text_of(body_of(style_page))
    assert len(titles_in(style_page)) == 8
    assert max(map(len, titles_in(style_page))) > 290
    for state in ("May 2024 inferred", "2022 from outside the article", "no date", "about 2021"):
        assert state in words


def test_every_basis_and_both_sorts_of_nothing_are_shown(style_page):
    words = text_of(body_of(style_page))
    for state in (
        "1 stated in the article",
        "2 inferred",
        "3 from outside the article",
        "The source has changed and no longer contains these words.",
        "A premise of this inference is missing, so the inference must be checked.",
        "not stated in the source",
        "not yet checked",
        "“colour” is not a filter of this page and was ignored.",
    ):
        assert state in words


@pytest.mark.parametrize("code", ["ru", "uz"])
def test_style_page_speaks_each_language(editor_client, code):
    assert editor_client.get(f"/{code}/styleguide/").status_code == 200
