"""The authors of an article, with their posts and interests."""

from typing import NamedTuple

from cooperation.models import Evidence, Relation


class Author(NamedTuple):
    """An author and three sorts of relation.

    ``authorship`` links the article to the author, ``posts`` link the author to institutions, and
    ``interests`` link those institutions to agreements in the article that they are a party to.
    """

    authorship: Relation
    posts: list
    interests: list


def authors_of(article, authorships):
    """Return each Author of an article, with at most two queries."""
    if not authorships:
        return []
    relations = Relation.objects.published().with_records().in_order()
    people = [relation.object_id for relation in authorships]
    posts = list(relations.filter(verb="post_at", subject__in=people))
    described = Evidence.objects.for_values().filter(article=article).values("record")
    places = [post.object_id for post in posts]
    parties = relations.filter(verb="party_to", subject__in=places, object__in=described)
    found = list(parties) if posts else []
    return [_author(relation, posts, found) for relation in authorships]


def _author(authorship, posts, parties):
    own = [post for post in posts if post.subject_id == authorship.object_id]
    places = {post.object_id for post in own}
    return Author(authorship, own, [each for each in parties if each.subject_id in places])
