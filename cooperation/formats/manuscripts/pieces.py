"""The pieces of a text: headings, paragraphs, lists and quotations, in order."""

import re
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

import nh3

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_GROUPS = ("ul", "ol", "blockquote")
_BLOCKS = (
    *("p", "div", "section", "article", "main", "header", "tr", "pre", "dt", "dd"),
    *("figcaption", "address", "caption"),
)
_INLINE = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "a": "a"}
_BREAK = re.compile(r"\s*<br>\s*")
_TAG = re.compile(r"<[^>]*>")
_CHROME = {"script", "style", "nav", "footer", "aside", "form", "title", "template", "noscript"}
_SENTENCE_END = re.compile(r"[.!?…:;,]['\"»”’)\]]*$")


@dataclass(frozen=True)
class TextPiece:
    """One block: ``html`` is its inline mark-up, or the whole of a list or quotation.

    ``kind`` is "heading", "paragraph" or "group"; ``level`` is that of a heading in the file.
    """

    kind: str
    html: str
    level: int | None = None

    @property
    def lines(self):
        """Its lines as plain text, split at line breaks."""
        lines = (" ".join(unescape(_TAG.sub("", line)).split()) for line in _BREAK.split(self.html))
        return [line for line in lines if line]

    @property
    def text(self):
        return " ".join(self.lines)


class _PieceParser(HTMLParser):
    """Collects the pieces of clean HTML; a list or quotation is one piece."""

    def __init__(self):
        super().__init__()
        self.pieces = []
        self._kind, self._level, self._depth = "paragraph", None, 0
        self._html = []

    def handle_starttag(self, tag, attrs):
        if tag in _GROUPS:
            if not self._depth:
                self.end()
                self._kind, self._level = "group", None
            self._depth += 1
            self._html.append(f"<{tag}>")
        elif self._depth:
            if tag in ("li", "p", "br", *_INLINE):
                self._open(tag, attrs)
        elif tag in HEADINGS or tag in _BLOCKS:
            self.end()
            if tag in HEADINGS:
                self._kind, self._level = "heading", int(tag[1])
        elif tag in ("br", *_INLINE):
            self._open(tag, attrs)
        elif tag in ("td", "th"):
            self._html.append(" ")

    def _open(self, tag, attrs):
        address = dict(attrs).get("href") if tag == "a" else None
        name = _INLINE.get(tag, tag)
        self._html.append(f'<a href="{escape(address)}">' if address else f"<{name}>")

    def handle_endtag(self, tag):
        if tag in _GROUPS and self._depth:
            self._html.append(f"</{tag}>")
            self._depth -= 1
            if not self._depth:
                self.end()
        elif self._depth:
            if tag in ("li", "p", *_INLINE):
                self._html.append(f"</{_INLINE.get(tag, tag)}>")
        elif tag in HEADINGS or tag in _BLOCKS:
            self.end()
        elif tag in _INLINE:
            self._html.append(f"</{_INLINE[tag]}>")

    def handle_data(self, data):
        self._html.append(escape(data, quote=False))

    def end(self):
        html = re.sub(r"\s+", " ", "".join(self._html)).strip()
        piece = TextPiece(self._kind, html, self._level)
        if piece.text:
            self.pieces.append(piece)
        self._html, self._kind, self._level = [], "paragraph", None


def from_html(html):
    """Return the pieces of HTML without scripts and menus."""
    tags = {*HEADINGS, *_GROUPS, *_BLOCKS, *_INLINE, "br", "li", "td", "th"}
    clean = nh3.clean(
        html,
        tags=tags,
        clean_content_tags=_CHROME,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    parser = _PieceParser()
    parser.feed(clean)
    parser.close()
    parser.end()
    return parser.pieces


def from_plain_text(text):
    """Return the pieces of plain text: one for each line, or for each wrapped paragraph."""
    groups = [
        [line for each in group.splitlines() if (line := " ".join(each.split()))]
        for group in re.split(r"\n[^\S\n]*\n", text)
    ]
    groups = [group for group in groups if group]
    if _is_wrapped(groups):
        texts = [" ".join(group) if _runs_on(group) else "\n".join(group) for group in groups]
    else:
        texts = [line for group in groups for line in group]
    return [
        TextPiece("paragraph", "<br>".join(escape(line, quote=False) for line in each.split("\n")))
        for each in texts
    ]


def _is_wrapped(groups):
    """Whether paragraphs are wrapped at a width and separated by empty lines."""
    longest = max((len(line) for group in groups for line in group), default=0)
    return len(groups) > 1 and longest <= 100 and any(map(_runs_on, groups))


def _runs_on(group):
    """Whether a group of lines is one wrapped paragraph."""
    filled = [len(line) > 45 for line in group[:-1]]
    return bool(filled) and all(filled) and bool(_SENTENCE_END.search(group[-1]))
