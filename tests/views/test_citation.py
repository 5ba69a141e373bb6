"""How the pages of records are cited, on the page and as files."""

import datetime
import re
from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse

from cooperation.domain.dates import PartialDate
from cooperation.models import SiteSettings
from tests.support.factories import FACTORIES, ArticleFactory, PersonFactory, RelationFactory
from tests.support.pages import KINDS, body_of

CHANGED = datetime.datetime(2026, 3, 4, 20, tzinfo=datetime.UTC)


def file_of(record, form):
    kind = {"kind": record.kind, "slug": record.slug, "form": form}
    return reverse("citation", kwargs=kind)


def article(**values):
    record = ArticleFactory(
        title_en="Fight & win", slug="fight", when=PartialDate.parse("May 2024"), **values
    )
    person = PersonFactory(title_en="Timur Akhmedov")
    RelationFactory(subject=record, verb="written_by", object=person)
    type(record).objects.update(updated_at=CHANGED)
    return record


def styles_on(response):
    """Return the citations of a page, in the order of their styles."""
    found = re.findall(r'<p lang="(\w+)" translate="no" id="cite-\d">(.*?)</p>', body_of(response))
    return [(language, unescape(text)) for language, text in found]


def test_article_is_cited_on_its_page(client, db):
    record = article()
    url = f"{settings.SITE_URL}{record.get_absolute_url()}"
    # 20:00 UTC of 4 March is 5 March in Tashkent.
    assert styles_on(client.get(record.get_absolute_url())) == [
        ("en", f"Akhmedov, T. (2024, May). Fight & win. Cooperation Register. {url}"),
        ("en", f"Akhmedov, Timur. “Fight & win.” Cooperation Register. May 2024. {url}."),
        (
            "ru",
            "Akhmedov T. Fight & win [Электронный ресурс] // Cooperation Register. "
            f"Май 2024 года. Дата обновления: 05.03.2026. URL: {url} (дата обращения: дд.мм.гггг).",
        ),
    ]


def test_article_retold_from_another_is_not_cited_as_its_authors(client, db):
    record = article(credit_en="After an article by Timur Akhmedov")
    (_language, text), *_others = styles_on(client.get(record.get_absolute_url()))
    assert text.startswith("Fight & win. (2024, May).")
    body = body_of(client.get(file_of(record, "bib")))
    assert "author" not in body.partition("note")[0]
    assert "note         = {After an article by Timur Akhmedov. Last modified 2026-03-05}" in body


def test_translation_is_cited_in_its_language(client, db):
    SiteSettings.objects.create(name_en="Register", name_ru="Реестр")
    record = article(title_ru="Борьба")
    page, file = f"/ru{record.get_absolute_url()}", f"/ru{file_of(record, 'bib')}"
    (language, text), *_others = styles_on(client.get(page))
    url = f"{settings.SITE_URL}{page}"
    assert (language, text) == ("ru", f"Akhmedov, T. (2024, May). Борьба. Реестр. {url}")
    assert "language     = {russian}," in body_of(client.get(file))


@pytest.mark.parametrize("kind", KINDS)
def test_citation_comes_as_a_file(client, db, kind):
    record = FACTORIES[kind](title_en="A title", slug="it")
    page = body_of(client.get(record.get_absolute_url()))
    for form, media_type, beginning in (
        ("bib", "application/x-bibtex; charset=utf-8", "@misc{it,\n"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "TY  - ELEC\r\n"),
        ("json", "application/vnd.citationstyles.csl+json; charset=utf-8", '[\n  {\n    "id"'),
    ):
        assert f'href="{file_of(record, form)}" download>' in page
        response = client.get(file_of(record, form))
        assert response.headers["Content-Type"] == media_type
        assert response.headers["Content-Disposition"] == f'attachment; filename="it.{form}"'
        assert body_of(response).startswith(beginning)
        assert "A title" in body_of(response)


def test_citation_in_no_known_format_is_not_found(client, db):
    assert client.get(file_of(article(), "doc")).status_code == 404


@pytest.mark.parametrize(("status", "answer"), [("draft", 404), ("withdrawn", 410)])
def test_hidden_record_is_not_cited(client, editor_client, status, answer):
    record = article(status=status)
    assert client.get(file_of(record, "bib")).status_code == answer
    assert styles_on(editor_client.get(record.get_absolute_url())) == []


def test_citation_cannot_be_written_to(client, db):
    assert client.post(file_of(article(), "bib")).status_code == 405
