"""Texts as word processors and browsers put them on the clipboard."""

from pathlib import Path

PASTED = Path(__file__).parent / "pasted"

READS = (
    "<h2>Forum of gardeners</h2>"
    "<p>Over 400 people came to the <strong>second</strong> <em>forum</em> of садоводы. "
    "It agreed:</p>"
    "<ul><li><p>to plant trees;</p><ul><li><p>apple,</p></li><li><p>pear,</p></li></ul></li>"
    "<li><p>to meet again.</p></li></ul>"
    "<ol><li><p>First step</p></li><li><p>Second step</p></li></ol>"
    "<h3>Numbers</h3>"
    "<p>Participants — 400</p><p>Countries — 29</p>"
    "<p>The new garden has 12 km²; see "
    '<a href="http://www.example.org/garden?a=1&amp;b=2">its page</a>.</p>'
)
"""How each of them reads in our editor; the footnote of some follows."""


def pasted(name):
    return (PASTED / name).read_text(encoding="utf-8")
