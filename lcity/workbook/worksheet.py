"""The reader of one worksheet part of .xlsx and .xlsm: its XML in, cells and merged ranges out.

The part's own <dimension> is never believed, and blank styled cells cost nothing but their passing by.
"""

from collections.abc import Mapping
from datetime import datetime, time

from lcity.errors import LcityError
from lcity.workbook import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_CELLS,
    MAX_MERGED,
    MAX_TEXT,
    Cell,
    address,
    position,
    write_number,
)
from lcity.workbook.markup import MAX_DEPTH, read_number, read_whole
from lcity.workbook.number_format import moment
from lcity.workbook.package import broken
from lcity.workbook.spreadsheetml import LOCAL, TRUE, unescape


class SheetReader:
    """Collects the cells of one worksheet. Tight on purpose: it is called some five times for every cell."""

    def __init__(
        self,
        part: str,
        shared: list[str],
        styles: Mapping[str, str],
        fonts: Mapping[str, str],
        from_1904: bool,
        room: int,
    ) -> None:
        self.part = part
        self.shared = shared
        self.styles = styles
        self.fonts = fonts  # of the styles with an old Vietnamese font
        self.from_1904 = from_1904
        self.room = room
        self.depth = 0
        self.cells: dict[tuple[int, int], Cell] = {}
        self.old_fonts: dict[tuple[int, int], str] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden_columns = bytearray(LAST_COLUMN + 1)
        self.columns: dict[str, int] = {}  # letters already worked out
        self.data_seen = False
        self.in_data = False
        self.in_row = False
        self.in_cell = False
        self.row = 0
        self.row_digits = "0"
        self.row_hidden = False
        self.column = 0
        self.type = "n"
        self.style = "0"
        self.formula = False
        self.stored = False  # a <v> or <is> stood there
        self.pieces: list[str] = []
        self.length = 0
        self.taking = False
        self.guide = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._broken("depth")
        local = LOCAL.get(name)
        if not self.in_data:
            self._start_around(local, attributes)
        elif self.in_cell:
            self._start_in_cell(local)
        elif local == "c":
            self._start_cell(attributes)
        elif local == "row":
            self._start_row(attributes)
        elif local == "sheetData":
            raise self._broken(local)

    def take(self, text: str) -> None:
        if self.taking:
            self.pieces.append(text)
            self.length += len(text)
            if self.length > MAX_TEXT:
                raise LcityError("workbook-too-large-text", limit=MAX_TEXT)

    def end(self, name: str) -> None:
        self.depth -= 1
        local = LOCAL.get(name)
        if not self.in_data:
            return
        if local == "c":
            self.in_cell = False
            if self.pieces or self.formula:
                self._keep()
        elif local in ("v", "t"):
            self.taking = False
        elif local == "rPh":
            self.guide = False
        elif local == "row":
            self.in_row = False
        elif local == "sheetData":
            self.in_data = False

    def finish(self) -> None:
        if not self.data_seen:
            raise broken(f"{self.part}: sheetData")

    def _start_in_cell(self, local: str | None) -> None:
        if self.taking:
            raise self._broken("element in a value")
        if local in ("v", "is"):
            if self.stored:
                raise self._broken("two values")
            self.stored = True
            self.taking = local == "v"
        elif local == "t":
            self.taking = not self.guide
        elif local == "f":
            self.formula = True
        elif local == "rPh":
            self.guide = True
        elif local in ("c", "row", "sheetData"):
            raise self._broken(local)

    def _start_around(self, local: str | None, attributes: Mapping[str, str]) -> None:
        if local == "sheetData":
            if self.data_seen:
                raise self._broken("sheetData")
            self.in_data = self.data_seen = True
        elif local == "col" and attributes.get("hidden") in TRUE:
            first = self._whole(attributes.get("min", ""), LAST_COLUMN)
            last = self._whole(attributes.get("max", ""), LAST_COLUMN)
            if first <= last:
                self.hidden_columns[first : last + 1] = b"\1" * (last + 1 - first)
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        if self.in_row:
            raise self._broken("row")
        self.in_row = True
        self.row = self._whole(attributes["r"], LAST_ROW) if "r" in attributes else self.row + 1
        if not 1 <= self.row <= LAST_ROW:
            raise self._broken("row")
        self.row_digits = str(self.row)
        self.row_hidden = attributes.get("hidden") in TRUE
        self.column = 0

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        if not self.in_row:
            raise self._broken("c")
        self.in_cell = True
        get = attributes.get
        reference = get("r")
        if reference is None:
            self.column += 1
            if self.column > LAST_COLUMN:
                raise self._broken("column")
        else:
            letters = reference.removesuffix(self.row_digits)
            self.column = self.columns.get(letters) or self._find_column(letters, reference)
        self.type = get("t", "n")
        self.style = get("s", "0")
        self.formula = self.stored = False
        if self.pieces:
            self.pieces = []
            self.length = 0

    def _find_column(self, letters: str, reference: str) -> int:
        """A cell's address must lie in the row around it."""
        try:
            row, column = position(reference)
        except ValueError:
            raise self._broken(reference[:40]) from None
        if row != self.row or not letters.isalpha():
            raise self._broken(reference)
        self.columns[letters] = column
        return column

    def _keep(self) -> None:
        kind, value, text, percent = self._content("".join(self.pieces))
        if text == "" and not self.formula:
            return
        place = self.row, self.column
        if place in self.cells:
            raise self._broken("twice")
        if len(self.cells) >= self.room:
            raise LcityError("workbook-too-large-cells", limit=MAX_CELLS)
        hidden = self.row_hidden or self.hidden_columns[self.column] == 1
        self.cells[place] = Cell(*place, kind, value, text, percent, self.formula, hidden)
        if self.fonts and self.style in self.fonts:
            self.old_fonts[place] = self.fonts[self.style]

    def _content(self, text: str) -> tuple[str, float | str | bool | None, str, bool]:
        """Kind, value, text and whether it is shown as a percentage."""
        if self.type in ("str", "inlineStr") and self.stored:
            text = unescape(text)  # "" too: a formula may well give an empty text
            return "text", text, text, False
        text = text.strip()
        if not text:
            return "empty_formula", None, "", False
        if self.type == "n":
            return self._number(text)
        if self.type == "s":
            text = self.shared[self._whole(text, len(self.shared) - 1)]
            return "text", text, text, False
        return *self._rare(text), False

    def _number(self, text: str) -> tuple[str, float | str | None, str, bool]:
        value = read_number(text)
        if value is None:
            raise self._broken(text[:40])
        text = write_number(value)
        shown = self.styles.get(self.style)
        if shown is None:
            raise self._broken(f"s={self.style[:20]}")
        if shown == "date" and (date := moment(value, self.from_1904)) is not None:
            return "date", date, text, False
        return "number", value, text, shown == "percent"

    def _rare(self, text: str) -> tuple[str, str | bool | None, str]:
        """Booleans, errors and dates in ISO form."""
        if self.type == "b" and text in ("0", "1", "false", "true"):
            return "yes_no", text in TRUE, "TRUE" if text in TRUE else "FALSE"
        if self.type == "e":
            return "error", text, text
        if self.type == "d":
            try:
                date: datetime | time = datetime.fromisoformat(text)
            except ValueError:
                try:
                    date = time.fromisoformat(text.removeprefix("T"))
                except ValueError:
                    raise self._broken(text[:40]) from None
            iso = date.isoformat()
            return "date", iso.removesuffix("T00:00:00") if "T" not in text else iso, text
        raise self._broken(f"t={self.type[:20]}")

    def _merge(self, reference: str) -> None:
        first, _, last = reference.replace("$", "").partition(":")
        try:
            top, left = position(first)
            bottom, right = position(last or first)
        except ValueError:
            raise broken(f"{self.part}: {reference[:40]}") from None
        if len(self.merged) >= MAX_MERGED:
            raise broken(f"{self.part}: mergeCells")
        self.merged.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))

    def _whole(self, text: str, most: int) -> int:
        number = read_whole(text, most)
        if number is None:
            raise self._broken(text[:40])
        return number

    def _broken(self, why: str) -> LcityError:
        return broken(f"{self.part} {address(self.row, self.column)}: {why}")
