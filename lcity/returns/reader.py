"""One laid-out table in; out come its answers, each with its cell, and what was odd in its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lcity import numbers, targets
from lcity.model import Finding, Indicator, Place
from lcity.numbers import State
from lcity.returns.answer import ODD_KINDS, Answer, as_float, holds_figure, interpret, shown
from lcity.returns.book import Book
from lcity.returns.columns import Roles
from lcity.returns.grid import Grid
from lcity.returns.labels import Caption, read_caption
from lcity.returns.layout import Table
from lcity.returns.rows import Match
from lcity.text import bare, clean
from lcity.vocabulary import vocabulary
from lcity.workbook import Cell, Sheet, address

NUMERIC = frozenset({"value", "result", "part", "whole", "previous", "previous_result"})
WORDED = frozenset({"target", "evidence", "met", "verdict", "reason", "note"})
OWN = NUMERIC | {"verdict", "target"}  # what a merged range gives to one row only, or to none
# Words that hold for every row which they are merged over.
FOR_ALL = frozenset({State.NOT_COLLECTED, State.NOT_APPLICABLE, State.BLANK})
NOTHING_ASKED = FOR_ALL | {State.NONE}
MOST_HINTS = 50  # unknown rows of a workbook for which a near title is looked for


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
        self._note_unread()
        skipped = self._other_sections()
        for row, match in self.matches.items():
            if row in skipped:
                continue
            if match.item:
                self._row(row, match)
            elif not match.heading or match.other:
                self._unmatched(row)

    @cached_property
    def matches(self) -> dict[int, Match]:
        return {row: self._match(row) for row in self.table.rows}

    # Names

    def _match(self, row: int) -> Match:
        """What a row is about, by its code and the most telling of its titles."""
        code = next(self._names(row, "code"), "")
        found = [self._look_up(row, code, title) for title in (*self._names(row, "title"),) or ("",)]
        fitting = {match.item: match for match in found if match.item and not match.oddity}
        if len(fitting) > 1:
            first, second = list(fitting.values())[:2]
            return first._replace(oddity="code-and-title-differ", other=second.item)
        return next((match for match in (*fitting.values(), *found) if match.item), found[0])

    def _look_up(self, row: int, code: str, title: str) -> Match:
        matcher, trusted = self.book.matcher, self.book.trusted
        number = next(self._names(row, "number"), "")
        if not code and matcher.is_code(number):
            code = number  # codes often stand in the column «STT»
        match = matcher.match(code, title, trusted=trusted)
        if not match.item and not match.heading and not code and number:
            match = matcher.match(number, title, trusted=trusted)
        return match

    def _names(self, row: int, role: str) -> Iterator[str]:
        """The texts that name a row, from the last such column to the first; those merged over it too."""
        for column in sorted(self.roles.columns(role), reverse=True):
            cell = self.grid.spanned(row, column)
            if cell is None or (cell.column != column and cell.column in self.roles.by_column):
                continue
            text = str(cell.value) if cell.kind == "date" else cell.text
            if cell.kind == "number" and role == "code" and self.book.matcher.may_have_lost_zero(text):
                continue  # 1.10 and 1.1 are one number: the title decides
            if text.strip():
                yield text

    # Rows

    def _other_sections(self) -> set[int]:
        """Rows below a line such as «Số liệu năm 2021» or «Kế hoạch năm 2023» inside the table."""
        skipped: set[int] = set()
        noted: set[Cell] = set()
        said: Cell | None = None  # such a line
        for row, match in self.matches.items():
            cells = self.grid.rows[row]
            if not match.item and len(cells) == 1 and cells[0].kind == "text":
                caption = read_caption(cells[0].text)
                if caption is not None and (caption.year or caption.previous):
                    said = cells[0] if self._is_other(caption) else None
            if said is not None:
                skipped.add(row)
                if match.item and said not in noted:
                    noted.add(said)
                    values = {"label": clean(said.text), "period": self.book.year or ""}
                    self._note("other-period", said.row, said.column, **values)
        return skipped

    def _is_other(self, caption: Caption) -> bool:
        year = self.book.year
        return (
            caption.other or caption.previous or (bool(caption.year) and bool(year) and caption.year != year)
        )

    def _row(self, row: int, match: Match) -> None:
        self.book.found.matched += 1
        if match.oddity:
            columns = [
                *self.roles.columns("code"),
                *self.roles.columns("title"),
                self.grid.rows[row][0].column,
            ]
            self._note(match.oddity, row, columns[0], item=match.item, other=match.other)
            if match.oddity == "code-and-title-differ":
                return  # whose figures these are is not known
        cells = {
            column: cell
            for column in self.roles.by_column
            if (cell := self._cell_for(row, column)) is not None
        }
        chosen = self._choose(match.item, cells)
        for column, cell in cells.items():
            role = self.roles.by_column[column]
            if role in NUMERIC and column not in chosen:
                self._note_unclear(cell, match.item, column)
            elif role in NUMERIC:
                self._figure(row, cell, match.item, chosen[column], column)
            elif role in WORDED:
                self._worded(cell, match.item, role, column)

    def _cell_for(self, row: int, column: int) -> Cell | None:
        """The cell that speaks for a row in a column; None where none does, or it is not clear for whom."""
        cell, role = self.grid.spanned(row, column), self.roles.by_column[column]
        if cell is None or (cell.kind == "text" and not cell.text.strip()):
            return None
        if (cell.row, cell.column) == (row, column) and self.grid.span(row, column) is None:
            return cell
        if role not in OWN:
            return cell if cell.column == column else None
        span = self.grid.span(row, column)
        if span is None:
            return cell
        if cell.column != column and self.roles.by_column.get(cell.column, role) not in OWN:
            return None  # a name or a note that is merged over the columns of figures
        asked = [
            c
            for c in range(span.left, min(span.right, span.left + 50) + 1)
            if self.roles.by_column.get(c) in OWN
        ]
        about = {m.item for r, m in self.matches.items() if span.top <= r <= span.bottom and m.item}
        if role == "target" and len(asked) == 1:
            return cell
        if len(asked) > 1 or len(about) > 1:
            if cell.kind == "text" and interpret(cell, ",").state in FOR_ALL:
                return cell
            self._note_merged(cell)
            return None
        first = min(r for r, m in self.matches.items() if span.top <= r <= span.bottom and m.item)
        return cell if row == first else None

    def _choose(self, item: str, cells: Mapping[int, Cell]) -> dict[int, str]:
        """Which of the columns of figures this item is answered in, and as what.

        Where there are columns for figures and for results, a figure such as 48 belongs to a question, a
        result such as 94,1% to an indicator. Only what shows its kind by itself («48/51», «94,1%») may stand
        in the other column.
        """
        by_role = {self.roles.by_column[column]: column for column in cells}
        chosen: dict[int, str] = {by_role[role]: role for role in ("part", "whole") if role in by_role}
        for figure, result, role in (("value", "result", "now"), ("previous", "previous_result", "previous")):
            both = figure in self.roles.by_column.values() and result in self.roles.by_column.values()
            ratio = self._is_ratio(item)
            first, second = (
                (result, figure) if ratio or (item in self.book.criteria.indicators) else (figure, result)
            )
            if first in by_role:
                chosen[by_role[first]] = role
            if second in by_role and (
                not both or (first not in by_role and self._shows_kind(item, cells[by_role[second]], ratio))
            ):
                chosen[by_role[second]] = role
        return chosen

    def _is_ratio(self, item: str) -> bool:
        one = self.book.criteria.indicators.get(item)
        return one is not None and bool(one.measure.whole)

    def _shows_kind(self, item: str, cell: Cell, ratio: bool) -> bool:
        """Whether a cell in the less fitting column still cannot be mistaken."""
        reading = interpret(cell, ",")
        if not ratio:
            return item in self.book.criteria.indicators or reading.state is not State.NUMBER
        return reading.state is not State.NUMBER or reading.percent or reading.part is not None

    def _figure(self, row: int, cell: Cell, item: str, role: str, column: int) -> None:
        indicator = self.book.criteria.indicators.get(item)
        if role in ("part", "whole"):
            question = (
                getattr(indicator.measure, role) if indicator is not None and indicator.measure.whole else ""
            )
            if question:
                self._add(cell, question, "figure", column)
            else:
                self._note("figure-not-used", cell.row, cell.column, item=item, raw=shown(cell))
        elif role == "previous":
            self._add(cell, item, "previous", column, self._other_unit(row, item))
        else:
            self._add(
                cell, item, "figure" if indicator is None else "result", column, self._other_unit(row, item)
            )

    def _other_unit(self, row: int, item: str) -> str:
        """What the unit column says, where that is surely another unit: «nghìn người» for people."""
        columns = self.roles.columns("unit")
        cell = self.grid.spanned(row, columns[0]) if len(columns) == 1 else None
        if cell is None or cell.kind != "text":
            return ""
        word, criteria = bare(cell.text), self.book.criteria
        owner = criteria.indicators.get(item) or criteria.questions[item]
        own = {bare(text) for text in (*owner.unit.label, *owner.unit.one, *owner.unit.also)}
        if word in own or vocabulary().percents.sub("%", cell.text).strip(" ()") in own:
            return ""
        known = word in self.book.matcher.units or vocabulary().scaled(cell.text)
        return clean(cell.text) if known else ""

    def _worded(self, cell: Cell, item: str, role: str, column: int) -> None:
        criteria = self.book.criteria
        item = (
            self.book.matcher.indicator_of.get(item, item) if role in ("target", "met", "evidence") else item
        )
        indicator = criteria.indicators.get(item)
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
        reading = (
            numbers.Reading(State.UNREAD) if role in WORDED else interpret(cell, self.decimals.of(column))
        )
        percent = reading.percent or cell.percent
        found.answers.append(
            Answer(
                unit=found.unit,
                period=found.period,
                item=item,
                role=role,
                type=self.book.types[item],
                state=str(reading.state) if cell.kind not in ODD_KINDS else cell.kind,
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
        names = [*self._names(row, "title"), *self._names(row, "code"), *self._names(row, "number")]
        if not held or any(vocabulary().total(name) for name in names):
            return
        name = (
            names[0]
            if names
            else next((c.text for c in self.grid.rows[row] if c.kind == "text"), held[0].text)
        )
        close = ""
        if self.book.hints < MOST_HINTS:
            self.book.hints += 1
            close = self.book.matcher.nearest(next(self._names(row, "code"), ""), name)
        self._note("unknown-row", row, held[0].column, raw=clean(name)[:200], other=close)

    def _note_unread(self) -> None:
        """A table of known rows where no column says that it holds figures."""
        told = any(odd.code != "near-column" for odd in self.roles.oddities)
        if told or any(role in NUMERIC | WORDED - {"note"} for role in self.roles.by_column.values()):
            return
        for row, match in self.matches.items():
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
        if (self.sheet.name, cell.row, cell.column) not in self.book.merged:
            self.book.merged.add((self.sheet.name, cell.row, cell.column))
            self._note("merged-figure", cell.row, cell.column, raw=shown(cell))

    def _note(self, code: str, row: int, column: int, **values: object) -> None:
        place = Place(self.book.found.file, self.sheet.name, address(row, column))
        item = str(values.pop("item", ""))
        self.book.found.findings.append(Finding(code, place, item, values))
