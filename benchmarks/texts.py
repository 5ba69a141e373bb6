"""Measure what long texts cost, and for how long saving one makes everybody else wait.

``python benchmarks/texts.py`` prints seconds of the processor for texts of 50 kB and 500 kB and
for one sentence of 320 kB, then imports and saves an article of 2 MB and prints the longest time
for which the database was locked.
"""

import time
from contextlib import contextmanager

from measuring import on_its_own

WORDS = (
    "The parties signed a memorandum of understanding in March 2022 and over 400 experts from "
    "12 countries took part in the conference “Water {n}” held in Tashkent"
)


def sentences(size, end=". "):
    """Return a text of about so many characters; with another ``end`` it is one sentence."""
    made, length = [], 0
    while length < size:
        made.append(WORDS.format(n=len(made)) + end)
        length += len(made[-1])
    return "".join(made)[:size]


def paragraphs(size):
    """Return a text of about so many characters in paragraphs of 1,000."""
    text = sentences(size)
    return "\n\n".join(text[start : start + 1000] for start in range(0, size, 1000))


def seconds(action, *args):
    start = time.process_time()
    action(*args)
    return time.process_time() - start


def readers():
    """Return {name: what reads one text}."""
    from cooperation.domain.clues import find_clues
    from cooperation.domain.search.folding import fold
    from cooperation.domain.texts.anaphors import find_anaphors, noun_finder
    from cooperation.domain.texts.differences import changed_pieces
    from cooperation.domain.texts.name_finder import NameFinder
    from cooperation.domain.texts.passages import split_sentences
    from cooperation.domain.texts.quotations import quotation_spans
    from cooperation.domain.texts.sentences import sentences as sentences_of

    names, words = (
        NameFinder([("Tashkent", 1), ("Memorandum of Understanding", 2)]),
        noun_finder("en"),
    )
    return {
        "clues": find_clues,
        "sentences": sentences_of,
        "passages": lambda text: split_sentences(f"<p>{text}</p>"),
        "names": names.find,
        "anaphors": lambda text: find_anaphors(text, "en", words.find(text), quotation_spans(text)),
        "folding": lambda text: fold(text, "en"),
        "differences": lambda text: changed_pieces(
            text.replace(". ", ".\n"), text.replace(". ", ".\n").replace("12 ", "13 ")
        ),
    }


def growth():
    """Print how the cost of each reader grows."""
    print(f"{'seconds':12}{'50 kB':>9}{'500 kB':>9}{'ratio':>7}{'one sentence of 320 kB':>26}")
    for name, read in readers().items():
        small, large = (seconds(read, sentences(size)) for size in (50_000, 500_000))
        one = seconds(read, sentences(320_000, end=", "))
        print(f"{name:12}{small:9.2f}{large:9.2f}{large / small:7.1f}{one:26.2f}")


@contextmanager
def watched(label):
    """Print the seconds of work of an action and within its longest outermost transaction."""
    from django.db.transaction import Atomic

    enter, leave, longest, began = Atomic.__enter__, Atomic.__exit__, [0.0], []

    def entering(self):
        enter(self)
        began.append(time.process_time())

    def leaving(self, *args):
        start = began.pop()  # before what waits for the commit is done
        if not began:
            longest[0] = max(longest[0], time.process_time() - start)
        leave(self, *args)

    Atomic.__enter__, Atomic.__exit__ = entering, leaving
    start = time.process_time()
    try:
        yield
    finally:
        Atomic.__enter__, Atomic.__exit__ = enter, leave
    print(f"{label}: {time.process_time() - start:.1f} s, locked for {longest[0]:.2f} s")


def locks():
    """Import a text of 2 MB and save it in the form, changed at its beginning."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.test.utils import setup_test_environment

    from cooperation.changes.import_article import import_article
    from cooperation.models import Article

    with watched("2 MB imported"):
        import_article(paragraphs(1_950_000).encode(), "long.txt")
    article = Article.objects.get()
    setup_test_environment()
    client, users = Client(), get_user_model()
    client.force_login(users.objects.create_superuser("editor"))
    address = f"/admin/cooperation/article/{article.pk}/change/"
    page = client.get(address)
    typed = _typed(page.context["adminform"].form)
    for formset in page.context["inline_admin_formsets"]:
        typed |= _typed(formset.formset.management_form)
    with watched("2 MB saved as they are"):
        _sent(client, address, typed)
    page = client.get(address)
    typed |= {"opened": page.context["adminform"].form["opened"].value()}
    typed["body_en"] = f"<p>One more sentence.</p>{typed['body_en']}"
    with watched("2 MB saved with a new beginning"):
        _sent(client, address, typed)


def _typed(form):
    found = {form[name].html_name: form[name].value() for name in form.fields}
    return {
        name: value for name, value in found.items() if value is not None and value is not False
    }


def _sent(client, address, typed):
    response = client.post(address, typed)
    assert response.status_code == 302, response.context["errors"]


def main():
    """Print all of it."""
    growth()
    locks()


if __name__ == "__main__":
    on_its_own(main)
