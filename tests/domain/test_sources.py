"""How an article says in one line what it is and was made from."""

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.domain.sources import Source

MAY = PartialDate.parse("May 2024")


@pytest.mark.parametrize(
    ("source", "line", "cited"),
    [
        (Source(""), "", ""),
        (Source("", "Title", "A. Author", "Paper", MAY, False), "", ""),
        (Source("text"), "the text itself", ""),
        (
            Source("text", "Title", "A. Author", "Paper", MAY),
            "the text itself by A. Author, Paper, May 2024",
            "first published in Paper",
        ),
        (
            Source("summary", author="A. Author", is_public=False),
            "our summary of an untitled text by A. Author, not public online",
            "summary of an untitled text by A. Author, not public online",
        ),
        (
            Source("summary", "Title", "A. Author", "Paper", MAY),
            "our summary of “Title” by A. Author, Paper, May 2024",
            "summary of “Title” by A. Author, Paper, May 2024",
        ),
        (
            Source("translation"),
            "our translation of an untitled text",
            "translation of an untitled text",
        ),
        (
            Source("translation", "100 % true", outlet="Paper"),
            "our translation of “100 % true”, Paper",
            "translation of “100 % true”, Paper",
        ),
    ],
)
def test_source_in_one_line(source, line, cited):
    assert (source.line, source.cited) == (line, cited)
