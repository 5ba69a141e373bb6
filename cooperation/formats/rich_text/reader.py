"""Reads any HTML into blocks, and says what is left out."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

from cooperation.formats.rich_text.blocks import MOST_NESTED, ReadBlock, inline_html
from cooperation.formats.rich_text.losses import Losses
from cooperation.formats.rich_text.runs import (
    Run,
    paragraphs,
    trimmed,
    without_marker,
    without_marks,
)
from cooperation.formats.rich_text.styles import (
    Look,
    classes_of,
    css_of,
    is_comment,
    is_hidden,
    look_of,
    style_sheet,
)
from cooperation.formats.rich_text.tables import Table, TableCell
from cooperation.formats.rich_text.tags import (
    BLOCKS,
    CELLS,
    DROPPED,
    HEADINGS,
    LISTS,
    VOID,
    clean_html,
)
from cooperation.formats.rich_text.word_lists import WordList, list_level

_TITLE_CLASS = "msotitle"
_MARKER = "ignore"


class _State(NamedTuple):
    """What holds within an element: its look, the lists around it, and how it is read."""

    look: Look = Look()
    path: tuple = ()
    level: int = 0
    is_marker: bool = False
    is_verbatim: bool = False


def read_html(html, address_of=lambda address: address):
    """Return (blocks, {key of LOSS_NOTES: words left out}) of any HTML.

    ``address_of`` returns the full address of a link, or "" to keep only its words.
    """
    reader = _Reader(style_sheet(html), address_of)
    reader.feed(clean_html(html))
    reader.close()
    reader.end_block()
    return reader.blocks, reader.losses.found


class _Reader(HTMLParser):
    """Collects the blocks of clean, well-nested HTML, in one pass."""

    def __init__(self, sheet, address_of):
        super().__init__()
        self.blocks, self.losses = [], Losses()
        self._sheet, self._address_of = sheet, address_of
        self._state, self._outer = _State(), []  # the outer ones with their tags
        self._skipped = 0  # how many dropped elements are open
        self._runs, self._struck = [], []
        self._word_level, self._is_word_item = 0, False
        self._marker, self._word_list = "", None
        self._tables, self._last_items = [], {}
        self._number = 0

    # Tags

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        css = css_of(attributes, self._sheet)
        is_void = tag in VOID
        if self._skipped or self._is_left_out(tag, attributes, css):
            self._skipped += not is_void
            return
        if tag in BLOCKS:
            self.end_block()
        if tag == "br":
            self._runs.append(Run("\n", self._state.look))
        if is_void:
            return
        self._outer.append((tag, self._state))
        look = look_of(tag, attributes, css, self._state.look)
        is_marker = self._state.is_marker or css.get("mso-list") == _MARKER
        self._state = self._state._replace(look=look, is_marker=is_marker)
        self._open_block(tag, attributes, css)

    def _is_left_out(self, tag, attributes, css):
        if tag in DROPPED:
            self.losses.add(DROPPED[tag])
            return True
        if is_comment(attributes, css):
            self.losses.add("comment")
            return True
        return is_hidden(attributes, css)

    def _open_block(self, tag, attributes, css):
        state = self._state
        if tag in HEADINGS:
            state = state._replace(level=int(tag[1]))
        elif tag in LISTS:
            state = state._replace(path=self._list_path(LISTS[tag]))
            if attributes.get("start", "1") != "1" or attributes.get("type", "1") not in ("", "1"):
                self.losses.add("numbering")
        elif tag == "li":
            state = state._replace(path=self._item_path())
        elif tag == "blockquote":
            state = state._replace(path=self._within(state.path, "blockquote"))
        elif tag == "pre":
            state = state._replace(is_verbatim=True)
        elif tag == "table":
            for table in self._tables[-1:]:
                table.hold_layout()
            is_layout = attributes.get("role") in ("presentation", "none")
            self._tables.append(Table(state.path, is_layout))
        elif tag == "tr" and self._tables:
            self._tables[-1].start_row()
        elif tag in CELLS and self._tables:
            cell = TableCell(attributes.get("rowspan", ""), attributes.get("colspan", ""))
            self._tables[-1].start_cell(cell)
        if tag in ("p", "div", *HEADINGS):
            classes = classes_of(attributes)
            if _TITLE_CLASS in classes:
                state = state._replace(level=1)
            is_item = not state.level and not any(name == "li" for name, _own in state.path)
            self._word_level = list_level(css, classes) if is_item else 0
            self._is_word_item = "mso-list" in css
        self._state = state

    def handle_endtag(self, tag):
        if self._skipped:
            self._skipped -= tag not in VOID
            return
        if tag in BLOCKS:
            self.end_block()
        if self._outer and self._outer[-1][0] == tag:
            _tag, self._state = self._outer.pop()
        if tag in CELLS and self._tables:
            self._tables[-1].end_cell()
        elif tag == "table" and self._tables:
            table = self._tables.pop()
            if table.has_columns:
                self.losses.add("table")
            for block in table.blocks:
                self._add(block)

    # Lists

    def _new_number(self):
        self._number += 1
        return self._number

    def _within(self, path, name):
        return (*path, (name, self._new_number())) if len(path) < MOST_NESTED else path

    def _list_path(self, name):
        """Return the path within a new list; a list directly in a list belongs to its last item."""
        path = self._state.path
        if path and path[-1][0] in ("ul", "ol"):
            if path[-1] not in self._last_items:
                return path
            path = (*path, self._last_items[path[-1]])
        return self._within(path, name)

    def _item_path(self):
        path = self._state.path
        if not path or path[-1][0] not in ("ul", "ol"):
            return path if path else (("ul", 0), ("li", self._new_number()))
        item = ("li", self._new_number())
        self._last_items[path[-1]] = item
        return (*path, item)

    # Text

    def handle_data(self, data):
        if self._skipped:
            return
        look = self._state.look
        if look.is_struck:
            self._struck.append(data)
            return
        if data.strip():
            self._end_struck()
        if self._state.is_marker and not self._state.level:
            self._marker += data
        elif self._state.is_verbatim:
            for place, line in enumerate(data.split("\n")):
                self._runs += [Run("\n", look)] * bool(place) + [Run(line, look)]
        else:
            self._runs.append(Run(" ".join(re.split(r"\s+", data)), look))

    def _end_struck(self):
        if words := "".join(self._struck).strip():
            self.losses.add("deleted", words)
        self._struck = []

    def end_block(self):
        """Add what was read since the last block began."""
        self._end_struck()
        runs, marker = self._runs, " ".join(self._marker.split())
        level, self._word_level = self._word_level, 0
        self._runs, self._marker = [], ""
        if not any(run.text.strip() for run in runs):
            return
        state = self._state
        if level and not marker:
            runs, marker = without_marker(runs)
        if level and (marker or self._is_word_item):
            if self._word_list is None or self._word_list.path != state.path:
                self._word_list = WordList(state.path, self._new_number)
            path, is_odd = self._word_list.place(level, marker)
            if is_odd:
                self.losses.add("numbering")
        else:
            path, self._word_list = state.path, None
        is_heading = state.level and not path
        for part in paragraphs(without_marks(runs, self.losses)):
            if html := inline_html(trimmed(part, self._full_address, is_plain=is_heading)):
                self._add(ReadBlock(html, path, state.level if is_heading else 0))

    def _full_address(self, address, words):
        full = self._address_of(address)
        if not full:
            self.losses.add("link", f"{address} ({' '.join(words.split())})")
        return full

    def _add(self, block):
        if self._tables:
            self._tables[-1].add(block)
        else:
            self.blocks.append(block)
