"""The reader of .xls and .xlsb, in a process of its own: a path in, sheets or an error out, whatever happens.

Their libraries were not written for hostile files: one of them ends the whole process on a cell far out. xlrd
reads .xls with number formats, error cells, hidden rows and merged ranges, but does not tell formulas.
python-calamine reads .xlsb, and shows neither error cells (they come as empty) nor percent formats, hidden
rows, merged ranges and formulas.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import Any

import lcity
from lcity import legacy
from lcity.errors import LcityError
from lcity.workbook import MAX_CELLS, MAX_MERGED, MAX_TEXT, Cell, Sheet, load, write_number
from lcity.workbook.number_format import moment, shows
from lcity.workbook.package import broken

_SECONDS = 60
_MEMORY = 2 << 30


def ask(path: Path, kind: str) -> tuple[Sheet, ...]:
    """Reads an xls or xlsb. Raises LcityError; whatever ends the child is workbook-broken."""
    # -P: the folder in which the user stands may hold a json.py; where lcity lies, the child has to be told.
    home = str(Path(lcity.__file__).parent.parent)
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([home, os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    }
    command = [sys.executable, "-P", "-m", __name__, kind, str(path)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the path is one argument, no shell sees it
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise broken(f"{kind}: {_SECONDS} s") from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise broken(f"{kind}: {done.returncode}") from None
    if "code" in answer:
        raise LcityError(answer["code"], **answer["values"])
    return tuple(_unpack(sheet) for sheet in answer["sheets"])


def _unpack(sheet: dict[str, Any]) -> Sheet:
    cells = (Cell(*fields) for fields in sheet["cells"])
    merged = tuple((top, left, bottom, right) for top, left, bottom, right in sheet["merged"])
    fonts = {(row, column): font for row, column, font in sheet["fonts"]}
    places = {(cell.row, cell.column): cell for cell in cells}
    return Sheet(sheet["name"], sheet["hidden"], places, merged, fonts)


def main(kind: str, path: Path) -> None:
    """Prints the sheets, or the code of an error, as one JSON object."""
    _limit()
    try:
        sheets = _read_xls(path) if kind == "xls" else _read_xlsb(path)
        answer: dict[str, Any] = {"sheets": [_pack(sheet) for sheet in sheets]}
    except LcityError as error:
        answer = {"code": error.code, "values": error.values}
    except MemoryError:
        answer = {"code": "workbook-too-large-inside", "values": {"limit": _MEMORY >> 20}}
    except Exception as error:  # libraries raise whatever they stumble over
        answer = {"code": "workbook-broken", "values": {"why": f"{kind}: {type(error).__name__}"}}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _pack(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "cells": list(sheet.cells.values()),
        "merged": sheet.merged,
        "fonts": [(*place, font) for place, font in sheet.fonts.items()],
    }


def _limit() -> None:
    """No more memory and time than a workbook needs, no dump of what it held. Not so on Windows."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # some systems refuse some of them
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _collect(cells: Iterator[Cell], room: int) -> dict[tuple[int, int], Cell]:
    kept: dict[tuple[int, int], Cell] = {}
    for cell in cells:
        if len(kept) >= room:
            raise LcityError("workbook-too-large-cells", limit=MAX_CELLS)
        if len(cell.text) > MAX_TEXT:
            raise LcityError("workbook-too-large-text", limit=MAX_TEXT)
        kept[cell.row, cell.column] = cell
    return kept


def _read_xls(path: Path) -> list[Sheet]:
    book = _open_xls(path)
    sheets: list[Sheet] = []
    room = MAX_CELLS
    for sheet in book.sheets():
        cells = _collect(_xls_cells(book, sheet), room)
        room -= len(cells)
        merged = [
            (top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells[:MAX_MERGED]
        ]
        fonts = _xls_fonts(book, sheet, cells)
        sheets.append(Sheet(sheet.name, sheet.visibility != 0, cells, tuple(merged), fonts))
    return sheets


def _xls_fonts(book: Any, sheet: Any, cells: Mapping[tuple[int, int], Cell]) -> dict[tuple[int, int], str]:
    """The cells in an old Vietnamese font; none where the formats are damaged."""
    old = {n: font.name for n, font in enumerate(book.font_list) if legacy.encoding_of(font.name)}
    if not old or not book.formatting_info:
        return {}
    found = {}
    for row, column in cells:
        style = book.xf_list[sheet.cell_xf_index(row - 1, column - 1)]
        if style.font_index in old:
            found[row, column] = old[style.font_index]
    return found


def _open_xls(path: Path) -> Any:
    """Formats of cells are read along; where only they are damaged, the figures still can be read."""
    import xlrd

    failure: Exception | None = None
    for formatting in (True, False):
        try:
            return xlrd.open_workbook(
                str(path), logfile=StringIO(), formatting_info=formatting, ragged_rows=True
            )
        except xlrd.XLRDError as error:
            if "encrypted" in str(error):
                raise LcityError("workbook-encrypted") from None
            if "Can't find workbook" in str(error):
                from lcity.workbook.signature import not_xls

                raise not_xls(load(path)) from None
            failure = failure or error
        except Exception as error:
            failure = failure or error
    raise broken(f"xls: {type(failure).__name__}")


def _xls_cells(book: Any, sheet: Any) -> Iterator[Cell]:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, XL_CELL_TEXT
    from xlrd import error_text_from_code as error_texts

    hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        hidden_row = row in sheet.rowinfo_map and bool(sheet.rowinfo_map[row].hidden)
        for column, (stored, raw) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            percent = False
            value: float | str | bool
            if stored in (XL_CELL_NUMBER, XL_CELL_DATE):
                dated = stored == XL_CELL_DATE
                kind, value, text, percent = _xls_number(book, sheet, row, column, raw, dated)
            elif stored == XL_CELL_TEXT and raw:
                kind, value, text = "text", raw, raw
            elif stored == XL_CELL_BOOLEAN:
                kind, value, text = "yes_no", bool(raw), "TRUE" if raw else "FALSE"
            elif stored == XL_CELL_ERROR:
                text = error_texts.get(raw, f"#{raw}")
                kind, value = "error", text
            else:
                continue
            hidden = hidden_row or column in hidden_columns
            yield Cell(row + 1, column + 1, kind, value, text, percent, hidden=hidden)


def _xls_number(
    book: Any, sheet: Any, row: int, column: int, number: float, dated: bool
) -> tuple[str, float | str, str, bool]:
    if not isfinite(number):
        raise broken(f"xls: {number}")
    shown = "date" if dated else "number"
    if book.formatting_info:
        shown = shows(book.format_map[book.xf_list[sheet.cell_xf_index(row, column)].format_key].format_str)
    if shown == "date" and (iso := moment(number, from_1904=book.datemode == 1)) is not None:
        return "date", iso, write_number(number), False
    return "number", number, write_number(number), shown == "percent"


def _read_xlsb(path: Path) -> list[Sheet]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    except python_calamine.PasswordError:
        raise LcityError("workbook-encrypted") from None
    sheets: list[Sheet] = []
    room = MAX_CELLS
    for about in book.sheets_metadata:
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
        cells = _collect(_xlsb_cells(rows), room)
        room -= len(cells)
        sheets.append(Sheet(about.name, about.visible != python_calamine.SheetVisibleEnum.Visible, cells))
    return sheets


def _xlsb_cells(rows: list[list[Any]]) -> Iterator[Cell]:
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            match value:
                case "":
                    continue
                case bool():
                    yield Cell(row, column, "yes_no", value, "TRUE" if value else "FALSE")
                case int() | float():
                    if not isfinite(value):
                        raise broken(f"xlsb: {value}")
                    yield Cell(row, column, "number", float(value), write_number(float(value)))
                case timedelta():  # a number shown as hours, minutes and seconds that ran
                    days = value / timedelta(days=1)
                    iso = moment(days, from_1904=False)
                    yield Cell(row, column, "date" if iso else "number", iso or days, write_number(days))
                case datetime() | date() | time():
                    iso = value.isoformat()
                    yield Cell(row, column, "date", iso, iso)
                case _:
                    yield Cell(row, column, "text", value, value)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
