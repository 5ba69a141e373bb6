"""Articles with a text, as tests of what texts mention need them."""

from pathlib import Path

from cooperation.sourcing.mentions import scan
from cooperation.sourcing.passages import store
from tests.support.factories import ArticleFactory

TEXTS = Path(__file__).parent.parent / "sourcing/manuscripts"
"""Files as authors hand them in."""


def article_of(body, **fields):
    """Save an article with this text, stored and scanned."""
    article = ArticleFactory(body_en=body, **fields)
    store(article)
    scan(article)
    return article
