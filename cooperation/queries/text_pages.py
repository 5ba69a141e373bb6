"""Splits a long text into pages, between paragraphs."""

PAGE_BYTES = 24_000
"""Bytes of sentences on a page: about 120 sentences in English, 80 in Russian."""

MARKUP_BYTES = 60
"""Bytes that the address and the mark of a sentence add."""


def split_pages(paragraphs):
    """Return the pages, each a list of sentences; each paragraph is a list of sentences.

    A heading stays with the paragraph below it. A very long paragraph gets its own page.
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
    """Yield each paragraph together with the headings right above it."""
    unit = []
    for paragraph in paragraphs:
        unit += paragraph
        if paragraph[0].passage.kind != "heading":
            yield unit
            unit = []
    if unit:
        yield unit
