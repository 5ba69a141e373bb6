"""Reads manuscripts: from the bytes of a file to title, parts, byline and date."""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from cooperation.domain.dates import PartialDate
from cooperation.domain.texts.cleaning import clean_line, clean_prose, drop_unpaired_directions
from cooperation.domain.texts.sentences import sentences
from cooperation.formats.manuscripts.byline import (
    MOST_LINES,
    Byline,
    has_byline_mark,
    looks_like_name,
    may_be_byline,
    read_byline,
    read_date_line,
)
from cooperation.formats.manuscripts.decoding import (
    ManuscriptError,
    check_size,
    is_certain_encoding,
)
from cooperation.formats.manuscripts.file_types import EXTENSIONS, read_pieces
from cooperation.formats.manuscripts.headings import mark_headings, set_heading_levels, split_title
from cooperation.formats.manuscripts.language import detect_language
from cooperation.formats.manuscripts.pieces import TextPiece
from cooperation.formats.rich_text.losses import loss_notes

__all__ = ["EXTENSIONS", "ManuscriptError", "ParsedText", "TextPart", "check_size", "read"]

_BY_LOOK = _("The encoding was guessed as %(encoding)s. Check that the letters are right.")
_HEADER = 4
"""Pieces after the title that are searched for the byline and the date."""


@dataclass(frozen=True)
class TextPart:
    """A heading with the texts of its paragraphs; empty before the first heading."""

    heading: str
    paragraphs: tuple


@dataclass(frozen=True)
class ParsedText:
    """A parsed manuscript; ``html`` is the text without the title, in the mark-up of articles."""

    title: str
    language: str
    encoding: str
    pieces: tuple
    byline: Byline | None
    byline_place: int | None  # of the byline among ``pieces``
    date: PartialDate | None
    date_words: str
    lost: dict
    """{key of ``losses.LOSS_NOTES``: the first words left out}."""

    @property
    def html(self):
        return "".join(map(_marked_up, self.pieces))

    @property
    def parts(self):
        """The parts in order, without the byline."""
        parts = [["", []]]
        for place, piece in enumerate(self.pieces):
            if piece.kind == "heading":
                parts.append([piece.text, []])
            elif place != self.byline_place:
                parts[-1][1].append(piece.text)
        return [TextPart(head, tuple(texts)) for head, texts in parts if head or texts]

    @property
    def notes(self):
        """Notes on what was not recognised or should be checked."""
        doubts = (
            [] if is_certain_encoding(self.encoding) else [_BY_LOOK % {"encoding": self.encoding}]
        )
        return [*doubts, *loss_notes(self.lost), *_missing(self)]

    @property
    def lines(self):
        """The title and sentences of the text, for comparing versions."""
        texts = [line for piece in self.pieces for line in sentences(piece.text)]
        return [*filter(None, [self.title]), *texts]


def parse_manuscript(data, name, address=""):
    """Return the ParsedText of a file; the extension of ``name`` tells the format.

    ``address`` is that of the page the file was saved from: relative links begin there.
    Raises ManuscriptError if the file cannot be read.
    """
    pieces, named, encoding, lost = read_pieces(data, name, address)
    pieces, named = list(filter(_shows, map(_cleaned, pieces))), clean_line(named or "")
    language = detect_language("\n".join(piece.text for piece in pieces))
    pieces = mark_headings(pieces)
    title, pieces = split_title(pieces, named)
    pieces, date, date_words = _date(pieces)
    pieces, byline, place = _byline(pieces, language, date_words)
    pieces = tuple(set_heading_levels(pieces))
    return ParsedText(title, language, encoding, pieces, byline, place, date, date_words, lost)


def _cleaned(piece):
    """Return a piece as the register keeps texts; half a pair of marks of direction goes."""
    return replace(piece, html=drop_unpaired_directions(clean_prose(piece.html)))


def _shows(piece):
    return bool(clean_line(piece.text))


def _marked_up(piece):
    if piece.kind == "group":
        return piece.html
    tag = f"h{piece.level}" if piece.kind == "heading" else "p"
    return f"<{tag}>{piece.html}</{tag}>"


def _is_open(piece):
    return piece.kind == "paragraph" and all(map(may_be_byline, piece.lines))


def _date(pieces):
    """Return the pieces with the date as a separate piece, the date, and its words."""
    last = len(pieces) - MOST_LINES
    for place, piece in enumerate(pieces):
        if _HEADER <= place < last or not _is_open(piece):
            continue
        for line in piece.lines:
            if date := read_date_line(line):
                lines = re.split(r"\s*<br>\s*", piece.html)
                number = piece.lines.index(line)
                apart = [lines[:number], lines[number : number + 1], lines[number + 1 :]]
                made = [TextPiece("paragraph", "<br>".join(each)) for each in apart if each]
                return [*pieces[:place], *made, *pieces[place + 1 :]], date, line
    return pieces, None, ""


def _byline(pieces, language, date_words):
    """Return the pieces with the byline as one piece, the Byline or None, and its index or None."""
    for start in range(min(_HEADER, len(pieces))):
        if has_byline_mark(pieces[start].lines[0]) or (
            start == 0 and _names_author(pieces, date_words)
        ):
            return _joined(pieces, start, language, date_words)
        if not _is_open(pieces[start]):
            break
    start = len(pieces)
    while start and _is_open(pieces[start - 1]) and len(pieces) - start < MOST_LINES:
        start -= 1
    for place in range(start, len(pieces)):
        line = pieces[place].lines[0]
        if has_byline_mark(line) or looks_like_name(line.partition(",")[0].strip()):
            return _joined(pieces, place, language, date_words)
    return pieces, None, None


def _names_author(pieces, date_words):
    """Whether a text begins with the name of a person and not with a short paragraph."""
    first = pieces[0]
    return (
        _is_open(first)
        and looks_like_name(first.lines[0].partition(",")[0].strip())
        and len(pieces) > 1
        and pieces[1].kind == "paragraph"
    )


def _joined(pieces, start, language, date_words):
    end = start + 1
    last = min(len(pieces), start + MOST_LINES)
    while end < last and _is_open(pieces[end]) and pieces[end].text != date_words:
        end += 1
    together = [piece.html for piece in pieces[start:end]]
    lines = [line for piece in pieces[start:end] for line in piece.lines]
    whole = TextPiece("paragraph", "<br>".join(together))
    return [*pieces[:start], whole, *pieces[end:]], read_byline(lines, language), start


def _missing(found):
    """Return notes on what was not found."""
    checks = (
        (found.title, _("No title was recognised: type one.")),
        (found.byline, _("No byline was recognised: add the author by hand, if there is one.")),
        (found.byline is None or found.byline.role, _("The byline names no role.")),
        (found.date, _("No date of the text itself was recognised.")),
        (len(found.parts) > 1, _("No headings were recognised.")),
    )
    return [note for value, note in checks if not value]
