"""Makes the index of the search in a copy, which runs in the browser.

Words are folded as on the site, and their stems are made here: the script only looks for a word
among the forms in the register. A form leads to its stems, a stem to records with their weight.
"""

import json

from django.utils.text import Truncator
from django.utils.translation import override

from cooperation.domain import languages
from cooperation.domain.kinds import KINDS
from cooperation.domain.search.folding import STEM_MARK, folding_tables, searched_tokens, terms
from cooperation.models import Record, SearchEntry
from cooperation.site_copy.addresses import file_of

NAME = "search-index.js"
AT_ONCE = 2000
LONGEST_TEXT = 240


def index():
    """Return the index of everything public as a script: one assignment, in a fixed order."""
    public = Record.objects.published().select_related("working_group__council")
    records = list(public.order_by("kind", "slug"))
    places = {record.pk: place for place, record in enumerate(records)}
    forms, stems = {}, {}
    for entry in SearchEntry.objects.published().order_by("pk").iterator(AT_ONCE):
        place = places.get(entry.record_id)
        if place is None:
            continue
        for token in searched_tokens(entry.text):
            found = terms(token.word, entry.language)
            words = [term for term in found if STEM_MARK not in term]
            stemmed = [term for term in found if STEM_MARK in term] or words
            for stem in stemmed:
                weights = stems.setdefault(stem, {})
                weights[place] = max(entry.weight, weights.get(place, 0))
            for form in words:
                forms.setdefault(form, set()).update(stemmed)
    number = {stem: place for place, stem in enumerate(sorted(stems))}
    data = {
        "folding": folding_tables(),
        "kinds": {kind.key: _in_each(kind.plural) for kind in KINDS.values()},
        "records": [_described(record) for record in records],
        "forms": {form: sorted(number[stem] for stem in forms[form]) for form in sorted(forms)},
        "stems": [
            [each for place in sorted(stems[stem]) for each in (place, stems[stem][place])]
            for stem in sorted(stems)
        ],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.registerIndex = {text};\n"


def _in_each(label):
    found = {}
    for code in languages.CODES:
        with override(code):
            found[code] = str(label)
    return found


def _described(record):
    """Return what a result shows of a record; its file is that of the page in the original."""
    page = languages.localized_address(record.get_absolute_url(), languages.ORIGINAL)
    address, sign, anchor = page.partition("#")
    return {
        "kind": record.kind,
        "file": f"{file_of(address)}{sign}{anchor}",
        "title": _versions(record, "title"),
        "summary": _versions(record, "summary"),
    }


def _versions(record, field):
    texts = {code: getattr(record, f"{field}_{code}") for code in languages.CODES}
    return {code: Truncator(text).chars(LONGEST_TEXT) for code, text in texts.items() if text}
