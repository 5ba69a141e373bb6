"""Every page speaks one language: no English in Russian and Uzbek, and one apostrophe."""

import os
from pathlib import Path

import pytest
from django.urls import get_resolver

from cooperation.models import Record
from tests.support.accounts import PASSWORD
from tests.support.desk_tour import desk_tour, page_of_view, site_tour

NO_PAGES = {
    *("jsi18n", "view_on_site", "presence", "work_again", "autocomplete"),
    *("cooperation_manuscript_file", "cooperation_suggestion_decide"),
    *("cooperation_article_sentences", "cooperation_article_narrative"),
    *("pasted_text", "link_address"),
    *(f"cooperation_{model._meta.model_name}_table_template" for model in Record.__subclasses__()),
}
"""What answers with a file or data, or leads to a page."""


def say(seen):
    """Write the texts of a tour into a file of the folder TEXTS_TO_READ, for somebody to read."""
    if folder := os.environ.get("TEXTS_TO_READ"):
        lines = [f"\n{page}\n{chr(10).join(dict.fromkeys(t))}" for page, t in seen.texts.items()]
        Path(folder, f"{seen.language}.txt").write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_desk_speaks_one_language(rows_of_loaded_content, client, django_user_model, db, language):
    client.force_login(django_user_model.objects.create_superuser("1234", password=PASSWORD))
    seen = desk_tour(client, language, rows_of_loaded_content)
    say(seen)
    assert seen.faults() == {}
    desk = get_resolver().namespace_dict["admin"][1].reverse_dict
    named = {page_of_view(name) for name in desk if isinstance(name, str)}
    assert named - seen.views == NO_PAGES


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_site_speaks_one_language(rows_of_loaded_content, db, client, language):
    assert site_tour(client, language, rows_of_loaded_content).faults() == {}
