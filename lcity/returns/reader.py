"""One laid-out table in; out come its answers, each with its cell, and what was odd in its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lcity import numbers, targets
from lcity.model import Finding, Indicator, Place
from lcity.numbers import State
from lcity.returns import columns, totals
from lcity.returns.answer import (
    ODD_KINDS,
    as_float,
    holds_figure,
    holds_number,
    interpret,
    interpret_level,
    shown,
)
from lcity.returns.book import Book
from lcity.returns.columns import Roles
from lcity.returns.grid import Grid
from lcity.returns.labels import units_above, units_in_label
from lcity.returns.layout import Table
from lcity.returns.naming import Naming
from lcity.returns.picking import FOR_ALL, NUMERIC, Picking
from lcity.returns.returned import Answer, Empty
from lcity.returns.rows import Match
from lcity.text import clean, near
from lcity.vocabulary import vocabulary
from lcity.workbook import Cell, Sheet, address

WORDED = frozenset({"target", "evidence", "met", "verdict", "reason", "note"})
NOW = NUMERIC - {"previous", "previous_result"}
NOTHING_ASKED = FOR_ALL | {State.NONE}


@dataclass(slots=True)
class Decimals:
    """The decimal mark of each column, decided by the column, else by the whole file."""

    file: str | None
    columns: dict[int, str | None] = field(default_factory=dict)

    def of(self, column: int) -> str | None:
        return self.columns.get(column) or self.file


@dataclass
class TableReader:
    """Reads one table into its book."""

    book: Book
    sheet: Sheet
    grid: Grid
    table: Table
    roles: Roles
    decimals: Decimals

    def read(self) -> None:
        for odd in self.roles.oddities:
            self._note(odd.code, self.table.last, odd.column, **odd.values)
        self._offer_near()
        self._note_unread()
        others = self.naming.other_periods(self.book.year)
        for row, match in self.naming.matches.items():
            if row in others:
                if match.item:
                    self._note_other_period(others[row])
            elif match.item:
                self._row(row, match)
            elif not match.heading or match.other:
                self._unmatched(row)
        self._note_totals()

    @cached_property
    def naming(self) -> Naming:
        return Naming(self.grid, self.table, self.roles, self.book.matcher, self.book.trusted)

    @cached_property
    def picking(self) -> Picking:
        return Picking(self.book.criteria, self.grid, self.roles, self.naming.matches, self._note_merged)

    @cached_property
    def units_above(self) -> list[str]:
        return list(units_above(self.table.above))

    def _row(self, row: int, match: Match) -> None:
        self.book.found.matched += 1
        if match.oddity:
            named = self.roles.columns("code") + self.roles.columns("title")
            column = named[0] if named else self.grid.rows[row][0].column
            self._note(match.oddity, row, column, item=match.item, other=match.other)
            if match.oddity == "code-and-title-differ":
                return  # whose figures these are is not known
        cells = self.picking.cells(row)
        chosen = self.picking.choose(match.item, cells)
        self._keep_empty(row, match.item, cells)
        for column, cell in cells.items():
            role = self.roles.by_column[column]
            if role in NUMERIC and column not in chosen:
                self._note_unclear(cell, match.item, column)
            elif role in NUMERIC:
                self._figure(row, cell, match.item, chosen[column], column)
            elif role in WORDED:
                self._worded(cell, match.item, role, column)

    def _keep_empty(self, row: int, item: str, cells: Mapping[int, Cell]) -> None:
        """Remembers the cell for a figure, and the one for evidence, where nobody filled them in."""
        held = {self.roles.by_column[column] for column in cells}
        indicator = item in self.book.criteria.measured
        fitting = ("result", "value") if indicator else ("value", "result")
        empty = self.book.found.empty
        if not held & NOW:
            column = next((c for role in fitting for c in self.roles.columns(role)), 0)
            if column and self._is_blank(row, column):
                empty.append(Empty(item, "figure", self.sheet.name, address(row, column)))
        if "evidence" not in held:
            column = next(iter(self.roles.columns("evidence")), 0)
            if column and self._is_blank(row, column):
                item = self.book.matcher.indicator_of.get(item, item)
                empty.append(Empty(item, "evidence", self.sheet.name, address(row, column)))

    def _is_blank(self, row: int, column: int) -> bool:
        """Whether nothing stands there; spaces are nothing."""
        cell = self.grid.spanned(row, column)
        return cell is None or (cell.kind == "text" and not clean(cell.text))

    def _figure(self, row: int, cell: Cell, item: str, role: str, column: int) -> None:
        indicator = self.book.criteria.measured.get(item)
        if role in ("part", "whole"):
            ratio = indicator is not None and bool(indicator.measure.whole)
            question = getattr(indicator.measure, role) if indicator is not None and ratio else ""
            if question:
                self._add(cell, question, "figure", column)
            else:
                self._note("figure-not-used", cell.row, cell.column, item=item, raw=shown(cell))
        elif indicator is not None and indicator.parts and holds_number(cell):
            parts = [part.code for part in indicator.parts]
            self._note("figure-of-parts", cell.row, cell.column, item=item, raw=shown(cell), others=parts)
        elif role == "previous":
            self._add(cell, item, "previous", column, self._other_unit(row, item, column))
        else:
            self._add(
                cell,
                item,
                "figure" if indicator is None else "result",
                column,
                self._other_unit(row, item, column),
            )

    def _other_unit(self, row: int, item: str, column: int) -> str:
        """What the unit column or the header says, where that is surely another unit than the item's."""
        places = self.roles.columns("unit")
        cell = self.grid.spanned(row, places[0]) if len(places) == 1 else None
        if cell is not None and cell.kind == "text":
            return self.book.other_unit(item, [cell.text])
        question = item in self.book.criteria.questions
        said = units_in_label(self.roles.labels[column], question) or self.units_above
        return self.book.other_unit(item, said)

    def _worded(self, cell: Cell, item: str, role: str, column: int) -> None:
        criteria = self.book.criteria
        item = (
            self.book.matcher.indicator_of.get(item, item) if role in ("target", "met", "evidence") else item
        )
        indicator = criteria.measured.get(item)
        if role == "met" and holds_number(cell):
            self._note_unclear(cell, item, column)
        if role != "target":
            self._add(cell, item, role, column)
        elif indicator is not None:
            self._add(cell, item, role, column)
            self._target(cell, indicator, self.decimals.of(column))
        elif (
            self.grid.span(cell.row, cell.column) is None and interpret(cell, ",").state not in NOTHING_ASKED
        ):
            self._note("unreadable-target", cell.row, cell.column, item=item, raw=shown(cell))

    def _target(self, cell: Cell, indicator: Indicator, decimal: str | None) -> None:
        """The office's own requirement. Where it only repeats the set's, the set's with its source stays."""
        if cell.kind == "number" and isinstance(cell.value, float):
            target = targets.read_number(cell.value, cell.percent, indicator)
        else:
            target = targets.read(cell.text, indicator, decimal) if cell.kind == "text" else None
        if target is not None:
            place = Place(self.book.found.file, self.sheet.name, address(cell.row, cell.column))
            self.book.add_target(target._replace(typed=shown(cell), place=str(place)), place, indicator.code)
        elif not indicator.expert:
            self._note("unreadable-target", cell.row, cell.column, item=indicator.code, raw=shown(cell))

    def _add(self, cell: Cell, item: str, role: str, column: int, unit: str = "") -> None:
        found = self.book.found
        if role in WORDED:
            judged = vocabulary().verdict(shown(cell)) if role in ("met", "verdict") else None
            reading, state = numbers.Reading(State.UNREAD), judged or "unread"
        else:
            levels = self.book.matcher.levels.get(item)
            reading = (
                interpret(cell, self.decimals.of(column)) if levels is None else interpret_level(cell, levels)
            )
            state = str(reading.state) if cell.kind not in ODD_KINDS else cell.kind
        percent = reading.percent or cell.percent
        found.answers.append(
            Answer(
                unit=found.unit,
                period=found.period,
                item=item,
                role=role,
                type=self.book.types[item],
                state=state,
                value=as_float(reading.value),
                part=as_float(reading.part),
                whole=as_float(reading.whole),
                percent=percent,
                wording=reading.unit or ("" if percent or reading.value is None else unit),
                other=as_float(reading.other),
                raw=shown(cell),
                file=found.file,
                sheet=self.sheet.name,
                cell=address(cell.row, cell.column),
                hidden=cell.hidden or self.sheet.hidden,
                formula=cell.formula,
            )
        )

    # What is not read

    def _unmatched(self, row: int) -> None:
        """A row that names nothing of the set: said where it holds a figure and is no total."""
        cells = (self.grid.spanned(row, column) for column in self.roles.columns(*NUMERIC))
        held = [cell for cell in cells if cell is not None and cell.row == row and holds_figure(cell)]
        names = [
            *self.naming.names(row, "title"),
            *self.naming.names(row, "code"),
            *self.naming.names(row, "number"),
        ]
        if not held or any(vocabulary().total(name) for name in names):
            return
        name = (
            names[0]
            if names
            else next((c.text for c in self.grid.rows[row] if c.kind == "text"), held[0].text)
        )
        code = next(self.naming.names(row, "code"), "")
        close = self.book.matcher.nearest(code, name) if self.book.may_look() else ""
        self._note("unknown-row", row, held[0].column, raw=clean(name)[:200], other=close)

    def _note_unread(self) -> None:
        """A table of known rows where no column says that it holds figures."""
        told = any(odd.code != "near-column" for odd in self.roles.oddities)
        if told or any(role in NUMERIC | WORDED - {"note"} for role in self.roles.by_column.values()):
            return
        for row, match in self.naming.matches.items():
            figures = [
                c for c in self.grid.rows[row] if c.column not in self.roles.by_column and c.kind == "number"
            ]
            if match.item and figures:
                values = {"expected": vocabulary().example_labels()}
                self._note("no-table", self.table.last, figures[0].column, **values)
                return

    def _note_unclear(self, cell: Cell, item: str, column: int) -> None:
        if holds_figure(cell) and interpret(cell, ",").state not in NOTHING_ASKED:
            values = {"raw": shown(cell), "label": self.roles.labels[column]}
            self._note("figure-unclear", cell.row, cell.column, item=item, **values)

    def _note_merged(self, cell: Cell) -> None:
        if self.book.first_time(self.sheet.name, cell):
            self._note("merged-figure", cell.row, cell.column, raw=shown(cell))

    def _note_other_period(self, line: Cell) -> None:
        if self.book.first_time(self.sheet.name, line):
            values = {"label": clean(line.text), "period": str(self.book.year or "")}
            self._note("other-period", line.row, line.column, **values)

    def _note_totals(self) -> None:
        marks = {column: self.decimals.of(column) for column in self.roles.by_column}
        for wrong in totals.find(self.naming, marks, self.book.criteria):
            ends = {
                name: address(cell.row, cell.column)
                for name, cell in (("first", wrong.first), ("last", wrong.last))
            }
            values = {"total": wrong.total, "sum": wrong.sum, **ends}
            self._note("total-is-not-the-sum", wrong.cell.row, wrong.cell.column, **values)

    def _offer_near(self) -> None:
        """Labels that come near a known one: offered, never taken."""
        present = set(self.roles.by_column.values())
        for column, label in columns.unknown(self.table).items():
            guess = near(label, vocabulary().labels) if self.book.may_look() else None
            if guess and not vocabulary().roles(guess) & present:
                self._note("near-column", self.table.last, column, label=label, near=guess)

    def _note(self, code: str, row: int, column: int, **values: object) -> None:
        place = Place(self.book.found.file, self.sheet.name, address(row, column))
        item = str(values.pop("item", ""))
        self.book.found.findings.append(Finding(code, place, item, values))
