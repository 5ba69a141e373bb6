"""Tables as lines of text: “cell — cell”."""

from cooperation.formats.rich_text.blocks import ReadBlock

BETWEEN_CELLS, WITHIN_CELL = " — ", "; "
MOST_COLUMNS, MOST_ROWS = 100, 1000
"""The most that one cell may span."""
MOST_REPEATED, LONGEST_REPEATED = 10, 60
"""Cells that are repeated in each row that they span, and their most characters."""


class TableCell:
    """A cell and its blocks; ``rows`` and ``columns`` are how many it spans."""

    def __init__(self, rows="", columns=""):
        self.rows, self.columns = _span(rows, MOST_ROWS), _span(columns, MOST_COLUMNS)
        self.blocks = []

    @property
    def html(self):
        lines = WITHIN_CELL.join(block.html for block in self.blocks)
        return lines.replace("<br>", WITHIN_CELL)


class Table:
    """Collects the cells of a table; a ``path`` leads to where it stands."""

    def __init__(self, path, is_layout):
        self._path, self._is_layout = path, is_layout
        self._before, self._rows = [], []
        self._is_in_cell = False

    def start_row(self):
        self._rows.append([])
        self._is_in_cell = False

    def start_cell(self, cell):
        if not self._rows:
            self.start_row()
        self._rows[-1].append(cell)
        self._is_in_cell = True

    def end_cell(self):
        self._is_in_cell = False

    def hold_layout(self):
        """Note that a cell holds a table, so that this one only arranges the page."""
        self._is_layout = self._is_layout or self._is_in_cell

    def add(self, block):
        if self._is_in_cell:
            self._rows[-1][-1].blocks.append(block)
            self._is_layout = self._is_layout or block.level > 0
        else:
            self._before.append(block)

    @property
    def has_columns(self):
        """Whether the table holds values side by side, and not the parts of a page."""
        return not self._is_layout and any(
            sum(1 for cell in row if cell.blocks) > 1 for row in self._rows
        )

    @property
    def blocks(self):
        """The table as blocks: each row a paragraph, or each cell what it holds."""
        if not self.has_columns:
            return [
                *self._before,
                *(block for row in self._rows for cell in row for block in cell.blocks),
            ]
        lines = (BETWEEN_CELLS.join(filter(None, row)) for row in self._texts())
        return [*self._before, *(ReadBlock(line, self._path) for line in lines if line)]

    def _texts(self):
        """Yield the texts of each row; a short cell that spans rows stands in each of them."""
        spanning = {}  # column: (rows left, text)
        for row in self._rows:
            texts, column = {}, 0
            for cell in row:
                while column in spanning:
                    column += 1
                texts[column] = cell.html
                if cell.rows > 1 and len(spanning) < MOST_REPEATED:
                    is_short = len(cell.html) <= LONGEST_REPEATED
                    spanning |= {column: (cell.rows, cell.html if is_short else "")}
                column += cell.columns
            if row:
                texts = {place: text for place, (_left, text) in spanning.items()} | texts
            spanning = {
                place: (left - 1, text) for place, (left, text) in spanning.items() if left > 1
            }
            yield [texts[place] for place in sorted(texts)]


def _span(typed, most):
    return min(max(int(typed), 1), most) if typed.isdecimal() else 1
