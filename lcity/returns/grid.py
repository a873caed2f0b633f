"""A sheet in; out comes the same sheet by rows, where every cell knows the merged range that covers it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from lcity.workbook import Cell, Sheet

# Bounds for merged ranges: no form comes near, a file made to hurt would.
TALLEST, WIDEST, MOST_COVERED = 500, 200, 500_000


class Span(NamedTuple):
    """A merged range."""

    top: int
    left: int
    bottom: int
    right: int


class Grid:
    """The cells of a sheet by row, those of a row from left to right."""

    def __init__(self, sheet: Sheet) -> None:
        self.cells = sheet.cells
        self.rows: dict[int, list[Cell]] = {}
        for place in sorted(sheet.cells):
            self.rows.setdefault(place[0], []).append(sheet.cells[place])
        self.numbers = list(self.rows)
        self._spans = self._cover([Span(*span) for span in sheet.merged])

    def _cover(self, spans: Sequence[Span]) -> dict[tuple[int, int], Span]:
        """Which range covers which cell. Rows, columns and ranges without content do not count."""
        columns = sorted({column for _, column in self.cells}) if spans else []
        covered: dict[tuple[int, int], Span] = {}
        for span in spans:
            if (span.top, span.left) not in self.cells or len(covered) > MOST_COVERED:
                continue
            across = columns[bisect_left(columns, span.left) : bisect_right(columns, span.right)][:WIDEST]
            covered.update(((row, column), span) for row in self.within(span) for column in across)
        return covered

    def cell(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))

    def span(self, row: int, column: int) -> Span | None:
        """The merged range that covers a cell."""
        return self._spans.get((row, column))

    def spanned(self, row: int, column: int) -> Cell | None:
        """The cell itself, or the one whose merged range covers it."""
        found = self.cells.get((row, column))
        if found is None and (span := self._spans.get((row, column))) is not None:
            return self.cells.get((span.top, span.left))
        return found

    def within(self, span: Span) -> list[int]:
        """The rows with content that a merged range covers."""
        first = bisect_left(self.numbers, span.top)
        return self.numbers[first : min(bisect_right(self.numbers, span.bottom), first + TALLEST)]

    def below(self, row: int, count: int) -> list[int]:
        """The rows with content among the `count` rows after this one."""
        first = bisect_right(self.numbers, row)
        return self.numbers[first : bisect_right(self.numbers, row + count)]
