"""A row of a table in; out come the cells that speak for it, and as what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lcity.model import Criteria
from lcity.numbers import State
from lcity.returns.answer import interpret
from lcity.returns.columns import Roles
from lcity.returns.grid import WIDEST, Grid, Span
from lcity.returns.rows import Match
from lcity.workbook import Cell

NUMERIC = frozenset({"value", "result", "part", "whole", "previous", "previous_result"})
OWN = NUMERIC | {"verdict", "target"}  # what a merged range gives to one row only, or to none
# Words that hold for every row which they are merged over.
FOR_ALL = frozenset({State.NOT_COLLECTED, State.NOT_APPLICABLE, State.BLANK})


@dataclass
class Picking:
    """Picks the cells of the rows of one table. `note_merged` hears of figures that several may own."""

    criteria: Criteria
    grid: Grid
    roles: Roles
    matches: Mapping[int, Match]
    note_merged: Callable[[Cell], None]

    def cells(self, row: int) -> dict[int, Cell]:
        """The cells that speak for a row, by column."""
        found = ((column, self._cell(row, column)) for column in self.roles.by_column)
        return {column: cell for column, cell in found if cell is not None}

    def _cell(self, row: int, column: int) -> Cell | None:
        """The cell that speaks for a row in a column; None where none does, or for whom is not clear."""
        cell, span = self.grid.spanned(row, column), self.grid.span(row, column)
        if cell is None or (cell.kind == "text" and not cell.text.strip()):
            return None
        if span is None:
            return cell
        if self.roles.by_column[column] not in OWN:
            return cell if cell.column == column else None
        if cell.column != column and self.roles.by_column.get(cell.column, "value") not in OWN:
            return None  # a name or a note that is merged over the columns of figures
        return cell if self._speaks_for(row, column, cell, span) else None

    def _speaks_for(self, row: int, column: int, cell: Cell, span: Span) -> bool:
        """Whether a merged cell speaks for this row: for one row only, for none where several may own it."""
        across = range(span.left, min(span.right, span.left + WIDEST) + 1)
        columns = [c for c in across if self.roles.by_column.get(c) in OWN]
        rows = [r for r in self.grid.within(span) if r in self.matches and self.matches[r].item]
        if self.roles.by_column[column] == "target" and len(columns) == 1:
            return True
        if len(columns) > 1 or len({self.matches[r].item for r in rows}) > 1:
            if cell.kind == "text" and interpret(cell, ",").state in FOR_ALL:
                return True
            self.note_merged(cell)
            return False
        return row == rows[0]

    def choose(self, item: str, cells: Mapping[int, Cell]) -> dict[int, str]:
        """Which of the columns of figures an item is answered in, and as what: now, previous, part or whole.

        Where there are columns for figures and for results, a figure such as 48 belongs to a question, a
        result such as 94,1% to an indicator. Only what shows its kind by itself («48/51», «94,1%») may stand
        in the other column.
        """
        by_role = {self.roles.by_column[column]: column for column in cells}
        chosen: dict[int, str] = {by_role[role]: role for role in ("part", "whole") if role in by_role}
        for figure, result, role in (("value", "result", "now"), ("previous", "previous_result", "previous")):
            both = bool(self.roles.columns(figure)) and bool(self.roles.columns(result))
            fitting, other = (result, figure) if item in self.criteria.measured else (figure, result)
            if fitting in by_role:
                chosen[by_role[fitting]] = role
            if other not in by_role:
                continue
            column = by_role[other]
            if not both or (fitting not in by_role and self._shows_kind(item, cells[column])):
                chosen[column] = role
        return chosen

    def _shows_kind(self, item: str, cell: Cell) -> bool:
        """Whether a cell in the less fitting column still cannot be mistaken."""
        reading = interpret(cell, ",")
        indicator = self.criteria.measured.get(item)
        if reading.state not in (State.NUMBER, State.AMBIGUOUS) or (
            indicator and not indicator.measure.whole
        ):
            return True
        return indicator is not None and (reading.percent or reading.part is not None)
