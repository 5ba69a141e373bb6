"""Rich text at the desk: what the editor asks, and what is saved with and without its script."""

import json

import pytest
from django_prose_editor.config import allowlist_from_extensions

from cooperation.formats.rich_text.saved import TAGS
from cooperation.models.article import PROSE_EXTENSIONS
from tests.support.factories import AgreementFactory, ArticleFactory
from tests.support.forms import sent_back
from tests.support.items import page
from tests.support.pasting import READS, pasted

PASTE, CHECK = "/admin/pasted-text/", "/admin/link-address/"


def paste(client, html):
    return client.post(PASTE, html, content_type="text/html; charset=utf-8")


def save(client, item, **typed):
    """Save a form at the desk; return the stored English text, and the errors of the form."""
    address = f"/admin/cooperation/{item._meta.model_name}/{item.pk}/change/"
    response = client.post(address, sent_back(client.get(address), _publish="1", **typed))
    form = response.context and response.context["adminform"].form
    item.refresh_from_db()
    return item.body_en or "", dict(form.errors) if form else {}


def test_pasted_text_is_read_and_its_losses_told(editor_client):
    answer = paste(editor_client, pasted("libreoffice.html"))
    assert answer.status_code == 200
    assert json.loads(answer.content) == {
        "html": f"{READS}<p>As counted at the gate.</p>",
        "notes": [
            "Each row of a table has become a paragraph.",
            "Deleted words were left out: “old”.",
            "Marks of footnotes were left out, after: “400 1”. The footnotes themselves stay where "
            "they stood in the text.",
        ],
    }


def test_pasted_text_beyond_the_limit_is_refused(editor_client, settings):
    settings.UPLOAD_LIMIT = 1024**2
    answer = paste(editor_client, "a" * (1024**2 + 1))
    assert (answer.status_code, json.loads(answer.content)) == (
        400,
        {
            "error": "The pasted text has 2 MB. Paste at most 1 MB, or import it as a file.",
        },
    )


@pytest.mark.parametrize("address", [PASTE, CHECK])
def test_only_those_who_write_may_ask(client, looker, editor, address):
    assert client.post(address).status_code == 302
    client.force_login(looker)
    assert client.post(address).status_code == 403
    client.force_login(editor)
    assert client.get(address).status_code == 405


def test_typed_address_is_completed_or_refused(editor_client):
    AgreementFactory(slug="charter")
    answers = {
        "www.example.org": {"address": "https://www.example.org"},
        "/agreements/charter/": {"address": "/agreements/charter/"},
        "/ru/agreements/charter/#when": {"address": "/ru/agreements/charter/#when"},
        "/events/": {"address": "/events/"},
    }
    refused = {
        "javascript:x": "A link cannot begin with “javascript:” (“javascript:x”). Type an address "
        "that begins with https://, or an e-mail address.",
    } | {
        path: f"This site has no page “{path}” for readers. Copy the address from the page itself, "
        "or type the full address of another site, such as https://example.org/page."
        for path in ("/agreements/chart/", "/news/1", "/admin/", "/ru/news/")
    }
    answers |= {typed: {"error": error} for typed, error in refused.items()}
    assert {
        typed: json.loads(editor_client.post(CHECK, {"typed": typed}).content) for typed in answers
    } == answers


@pytest.mark.parametrize("make", [ArticleFactory, page])
def test_text_saved_without_the_script_is_read_by_the_same_rules(client, administrator, make):
    client.force_login(administrator)
    body, errors = save(client, make(), body_en=pasted("google_docs.html"))
    assert (body, errors) == (READS, {})


@pytest.mark.parametrize("make", [ArticleFactory, page])
def test_links_of_a_text_are_completed_or_refused_on_saving(client, administrator, make):
    client.force_login(administrator)
    AgreementFactory(slug="charter")
    item = make()
    typed = (
        '<p><a href="www.example.org">a</a> <a href="a@example.org">b</a> '
        '<a href="example.org:80/c">c</a> <a href="/agreements/charter/">d</a></p>'
    )
    saved = (
        '<p><a href="https://www.example.org">a</a> <a href="mailto:a@example.org">b</a> '
        '<a href="https://example.org:80/c">c</a> <a href="/agreements/charter/">d</a></p>'
    )
    assert save(client, item, body_en=typed) == (saved, {})
    refused = ("JavaScript:x", "java&#9;script:x", "data:x", "#n2", "news/1", "/news/1")
    links = "".join(f'<p><a href="{address}">e</a></p>' for address in refused)
    body, errors = save(client, item, body_en=links)
    assert (body, [*errors]) == (saved, ["body_en"])
    assert len(errors["body_en"]) == len(refused)


def test_text_of_the_editor_is_saved_as_it_is(client, administrator):
    client.force_login(administrator)
    text = (
        '<h2>A</h2><p>b <strong>c <em>d</em></strong><br>e&nbsp;f</p><ol start="3" type="a" '
        'data-type="lower-alpha"><li><p>g</p></li></ol><blockquote><p>h</p></blockquote><p></p>'
        '<p><a href="https://example.org/" title="i">j</a></p>'
    )
    assert save(client, page(), body_en=text) == (text, {})
    assert save(client, page(slug="b"), body_en="<p></p>") == ("", {})


def test_saving_keeps_what_the_editor_offers():
    offered = allowlist_from_extensions(PROSE_EXTENSIONS)
    assert offered["tags"] == TAGS
