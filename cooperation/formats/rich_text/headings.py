"""The headings of a text that is pasted into an article."""


def heading_tags(blocks):
    """Return a function from a block to its tag: articles have headings of levels 2 and 3.

    Only where a heading of the first level is among the blocks do the others move down.
    """
    lower = int(any(block.level == 1 for block in blocks))

    def tag(block):
        return f"h{min(3, block.level + lower)}" if block.level else "p"

    return tag
