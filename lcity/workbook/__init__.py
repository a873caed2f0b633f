"""The only reader of workbooks (.xlsx .xlsm .xls .xlsb .ods): a file in, its sheets and cells out."""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lcity.errors import LcityError
from lcity.workbook.package import MAX_FILE, MEBIBYTE, Package, naming

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")

# Bounds of what is kept. Excel itself allows 32,767 characters in a cell.
MAX_CELLS = 2_000_000
MAX_TEXT = 100_000
MAX_SHEETS = 1_000
MAX_MERGED = 100_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class Cell(NamedTuple):
    """One cell with content.

    `kind` is number, text, yes_no, error, date (a number shown as date or time) or empty_formula (its value
    was never stored). `value` is the number, text or boolean; of a date its ISO form (date, time of day, or
    both); of an error its text, as in #DIV/0!; of an empty formula None. `text` is what is stored: numbers
    (and the serial numbers of dates) as the shortest decimal that gives them.
    """

    row: int  # from 1
    column: int  # from 1
    kind: str
    value: float | str | bool | None
    text: str
    percent: bool = False  # shown as a percentage: 0.125 as 12,5%
    formula: bool = False
    hidden: bool = False  # its row or column is


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    hidden: bool
    cells: Mapping[tuple[int, int], Cell]  # by row and column
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column
    fonts: Mapping[tuple[int, int], str] = field(default_factory=dict)  # of cells in an old Vietnamese font


@dataclass(frozen=True, slots=True)
class Workbook:
    """What formats keep to themselves: in .xls and .xlsb formulas are not told from values; .xlsb also hides
    error cells (they are missing), percent formats, hidden rows and columns, and merged ranges.
    """

    path: Path
    format: str  # xlsx | xlsm | xls | xlsb | ods
    sheets: tuple[Sheet, ...]  # worksheets in their order; chart sheets are left out


def read(path: Path) -> Workbook:
    """Reads every worksheet. What the file is shows in its content, never in its ending.

    Raises LcityError: file-missing, is-folder, not-readable, file-empty, not-a-workbook (-but, -archive,
    -table), workbook-encrypted, workbook-broken, workbook-no-sheets, workbook-too-large (-inside, -parts,
    -cells, -text, -sheets).
    """
    # Each format's reader is imported when a file asks for it: .xlsx must not wait for the others.
    from lcity.workbook import signature

    with naming(path):
        data = load(path)
        kind, package = signature.recognise(data)
        sheets = _read_sheets(path, kind, package)
        if not sheets:
            raise LcityError("workbook-no-sheets")
        return Workbook(path, kind, sheets)


def _read_sheets(path: Path, kind: str, package: Package | None) -> tuple[Sheet, ...]:
    if package is None or kind == "xlsb":
        from lcity.workbook import child

        if package is not None:
            package.check()
        return child.ask(path, kind)
    if kind == "ods":
        from lcity.workbook import ods

        return ods.read(package)
    from lcity.workbook import xlsx

    return xlsx.read(package)


def load(path: Path) -> bytes:
    """The bytes of a file of at most MAX_FILE. Raises LcityError where there is nothing to read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise LcityError("is-folder")
        if not stat.S_ISREG(status.st_mode):  # a pipe or device might never end
            raise LcityError("not-a-workbook")
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        raise LcityError("file-missing") from None
    except OSError:
        raise LcityError("not-readable") from None
    if len(data) > MAX_FILE:
        raise LcityError("workbook-too-large", limit=MAX_FILE // MEBIBYTE)
    if not data:
        raise LcityError("file-empty")
    return data


def find_workbooks(path: Path) -> list[Path]:
    """A file gives itself; a folder the workbooks in and below it, sorted, without what systems leave there.

    Raises LcityError file-missing or not-readable.
    """

    def refuse(error: OSError) -> None:
        raise LcityError("not-readable", file=str(error.filename)) from None

    if not path.is_dir():
        if not path.exists():
            raise LcityError("file-missing", file=str(path))
        return [path]
    found = []
    for folder, folders, files in os.walk(path, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
        # ~$ is the lock file that Excel lays beside an open workbook.
        names = (name for name in files if not name.startswith((".", "~$")))
        found += [Path(folder, name) for name in names if name.lower().endswith(SUFFIXES)]
    return sorted(found)


def address(row: int, column: int) -> str:
    """(4, 3) is C4."""
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(column: int) -> str:
    """3 is C."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def position(address: str) -> tuple[int, int]:
    """C4 is (4, 3). Raises ValueError for what is no cell of a sheet."""
    match = _ADDRESS.fullmatch(address)
    if match:
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        row = int(match[2])
        if row <= LAST_ROW and column <= LAST_COLUMN:
            return row, column
    raise ValueError(address)


def write_number(value: float) -> str:
    """The shortest decimal that reads back as the same number: 0.1, 12, 1000000000000000000000000."""
    text = repr(value)
    if "e" in text:
        text = format(Decimal(text), "f")
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text
