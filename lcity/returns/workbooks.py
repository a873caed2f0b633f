"""Workbooks in, Returns out: each sheet laid out, its columns settled, its tables read."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from lcity import numbers, workbook
from lcity.errors import LcityError
from lcity.model import Criteria, Finding, Place
from lcity.returns import columns, heading, layout, mending, privacy
from lcity.returns.answer import holds_number
from lcity.returns.book import Book
from lcity.returns.columns import Roles
from lcity.returns.grid import Grid
from lcity.returns.heading import Heading
from lcity.returns.labels import FIGURES, Caption
from lcity.returns.layout import Table
from lcity.returns.picking import NUMERIC
from lcity.returns.reader import Decimals, TableReader
from lcity.returns.returned import Return
from lcity.returns.rows import Matcher
from lcity.vocabulary import vocabulary
from lcity.workbook import LAST_ROW, Sheet, Workbook, address


def read(path: Path, criteria: Criteria, file: str = "") -> Return:
    """One workbook against one criteria set.

    Raises LcityError where the file cannot be opened or read as a workbook, and `other-set` where it says
    that it answers another set.
    """
    return _read(path, Matcher(criteria), file or path.name)


def _read(path: Path, matcher: Matcher, file: str) -> Return:
    book = workbook.read(path)
    found = Return(path, file)
    _Reader(Book(found, matcher)).read(book)
    return found


class _Page:
    """One sheet laid out."""

    def __init__(self, sheet: Sheet, criteria: Criteria) -> None:
        self.sheet = sheet
        self.grid = Grid(sheet)
        self.tables = layout.find(self.grid)
        self.first = self.tables[0].first if self.tables else heading.LINES
        self.heading = heading.read_heading(self.grid, self.first, criteria)
        self.title_years = set(heading.title_years(self.grid, self.first))
        self.caption = heading.read_name(sheet.name)


class _Reader:
    """Reads one workbook into one Return."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.found = book.found
        self.criteria = book.criteria

    def read(self, book: Workbook) -> None:
        sheets = [sheet for sheet in book.sheets if sheet.cells]
        self.found.cells = sum(len(sheet.cells) for sheet in sheets)
        sheets = [self._mend(sheet) for sheet in sheets]
        form = next((heading.read_form(sheet) for sheet in sheets if heading.is_form(sheet)), {})
        pages = [_Page(sheet, self.criteria) for sheet in sheets if not heading.is_form(sheet)]
        self._learn(heading.from_form(form), pages)
        settled = [(page, self._settle(page)) for page in pages]
        decimal = numbers.decide(text for page, tables in settled for text in _typed(page, tables))
        for page, tables in settled:
            for table, roles in tables:
                own = {
                    c: numbers.decide(_column_texts(page, table, c))
                    for c in roles.columns(*NUMERIC, "target")
                }
                TableReader(self.book, page.sheet, page.grid, table, roles, Decimals(decimal, own)).read()
            self._note_unlaid(page)
            self.found.findings += privacy.look(page.grid, self.found.file, page.sheet.name)
        self._note_nothing(pages)

    def _mend(self, sheet: Sheet) -> Sheet:
        """The sheet with its text as it was meant; what was odd is said."""
        mended = mending.mend(sheet)
        self.found.findings += mended.findings(self.found.file)
        return mended.sheet

    def _learn(self, form: Heading, pages: Sequence[_Page]) -> None:
        """Set, unit and period: from the hidden sheet of a form, else from the lines above the tables."""
        known = [form, *(page.heading for page in pages)]
        found = self.found
        found.criteria = next((one.criteria for one in known if one.criteria), "")
        if found.criteria and found.criteria != self.criteria.id:
            raise LcityError("other-set", file=found.file, other=found.criteria, criteria=self.criteria.id)
        self.book.trusted = (form.criteria, form.version) == (self.criteria.id, self.criteria.version)
        found.version = form.version
        found.area = form.area
        found.unit_code = next((one.unit_code for one in known if one.unit_code), "")
        found.unit = next((one.unit for one in known if one.unit), found.path.stem)
        found.period = form.period or self._period(pages)
        self.book.year = heading.year_of(found.period)

    def _period(self, pages: Sequence[_Page]) -> str:
        """The period that the sheets name; the latest where they name several years."""
        named = [page.heading for page in pages if page.heading.period]
        if named:
            return max(named, key=lambda one: one.year).period
        tabled = [page for page in pages if page.tables]
        titles = {year for page in tabled for year in page.title_years}
        if len(titles) == 1:
            return titles.pop()
        years = [page.caption.year for page in tabled if page.caption and not page.caption.other]
        years += [
            c.year
            for page in tabled
            for table in page.tables
            for c in table.columns.values()
            if c.role in FIGURES
        ]
        return str(max(years)) if any(years) else ""

    def _settle(self, page: _Page) -> list[tuple[Table, Roles]]:
        """The roles of the columns of a sheet. Its heading goes before its name."""
        said = page.caption
        if page.heading.year:
            said = Caption(page.heading.year)
        elif self.found.period in page.title_years:
            said = None
        return [(table, columns.settle(table, self.book.year, said)) for table in page.tables]

    def _note_unlaid(self, page: _Page) -> None:
        """Rows of the set without a header over them: what they hold is not read."""
        end = page.tables[0].first if page.tables else LAST_ROW + 1
        for row in page.grid.numbers:
            cells = page.grid.rows[row]
            if row >= end or len(cells) < 2 or not any(holds_number(cell) for cell in cells[1:]):
                continue
            if any(self.book.matcher.names(cell.text) for cell in cells if cell.kind == "text"):
                place = Place(self.found.file, page.sheet.name, address(row, cells[0].column))
                values = {"expected": vocabulary().example_labels()}
                self.found.findings.append(Finding("no-table", place, values=values))
                return

    def _note_nothing(self, pages: Sequence[_Page]) -> None:
        found = self.found
        if not pages:
            found.findings.append(Finding("empty-workbook", Place(found.file)))
        elif not any(page.tables for page in pages) and not any(f.code == "no-table" for f in found.findings):
            expected = {"expected": vocabulary().example_labels()}
            found.findings.append(
                Finding("no-table", Place(found.file, pages[0].sheet.name), values=expected)
            )


def _typed(page: _Page, tables: Sequence[tuple[Table, Roles]]) -> Iterator[str]:
    """Everything typed as text in the columns of figures of a sheet."""
    for table, roles in tables:
        for column in roles.columns(*NUMERIC):
            yield from _column_texts(page, table, column)


def _column_texts(page: _Page, table: Table, column: int) -> Iterator[str]:
    for row in table.rows:
        cell = page.grid.cell(row, column)
        if cell is not None and cell.kind == "text":
            yield cell.text


def read_all(
    paths: Sequence[Path], criteria: Criteria, *, forgiving: bool = False
) -> tuple[list[Return], list[Finding]]:
    """Every workbook below the paths; one that cannot be read becomes a finding and the others go on.

    Raises LcityError where a path does not exist, a folder holds no workbook, or no workbook can be read;
    this last not if `forgiving`.
    """
    files = _named(paths)
    if not files:
        raise LcityError("no-workbooks", path=str(paths[0]), endings=", ".join(workbook.SUFFIXES))
    matcher = Matcher(criteria)
    returns: list[Return] = []
    odd: list[Finding] = []
    first: LcityError | None = None
    for file, name in files:
        lock = file.with_name(f"~${file.name}")
        if lock.exists():
            odd.append(Finding("file-open", Place(name), values={"lock": lock.name}))
        try:
            returns.append(_read_guarded(file, matcher, name))
        except LcityError as error:
            first = first or error
            odd.append(
                _unreadable(name, LcityError(error.code, error.mistakes, **error.values | {"file": name}))
            )
    if first is not None and not returns and not forgiving:
        raise first
    return returns, odd


def _read_guarded(file: Path, matcher: Matcher, name: str) -> Return:
    """One workbook. Whatever else a reader raises ends that file only.

    That includes what is no Exception: libraries written in other languages raise that when they panic.
    """
    if file.name.startswith("~$"):
        raise LcityError("lock-file", file=name)
    try:
        return _read(file, matcher, name)
    except (LcityError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        if os.environ.get("LCITY_DEBUG"):
            raise
        raise LcityError("reader-fault", file=name, what=type(error).__name__) from error


def _unreadable(name: str, error: LcityError) -> Finding:
    if error.code == "other-set":
        values = {"form": error.values["other"], "wanted": error.values["criteria"]}
        return Finding("wrong-form", Place(name), values=values)
    return Finding("unreadable-file", Place(name), values={"error": error})


def _named(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Every workbook below the paths once, with the shortest name that no other of them has."""
    found: dict[Path, tuple[Path, str]] = {}
    for path in paths:
        for file in workbook.find_workbooks(path):
            short = file.name if path.is_file() else str(file.relative_to(path))
            found.setdefault(file.resolve(), (file, short))
    names = [short for _, short in found.values()]
    return [(file, short if names.count(short) == 1 else str(file)) for file, short in found.values()]
