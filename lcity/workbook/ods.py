"""The reader of .ods: a package in, sheets out, in one pass through content.xml.

Runs of equal cells and rows are written once with a count: blanks cost nothing, content repeats in bounds.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from lcity.errors import LcityError
from lcity.workbook import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_CELLS,
    MAX_MERGED,
    MAX_SHEETS,
    MAX_TEXT,
    Cell,
    Sheet,
    write_number,
)
from lcity.workbook.markup import MAX_DEPTH, parse, read_number, read_whole
from lcity.workbook.number_format import moment
from lcity.workbook.package import Package, broken

_SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
# Elements that are entered; whatever else comes is passed over with all that it holds.
_OUTSIDE = (
    "office:document-content",
    "office:automatic-styles",
    "office:body",
    "office:spreadsheet",
    "style:style",
    "style:table-properties",
)
_INSIDE = (
    "table:table-column-group",
    "table:table-header-columns",
    "table:table-columns",
    "table:table-row-group",
    "table:table-header-rows",
    "table:table-rows",
)
_CELLS = ("table:table-cell", "table:covered-table-cell")
_PART = "content.xml"
_DURATION = re.compile(
    r"(-?)P(?:([0-9]{1,9})D)?(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:[.,][0-9]+)?)S)?)?"
)
# What error cells show; programs other than LibreOffice give them no type of their own.
_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
_BLANKS = re.compile(r"[ \t\r\n]+")

Attributes = Mapping[str, str]


def read(package: Package) -> tuple[Sheet, ...]:
    """Raises LcityError workbook-broken or one of workbook-too-large-*."""
    reader = _Reader()
    parse(package, _PART, reader)
    names = [sheet.name for sheet in reader.sheets]
    if "" in names or len(set(names)) < len(names):
        raise broken(f"{_PART}: sheet names")
    return tuple(reader.sheets)


class _Reader:
    def __init__(self) -> None:
        self.depth = 0
        self.sheets: list[Sheet] = []
        self.count = 0
        self._names: dict[str, str] = {}  # "namespace local" -> "prefix:local", as they come up
        self._skipped = 0  # depth below an element that is passed over
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._where = ""  # "" outside of sheets, then sheet, row, cell, paragraph
        self._sheet_name = ""
        self._sheet_hidden = False
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._hidden_columns = bytearray()
        self._next_column = 1
        self._row, self._row_count = 1, 0
        self._row_hidden = False
        self._row_cells: list[Cell] = []
        self._column, self._column_count = 1, 0
        self._attributes: Attributes = {}
        self._paragraphs: list[str] = []
        self._length = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._broken("depth")
        if self._skipped:
            self._skipped += 1
            return
        tag = self._tag(name)
        match self._where:
            case "":
                known = self._start_outside(tag, attributes)
            case "sheet":
                known = self._start_in_sheet(tag, attributes)
            case "row":
                known = tag in _CELLS
                if known:
                    self._begin_cell(attributes)
            case "cell":
                known = tag in ("text:p", "text:h")  # not: notes, drawings, tables inside of cells
                if known:
                    self._where = "paragraph"
                    self._paragraphs.append("")
            case _:
                known = self._start_in_paragraph(tag, attributes)
        if not known:
            self._skipped = 1

    def end(self, name: str) -> None:
        self.depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        tag = self._tag(name)
        if self._where == "paragraph" and tag in ("text:p", "text:h"):
            self._where = "cell"
        elif self._where == "cell" and tag in _CELLS:
            self._where = "row"
            self._end_cell()
        elif self._where == "row" and tag == "table:table-row":
            self._where = "sheet"
            self._end_row()
        elif self._where == "sheet" and tag == "table:table":
            self._where = ""
            self.sheets.append(Sheet(self._sheet_name, self._sheet_hidden, self._cells, tuple(self._merged)))
            if len(self.sheets) > MAX_SHEETS:
                raise LcityError("workbook-too-large-sheets", limit=MAX_SHEETS)

    def take(self, text: str) -> None:
        if self._where == "paragraph" and not self._skipped:
            self._add(_BLANKS.sub(" ", text))

    def _tag(self, name: str) -> str:
        tag = self._names.get(name)
        if tag is None:
            space, _, local = name.rpartition(" ")
            tag = f"{_SPACES.get(space, '')}:{local}"
            if len(self._names) < 1000:
                self._names[name] = tag
        return tag

    def _start_outside(self, tag: str, attributes: Attributes) -> bool:
        if tag == "table:table":
            self._begin_sheet(attributes)
            self._where = "sheet"
            return True
        if tag == "style:style":
            self._style = _get(attributes, "style:name")
        elif tag == "style:table-properties" and _get(attributes, "table:display") == "false":
            self._hidden_styles.add(self._style)
        return tag in _OUTSIDE

    def _start_in_sheet(self, tag: str, attributes: Attributes) -> bool:
        if tag == "table:table-column":
            count = self._count(attributes, "table:number-columns-repeated")
            first, self._next_column = self._next_column, self._next_column + count
            if _hidden(attributes) and first <= LAST_COLUMN:
                last = min(self._next_column - 1, LAST_COLUMN)
                self._hidden_columns[first : last + 1] = b"\1" * (last + 1 - first)
        elif tag == "table:table-row":
            self._where = "row"
            self._row += self._row_count
            self._row_count = self._count(attributes, "table:number-rows-repeated")
            self._row_hidden = _hidden(attributes)
            self._row_cells = []
            self._column, self._column_count = 1, 0
        else:
            return tag in _INSIDE
        return True

    def _start_in_paragraph(self, tag: str, attributes: Attributes) -> bool:
        if tag == "text:s":
            self._add(" " * self._count(attributes, "text:c", MAX_TEXT))
        elif tag == "text:tab":
            self._add("\t")
        elif tag == "text:line-break":
            self._add("\n")
        return tag.startswith("text:") and tag not in ("text:note", "text:ruby-text")

    def _add(self, text: str) -> None:
        self._paragraphs[-1] += text
        self._length += len(text)
        if self._length > MAX_TEXT:
            raise LcityError("workbook-too-large-text", limit=MAX_TEXT)

    def _begin_sheet(self, attributes: Attributes) -> None:
        self._sheet_name = _get(attributes, "table:name")
        self._sheet_hidden = _get(attributes, "table:style-name") in self._hidden_styles
        self._cells = {}
        self._merged = []
        self._hidden_columns = bytearray(LAST_COLUMN + 1)
        self._next_column = 1
        self._row, self._row_count = 1, 0

    def _begin_cell(self, attributes: Attributes) -> None:
        self._where = "cell"
        self._attributes = attributes
        self._column += self._column_count
        self._column_count = self._count(attributes, "table:number-columns-repeated")
        self._paragraphs = []
        self._length = 0

    def _end_cell(self) -> None:
        rows = self._count(self._attributes, "table:number-rows-spanned")
        columns = self._count(self._attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            self._check_place(self._row + rows - 1, self._column + columns - 1)
            self._merged.append((self._row, self._column, self._row + rows - 1, self._column + columns - 1))
            if len(self._merged) > MAX_MERGED:
                raise self._broken("spans")
        formula = bool(_get(self._attributes, "table:formula"))
        kind, value, text, percent = self._content(formula)
        if text == "" and not formula:
            return
        self._check_place(self._row, self._column + self._column_count - 1)
        self._check_room(self._column_count)
        for column in range(self._column, self._column + self._column_count):
            hidden = self._row_hidden or self._hidden_columns[column] == 1
            self._row_cells.append(Cell(self._row, column, kind, value, text, percent, formula, hidden))

    def _end_row(self) -> None:
        if not self._row_cells:
            return
        self._check_place(self._row + self._row_count - 1, 1)
        self._check_room(len(self._row_cells) * self._row_count)
        self.count += len(self._row_cells) * self._row_count
        for row in range(self._row, self._row + self._row_count):
            for cell in self._row_cells:
                self._cells[row, cell.column] = cell if row == self._row else cell._replace(row=row)

    def _content(self, formula: bool) -> tuple[str, float | str | bool | None, str, bool]:
        """Kind, value, text and whether it is a percentage."""
        get = self._attributes
        shown = "\n".join(self._paragraphs)
        kind = _get(get, "office:value-type")
        if _get(get, "calcext:value-type") == "error" or (formula and shown in _ERRORS):
            return "error", shown, shown, False
        match kind:
            case "float" | "currency" | "percentage":
                number = self._number(_get(get, "office:value"))
                return "number", number, write_number(number), kind == "percentage"
            case "date":
                return self._date(_get(get, "office:date-value"))
            case "time":
                return self._time(_get(get, "office:time-value"))
            case "boolean":
                yes = _get(get, "office:boolean-value")
                if yes not in ("true", "false"):
                    raise self._broken(yes[:40])
                return "yes_no", yes == "true", yes.upper(), False
            case "" if formula and not shown:
                return "empty_formula", None, "", False
            case "string" | "":
                text = _get(get, "office:string-value") or shown
                return "text", text, text, False
        raise self._broken(kind[:40])

    def _number(self, text: str) -> float:
        number = read_number(text)
        if number is None:
            raise self._broken(text[:40])
        return number

    def _date(self, text: str) -> tuple[str, str, str, bool]:
        try:
            iso = datetime.fromisoformat(text).isoformat()
        except ValueError:
            raise self._broken(text[:40]) from None
        return "date", iso.removesuffix("T00:00:00"), text, False

    def _time(self, text: str) -> tuple[str, float | str, str, bool]:
        match = _DURATION.fullmatch(text)
        if not match:
            raise self._broken(text[:40])
        days, hours, minutes, seconds = (
            float((part or "0").replace(",", ".")) for part in match.groups()[1:]
        )
        serial = days + (hours + (minutes + seconds / 60) / 60) / 24
        serial = -serial if match[1] else serial
        date = moment(serial, from_1904=False)
        if date is None:
            return "number", serial, write_number(serial), False
        return "date", date, text, False

    def _count(self, attributes: Attributes, name: str, most: int = 999_999_999) -> int:
        text = _get(attributes, name) or "1"
        number = read_whole(text, most)
        if not number:
            raise self._broken(text[:40])
        return number

    def _check_place(self, row: int, column: int) -> None:
        if row > LAST_ROW or column > LAST_COLUMN:
            raise self._broken("place")

    def _check_room(self, more: int) -> None:
        if self.count + more > MAX_CELLS:
            raise LcityError("workbook-too-large-cells", limit=MAX_CELLS)

    def _broken(self, why: str) -> LcityError:
        return broken(f"{_PART} {self._sheet_name[:40]} {self._row}: {why}")


_FULL = {prefix: space for space, prefix in _SPACES.items()}


def _get(attributes: Attributes, name: str) -> str:
    prefix, _, local = name.partition(":")
    return attributes.get(f"{_FULL[prefix]} {local}", "")


def _hidden(attributes: Attributes) -> bool:
    return _get(attributes, "table:visibility") in ("collapse", "filter")
