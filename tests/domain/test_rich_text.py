"""One reader of HTML: what is pasted, imported or saved reads as it did where it comes from."""

import pytest

from cooperation.formats.rich_text.addresses import from_elsewhere
from cooperation.formats.rich_text.blocks import nested_html
from cooperation.formats.rich_text.headings import heading_tags
from cooperation.formats.rich_text.losses import loss_notes
from cooperation.formats.rich_text.reader import read_html
from tests.support.pasting import READS, pasted


def read(html):
    """Return the HTML for our editor, and {loss: words left out}."""
    blocks, lost = read_html(html, from_elsewhere())
    return nested_html(blocks, heading_tags(blocks)), lost


NOTE = "<p>As counted at the gate.</p>"
PROGRAMS = {
    "word.html": (
        READS.replace("its page</a>.", "its page</a> and the plan.") + NOTE,
        {
            "footnote": ["400 [1]"],
            "table": [],
            "deleted": ["old"],
            "comment": [],
            "link": ["plan.docx (the plan)"],
        },
    ),
    "google_docs.html": (READS, {"footnote": ["400 1"], "table": [], "deleted": ["old"]}),
    "libreoffice.html": (READS + NOTE, {"footnote": ["400 1"], "table": [], "deleted": ["old"]}),
    "pages.html": (READS, {"footnote": ["400 1"], "table": [], "deleted": ["old"]}),
    "web_page.html": (
        READS,
        {"img": [], "footnote": ["400 [1]"], "table": [], "deleted": ["old"], "media": []},
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_pasted_text_reads_as_in_its_program(name):
    assert read(pasted(name)) == PROGRAMS[name]


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_was_read_reads_the_same_again(name):
    once, _lost = read(pasted(name))
    again, lost = read(once)
    assert (again.replace("h3>", "h2>"), lost) == (once.replace("h3>", "h2>"), {})


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # cells
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "<p>a — b</p><p>c — d</p>"),
        (
            "<table><tr><th rowspan=3>2024</th><td>May</td><td>5</td></tr>"
            "<tr><td>June</td><td>6</td></tr><tr><td>July</td><td></td></tr></table>",
            "<p>2024 — May — 5</p><p>2024 — June — 6</p><p>2024 — July</p>",
        ),
        (
            "<table><caption>Trees</caption><tr><td colspan=2>a</td><td>b<br>c</td></tr></table>",
            "<p>Trees</p><p>a — b; c</p>",
        ),
        (
            "<table><tr><td><ul><li>x<li>y</ul></td><td><p>1</p><p>2</p></td></tr></table>",
            "<p>x; y — 1; 2</p>",
        ),
        # tables that only arrange a page
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "<p>a</p><p>b</p>"),
        (
            "<table><tr><td><h2>A</h2>a</td><td><h2>B</h2>b</td></tr></table>",
            "<h2>A</h2><p>a</p><h2>B</h2><p>b</p>",
        ),
        (
            "<table><tr><td>menu</td><td><table><tr><td>a<td>b</table></td></tr></table>",
            "<p>menu</p><p>a — b</p>",
        ),
        # lists
        (
            "<ul><li>a<ol><li>b</ol>c</ul>",
            "<ul><li><p>a</p><ol><li><p>b</p></li></ol><p>c</p></li></ul>",
        ),
        ("<ul><ul><li>deep only</ul></ul>", "<ul><li><p>deep only</p></li></ul>"),
        (
            "<ul><li>a</ul><p>between</p><ul><li>b</ul>",
            "<ul><li><p>a</p></li></ul><p>between</p><ul><li><p>b</p></li></ul>",
        ),
        (
            "<blockquote><p>a</p><p>b</p></blockquote><blockquote>c</blockquote>",
            "<blockquote><p>a</p><p>b</p></blockquote><blockquote><p>c</p></blockquote>",
        ),
        (
            "<p class=MsoListParagraph>·&nbsp;&nbsp;&nbsp; a</p><p class=MsoListNumber>2)&nbsp; b",
            "<ul><li><p>a</p></li></ul><ol><li><p>b</p></li></ol>",
        ),
        ("<p class=MsoListParagraph>Indented, no list.</p>", "<p>Indented, no list.</p>"),
        # looks
        ("<b style='font-weight: 400'>a</b> <b>b</b>", "<p>a <strong>b</strong></p>"),
        (
            "<style>.c1{font-weight:700} .c2{font-style:italic}</style>"
            "<p><span class=c1>a</span> <span class='c2 c1'>b</span></p>",
            "<p><strong>a</strong> <strong><em>b</em></strong></p>",
        ),
        ("<h2><b>A</b> <i>b</i></h2>", "<h2>A <em>b</em></h2>"),
        ("<i>a <span style='font-style:normal'>b</span></i>", "<p><em>a </em>b</p>"),
        # lines
        ("a<br>b<br><br>c<br>", "<p>a<br>b</p><p>c</p>"),
        ("<pre>a\nb</pre>", "<p>a<br>b</p>"),
        ("<center>a</center><dl><dt>b<dd>c</dl>d", "<p>a</p><p>b</p><p>c</p><p>d</p>"),
        ("<p>a\n   b&nbsp;&nbsp;<span> c</span> </p>", "<p>a b c</p>"),
        # raised and lowered signs
        ("10<sup>6</sup> t of CO<sub>2</sub>, 5 m<sup>3</sup>", "<p>10⁶ t of CO₂, 5 m³</p>"),
        ("the 1<sup>st</sup> and 2<sup>nd</sup> days", "<p>the 1st and 2nd days</p>"),
        ("a<sup>*</sup> b<sup>1, 2</sup> c<sup>iv</sup> d<sup>†</sup>", "<p>a b c d</p>"),
        ("a <a href='#fn1'>[1]</a> b <a href='#top'>up</a>", "<p>a b up</p>"),
        # what nobody saw, and what browsers could run
        ("a<span hidden>b</span><span style='mso-hide:all'>c</span>", "<p>a</p>"),
        ("<p onclick='x()'>a<script>b</script></p><style>c{}</style>", "<p>a</p>"),
        ("<a href='javascript:x()'>a</a> <a href='java\tscript:x()'>b</a>", "<p>a b</p>"),
        # headings
        ("<h1>a</h1><h2>b</h2><h5>c</h5>", "<h2>a</h2><h3>b</h3><h3>c</h3>"),
        ("<h3>only</h3>", "<h3>only</h3>"),
        ("<p class=MsoTitle>T</p><h1>a</h1>", "<h2>T</h2><h2>a</h2>"),
        ("<ul><li><h2>a</h2></ul>", "<ul><li><p>a</p></li></ul>"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_of_any_make_is_read(html, expected):
    assert read(html)[0] == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<img src=x></p>", {"img": []}),
        ("<video src=x></video><iframe src=y></iframe><form>b</form>", {"media": []}),
        ("<nav>a</nav><aside>b</aside>", {"menu": []}),
        ("a <del>b <b>c</b></del> d <s>e</s>", {"deleted": ["b c", "e"]}),
        ("<div style='mso-element:comment-list'>a</div>", {"comment": []}),
        ("<ol start=3><li>a</ol>", {"numbering": []}),
        ("<ol type=a><li>a</ol>", {"numbering": []}),
        ("<a href='/news/1'>a</a> <a href='#n2'>b</a>", {"link": ["/news/1 (a)", "#n2 (b)"]}),
        ("<a href='file:///C:/a.doc'>a</a>", {"link": ["file:///C:/a.doc (a)"]}),
        (
            "".join(f"<p>word{n}<sup>{n}</sup></p>" for n in range(1, 9)),
            {"footnote": [*(f"word{n} {n}" for n in range(1, 6)), "…"]},
        ),
        ("<a href='www.example.org'>a</a>", {}),
    ],
)  # fmt: skip
def test_what_is_left_out_is_told(html, expected):
    assert read(html)[1] == expected


def test_notes_name_the_words_left_out():
    assert [str(note) for note in loss_notes({"deleted": ["old", "…"], "img": []})] == [
        "Pictures were left out.",
        "Deleted words were left out: “old”, ….",
    ]


@pytest.mark.parametrize(
    "html",
    ["<div>" * 3000 + "a", "<ul><li>" * 3000 + "a", "<b>" * 3000 + "a",
     "<table><tr><td>" * 300 + "a", "<table><tr><td rowspan=99999 colspan=99999>a<td>b</table>"],
)  # fmt: skip
def test_mark_up_without_end_is_read(html):
    text, _lost = read(html)
    assert "a" in text
    assert len(text) < 200


def test_cells_that_span_rows_do_not_multiply_long_texts():
    rows = "<tr><td>a</td></tr>" * 50
    text, _lost = read(
        f"<table><tr><td rowspan=99>{'long ' * 100}</td><td>b</td></tr>{rows}</table>"
    )
    assert text.count("long") == 100
