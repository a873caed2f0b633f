"""Sheets as plain data in, workbooks in .xlsx, .xls and .ods out; the same data gives the same bytes."""

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import openpyxl
import xlwt  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

Value = str | float | int | bool | dt.date
MOMENT = (2026, 1, 15, 8, 0, 0)
THIN = Side(style="thin", color="FF808080")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


class Typed(NamedTuple):
    """What stands in one cell. `kind` is text, number, percent, grouped, date, formula, error or yes_no."""

    value: Value
    kind: str = "text"
    font: str = "Times New Roman"


FORMATS = {"percent": "0.0%", "grouped": "#,##0", "date": "DD/MM/YYYY"}


@dataclass
class Page:
    """One sheet."""

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], Typed] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    boxed: range = range(0)  # the rows of its table, which have borders

    @property
    def depth(self) -> int:
        return max((row for row, _ in self.cells), default=0)


def write(path: Path, pages: list[Page]) -> None:
    """The pages as a workbook in the format that the ending names."""
    path.write_bytes({".xlsx": _xlsx, ".xls": _xls, ".ods": _ods}[path.suffix](pages))


def fits(suffix: str, pages: list[Page]) -> bool:
    """Whether a format's writer can hold all of it: that of .xls stores no error, .ods no fonts here."""
    kinds = {typed.kind for page in pages for typed in page.cells.values()}
    plain = not kinds & {"error", "formula"}
    fonts = {typed.font for page in pages for typed in page.cells.values()} == {"Times New Roman"}
    return suffix == ".xlsx" or (plain and (suffix == ".xls" or fonts))


def _xlsx(pages: list[Page]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.name)
        sheet.sheet_state = "hidden" if page.hidden else "visible"
        for (row, column), typed in page.cells.items():
            cell = sheet.cell(row, column)
            cell.value = typed.value
            if typed.kind == "text":
                cell.data_type = "s"
            cell.number_format = FORMATS.get(typed.kind, "General")
            cell.font = Font(name=typed.font, size=12)
            cell.alignment = Alignment(vertical="center", wrap_text=column == 2)
            if row in page.boxed:
                cell.border = BOX
        for top, left, bottom, right in page.merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column, width in page.widths.items():
            sheet.column_dimensions[get_column_letter(column)].width = width
    book.properties.created = book.properties.modified = dt.datetime(*MOMENT)  # noqa: DTZ001 - no zones there
    packed = io.BytesIO()
    book.save(packed)
    return _without_clock(packed.getvalue())


def _without_clock(data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = rb"\g<1>2026-01-15T08:00:00Z"
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", stamp, content)
            target.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _xls(pages: list[Page]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[tuple[str, str], xlwt.XFStyle] = {}
    for page in pages:
        sheet = book.add_sheet(page.name)
        sheet.visibility = int(page.hidden)
        anchors = {(top, left): (bottom, right) for top, left, bottom, right in page.merged}
        for (row, column), typed in page.cells.items():
            key = (FORMATS.get(typed.kind, "General"), typed.font)
            if key not in styles:
                styles[key] = xlwt.XFStyle()
                styles[key].num_format_str = key[0]
                styles[key].font.name = key[1]
            bottom, right = anchors.get((row, column), (row, column))
            if (bottom, right) == (row, column):
                sheet.write(row - 1, column - 1, typed.value, styles[key])
            else:
                sheet.write_merge(row - 1, bottom - 1, column - 1, right - 1, typed.value, styles[key])
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _ods(pages: list[Page]) -> bytes:
    spaces = ("office", "table", "text", "style")
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in spaces)
    styles = (
        '<office:automatic-styles><style:style style:name="off" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    content = (
        f"<office:document-content {names}>{styles}<office:body><office:spreadsheet>"
        f"{''.join(map(_ods_sheet, pages))}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        parts = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
        for name, text in parts.items():
            target.writestr(zipfile.ZipInfo(name, MOMENT), text)
    return packed.getvalue()


def _ods_sheet(page: Page) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merged}
    widest = max((column for _, column in page.cells), default=0)
    rows = []
    for row in range(1, page.depth + 1):
        cells = (_ods_cell(page.cells.get((row, c)), spans.get((row, c))) for c in range(1, widest + 1))
        veil = ' table:visibility="collapse"' if row in page.hidden_rows else ""
        rows.append(f"<table:table-row{veil}>{''.join(cells)}</table:table-row>")
    style = ' table:style-name="off"' if page.hidden else ""
    return f'<table:table table:name="{escape(page.name)}"{style}>{"".join(rows)}</table:table>'


def _ods_cell(typed: Typed | None, span: tuple[int, int] | None) -> str:
    if typed is None:
        return "<table:table-cell/>"
    merged = ""
    if span:
        merged = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    if typed.kind in ("number", "percent", "grouped"):
        kind = "percentage" if typed.kind == "percent" else "float"
        return f'<table:table-cell office:value-type="{kind}" office:value="{typed.value!r}"{merged}/>'
    if typed.kind == "date":
        return f'<table:table-cell office:value-type="date" office:date-value="{typed.value}"{merged}/>'
    if typed.kind == "yes_no":
        value = str(typed.value).lower()
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{value}"{merged}/>'
    text = f"<text:p>{escape(str(typed.value))}</text:p>"
    return f'<table:table-cell office:value-type="string"{merged}>{text}</table:table-cell>'
