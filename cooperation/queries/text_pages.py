"""A long text page by page, cut between paragraphs."""

PAGE_BYTES = 24_000
"""How many bytes of sentences a page holds: about 120 sentences in English, 80 in Russian."""

MARKUP_BYTES = 60
"""The bytes of the address and the mark of a sentence."""


def split_pages(paragraphs):
    """Return pages, each a list of sentences, of paragraphs, each a list of sentences.

    A heading stands on the page of what it heads; a paragraph that is longer than a page has one.
    """
    pages, size = [[]], 0
    for unit in _with_headings(paragraphs):
        length = sum(len(sentence.html.encode()) + MARKUP_BYTES for sentence in unit)
        if pages[-1] and size + length > PAGE_BYTES:
            pages.append([])
            size = 0
        pages[-1] += unit
        size += length
    return pages


def _with_headings(paragraphs):
    """Yield the paragraphs, each with the headings right before it."""
    unit = []
    for paragraph in paragraphs:
        unit += paragraph
        if paragraph[0].passage.kind != "heading":
            yield unit
            unit = []
    if unit:
        yield unit
