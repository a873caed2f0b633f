"""A sheet in; out come its tables: header rows, labels of the columns, rows below, lines above."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from lcity.returns.grid import Grid
from lcity.returns.labels import (
    FIGURES,
    INDEX,
    LONGEST_LABEL,
    YEAR,
    Column,
    is_known,
    read_column,
    read_label,
)
from lcity.text import clean
from lcity.workbook import Cell

HEADER_DEPTH = 4  # rows that one header may span
WIDEST = 200  # columns of a table
LINES_ABOVE = 3  # lines between two tables that may speak of the lower one
NAMES = frozenset({"code", "title"})
# A header with a name and one of these is that of a table to read.
TELLING = FIGURES | {"previous", "previous_result", "target", "verdict", "met"}
# One with a name and one of these only is a table too: it ends the one above, though nothing in it can be
# read.
BESIDE = frozenset({"number", "unit", "evidence", "note", "reason", "code", "title"})


class Table(NamedTuple):
    """One table of a sheet: its header, the labels of its columns, and the rows down to the next header."""

    first: int
    last: int  # the header's rows
    columns: Mapping[int, Column]
    rows: tuple[int, ...]
    above: tuple[str, ...]  # the lines right above the header, from below to above


def find(grid: Grid) -> list[Table]:
    """The tables of a sheet from top to bottom."""
    headers = list(_headers(grid))
    tables = []
    for number, (first, last, columns) in enumerate(headers):
        end = headers[number + 1][0] if number + 1 < len(headers) else grid.numbers[-1] + 1
        rows = tuple(row for row in grid.numbers if last < row < end)
        tables.append(Table(first, last, columns, rows, tuple(_lines_above(grid, first))))
    return tables


def _headers(grid: Grid) -> Iterator[tuple[int, int, dict[int, Column]]]:
    """First and last row of each header, and its columns."""
    done = 0
    for row in grid.numbers:
        cells = grid.rows[row]
        if row <= done or len(cells) < 2 or not any(_is_label(cell) for cell in cells):
            continue
        last = _last_row(grid, row)
        columns = _columns(grid, row, last)
        if _is_header(columns):
            done = last
            yield row, last, columns


def _is_label(cell: Cell) -> bool:
    return cell.kind == "text" and len(cell.text) <= LONGEST_LABEL and bool(read_label(cell.text).roles)


def _is_header(columns: Mapping[int, Column]) -> bool:
    """A column of names, and another that says what the table is for, be it not clear what."""
    roles = [column.either or {column.role} for column in columns.values() if column.role or column.either]
    named = [
        column
        for column in columns.values()
        if column.either & NAMES or column.role in NAMES or column.role == "number"
    ]
    telling = sum(bool(found & TELLING) for found in roles) + sum(bool(c.doubt) for c in columns.values())
    beside = sum(bool(found & BESIDE) for found in roles)
    return bool(named) and len(columns) > 1 and (telling > 0 or beside > 1)


def _last_row(grid: Grid, first: int) -> int:
    """The last row of the header that begins here."""
    last = first
    merged = [
        span.bottom for cell in grid.rows[first] if (span := grid.span(cell.row, cell.column)) is not None
    ]
    bottom = max((row for row in merged if row < first + HEADER_DEPTH), default=first)
    for row in grid.below(first, HEADER_DEPTH - 1):
        if row > bottom and not _continues(grid, first, row):
            break
        last = row
    return last


def _continues(grid: Grid, first: int, row: int) -> bool:
    """Whether a row still belongs to the header: labels under labels, or the numbers of columns."""
    cells = grid.rows[row]
    texts = [clean(cell.text) for cell in cells]
    if _is_index(texts):
        return True
    if not all(_may_be_label(cell) for cell in cells):
        return False
    grouped = [_under_group(grid, first, cell) for cell in cells]
    if len(cells) == 1:
        return grouped[0]  # a line such as «Năm 2022» is no second row of labels
    return all(under or is_known(cell.text) for cell, under in zip(cells, grouped, strict=True))


def _may_be_label(cell: Cell) -> bool:
    if cell.kind == "number":
        return YEAR.fullmatch(cell.text) is not None
    return cell.kind == "text" and len(cell.text) <= LONGEST_LABEL


def _under_group(grid: Grid, first: int, cell: Cell) -> bool:
    """Whether a label of the header above is merged over this and other columns."""
    for row in range(first, cell.row):
        span = grid.span(row, cell.column)
        if span is not None and span.top >= first and span.right > span.left and span.bottom < cell.row:
            return True
    return False


def _is_index(texts: Sequence[str]) -> bool:
    """(1) (2) (3), or A B 1 2 3=2/1: letters first, then numbers that count up."""
    if len(texts) < 3 or not all(INDEX.fullmatch(text) for text in texts):
        return False
    heads = [text.split("=")[0].strip(" ()") for text in texts]
    numbers = [int(head) for head in heads if head.isdigit()]
    letters = [head for head in heads if not head.isdigit()]
    counted = all(after - before == 1 for before, after in pairwise(numbers))
    return counted and heads[: len(letters)] == letters and letters == sorted(letters)


def _columns(grid: Grid, first: int, last: int) -> dict[int, Column]:
    """What stands over each column, where it says something."""
    rows = [row for row in range(first, last + 1) if row in grid.rows]
    reach = {cell.column for row in rows for cell in grid.rows[row]}
    for row in rows:
        spans = (grid.span(row, cell.column) for cell in grid.rows[row])
        reach |= {
            column
            for span in spans
            if span
            for column in range(span.left, min(span.right, span.left + WIDEST) + 1)
        }
    found = {}
    for column in sorted(reach)[:WIDEST]:
        stack = [
            cell for row in rows if (cell := grid.spanned(row, column)) is not None and cell.row >= first
        ]
        read = read_column(tuple(clean(cell.text) for cell in stack if _may_be_label(cell)))
        if read is not None:
            found[column] = read
    return found


def _lines_above(grid: Grid, first: int) -> Iterator[str]:
    """The lines right above a header, up to the first that is a row of something else."""
    above = [row for row in grid.numbers if first - LINES_ABOVE <= row < first]
    for row in reversed(above):
        cells = grid.rows[row]
        if len(cells) > 2 or any(cell.kind != "text" for cell in cells):
            return
        yield from (cell.text for cell in cells)
