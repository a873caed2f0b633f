"""Workbooks in, answers out: one row an answer, each with the cell that it came from; and what was odd on the way."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lcity import numbers, targets, workbook
from lcity.errors import LcityError
from lcity.model import Criteria, Finding, Indicator, Place, Target
from lcity.numbers import State
from lcity.returns import layout
from lcity.returns.layout import Grid, Table
from lcity.returns.rows import Match, Matcher
from lcity.text import clean
from lcity.vocabulary import Vocabulary, vocabulary
from lcity.workbook import Cell, Sheet, Workbook, address

if TYPE_CHECKING:
    import pandas as pd

FORM_SHEET = "lcity"  # the hidden sheet of lcity's own forms: key in column A, value in column B
NUMERIC = frozenset({"value", "result", "part", "whole", "previous"})
WORDED = frozenset({"target", "evidence", "met", "verdict", "reason", "note"})


class Answer(NamedTuple):
    """One cell that answers something. The fields are the columns of the answers frame, in this order.

    `role` says what the cell gives: `figure` (a question), `result` (an indicator directly), `previous` (either, for
    the period before), `target`, `evidence`, `met` (the office's own judgement), `verdict` and `reason` (the
    experts'), `note`. `value` is the number as meant, in the item's unit (98.5 for 98,5%); `part` and `whole` hold
    «48/51». What cannot be read has no value and a `state` that says why.
    """

    unit: str
    period: str
    item: str
    role: str
    type: str  # count | number | yes | level for a question, the kind of measure for an indicator
    state: str
    value: float
    part: float
    whole: float
    percent: bool  # written or formatted as a percentage
    wording: str  # the words after the number
    other: float  # the second reading of an ambiguous number
    raw: str
    file: str
    sheet: str
    cell: str
    hidden: bool
    formula: bool


@dataclass(slots=True)
class Return:
    """One workbook, read: its answers, what was odd about it, and what its heading says."""

    path: Path
    file: str
    unit: str = ""
    period: str = ""
    criteria: str = ""  # the set that the form names, if it does
    answers: list[Answer] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)  # the «Yêu cầu» column, by indicator
    findings: list[Finding] = field(default_factory=list)
    matched: int = 0  # rows that are about something in the set
    cells: int = 0


def read(path: Path, criteria: Criteria, file: str = "") -> Return:
    """One workbook against one criteria set.

    Raises LcityError where the file cannot be opened or read as a workbook.
    """
    book = workbook.read(path)
    found = Return(path, file or path.name)
    reader = _Reader(found, criteria, vocabulary())
    reader.read(book)
    return found


def frame(returns: Iterable[Return]) -> "pd.DataFrame":
    """The answers of all returns as one frame with the columns of `Answer`."""
    import pandas as pd

    rows = [answer for one in returns for answer in one.answers]
    columns = dict(zip(Answer._fields, zip(*rows, strict=True), strict=True)) if rows else {}
    made = pd.DataFrame({name: list(columns.get(name, ())) for name in Answer._fields})
    return made.astype(
        {"value": float, "part": float, "whole": float, "other": float, "percent": bool, "hidden": bool, "formula": bool}
    )


class _Reader:
    """Reads one workbook into one Return."""

    def __init__(self, found: Return, criteria: Criteria, words: Vocabulary) -> None:
        self.found = found
        self.criteria = criteria
        self.words = words
        self.matcher = Matcher(criteria)
        self.types = {q.code: q.type for q in criteria.questions.values()}
        self.types |= {i.code: i.measure.kind for i in criteria.indicators.values()}

    def read(self, book: Workbook) -> None:
        found = self.found
        sheets = [sheet for sheet in book.sheets if sheet.cells]
        found.cells = sum(len(sheet.cells) for sheet in sheets)
        laid = []
        for sheet in sheets:
            if sheet.name.casefold() == FORM_SHEET and sheet.hidden:
                self._form(sheet)
                continue
            laid.append((sheet, Grid(sheet), layout.find(sheet, self.words)))
        for sheet, grid, _ in laid:
            self._heading(sheet, grid)
        found.unit = found.unit or found.path.stem
        decimal = numbers.decide(_texts(laid))
        for sheet, grid, plan in laid:
            for odd in plan.oddities:
                self._note(odd.code, sheet, odd.row, odd.column, **odd.values)
            for table in plan.tables:
                self._table(sheet, grid, table, decimal)
        if not laid:
            self.found.findings.append(Finding("empty-workbook", Place(found.file)))
        elif not any(plan.tables for _, _, plan in laid):
            place = Place(found.file, laid[0][0].name)
            expected = {"expected": self.words.example_labels()}
            self.found.findings.append(Finding("no-table", place, values=expected))

    def _form(self, sheet: Sheet) -> None:
        """What lcity itself wrote into its form: set, unit, period."""
        facts = {
            clean(cell.text).casefold(): clean(value.text)
            for (row, column), cell in sheet.cells.items()
            if column == 1 and (value := sheet.cells.get((row, 2))) is not None
        }
        self.found.criteria = facts.get("set", "")
        self.found.unit = facts.get("unit", "")
        self.found.period = facts.get("period", "")

    def _heading(self, sheet: Sheet, grid: Grid) -> None:
        """Unit, period and set from the lines above the first table: «Đơn vị: …», «Kỳ báo cáo: …», a year."""
        for row in sorted(grid.rows)[:12]:
            for cell in sorted(grid.rows[row], key=lambda c: c.column):
                if cell.kind != "text":
                    continue
                label, colon, rest = clean(cell.text).partition(":")
                role = self.words.meta(label)
                if role and (value := clean(rest) if colon and rest else _right_of(grid, cell)):
                    self._fact(role, value)
                elif not self.found.period and (year := re.search(r"[Nn](?:ăm|ĂM)\s+(20\d\d)(?!\s*[-–])", cell.text)):
                    self.found.period = year[1]

    def _fact(self, role: str, value: str) -> None:
        if role == "set" and not self.found.criteria:
            self.found.criteria = value if re.fullmatch(r"[a-z0-9-]+", value) else ""
        elif role == "unit" and not self.found.unit:
            self.found.unit = value
        elif role == "period":
            year = re.search(r"20\d\d", value)
            self.found.period = self.found.period or (year[0] if year else value)

    def _table(self, sheet: Sheet, grid: Grid, table: Table, decimal: str | None) -> None:
        code_column, title_column = table.column("code"), table.column("title")
        number_column = table.column("number")
        own = {
            column: numbers.decide(_column_texts(sheet, table, column)) or decimal
            for column, role in table.columns.items()
            if role in NUMERIC or role == "target"
        }
        for row in table.rows:
            code, title = _text(grid, row, code_column), _text(grid, row, title_column)
            match = self.matcher.match(code, title)
            if not match.item and not match.heading and not code and number_column:
                match = self.matcher.match(_text(grid, row, number_column), title)
            if match.item:
                self._row(sheet, grid, table, row, match, own)
            elif not match.heading:
                self._unmatched(sheet, grid, table, row, code or title)

    def _row(
        self, sheet: Sheet, grid: Grid, table: Table, row: int, match: Match, decimals: dict[int, str | None]
    ) -> None:
        self.found.matched += 1
        if match.oddity:
            column = table.column("code") or table.column("title")
            self._note(match.oddity, sheet, row, column, item=match.item, other=match.other)
            if match.oddity == "code-and-title-differ":
                return  # whose figures these are is not known
        for column, role in table.columns.items():
            own = role in NUMERIC or role in ("verdict", "reason")
            cell = grid.cell(row, column) if own else grid.spanned(row, column)
            if cell is None or (cell.kind == "text" and not cell.text.strip()):
                continue
            if role in NUMERIC:
                self._figure(sheet, cell, match.item, role, decimals.get(column))
            elif role in WORDED:
                self._worded(sheet, cell, match.item, role, decimals.get(column))

    def _figure(self, sheet: Sheet, cell: Cell, item: str, role: str, decimal: str | None) -> None:
        indicator = self.criteria.indicators.get(item)
        if role in ("part", "whole") and indicator is not None:
            question = getattr(indicator.measure, role)
            if question:
                self._add(sheet, cell, question, "figure", decimal)
                return
        if role in ("part", "whole"):
            self._note("figure-not-used", sheet, cell.row, cell.column, item=item, raw=shown(cell))
            return
        if role == "previous":
            self._add(sheet, cell, item, "previous", decimal)
        elif indicator is None:
            self._add(sheet, cell, item, "figure", decimal)
        else:
            self._add(sheet, cell, item, "result", decimal)

    def _worded(self, sheet: Sheet, cell: Cell, item: str, role: str, decimal: str | None) -> None:
        if item in self.criteria.questions and role in ("target", "met", "verdict", "reason"):
            return
        self._add(sheet, cell, item, role, decimal)
        if role == "target" and item not in self.found.targets:
            self._target(sheet, cell, self.criteria.indicators[item], decimal)

    def _target(self, sheet: Sheet, cell: Cell, indicator: Indicator, decimal: str | None) -> None:
        """The office's own requirement. Where it only repeats the set's, the set's with its source stays."""
        if cell.kind == "number" and isinstance(cell.value, float):
            target = targets.read_number(cell.value, cell.percent, indicator)
        else:
            target = targets.read(cell.text, indicator, decimal) if cell.kind == "text" else None
        if target is not None:
            place = Place(self.found.file, sheet.name, address(cell.row, cell.column))
            self.found.targets[indicator.code] = replace(target, typed=shown(cell), place=str(place))
        elif not indicator.expert:
            self._note("unreadable-target", sheet, cell.row, cell.column, item=indicator.code, raw=shown(cell))

    def _add(self, sheet: Sheet, cell: Cell, item: str, role: str, decimal: str | None) -> None:
        kind = self.types[item]
        reading = numbers.Reading(State.UNREAD) if role in WORDED else interpret(cell, decimal)
        self.found.answers.append(
            Answer(
                self.found.unit,
                self.found.period,
                item,
                role,
                kind,
                str(reading.state) if cell.kind not in ODD_KINDS else cell.kind,
                _float(reading.value),
                _float(reading.part),
                _float(reading.whole),
                reading.percent or cell.percent,
                reading.unit,
                _float(reading.other),
                shown(cell),
                self.found.file,
                sheet.name,
                address(cell.row, cell.column),
                cell.hidden or sheet.hidden,
                cell.formula,
            )
        )

    def _unmatched(self, sheet: Sheet, grid: Grid, table: Table, row: int, name: str) -> None:
        """A row that names nothing of the set: said where it holds a figure and is no total."""
        held = [c for column, role in table.columns.items() if role in NUMERIC and (c := grid.cell(row, column))]
        held = [c for c in held if c.kind in ("number", "error", "empty_formula") or numbers.read(c.text, ",").value is not None]
        if not held or not clean(name) or self.words.total(name):
            return
        code, title = _text(grid, row, table.column("code")), _text(grid, row, table.column("title"))
        close = self.matcher.nearest(code, title)
        self._note("unknown-row", sheet, row, held[0].column, raw=clean(name), other=close)

    def _note(self, code: str, sheet: Sheet, row: int, column: int, **values: object) -> None:
        place = Place(self.found.file, sheet.name, address(row, column))
        item = str(values.pop("item", ""))
        self.found.findings.append(Finding(code, place, item, values))


ODD_KINDS = frozenset({"error", "date", "empty_formula"})


def interpret(cell: Cell, decimal: str | None) -> numbers.Reading:
    """What a cell means as a figure; a percentage format counts as typed in percent."""
    if cell.kind == "number" and isinstance(cell.value, float):
        exact = Fraction(repr(cell.value))
        return numbers.Reading(State.NUMBER, exact * 100 if cell.percent else exact, percent=cell.percent)
    if cell.kind == "yes_no":
        return numbers.Reading(State.YES if cell.value else State.NO)
    if cell.kind == "text":
        return numbers.read(cell.text, decimal)
    return numbers.Reading(State.UNREAD)


def shown(cell: Cell) -> str:
    """What a person sees in a cell, nearly: percentages with their mark, text as it stands."""
    if cell.kind == "number" and cell.percent and isinstance(cell.value, float):
        return f"{float(Fraction(repr(cell.value)) * 100):.15g}%"
    return clean(cell.text) if cell.kind == "text" else cell.text


def _float(value: Fraction | None) -> float:
    return float("nan") if value is None else float(value)


def _text(grid: Grid, row: int, column: int) -> str:
    cell = grid.cell(row, column) if column else None
    if cell is None:
        return ""
    return str(cell.value) if cell.kind == "date" else cell.text


def _right_of(grid: Grid, cell: Cell) -> str:
    following = sorted((c for c in grid.rows[cell.row] if c.column > cell.column), key=lambda c: c.column)
    return clean(following[0].text) if following else ""


def _column_texts(sheet: Sheet, table: Table, column: int) -> Iterator[str]:
    for row in table.rows:
        cell = sheet.cells.get((row, column))
        if cell is not None and cell.kind == "text":
            yield cell.text


def _texts(laid: Sequence[tuple[Sheet, Grid, layout.Layout]]) -> Iterator[str]:
    for sheet, _, plan in laid:
        for table in plan.tables:
            for column, role in table.columns.items():
                if role in NUMERIC:
                    yield from _column_texts(sheet, table, column)


def read_all(paths: Sequence[Path], criteria: Criteria) -> tuple[list[Return], list[Finding]]:
    """Every workbook below the paths; one that cannot be read becomes a finding and the others go on.

    Raises LcityError where a path does not exist, a folder holds no workbook, or the only workbook cannot be read.
    """
    files = _named(paths)
    if not files:
        raise LcityError("no-workbooks", path=str(paths[0]), endings=", ".join(workbook.SUFFIXES))
    returns: list[Return] = []
    unread: list[Finding] = []
    for file, name in files:
        try:
            returns.append(read(file, criteria, name))
        except LcityError as error:
            if len(files) == 1:
                raise
            unread.append(Finding("unreadable-file", Place(name), values={"error": error}))
    return returns, unread


def _named(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Every workbook below the paths once, with the shortest name that no other of them has."""
    found: dict[Path, tuple[Path, str]] = {}
    for path in paths:
        for file in workbook.find_workbooks(path):
            short = file.name if path.is_file() else str(file.relative_to(path))
            found.setdefault(file.resolve(), (file, short))
    names = [short for _, short in found.values()]
    return [(file, short if names.count(short) == 1 else str(file)) for file, short in found.values()]
