"""Reads manuscripts in a subprocess, with plain data between the processes."""

from dataclasses import astuple

from cooperation.domain.dates import PartialDate
from cooperation.formats.manuscripts import ManuscriptError, ParsedText, parse_manuscript
from cooperation.formats.manuscripts.byline import Byline
from cooperation.formats.manuscripts.pieces import TextPiece
from cooperation.formats.subprocess_reader import read_in_subprocess


def read_plain_data(file, name, address):
    """Return the ParsedText of a file as JSON data."""
    found = parse_manuscript(file.read(), name, address)
    values = dict(vars(found))
    values["pieces"] = [astuple(piece) for piece in found.pieces]
    values["byline"] = found.byline and astuple(found.byline)
    values["date"] = found.date and found.date.edtf
    return values


def read_manuscript(data, name, address=""):
    """Return the ParsedText of a file; ``address`` is that of ``parse_manuscript``.

    Raises ManuscriptError if the file cannot be read.
    """
    values = read_in_subprocess(read_plain_data, data, name, address, error=ManuscriptError)
    values["pieces"] = tuple(TextPiece(*piece) for piece in values["pieces"])
    values["byline"] = values["byline"] and Byline(*values["byline"])
    values["date"] = values["date"] and PartialDate.from_edtf(values["date"])
    return ParsedText(**values)
