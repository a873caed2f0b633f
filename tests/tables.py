"""Awkward workbooks written as readable tables in, real files out.

    == Khảo sát 2022 ==                     a sheet; «== Cũ == hidden» is a hidden one
    BÁO CÁO NĂM 2022                        a line of text stands in column A
    | Mã    | Nội dung    | Kết quả | <    |
    | ^     | ^           | 2021    | 2022 |
    | 1.1.1 | Tỷ lệ biết… | #97     | 98,5% |
    ~| 1.1.2 | Một dòng ẩn | #1      | #2    |

An empty line is an empty row. `<` continues the cell on the left and `^` the one above: they are merged. `~`
before a row hides it, `~C` on a line of its own hides column C. Every cell is text, but for

    #98.5       a number                     @2001-02-03  a date
    %0.985      a number shown as 98,5%      =A1          a formula whose value was never stored
    #DIV/0!     an error                     TRUE, FALSE
"""

import datetime as dt
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}


class Typed(NamedTuple):
    """One cell: `kind` is text, number, percent, date, formula, error or yes_no."""

    kind: str
    value: str | float | bool | dt.date


@dataclass
class Page:
    """One sheet as drawn."""

    name: str = "Biểu"
    hidden: bool = False
    cells: dict[tuple[int, int], Typed] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def draw(text: str) -> list[Page]:
    """The sheets of a drawing."""
    pages: list[Page] = []
    row = 0
    for line in text.strip("\n").splitlines():
        typed = line.strip()
        if typed.startswith("=="):
            name, _, how = typed.strip("= ").partition(" ==")
            pages.append(Page(name.strip(), hidden=how.strip() == "hidden"))
            row = 0
            continue
        if not pages:
            pages.append(Page())
        if typed[:1] == "~" and "|" not in typed:
            pages[-1].hidden_columns.add(column_index_from_string(typed[1:].strip()))
            continue
        row += 1
        _draw_row(pages[-1], row, typed)
    for page in pages:
        page.merged = list(_merges(page))
        page.cells = {place: cell for place, cell in page.cells.items() if cell.value not in ("", "<", "^")}
    return pages


def _draw_row(page: Page, row: int, typed: str) -> None:
    if typed.startswith("~"):
        page.hidden_rows.add(row)
        typed = typed[1:]
    cells = typed.removeprefix("|").removesuffix("|").split("|") if typed.startswith("|") else [typed]
    for column, text in enumerate(cells, start=1):
        page.cells[row, column] = read_cell(text.strip())


def read_cell(text: str) -> Typed:
    """One cell of a drawing."""
    if text in ERRORS:
        return Typed("error", text)
    if text in ("TRUE", "FALSE"):
        return Typed("yes_no", text == "TRUE")
    kinds = {"#": "number", "%": "percent", "@": "date", "=": "formula"}
    kind = kinds.get(text[:1], "text") if len(text) > 1 else "text"
    if kind in ("number", "percent"):
        return Typed(kind, float(text[1:]))
    if kind == "date":
        return Typed(kind, dt.date.fromisoformat(text[1:]))
    return Typed(kind, text)


def _merges(page: Page) -> Iterator[tuple[int, int, int, int]]:
    """The ranges that `<` and `^` continue; a cell that is continued both ways is continued as a block."""
    signs = {place: cell.value for place, cell in page.cells.items()}
    for row, column in sorted(signs):
        if signs[row, column] in ("", "<", "^"):
            continue
        right, bottom = column, row
        while signs.get((row, right + 1)) == "<":
            right += 1
        while signs.get((bottom + 1, column)) == "^":
            bottom += 1
        if (right, bottom) != (column, row):
            yield row, column, bottom, right


def write(path: Path, text: str) -> Path:
    """The drawing as a real workbook, in the format that the ending of the path names."""
    writer = {".xlsx": _write_xlsx, ".xls": _write_xls, ".ods": _write_ods}[path.suffix]
    writer(path, draw(text))
    return path


def _write_xlsx(path: Path, pages: list[Page]) -> None:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for page in pages:
        sheet: Worksheet = book.create_sheet(page.name)
        sheet.sheet_state = "hidden" if page.hidden else "visible"
        for (row, column), typed in page.cells.items():
            cell = sheet.cell(row, column)
            cell.value = typed.value
            if typed.kind == "percent":
                cell.number_format = "0.0%"
            elif typed.kind == "text":
                cell.data_type = "s"
        for top, left, bottom, right in page.merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in page.hidden_columns:
            sheet.column_dimensions[get_column_letter(column)].hidden = True
    if all(page.hidden for page in pages):
        book.create_sheet("Trống")
    book.save(path)


def _write_xls(path: Path, pages: list[Page]) -> None:
    """Without formulas and errors, which the writer of .xls cannot store as such."""
    book = xlwt.Workbook(encoding="utf-8")
    for page in pages:
        sheet = book.add_sheet(page.name)
        sheet.visibility = int(page.hidden)
        anchors = {(top, left): (bottom, right) for top, left, bottom, right in page.merged}
        for (row, column), typed in page.cells.items():
            style = xlwt.XFStyle()
            style.num_format_str = {"percent": "0.0%", "date": "DD/MM/YYYY"}.get(typed.kind, "General")
            if (row, column) in anchors:
                bottom, right = anchors[row, column]
                sheet.write_merge(row - 1, bottom - 1, column - 1, right - 1, typed.value, style)
            else:
                sheet.write(row - 1, column - 1, typed.value, style)
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
        for column in page.hidden_columns:
            sheet.col(column - 1).hidden = True
    book.save(str(path))


def _write_ods(path: Path, pages: list[Page]) -> None:
    spaces = ("office", "table", "text", "style")
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in spaces)
    styles = (
        '<office:automatic-styles><style:style style:name="off" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    body = "".join(map(_ods_sheet, pages))
    content = f"<office:document-content {names}>{styles}<office:body><office:spreadsheet>{body}"
    content += "</office:spreadsheet></office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)


def _ods_sheet(page: Page) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merged}
    deepest = max((row for row, _ in page.cells), default=0)
    widest = max((column for _, column in page.cells), default=0)
    veiled = ' table:visibility="collapse"'
    rows = []
    for row in range(1, deepest + 1):
        cells = "".join(
            _ods_cell(page.cells.get((row, c)), spans.get((row, c))) for c in range(1, widest + 1)
        )
        rows.append(f"<table:table-row{veiled if row in page.hidden_rows else ''}>{cells}</table:table-row>")
    columns = "".join(
        f"<table:table-column{veiled if column in page.hidden_columns else ''}/>"
        for column in range(1, widest + 1)
    )
    style = ' table:style-name="off"' if page.hidden else ""
    return f'<table:table table:name="{escape(page.name)}"{style}>{columns}{"".join(rows)}</table:table>'


def _ods_cell(typed: Typed | None, span: tuple[int, int] | None) -> str:
    if typed is None:
        return "<table:table-cell/>"
    merged = ""
    if span:
        merged = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    if typed.kind in ("number", "percent"):
        kind = "percentage" if typed.kind == "percent" else "float"
        return f'<table:table-cell office:value-type="{kind}" office:value="{typed.value!r}"{merged}/>'
    if typed.kind == "date":
        return f'<table:table-cell office:value-type="date" office:date-value="{typed.value}"{merged}/>'
    if typed.kind == "yes_no":
        value = str(typed.value).lower()
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{value}"{merged}/>'
    text = f"<text:p>{escape(str(typed.value))}</text:p>"
    return f'<table:table-cell office:value-type="string"{merged}>{text}</table:table-cell>'
