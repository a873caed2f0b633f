"""Where things stand on a sheet: its tables (header rows and what each column holds) and its heading lines."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lcity.text import clean, near
from lcity.vocabulary import Vocabulary
from lcity.workbook import Cell, Sheet

HEADER_DEPTH = 4  # rows that one header may span
LONGEST_LABEL = 80
FIGURES = frozenset({"value", "result", "part", "whole", "previous", "target", "verdict"})
NAMES = frozenset({"code", "title", "number"})
REPEATABLE = frozenset({"title", "note", "evidence", "number"})  # several such columns do no harm
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet. `columns` tells the role of each column, `rows` are those below the header."""

    header: tuple[int, int]
    columns: Mapping[int, str]
    rows: tuple[int, ...]
    labels: Mapping[int, str]  # the header's own words, for messages

    def column(self, role: str) -> int:
        """The first column of a role, 0 where there is none."""
        return min((c for c, r in self.columns.items() if r == role), default=0)


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in a header that a person must look at."""

    code: str
    row: int
    column: int
    values: Mapping[str, object]


@dataclass(slots=True)
class Layout:
    tables: list[Table] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)


class Grid:
    """A sheet by rows, where a merged range has its text in every cell."""

    def __init__(self, sheet: Sheet) -> None:
        self.cells = sheet.cells
        self.rows: dict[int, list[Cell]] = {}
        for cell in sheet.cells.values():
            self.rows.setdefault(cell.row, []).append(cell)
        self._spans: dict[int, list[tuple[int, int, int, int]]] = {}
        for span in sheet.merged:
            for row in range(span[0], min(span[2], span[0] + 500) + 1):
                self._spans.setdefault(row, []).append(span)

    def cell(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))

    def spanned(self, row: int, column: int) -> Cell | None:
        """The cell itself, or the one whose merged range covers it."""
        found = self.cells.get((row, column))
        if found is None:
            for top, left, bottom, right in self._spans.get(row, ()):
                if top <= row <= bottom and left <= column <= right:
                    return self.cells.get((top, left))
        return found

    def wide(self, row: int, column: int) -> int:
        """The last column of the merged range that covers a cell, or its own column."""
        for top, left, bottom, right in self._spans.get(row, ()):
            if top <= row <= bottom and left <= column <= right:
                return right
        return column


def find(sheet: Sheet, vocabulary: Vocabulary) -> Layout:
    """The tables of a sheet, top to bottom; none where no header row is found."""
    grid = Grid(sheet)
    numbers = sorted(grid.rows)
    starts = list(_headers(grid, numbers, vocabulary))
    layout = Layout()
    for position, (first, last) in enumerate(starts):
        end = starts[position + 1][0] if position + 1 < len(starts) else numbers[-1] + 1
        columns, labels = _columns(grid, first, last, vocabulary, layout.oddities)
        rows = tuple(r for r in numbers if last < r < end)
        layout.tables.append(Table((first, last), columns, rows, labels))
    return layout


def _headers(grid: Grid, numbers: list[int], vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """First and last row of each header."""
    done = 0
    for row in numbers:
        if row <= done:
            continue
        roles = _roles(grid, row, vocabulary)
        if len(roles) < 2 or not roles & FIGURES or not (roles & NAMES or _below(grid, row, vocabulary) & NAMES):
            continue
        last = row
        for deeper in range(row + 1, row + HEADER_DEPTH):
            if not _continues(grid, row, deeper, vocabulary):
                break
            last = deeper
        done = last
        yield row, last


def _roles(grid: Grid, row: int, vocabulary: Vocabulary) -> set[str]:
    found = (vocabulary.role(cell.text) for cell in grid.rows.get(row, ()) if _is_label(cell))
    return {role for role in found if role}


def _below(grid: Grid, row: int, vocabulary: Vocabulary) -> set[str]:
    return {role for r in range(row + 1, row + HEADER_DEPTH) for role in _roles(grid, r, vocabulary)}


def _is_label(cell: Cell) -> bool:
    return cell.kind == "text" and len(cell.text) <= LONGEST_LABEL


def _continues(grid: Grid, first: int, row: int, vocabulary: Vocabulary) -> bool:
    """Whether a row still belongs to the header: sub-labels under a merged label, years, or column numbers."""
    cells = grid.rows.get(row, [])
    if not cells:
        # a row without own cells is part of the header only while a label is merged down through it
        return any(
            (above := grid.spanned(row, column)) is not None and above.row >= first
            for column in {c.column for c in grid.rows.get(first, ())}
        )
    if all(re.fullmatch(r"\(?[0-9A-Za-z]{1,3}\)?(\s*=.*)?", clean(cell.text)) for cell in cells):
        return len(cells) >= 3
    texts = [cell for cell in cells if cell.kind == "text"]
    labels = [cell for cell in texts if vocabulary.role(cell.text) or YEAR.search(cell.text)]
    under = [cell for cell in labels if (up := grid.spanned(row - 1, cell.column)) is not None and up.row >= first]
    return bool(under) and len(labels) >= len(cells) / 2


def _columns(
    grid: Grid, first: int, last: int, vocabulary: Vocabulary, oddities: list[Oddity]
) -> tuple[dict[int, str], dict[int, str]]:
    """The role of each column by its deepest known label; two columns of a year each become now and before."""
    reach = {column for row in range(first, last + 1) for cell in grid.rows.get(row, ()) for column in _across(grid, cell)}
    roles: dict[int, str] = {}
    labels: dict[int, str] = {}
    strange: dict[int, str] = {}
    for column in sorted(reach):
        stack = [cell for row in range(first, last + 1) if (cell := grid.spanned(row, column)) is not None]
        texts = list(dict.fromkeys(clean(cell.text) for cell in stack if _is_label(cell) or YEAR.search(cell.text)))
        labels[column] = " / ".join(texts)
        role = next((r for text in reversed(texts) if (r := vocabulary.role(text))), None)
        if role:
            roles[column] = role
        elif texts:
            strange[column] = texts[-1]
    _settle_years(roles, labels)
    _refuse_twins(roles, labels, first, oddities)
    for column, label in strange.items():
        guess = near(label, vocabulary.labels)
        if guess and vocabulary.role(guess) not in roles.values():
            oddities.append(Oddity("near-column", last, column, {"label": label, "near": guess}))
    return roles, labels


def _across(grid: Grid, cell: Cell) -> range:
    return range(cell.column, min(grid.wide(cell.row, cell.column), cell.column + 60) + 1)


def _settle_years(roles: dict[int, str], labels: dict[int, str]) -> None:
    """«Kết quả 2021 | Kết quả 2022»: the later year is the result, the year before it is the period before."""
    for role in ("value", "result"):
        years = {c: int(m[-1]) for c, r in roles.items() if r == role and (m := YEAR.findall(labels[c]))}
        if len(years) < 2 or len(set(years.values())) < len(years) or len(years) < list(roles.values()).count(role):
            continue
        newest = max(years.values())
        for column, year in years.items():
            if year == newest - 1 and "previous" not in roles.values():
                roles[column] = "previous"
            elif year != newest:
                roles[column] = "older"


def _refuse_twins(roles: dict[int, str], labels: dict[int, str], row: int, oddities: list[Oddity]) -> None:
    """Two columns that claim one role: neither is read, and that is said."""
    for role in set(roles.values()) - REPEATABLE - {"older"}:
        twins = [c for c, r in roles.items() if r == role]
        if len(twins) > 1:
            for column in twins:
                del roles[column]
            names = {"label": labels[twins[0]], "others": twins[1:]}
            oddities.append(Oddity("column-twice", row, twins[0], names))
