"""What is derived from records, as it stands and as it is when it is made from scratch."""

from django.db import transaction

from cooperation.models import Article, Evidence, Mention, Passage, Record, SearchEntry, SearchWord
from cooperation.sourcing import index, mentions, passages


def derived():
    """Return everything that is derived, without the keys and addresses that history gives it."""
    places = {
        passage.pk: (passage.article_id, passage.language, passage.order)
        for passage in Passage.objects.all()
    }
    said = Passage.objects.values_list(
        "article", "language", "order", "text", "html", "block", "kind", "level", "group", "item"
    )
    found = Mention.objects.automatic().prefetch_related("candidates")
    entries = SearchEntry.objects.values_list(
        "record", "passage", "part", "language", "text", "words", "terms"
    )
    return {
        "passages": sorted(map(repr, said)),
        "evidence": {
            str(pk): places.get(passage)
            for pk, passage in Evidence.objects.values_list("pk", "passage")
        },
        "mentions": sorted(
            repr(
                (
                    places[each.passage_id],
                    each.start,
                    each.text,
                    each.state,
                    each.record_id,
                    sorted(record.pk for record in each.candidates.all()),
                )
            )
            for each in found
        ),
        "entries": sorted(
            repr((record, places.get(passage), *rest)) for record, passage, *rest in entries
        ),
    }


def derived_from_scratch():
    """Return what ``derived`` and ``words`` would be had all of it just been made.

    Nothing is changed.
    """
    with transaction.atomic():
        Mention.objects.automatic().delete()
        SearchEntry.objects.all().delete()
        SearchWord.objects.all().delete()
        Evidence.objects.update(passage=None)
        for article in Article.objects.all():
            passages.store(article)
        mentions.scan_all()
        for record in Record.objects.all():
            passages.attach_record(record)
        index.index_all()
        made = derived(), words()
        transaction.set_rollback(True)
    return made


def words():
    """Return the forms of the words that the search suggests."""
    return set(SearchWord.objects.values_list("form", flat=True))
