"""Reads what is pasted into the editor, in a subprocess."""

from cooperation.domain.errors import DomainError
from cooperation.formats.rich_text.addresses import from_elsewhere
from cooperation.formats.rich_text.blocks import nested_html
from cooperation.formats.rich_text.headings import heading_tags
from cooperation.formats.rich_text.reader import read_html
from cooperation.formats.subprocess_reader import read_in_subprocess


class PasteError(DomainError):
    """A pasted text that cannot be read; the message says what to do."""


def read_plain_data(file, _name):
    """Return [HTML of our editor, {key of LOSS_NOTES: words left out}] of pasted HTML."""
    blocks, lost = read_html(file.read().decode("utf-8", errors="replace"), from_elsewhere())
    return [nested_html(blocks, heading_tags(blocks)), lost]


def read_pasted(data, name):
    """Return the HTML for our editor, and {key of LOSS_NOTES: words left out}.

    ``data`` is HTML in UTF-8; ``name`` stands for it in messages. Raises PasteError.
    """
    return read_in_subprocess(read_plain_data, data, name, error=PasteError)
