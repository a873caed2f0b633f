"""The rows of a table in; out comes what each is about, by every cell that names it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lcity.returns.columns import Roles
from lcity.returns.grid import Grid
from lcity.returns.labels import Caption, read_caption
from lcity.returns.layout import Table
from lcity.returns.rows import Match, Matcher
from lcity.workbook import Cell

SURE = ("", "unknown-code")  # the title says what the row is about, whatever is odd about its code


@dataclass
class Naming:
    """The names of the rows of one table. `trusted` where the codes are surely those of this very set."""

    grid: Grid
    table: Table
    roles: Roles
    matcher: Matcher
    trusted: bool

    @cached_property
    def matches(self) -> dict[int, Match]:
        return {row: self._match(row) for row in self.table.rows}

    def _match(self, row: int) -> Match:
        """What a row is about, by its code and the most telling of its titles."""
        code = next(self.names(row, "code"), "")
        found = [self._look_up(row, code, title) for title in (*self.names(row, "title"),) or ("",)]
        fitting = {match.item: match for match in found if match.item and match.oddity in SURE}
        if len(fitting) > 1:
            first, second = list(fitting.values())[:2]
            return first._replace(oddity="code-and-title-differ", other=second.item)
        return next((match for match in (*fitting.values(), *found) if match.item), found[0])

    def _look_up(self, row: int, code: str, title: str) -> Match:
        number = next(self.names(row, "number"), "")
        if not code and self.matcher.is_code(number):
            code = number  # codes often stand in the column «STT»
        match = self.matcher.match(code, title, trusted=self.trusted)
        if not match.item and not match.heading and not code and number:
            match = self.matcher.match(number, title, trusted=self.trusted)
        return match

    def names(self, row: int, role: str) -> Iterator[str]:
        """The texts that name a row, from the last such column to the first; those merged over it too."""
        for column in sorted(self.roles.columns(role), reverse=True):
            cell = self.grid.spanned(row, column)
            if cell is None or (cell.column != column and cell.column in self.roles.by_column):
                continue
            text = str(cell.value) if cell.kind == "date" else cell.text
            if cell.kind == "number" and role == "code" and self.matcher.may_have_lost_zero(text):
                continue  # 1.10 and 1.1 are one number: the title decides
            if text.strip():
                yield text

    def other_periods(self, year: int) -> dict[int, Cell]:
        """Rows below a line inside the table such as «Số liệu năm 2021», each with that line."""
        found: dict[int, Cell] = {}
        said: Cell | None = None
        for row, match in self.matches.items():
            cells = self.grid.rows[row]
            if not match.item and len(cells) == 1 and cells[0].kind == "text":
                caption = read_caption(cells[0].text)
                if caption is not None and (caption.year or caption.previous):
                    said = cells[0] if _is_other(caption, year) else None
            if said is not None:
                found[row] = said
        return found


def _is_other(caption: Caption, year: int) -> bool:
    return caption.other or caption.previous or (bool(caption.year and year) and caption.year != year)
