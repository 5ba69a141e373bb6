"""Who wrote an article: what they were, and what their institution has to do with it."""

from typing import NamedTuple

from cooperation.models import Evidence, Relation


class Author(NamedTuple):
    """An author and relations of theirs.

    ``authorship`` joins the article to them. ``posts`` join them to the institutions where they
    hold one. ``interests`` join such an institution to an agreement to which it is a party and
    of which the article tells: what a reader should know of the teller.
    """

    authorship: Relation
    posts: list
    interests: list


def authors_of(article, authorships):
    """Return the authors of an article as Author; at most two queries."""
    if not authorships:
        return []
    relations = Relation.objects.published().with_records().in_order()
    people = [relation.object_id for relation in authorships]
    posts = list(relations.filter(verb="post_at", subject__in=people))
    told = Evidence.objects.for_values().filter(article=article).values("record")
    places = [post.object_id for post in posts]
    parties = relations.filter(verb="party_to", subject__in=places, object__in=told)
    found = list(parties) if posts else []
    return [_author(relation, posts, found) for relation in authorships]


def _author(authorship, posts, parties):
    own = [post for post in posts if post.subject_id == authorship.object_id]
    places = {post.object_id for post in own}
    return Author(authorship, own, [each for each in parties if each.subject_id in places])
