"""A workbook being written and what a cell is for in; out come cell formats, and pages set up for A4."""

from textwrap import wrap
from typing import Any

FONT = "Times New Roman"
LINE, GREY, PALE, DIM, BAND = "#7F7F7F", "#767676", "#FFF8DC", "#F2F2F2", "#E8EEF6"
CM = 1 / 2.54  # in inches
FULL_WIDTH = 127  # characters of 12 points across A4 landscape within the margins, as Excel counts them
ROOM = 1.05  # of the width of a cell that its text takes


class Pens:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:  # XlsxWriter tells no types
        self.book = book
        self._made: dict[frozenset[tuple[str, object]], Any] = {}

    def __call__(self, **properties: object) -> Any:
        key = frozenset(properties.items())
        if key not in self._made:
            self._made[key] = self.book.add_format({"valign": "vcenter", **properties})
        return self._made[key]

    def cell(self, **properties: object) -> Any:
        """A cell of a table."""
        return self(border=1, border_color=LINE, text_wrap=True, **properties)

    def typed(self, **properties: object) -> Any:
        """A cell of a table that people fill in."""
        return self.cell(locked=False, bg_color=PALE, **properties)

    def head(self) -> Any:
        return self.cell(bold=True, align="center", bg_color=BAND)


def set_up(sheet: Any, head: int, columns: int, foot: str, page: str) -> None:
    """A4 landscape, one page wide, the rows of the header (from 0) again on every page; locked."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=2 * CM, right=1.5 * CM, top=1.8 * CM, bottom=1.8 * CM)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head, head + 1)
    sheet.set_footer(f'&L&"{FONT},Italic"&8{foot}&C&"{FONT},Regular"&11{page} &P/&N')
    sheet.freeze_panes(head + 2, min(2, columns))
    sheet.hide_gridlines(2)
    # What a locked sheet still allows: long texts need room.
    sheet.protect("", {"format_columns": True, "format_rows": True})


def put_line(sheet: Any, row: int, first: int, last: int, text: str, pen: Any, *, size: int = 0) -> None:
    """A line of text over several columns; with `size`, its letters in points, it may need more than one.

    Excel does not fit the height of merged cells to their text, so it is reckoned here.
    """
    if first == last:
        sheet.write_string(row, first, text, pen)
    else:
        sheet.merge_range(row, first, row, last, text, pen)
    if size:
        sheet.set_row(row, height((text, FULL_WIDTH, size)))


def height(*texts: tuple[str, float, int]) -> float:
    """The points that texts take one below the other, each in a width in characters and a size in points.

    Reckoned wide: a letter of Times New Roman takes less than a digit, by which Excel counts widths.
    """
    total = 4.0
    for text, width, size in texts:
        room = max(1, int(width * 12 / size * ROOM))
        total += sum(max(1, len(wrap(line, room))) for line in text.split("\n")) * size * 1.3
    return total
